"""Lemmas that a proof may need before its goal: the sum of ones, and the goal itself for a depth that is a variable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symrf.kernel.check import World
from symrf.prove.algebra import ONE, ZERO, Poly, atom, sub
from symrf.prove.dump import dump
from symrf.prove.linear import why

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


def counts(poly: Poly) -> bool:
    """Whether a sum of ones occurs."""
    return any(a[0] == "sum" and a[1] == ONE == a[3] for a in poly.atoms())


def generalised(world: World, lemma: Any, rest: Poly, which: int) -> Iterator[tuple[Any, list[Any]]]:
    """Equations from which rest = 0 follows, and how: for every end t in place of L, then as it stands.

    t is new only to the equation: what is defined from the output down depends on L itself and rules it out.
    """
    down = {name for name, (kind, *_) in world.definitions if kind == "down"}
    ranges = lemma["for"]
    if any(a[0] == "at" and a[1] in down for a in rest.atoms()):
        return
    t, L = atom("var", "t"), atom("var", "L")
    places = [name for name, _, _ in ranges] + ["L"]
    if ("var", "L") in rest.atoms() and "t" not in world.integers + world.numbers:
        lowest = ZERO
        if ranges and ranges[-1][2] is not None:  # l up to L - c: t from l + c
            lowest = atom("var", ranges[-1][0]) + sub(L, world.index(ranges[-1][2]))
        general = [*([name, lo, None] for name, lo, _ in ranges), ["t", dump(lowest), None]]
        _, quantified, equation = World(
            world.integers[:0], world.numbers, world.sequences, definitions=world.definitions
        ).equation(general, [dump(rest.substitute({"L": t})), 0])
        values = {name: world.index(place) for (name, _), place in zip(quantified, places, strict=True)}
        whys = [why(f.substitute(values), world.facts) for _, facts in quantified for f in facts]
        if None not in whys and equation:
            yield {"for": general, "equal": [dump(rest.substitute({"L": t})), 0]}, ["use", which, places, whys]
    if ranges:
        ...
