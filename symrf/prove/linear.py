"""Side conditions: write a claim >= 0 as a constant plus facts times positive numbers (Farkas multipliers)."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from symrf.prove.algebra import Poly, const, mul, sub
from symrf.prove.certificate_terms import dump

MAX_STEPS = 6


@lru_cache(maxsize=20_000)
def why(claim: Poly, facts: tuple[Poly, ...]) -> list[Any] | None:
    """The multipliers as the kernel reads them, [constant, [weight, fact] …]; None where none were found."""
    found = _search(claim, facts, MAX_STEPS)
    if found is None:
        return None
    constant, weights = found
    return [dump(const(constant)), *([dump(const(w)), i] for i, w in sorted(weights.items()))]


def _search(claim: Poly, facts: tuple[Poly, ...], steps: int) -> tuple[Fraction, dict[int, Fraction]] | None:
    rest = {monomial: c for monomial, c in claim if monomial}
    constant = sum((c for monomial, c in claim if not monomial), Fraction(0))
    if not rest:
        return (constant, {}) if constant >= 0 else None
    if steps == 0:
        return None
    target = min(rest, key=lambda m: sorted(map(str, m)))
    for i, fact in enumerate(facts):
        coefficient = dict(fact).get(target, 0)
        if coefficient * rest[target] <= 0:
            continue
        weight = Fraction(rest[target]) / coefficient
        deeper = _search(sub(claim, mul(const(weight), fact)), facts, steps - 1)
        if deeper is not None:
            weights = dict(deeper[1])
            weights[i] = weights.get(i, Fraction(0)) + weight
            return deeper[0], weights
    return None
