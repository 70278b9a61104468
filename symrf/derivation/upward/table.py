"""What was derived of a network of numbers, as the table that symrf/tables.py checks; it shares no code with this.

Layers become the five numbers of their equations, nodes the phases and lines that are carried, dropped ones left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import lcm
from typing import Any

from symrf.derivation.reads.equation import equation
from symrf.derivation.reads.extent import Extent, NotDerived, NotListed, needs_size
from symrf.derivation.reads.padding import padding_in_force
from symrf.derivation.upward.state import EXACT, WHOLE, State
from symrf.errors import shown
from symrf.layers import Global, Input, Layer, Window
from symrf.network import INPUT, Network, gates
from symrf.numbers.atoms import Atoms
from symrf.tables import Checked, TooMuch, Wrong

MAX_WORK = 8_000
"""Phases times taps, or edges, beyond which an answer is not checked each time it is derived; the zoo needs 764."""
NOTHING: Any = (EXACT, [[]])
Runs = list[tuple[Any, ...]]
WHOLE_NUMBERS = {int}
GATE: Runs = [(0, 0, 1, 1, 1)]


class Disagreement(RuntimeError):
    """The derivation says what its check refuses: one of them is wrong, and nothing is answered."""


def too_large(network: Network, most: int = MAX_WORK) -> bool:
    """Whether a network has more edges than are checked."""
    return sum([len(node.inputs) for node in network.nodes]) > most


class Table:
    """The table of a network on one axis; nodes are claimed where they and all below them are numbers.

    numbers: the claimed nodes by name, the input that is looked at as 0. states: of every node but the inputs.
    """

    def __init__(
        self,
        network: Network,
        extents: Mapping[str, Extent | None],
        states: Mapping[str, State],
        most: int = MAX_WORK,
    ) -> None:
        self.network, self.extents, self.states = network, extents, states
        self.numbers = {network.source: 0}
        self.edges: list[Any] = []
        self.whole: list[int] = []
        checker = Checked(most)
        self.answers = checker.answers
        if not too_large(network, most):
            self._check(checker)

    def _check(self, checker: Checked) -> None:
        """Claim node by node; Disagreement where the checker refuses one."""
        numbers, source, states = self.numbers, self.network.source, self.states
        if source != INPUT and INPUT in self.network.inputs:
            self._claim(checker, INPUT, [], NOTHING, False)
        globals_ = {kind for kind in {type(node.layer) for node in self.network.nodes} if issubclass(kind, Global)}
        gated = gates(self.network) if globals_ else ()
        known: dict[Layer, Runs | None] = {}
        for node in self.network.nodes:
            name, inputs, layer = node.name, node.inputs, node.layer
            if type(layer) is Input:
                if name != source:
                    self._claim(checker, name, [], NOTHING, False)
                continue
            edges = []
            for below in inputs if len(inputs) == 1 else dict.fromkeys(inputs):
                start = numbers.get(below)
                if start is None:
                    break
                runs = GATE if gated and (name, below) in gated else known.get(layer) or self._runs(layer, below, known)
                if runs is None:
                    break
                for run in runs:
                    edges.append((start, *run))
            else:
                answer = _answer(states[name])
                if answer is not None:
                    self._claim(checker, name, edges, answer, type(layer) in globals_)

    def _claim(self, checker: Checked, name: str, edges: list[Any], answer: Any, whole: bool) -> None:
        try:
            checker.add(edges, answer, whole)
        except TooMuch:
            return
        except Wrong as why:
            raise Disagreement(f"{shown(name)}: the derivation and its check disagree: {why}") from None
        number = self.numbers[name] = len(self.numbers)
        self.edges.append(edges)
        if whole:
            self.whole.append(number)

    def _runs(self, layer: Layer, below: str, known: dict[Layer, Runs | None]) -> Runs | None:
        """What a layer reads of the map below; kept in `known` where that is the same of every map."""
        found = _runs(layer, self.extents[below])
        if not (needs_size(layer) or isinstance(layer, Global)):
            known[layer] = found
        return found

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
    if type(reads.taps) is not int:
        return None
    runs = [(run.up, run.first, run.step, run.taps, run.down) for run in reads.runs()]
    return runs if all({*map(type, run)} == WHOLE_NUMBERS for run in runs) else None


def _answer(state: State) -> Any:
    """Status and phases of one node; None where they are not whole numbers, or not exact."""
    shape = state.shape
    if shape is None or state.status not in (EXACT, WHOLE):
        return None
    if (only := shape.field) is not None:  # the common case, quickly
        whole = type(only.stride) is type(only.left) is type(only.right) is int
        return (state.status, [[(only.stride, only.left, only.right)]]) if whole else None
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
