"""Kernel polynomials as certificate terms, in one canonical order, so that evidence regenerates byte for byte."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from symrf.kernel.polynomial import Poly, atom


def dump(poly: Poly) -> Any:
    """The term that the kernel reads back as this polynomial."""
    terms = sorted((_monomial(m, c) for m, c in poly), key=_order)
    return 0 if not terms else terms[0] if len(terms) == 1 else ["+", *terms]


@lru_cache(maxsize=20_000)
def text(poly: Poly) -> str:
    """The term as text: an order of polynomials that does not depend on the run."""
    return str(dump(poly))


@lru_cache(maxsize=20_000)
def text_of(a: tuple) -> str:
    """An atom as text, in the same order."""
    return text(atom(*a))


def _monomial(monomial: frozenset, c: Fraction) -> Any:
    factors: list[Any] = []
    for a, exponent in monomial:
        factors += [_atom(a)] * exponent
    factors.sort(key=_order)
    if c != 1 or not factors:
        factors.insert(0, int(c) if c.denominator == 1 else f"{c.numerator}/{c.denominator}")
    return factors[0] if len(factors) == 1 else ["*", *factors]


def _atom(a: tuple) -> Any:
    match a:
        case ("var", name):
            return name
        case ("#", n):
            return f"#{n}"
        case ("at", name, index):
            return ["at", name, dump(index)]
    return [a[0], *(dump(part) for part in a[1:])]


def _order(data: Any) -> tuple[int, str]:
    return (isinstance(data, list), str(data))
