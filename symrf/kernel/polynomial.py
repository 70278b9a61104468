"""Polynomials over the rationals whose indeterminates are numbers, f(index), sums and products.

A polynomial is a frozenset of (monomial, coefficient), a monomial a frozenset of (atom, exponent): equal
polynomials are equal Python objects. Atoms: ("var", name); ("at", f, index), a term of the sequence f;
("sum" | "prod", lo, hi, body) over the integers lo <= # <= hi, empty (0 or 1) whenever hi < lo; and in a body
("#", n), the index bound by the n-th sum or product around it, counted from inside.
"""

from collections.abc import Callable
from fractions import Fraction

Poly = frozenset
MAX_WORK, work = 2_000_000, [0]


class Refused(Exception):
    """The certificate is not a proof; the message says why."""


def const(value: int | Fraction) -> frozenset:
    return frozenset({(frozenset(), Fraction(value))} if value else ())


def atom(*parts: object) -> frozenset:
    return frozenset({(frozenset({(parts, 1)}), Fraction(1))})


def add(*polys: frozenset) -> frozenset:
    total: dict[frozenset, Fraction] = {}
    for monomial, c in (term for poly in polys for term in poly):
        total[monomial] = total.get(monomial, Fraction(0)) + c
    return frozenset((m, c) for m, c in total.items() if c)


def mul(a: frozenset, b: frozenset) -> frozenset:
    work[0] += len(a) * len(b) + 1
    if work[0] > MAX_WORK:
        raise Refused("too much work: it multiplies out to more terms than an honest certificate")
    products = []
    for m1, c1 in a:
        for m2, c2 in b:
            exponents = dict(m1)
            for x, e in m2:
                exponents[x] = exponents.get(x, 0) + e
            products.append(frozenset({(frozenset(exponents.items()), c1 * c2)}))
    return add(*products)


def sub(a: frozenset, b: frozenset) -> frozenset:
    return add(a, mul(const(-1), b))


def rewrite(poly: frozenset, leaf: Callable[[tuple, int], frozenset], depth: int = 0) -> frozenset:
    """Replace every number and bound index by leaf(atom, how many binders are around it)."""
    terms = []
    for monomial, c in poly:
        term = const(c)
        for a, exponent in monomial:
            if a[0] in ("var", "#"):
                image = leaf(a, depth)
            else:  # of (kind, lo, hi, body) only the body lies inside the binder
                image = atom(*(rewrite(x, leaf, depth + (i == 3)) if i and type(x) is frozenset else x for i, x in enumerate(a)))
            for _ in range(exponent):
                term = mul(term, image)
        terms.append(term)
    return add(*terms)


def substitute(poly: frozenset, values: dict[str, frozenset]) -> frozenset:
    """Put polynomials for numbers, all at once; the values hold no bound index, so nothing is captured."""
    return rewrite(poly, lambda a, _: values.get(a[1], atom(*a)) if a[0] == "var" else atom(*a))


def opened(body: frozenset, value: frozenset) -> frozenset:
    """The body of a sum or product at the index `value`."""
    return rewrite(body, lambda a, depth: value if a == ("#", depth) else atom(*a))


def closed(poly: frozenset, name: str) -> frozenset:
    """The inverse of opened: the number `name` becomes the bound index."""
    return rewrite(poly, lambda a, depth: atom("#", depth) if a == ("var", name) else atom(*a))


def atoms(poly: frozenset) -> set[tuple]:
    """Every atom, at every depth."""
    top = {a for monomial, _ in poly for a, _ in monomial}
    return top.union(*(atoms(part) for a in top for part in a if type(part) is frozenset))
