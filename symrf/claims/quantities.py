"""The quantities of one node of a network that a claim may name: derived as expressions, measured with the walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from symrf.derivation import Derivation, NodeField, derive
from symrf.derivation.state import BOUND
from symrf.errors import SymrfError, shown
from symrf.network import INPUT, Network
from symrf.oracle import sizes, walk
from symrf.repeat import substitute

LETTERS = {
    "r": "size", "S": "stride", "P": "padding", "Q": "right_padding", "u": "left", "v": "right", "c": "center",
    "start": "start", "n": "output_size",
}  # fmt: skip
MAX_SPAN = 20_000


@dataclass(frozen=True)
class Subject:
    """One node of a network on one axis; all its numbers are those of output 0."""

    network: Network
    node: str

    @classmethod
    def of(cls, network: Network, node: str | None = None) -> Subject:
        """The named node (the output, where none is named), on the first axis; SymrfError where axes differ."""
        name = network.full_name(node)
        seen = network.seen_from(network.up_to(name).source)
        along = [seen.on(axis) for axis in network.axes]
        if any([n.layer for n in other.nodes] != [n.layer for n in along[0].nodes] for other in along[1:]):
            axes = ", ".join(network.axes)
            raise SymrfError(f"claim: the axes {axes} of this network differ; give a file with one axis")
        return cls(along[0], name)

    def derived(self, attribute: str) -> Any:
        """The expression of a quantity, every named term written out; SymrfError where there is none."""
        value = getattr(self._field, attribute)
        if value is None:
            why = self._field.reason or "give an input size"
            raise SymrfError(f"claim: node {shown(self.node)} has no {attribute}: {why}")
        return self._found.expanded(value)

    @cached_property
    def _found(self) -> Derivation:
        return derive(self.network, self.node if self.network.nodes else None)

    @property
    def _field(self) -> NodeField:
        return self._found.nodes[self.node]

    @property
    def bound(self) -> str:
        """Why the derived quantities are bounds only; empty where they are exact."""
        return str(self._field.reason) if self._field.status == BOUND else ""

    def _seen(self, network: Network, y: int, size: int | None) -> tuple[int, int]:
        """First and last index that feature y reads, by the walk."""
        seen = walk(network, self.node, frozenset({y}), size)[network.source]
        if not seen:
            raise SymrfError(f"claim: feature {y} of node {shown(self.node)} reads nothing")
        return min(seen), max(seen)

    def measured(self, attribute: str, network: Network, values: Mapping[str, int]) -> int | Fraction:
        """The same by the walk, of the network at these values of its symbols."""
        size = next(iter(network.source_size.values()), None)
        if attribute == "output_size":
            if size is None:
                raise SymrfError("claim: n needs an input size")
            return sizes(network.up_to(self.node) if self.node != INPUT else network, size)[self.node]
        left, right = self._seen(network, 0, size)
        period = substitute(self._field.period, values)
        measures: dict[str, Callable[[], int | Fraction]] = {
            "size": lambda: right - left + 1,
            "left": lambda: left,
            "right": lambda: right,
            "padding": lambda: -left,
            "center": lambda: Fraction(left + right, 2),
            "start": lambda: Fraction(left + right + 1, 2),
            "stride": lambda: Fraction(self._seen(network, period, size)[0] - left, period),
        }
        if attribute not in measures:
            raise SymrfError(f"claim: the walk does not measure {attribute}")
        return measures[attribute]()
