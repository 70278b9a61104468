"""What was derived of a network of numbers, as the table that symrf/tables.py checks; it shares no code with this.

Layers become the five numbers of their equations, nodes the phases and lines that are carried, dropped ones left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import lcm
from typing import Any

from symrf.derivation.reads.equation import equation
from symrf.derivation.reads.extent import Extent, NotDerived, NotListed, needs_size
from symrf.derivation.reads.padding import padding_in_force
from symrf.derivation.upward.state import EXACT, WHOLE, State
from symrf.errors import shown
from symrf.layers import ConvTranspose, Global, Input, Window
from symrf.network import INPUT, Network, Node, gates
from symrf.numbers.atoms import Atoms
from symrf.tables import Checked, TooMuch, Wrong

MAX_WORK = 20_000
"""Phases times taps beyond which an answer is not checked each time it is derived."""
PADDED = (Window, ConvTranspose)
NOTHING: Any = (EXACT, [[]])


class Disagreement(RuntimeError):
    """The derivation says what its check refuses: one of them is wrong, and nothing is answered."""


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
        self.answers: list[Any] = [(EXACT, [[(1, 0, 0)]])]
        self.whole: list[int] = []
        self._check(Checked(most))

    def _check(self, checker: Checked) -> None:
        """Claim node by node; Disagreement where the checker refuses one."""
        for name, edges, whole in self._nodes():
            answer = _answer(self.states[name]) if edges else NOTHING
            if answer is None:
                continue
            try:
                checker.add(edges, answer, whole)
            except TooMuch:
                continue
            except Wrong as why:
                raise Disagreement(f"{shown(name)}: the derivation and its check disagree: {why}") from None
            self.numbers[name] = len(self.answers)
            self.edges.append(edges)
            self.answers.append(answer)
            if whole:
                self.whole.append(self.numbers[name])

    def _nodes(self) -> Iterator[tuple[str, list[Any], bool]]:
        """Name, edges and whether it is a global operation, of the nodes that can be claimed."""
        source, numbers = self.network.source, self.numbers
        if source != INPUT and INPUT in self.network.inputs:
            yield INPUT, [], False
        gated = gates(self.network) if any(isinstance(node.layer, Global) for node in self.network.nodes) else ()
        for node in self.network.nodes:
            if node.name == source:
                continue
            if isinstance(node.layer, Input):
                yield node.name, [], False
            elif all(name in numbers for name in node.inputs):
                edges = self._edges(node, gated)
                if edges is not None:
                    yield node.name, edges, isinstance(node.layer, Global)

    def _edges(self, node: Node, gated: Any) -> list[Any] | None:
        """What a node reads of each of its inputs; None where that is not in numbers."""
        found = []
        layer = node.layer
        for below in node.inputs if len(node.inputs) == 1 else dict.fromkeys(node.inputs):
            start, extent, left = self.numbers[below], self.extents[below], 0
            if gated and (node.name, below) in gated:
                found.append((start, 0, 0, 1, 1, 1))
                continue
            last = None if extent is None else extent.last
            if isinstance(layer, PADDED):
                if type(layer.padding) is tuple:
                    left = layer.padding[0]
                elif needs_size(layer) and type(last) is not int:
                    return None
                else:
                    left, _ = padding_in_force(layer, extent, Atoms())
            try:
                reads = equation(layer, left, last)
            except NotDerived:
                return None
            if type(reads.taps) is not int:
                return None
            for run in reads.runs() if reads.weightless else (reads,):
                up, first, step, taps, down = run.up, run.first, run.step, run.taps, run.down
                if not type(up) is type(first) is type(step) is type(taps) is type(down) is int:
                    return None
                found.append((start, up, first, step, taps, down))
        return found

    @property
    def names(self) -> list[str]:
        """The names of nodes 1, 2, …"""
        return [name for name in self.numbers if self.numbers[name]]

    @property
    def written(self) -> dict[str, Any]:
        """The table, ready for JSON."""
        return {"schema": 1, "network": self.edges, "whole": self.whole, "answers": self.answers}


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
