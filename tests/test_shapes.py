"""Records and alignment ask what any shape answers: here of a kind that they have never heard of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from symrf.derivation import AxisField
from symrf.derivation.answers.jsonform import record
from symrf.derivation.downward.descent import Descent
from symrf.derivation.reads.equation import Equation
from symrf.derivation.reads.extent import Extent
from symrf.derivation.reads.reading import Reading
from symrf.derivation.shapes.envelope import Envelope
from symrf.derivation.shapes.in_y import in_y
from symrf.derivation.shapes.phases import Phases
from symrf.derivation.shapes.shape import Shape
from symrf.derivation.shapes.sizes import ALWAYS, NEVER, Sizes
from symrf.derivation.shapes.together import hull, on_top
from symrf.derivation.upward.alignment import NotCompared, disagreement
from symrf.derivation.upward.state import State
from symrf.field import Field
from symrf.network import Network
from symrf.numbers import Number
from symrf.numbers.atoms import Atoms


@dataclass(frozen=True)
class Widening(Shape):
    """Output y sees −y … step · y: neither phases nor lines of one stride, nor a formula with floors."""

    step: int
    kind = "widening"
    rate = None
    period = 1
    moving = None

    def at(self, y: Number, residue: int | None = None) -> tuple[Number, Number]:
        return -y, self.step * y

    def parts(self, atoms: Atoms) -> tuple[Any, ...]:
        return ()

    def apart(self, other: Any, among: Sizes) -> tuple[int | None, Any] | None:
        return None if other == self else (1 if other.step else None, NEVER)

    def phases(self, count: int) -> tuple[None, ...]:
        return ()

    def size_range(self, last: Number | None) -> tuple[Number, Number] | None:
        return None if last is None else (1, (self.step + 1) * last + 1)

    def border(self, features: int, samples: int) -> None:
        return None


def test_a_record_of_a_kind_that_is_new() -> None:
    axis = AxisField("input", "x", State(Widening(2), Extent(4)), Descent(Network(), {"input": Extent(4)}))
    assert (axis.region(3), axis.kind, axis.size, axis.size_max) == ((-3, 6), "widening", None, 13)
    found = record(axis)
    assert {key: found[key] for key in ("status", "kind", "left", "right", "center", "size_min", "size_max")} == {
        "status": "exact",
        "kind": "widening",
        "left": 0,
        "right": 0,
        "center": 0,
        "size_min": 1,
        "size_max": 13,
    }


def test_shapes_of_a_kind_that_is_new_are_compared() -> None:
    assert disagreement(Network(), "join", {"a": Widening(1), "b": Widening(1)}, ALWAYS) is None
    found = disagreement(Network(), "join", {"a": Widening(1), "b": Widening(3)}, ALWAYS)
    assert found is not None
    assert (found.inputs, found.feature, found.centers) == (("a", "b"), 1, (0, 1))
    with pytest.raises(NotCompared, match="whether the paths by a and b agree is not decided"):
        disagreement(Network(), "join", {"a": Widening(1), "b": Widening(0)}, ALWAYS)


def test_the_three_kinds_say_the_same() -> None:
    """One field as a list of phases, as formulas, and beside another of its own rate in an envelope."""
    atoms = Atoms()
    phases = Phases((Field(3, -1, 2, None), Field(3, 0, 2, None)), 3)
    formula = in_y(phases, atoms)
    wide = Envelope((phases, Phases((Field(0, 0, 1),), 0)))
    assert formula.parts(atoms) == (phases,)
    assert (formula.rate, formula.period, formula.center(3)) == (phases.rate, 2, phases.center(3))
    read = Reading(Equation(2, -1, 1, 3), 0)
    above = [on_top(shape, read, atoms)[0] for shape in (phases, formula, wide)]
    for y in range(12):
        assert formula.at(y) == phases.at(y)
        assert above[0].at(y) == above[1].at(y) == (phases.at(2 * y - 1)[0], phases.at(2 * y + 1)[1])
        assert above[2].at(y) == (min(above[0].at(y)[0], 0), max(above[0].at(y)[1], 1))
        assert hull([phases, formula], atoms).at(y) == phases.at(y)
