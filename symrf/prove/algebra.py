"""The kernel's polynomials as the finder calculates with them: the same values, sooner, since it tries a thousand.

What is asked again is remembered, sums and products are made without the kernel's general way where a side is a number,
and what does not hold a variable is not rewritten. The kernel does not use any of it; work is counted as there.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from symrf.kernel.polynomial import MAX_WORK, Poly, Refused, atom, const, work

__all__ = ["ONE", "ZERO", "Poly", "add", "atom", "atoms_of", "closed", "const", "mul", "opened", "sub", "substitute"]

ONE, ZERO = const(1), const(0)
REMEMBERED = 50_000


def add(*polys: Poly) -> Poly:
    """The sum of any number of polynomials."""
    terms = [poly for poly in polys if poly]
    if len(terms) < 2:
        return terms[0] if terms else ZERO
    total = dict(terms[0])
    for poly in terms[1:]:
        _count(len(poly))
        for monomial, c in poly:
            total[monomial] = total.get(monomial, 0) + c
    return Poly((m, c) for m, c in total.items() if c)


def sub(left: Poly, right: Poly) -> Poly:
    """The difference."""
    if not right:
        return left
    _count(len(left) + len(right))
    total = dict(left)
    for monomial, c in right:
        total[monomial] = total.get(monomial, 0) - c
    return Poly((m, c) for m, c in total.items() if c)


def mul(left: Poly, right: Poly) -> Poly:
    """The product."""
    _count(len(left) * len(right))
    if left == ONE:
        return right
    if right == ONE:
        return left
    total: dict[frozenset, Any] = {}
    for one, c in left:
        for other, d in right:
            monomial = _joined(one, other) if one and other else one or other
            total[monomial] = total.get(monomial, 0) + c * d
    return Poly((m, c) for m, c in total.items() if c)


def _joined(one: frozenset, other: frozenset) -> frozenset:
    """The product of two monomials."""
    powers = dict(one)
    for a, exponent in other:
        powers[a] = powers.get(a, 0) + exponent
    return frozenset(powers.items())


@lru_cache(maxsize=REMEMBERED)
def atoms_of(poly: Poly) -> frozenset:
    """Its atoms, at every depth."""
    top = {a for monomial, _ in poly for a, _e in monomial}
    return frozenset(top.union(*(atoms_of(part) for a in top for part in a if type(part) is Poly)))


def substitute(poly: Poly, values: Mapping[str, Poly]) -> Poly:
    """With these values, which hold no bound index, for the variables of these names."""
    held = tuple((name, value) for name, value in values.items() if ("var", name) in atoms_of(poly))
    return _substituted(poly, held) if held else poly


@lru_cache(maxsize=REMEMBERED)
def _substituted(poly: Poly, values: tuple[tuple[str, Poly], ...]) -> Poly:
    return poly.substitute(dict(values))


@lru_cache(maxsize=REMEMBERED)
def opened(body: Poly, value: Poly) -> Poly:
    """This body of a sum or product at the index `value`."""
    return body.opened(value) if any(a[0] == "#" for a in atoms_of(body)) else body


@lru_cache(maxsize=REMEMBERED)
def closed(poly: Poly, name: str) -> Poly:
    """The inverse: the variable becomes the bound index."""
    return poly.closed(name) if ("var", name) in atoms_of(poly) else poly


def _count(terms: int) -> None:
    work[0] += terms + 1
    if work[0] > MAX_WORK:
        raise Refused("too much work: what it multiplies out has more terms than are checked")
