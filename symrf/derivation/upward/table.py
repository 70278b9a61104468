"""What was derived of a network of numbers, as the table that symrf/tables.py checks; it shares no code with this.

Layers become the five numbers of their equations, nodes the phases and lines that are carried, dropped ones left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import repeat
from math import lcm
from operator import attrgetter
from typing import Any

from symrf.derivation.reads.equation import Equation, equation
from symrf.derivation.reads.extent import Extent, NotDerived, NotListed, needs_size
from symrf.derivation.reads.padding import padding_in_force
from symrf.derivation.shapes.phases import Phases
from symrf.derivation.shapes.shape import Shape
from symrf.derivation.upward.layered import LiftedLayer
from symrf.derivation.upward.state import EXACT, WHOLE, State
from symrf.errors import shown
from symrf.layers import Global, Input, Layer, Upsample, Window
from symrf.network import INPUT, Network, gates
from symrf.numbers.atoms import Atoms
from symrf.tables import Checked, TooMuch, WrongTable

MAX_WORK = 8_000
"""Phases times taps, or edges, beyond which an answer is not checked each time it is derived; the zoo needs 764."""
NOTHING: Any = (EXACT, [[]])
Runs = list[tuple[int, int, int, int, int]]
WHOLE_NUMBERS = {int}
GATE: Runs = [(0, 0, 1, 1, 1)]


class CheckFailed(RuntimeError):
    """The derivation says what its check refuses: one of them is wrong, and nothing is answered."""


def too_large(network: Network, most: int = MAX_WORK) -> bool:
    """Whether a network has more edges than are checked."""
    return sum(map(len, map(attrgetter("inputs"), network.nodes))) > most


class AxisTable:
    """The table of a network on one axis; nodes are claimed where they and all below them are numbers.

    numbers: the claimed nodes by name, the input that is looked at as 0. states: of every node but the inputs.
    reads: what the layer of each node reads, where that was found already.
    """

    def __init__(
        self,
        network: Network,
        extents: Mapping[str, Extent | None],
        states: Mapping[str, State],
        most: int = MAX_WORK,
        reads: Iterable[LiftedLayer | None] | None = None,
    ) -> None:
        self.network, self.extents, self.states = network, extents, states
        self.numbers = {network.source: 0}
        self.edges: list[Any] = []
        self.whole: list[int] = []
        self._checker = Checked(most)
        if not too_large(network, most):
            self._check(repeat(None) if reads is None else reads)

    def _check(self, reads: Iterable[LiftedLayer | None]) -> None:
        """Claim node by node; CheckFailed where the checker refuses one."""
        network, numbers, states, at_once = self.network, self.numbers, self.states, self._checker.at_once
        if network.source != INPUT and INPUT in network.inputs:
            self._claim(INPUT, [], NOTHING, False)
        globals_ = {k for k in {*map(type, map(attrgetter("layer"), network.nodes))} if issubclass(k, Global)}
        gated = gates(network) if globals_ else ()
        known: dict[Layer | LiftedLayer, Runs | None] = {}
        for node, read in zip(network.nodes, reads, strict=False):
            name, layer, inputs = node.name, node.layer, node.inputs
            if type(layer) is Input:
                if name != network.source:
                    self._claim(name, [], NOTHING, False)
                continue
            edges = []
            for below in inputs if len(inputs) == 1 else dict.fromkeys(inputs):
                start = numbers.get(below)
                if start is None:
                    break
                if gated and (name, below) in gated:
                    runs: Runs | None = GATE
                else:
                    runs = known.get(read or layer) or self._runs(layer, read, below, known)
                if runs is None:
                    break
                for up, first, step, taps, down in runs:  # quicker than (start, *run)
                    edges.append((start, up, first, step, taps, down))
            else:
                state, whole = states[name], type(layer) in globals_
                line = None if whole or state.status != EXACT else _line(state.shape)
                if line is not None and at_once(edges, line):
                    numbers[name] = len(numbers)
                    self.edges.append(edges)
                elif (answer := _answer(state)) is not None:
                    self._claim(name, edges, answer, whole)

    def _claim(self, name: str, edges: list[Any], answer: Any, whole: bool) -> None:
        try:
            self._checker.add(edges, answer, whole)
        except TooMuch:
            return
        except WrongTable as why:
            raise CheckFailed(f"{shown(name)}: the derivation and its check disagree: {why}") from None
        number = self.numbers[name] = len(self.numbers)
        self.edges.append(edges)
        if whole:
            self.whole.append(number)

    def _runs(
        self, layer: Layer, read: LiftedLayer | None, below: str, known: dict[Layer | LiftedLayer, Runs | None]
    ) -> Runs | None:
        """What a layer reads of the map below; kept in `known` where that is the same of every map."""
        if read is not None and read.reading is not None:
            found = _in_numbers(read.reading.equation)
        else:
            found = _runs(layer, self.extents[below])
        if not (needs_size(layer) or isinstance(layer, Global | Upsample)):  # which may read otherwise for one output
            known[read or layer] = found
        return found

    @cached_property
    def answers(self) -> list[Any]:
        """Of the input and of each claimed node its status and phases."""
        return [self._checker.answer(number) for number in range(len(self.numbers))]

    @property
    def names(self) -> list[str]:
        """The names of nodes 1, 2, …"""
        return [name for name in self.numbers if self.numbers[name]]

    @property
    def written(self) -> dict[str, Any]:
        """The table, ready for JSON."""
        return {"schema": 1, "network": self.edges, "whole": self.whole, "answers": self.answers}


def _runs(layer: Layer, extent: Extent | None) -> Runs | None:
    """What a layer reads of a map of that extent: (up, first, step, taps, down), as often as its taps have gaps.

    None where that is not in numbers.
    """
    last = None if extent is None else extent.last
    if type(last) is not int and isinstance(layer, Window) and needs_size(layer):
        return None
    try:
        left, _ = padding_in_force(layer, extent, Atoms())
        reads = equation(layer, left, last)
    except NotDerived:
        return None
    return _in_numbers(reads)


def _in_numbers(reads: Equation) -> Runs | None:
    """The runs of an equation, where they are whole numbers."""
    if type(reads.taps) is not int:
        return None
    runs = [(run.up, run.first, run.step, run.taps, run.down) for run in reads.runs()]
    return runs if all({*map(type, run)} == WHOLE_NUMBERS for run in runs) else None


def _line(shape: Shape | None) -> tuple[int, int, int] | None:
    """The one line of whole numbers that a shape is, the common case; None where it is another."""
    if type(shape) is not Phases or len(shape.fields) != 1:
        return None
    field = shape.fields[0]
    if field is None:
        return None
    stride, left, right = field.stride, field.left, field.right
    return (stride, left, right) if type(stride) is type(left) is type(right) is int else None


def _answer(state: State) -> Any:
    """Status and phases of one node; None where they are not whole numbers, or not exact."""
    shape = state.shape
    if shape is None or state.status not in (EXACT, WHOLE):
        return None
    if (line := _line(shape)) is not None:
        return state.status, [[line]]
    if not shape.listed:
        return None
    try:
        every = shape.parts(Atoms())
    except NotListed:
        return None
    period = lcm(*(part.period for part in every))
    phases: list[list[tuple[int, int, int]]] = [[] for _ in range(period)]
    for part in every:
        for lines, field in zip(phases, part.stretched(period).fields, strict=True):
            if field is not None:
                if not type(field.stride) is type(field.left) is type(field.right) is int:
                    return None
                lines.append((field.stride, field.left, field.right))
    for lines in phases:
        if len(lines) > 1:
            lines.sort()
    return state.status, phases
