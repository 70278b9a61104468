"""Products with a neighbouring factor taken in: s[l] Π s[i] over 1 … l - 1 is Π s[i] over 1 … l."""

from __future__ import annotations

from typing import Any

from symrf.kernel.check import World
from symrf.prove.algebra import ONE, Poly, add, atom, const, mul, opened, sub
from symrf.prove.linear import why
from symrf.prove.normal import Uses, ranged


def gathered(world: World, poly: Poly) -> tuple[Poly, Uses]:
    """The polynomial with all such factors taken in, and the instances that lead there."""
    uses: Uses = []
    while (step := _gathered(world, poly)) is not None:
        poly, use = step
        uses.append(use)
    return poly, uses


def _gathered(world: World, poly: Poly) -> tuple[Poly, tuple[Poly, list[Any]]] | None:
    for monomial, c in sorted(poly, key=str):
        powers = dict(monomial)
        for product in sorted((a for a in powers if a[0] == "prod"), key=str):
            _, lo, hi, body = product
            for how, start, end in (("last", lo, add(hi, ONE)), ("first", sub(lo, ONE), hi)):
                factor = opened(body, end if how == "last" else start)
                beside = next((a for a in powers if atom(*a) == factor), None)
                reason = why(sub(end, start), world.facts)
                if beside is None or reason is None:
                    continue
                left = {a: e - (a in (product, beside)) for a, e in powers.items()}
                rest = Poly({(frozenset((a, e) for a, e in left.items() if e), c)})
                whole = atom("prod", start, end, body)
                after = add(sub(poly, Poly({(monomial, c)})), mul(rest, whole))
                return after, (mul(const(-1), rest), ranged(how, "prod", start, end, body, reason))
    return None
