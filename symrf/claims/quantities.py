"""The quantities of one node of a network that a claim may name: derived as expressions, measured with the walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symrf.derivation import derive
from symrf.errors import SymrfError, shown
from symrf.network import INPUT, Network
from symrf.oracle import sizes, walk
from symrf.repeat import concrete

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
        name = network.output if node is None else network.node(node).name
        seen = network.seen_from(network.up_to(name).source)
        along = [seen.on(axis) for axis in network.axes]
        if any([n.layer for n in other.nodes] != [n.layer for n in along[0].nodes] for other in along[1:]):
            axes = ", ".join(network.axes)
            raise SymrfError(f"claim: the axes {axes} of this network differ; give a file with one axis")
        return cls(along[0], name)

    def derived(self, attribute: str) -> Any:
        """The expression of a quantity, every named term written out; SymrfError where there is none."""
        found = derive(self.network, self.node if self.network.nodes else None)
        field = found.nodes[self.node]
        value = getattr(field, attribute)
        if value is None:
            why = field.reason or "give an input size"
            raise SymrfError(f"claim: node {shown(self.node)} has no {attribute}: {why}")
        return found.expanded(value)

    def measured(self, attribute: str, values: Mapping[str, int]) -> int | Fraction:
        """The same by the walk, at values of the symbols."""
        network = concrete(self.network, values)
        size = next(iter(network.source_size.values()), None)
        if attribute == "output_size":
            if size is None:
                raise SymrfError("claim: n needs an input size")
            return sizes(network.up_to(self.node) if self.node != INPUT else network, size)[self.node]
        source = network.source
        seen = walk(network, self.node, frozenset({0}), size)[source]
        left, right = min(seen), max(seen)
        measures: dict[str, Callable[[], int | Fraction]] = {
            "size": lambda: right - left + 1,
            "left": lambda: left,
            "right": lambda: right,
            "padding": lambda: -left,
            "center": lambda: Fraction(left + right, 2),
            "start": lambda: Fraction(left + right + 1, 2),
            "stride": lambda: min(walk(network, self.node, frozenset({1}), size)[source]) - left,
        }
        if attribute not in measures:
            raise SymrfError(f"claim: the walk does not measure {attribute}")
        return measures[attribute]()
