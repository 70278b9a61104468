"""Lemmas that a proof may need before its goal: the sum of ones, and the goal itself for a depth that is a variable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symrf.kernel.check import World
from symrf.prove.algebra import ONE, ZERO, Poly, add, atom, atoms_of, sub, substitute
from symrf.prove.certificate_terms import dump, text_of

COUNT = {"for": [["t", 0, None]], "equal": [["sum", 1, "t", 1], "t"]}
"""A sum of t ones is t."""


def counting(world: World) -> int | None:
    """Which equation of the world is the sum of ones."""
    for which, (quantified, equation) in enumerate(world.equations):
        if len(quantified) == 1 and len(quantified[0][1]) == 1:
            here = atom("var", quantified[0][0])
            if quantified[0][1] == [here] and equation == sub(atom("sum", ONE, here, ONE), here):
                return which
    return None


def sums(poly: Poly) -> bool:
    """Whether sums occur: a proof by induction may then come upon sums of ones."""
    return any(a[0] == "sum" for a in atoms_of(poly))


def neighbour(poly: Poly) -> Any:
    """A sum of which the same, begun and ended one later, occurs too; None where there is none."""
    found = {a for monomial, _ in poly for a, _e in monomial if a[0] == "sum"}
    for kind, lo, hi, body in sorted(found, key=text_of):
        if (kind, add(lo, ONE), add(hi, ONE), body) in found:
            return kind, lo, hi, body
    return None


def generalised(world: World, ranges: list[Any], rest: Poly) -> Iterator[tuple[list[Any], Poly, list[Any]]]:
    """(ranges, what is 0 there, at which places it is needed): first for every end t in place of L, then as it stands.

    What is defined from the output down depends on L itself, so that L cannot be replaced.
    """
    down = {name for name, (kind, *_) in world.definitions if kind == "down"}
    names = [name for name, _, _ in ranges]
    pure = not any(a[0] == "at" and a[1] in down for a in atoms_of(rest))
    if pure and ("var", "L") in atoms_of(rest) and "t" not in (*world.numbers, *names):
        for_every = [[name, lo, None] for name, lo, _ in ranges] + [["t", _lowest(world, ranges), None]]
        yield for_every, substitute(rest, {"L": atom("var", "t")}), [*names, "L"]
    if pure and ranges:
        yield ranges, rest, names


def _lowest(world: World, ranges: list[Any]) -> Any:
    """The least L for which the last index has a place: l + c where it runs up to L - c; without one, the least L."""
    if not ranges or ranges[-1][2] is None:
        above = next((f - atom("var", "L") for f in world.facts if ("var", "L") in atoms_of(f)), ZERO)
        return dump(ZERO - above)
    return dump(atom("var", ranges[-1][0]) + atom("var", "L") - world.index(ranges[-1][2]))
