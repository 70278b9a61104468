"""Certificates as they are read: every equation shown is the one that the kernel rebuilds, and nothing is left out."""

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from symrf.exposition.certificate import BINDERS, UsedEquation, steps
from symrf.kernel import check
from symrf.kernel.check import World
from symrf.kernel.polynomial import Poly, atom, const
from symrf.prove.statement import term
from symrf.terms import Num, Op, Rel, text
from symrf.theorem import home

CERTIFICATES = sorted((home() / "evidence").glob("*.json"))


def flat(equations: tuple[UsedEquation, ...]) -> Iterator[UsedEquation]:
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
    return [text(one.rel) for one, (world, poly) in zip(shown, made, strict=True) if read(one.rel, world) != poly]


def read(shown: Rel, world: World) -> Poly:
    """What is 0 by an equation as it is shown; the new indices of a range have letters there."""
    new = {letter: name for letter, name in zip("zyx", ("'i", "'ii", "'iii"), strict=True) if name in world.integers}
    wider = replace(world, integers=(*world.integers, *new))
    left, right = (wider.term(term(side)) for side in (shown.left, shown.right))
    return (left - right).substitute({letter: atom("var", name) for letter, name in new.items()})


def not_added_up(certificate: Any) -> list[str]:
    """What has to be shown and is not the sum of the equations shown, each times its factor."""
    statement = certificate["statement"]
    every = [statement, *statement["goals"], *statement["assume"], *certificate["proof"]]
    names = {name for data in every for name, _, _ in data["for"]}
    sequences = (*statement["sequences"], *(one["name"] for one in statement["definitions"]))
    world = World((*names, *BINDERS), tuple(statement["numbers"]), sequences)

    def gap(rel: Rel) -> Poly:
        return world.term(term(rel.left)) - world.term(term(rel.right))

    return [
        text(part.goal)
        for step in steps(certificate)
        for part in step.parts
        if gap(part.goal) - sum((world.term(term(e.factor)) * gap(e.rel) for e in part.equations), const(0))
    ]


@pytest.mark.parametrize("path", CERTIFICATES, ids=lambda path: path.stem)
def test_equations_add_up_as_they_are_shown(path: Path) -> None:
    assert not_added_up(json.loads(path.read_text("utf-8"))) == []


def test_a_wrong_factor_is_seen() -> None:
    certificate = json.loads((home() / "evidence" / "size.json").read_text("utf-8"))
    certificate["proof"][0]["base"][0][0] = 2
    assert not_added_up(certificate)


@pytest.mark.parametrize("path", CERTIFICATES, ids=lambda path: path.stem)
def test_equations_are_those_of_the_kernel(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert differing(json.loads(path.read_text("utf-8")), monkeypatch) == []


def test_another_equation_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = json.loads((home() / "evidence" / "size.json").read_text("utf-8"))
    right = UsedEquation.__init__

    def wrong(self: UsedEquation, words: str, rel: Rel, factor: Any, below: Any = ()) -> None:
        right(self, words, Rel("==", rel.right, Op("+", (rel.left, Num(Fraction(1))))), factor, below)

    monkeypatch.setattr(UsedEquation, "__init__", wrong)
    assert differing(certificate, monkeypatch)
