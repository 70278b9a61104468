"""Exact division of polynomials: the cofactor with which a hypothesis yields a goal."""

from __future__ import annotations

from fractions import Fraction

from symrf.prove.algebra import Poly, add, atom, const, mul, sub
from symrf.prove.certificate_terms import dump

MAX_STEPS = 200


def quotient(goal: Poly, divisor: Poly) -> Poly | None:
    """c with goal = c · divisor, or None where there is none."""
    if not divisor:
        return None
    order = _order(goal, divisor)
    lead = max(divisor, key=lambda term: order(term[0]))
    result: Poly = const(0)
    for _ in range(MAX_STEPS):
        if not goal:
            return result
        top = max(goal, key=lambda term: order(term[0]))
        powers = dict(top[0])
        for a, e in lead[0]:
            powers[a] = powers.get(a, 0) - e
        if min(powers.values(), default=0) < 0:
            return None
        step = Poly({(frozenset((a, e) for a, e in powers.items() if e), Fraction(top[1]) / lead[1])})
        result = add(result, step)
        goal = sub(goal, mul(step, divisor))
    return None


def _order(*polys: Poly):  # type: ignore[no-untyped-def]
    """Graded lexicographic order on monomials, over the atoms that occur."""
    names = sorted({a for p in polys for m, _ in p for a, _e in m}, key=lambda a: str(dump(atom(*a))))
    rank = {a: i for i, a in enumerate(names)}

    def key(monomial: frozenset) -> tuple[int, list[int]]:
        vector = [0] * len(names)
        for a, e in monomial:
            vector[rank[a]] = e
        return sum(vector), vector

    return key
