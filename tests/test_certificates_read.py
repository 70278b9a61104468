"""Certificates as they are read: every equation shown is the one that the kernel rebuilds, and nothing is left out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from symrf.exposition.certificate import Equation, steps
from symrf.kernel import check
from symrf.kernel.check import World
from symrf.kernel.polynomial import Poly
from symrf.terms import text
from symrf.theorem import home

CERTIFICATES = sorted((home() / "evidence").glob("*.json"))


def flat(equations: tuple[Equation, ...]) -> Iterator[Equation]:
    """Equations in the order in which the kernel comes to them."""
    for equation in equations:
        yield equation
        yield from flat(equation.below)


def rebuilt(certificate: Any, monkeypatch: pytest.MonkeyPatch) -> list[tuple[World, Poly]]:
    """What the kernel rebuilds of the instances, each with the world it is in."""
    found: list[Any] = []
    instance = World.instance

    def noted(self: World, rule: str, args: list) -> Poly:
        place = len(found)
        found.append(None)
        made = instance(self, rule, args)
        found[place] = (self, made)
        return made

    monkeypatch.setattr(World, "instance", noted)
    check(certificate)
    return found


def differing(certificate: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The equations shown that are not what the kernel rebuilds."""
    shown = [one for step in steps(certificate) for part in step.parts for one in flat(part.equations)]
    made = rebuilt(certificate, monkeypatch)
    assert len(shown) == len(made)
    return [
        text(one.rel)
        for one, (world, poly) in zip(shown, made, strict=True)
        if world.term(one.sides[0]) - world.term(one.sides[1]) != poly
    ]


@pytest.mark.parametrize("path", CERTIFICATES, ids=lambda path: path.stem)
def test_equations_are_those_of_the_kernel(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert differing(json.loads(path.read_text("utf-8")), monkeypatch) == []


def test_another_equation_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = json.loads((home() / "evidence" / "size.json").read_text("utf-8"))
    right = Equation.__init__

    def wrong(self: Equation, words: str, rel: Any, factor: Any, sides: Any, below: Any = ()) -> None:
        right(self, words, rel, factor, (sides[0], ["+", sides[1], 1]), below)

    monkeypatch.setattr(Equation, "__init__", wrong)
    assert differing(certificate, monkeypatch)
