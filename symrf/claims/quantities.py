"""The quantities of one node of a network that a claim may name: derived as expressions, measured with the walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from symrf.claims.names import Place
from symrf.derivation import AxisField, Derivation, NodeField, derive
from symrf.derivation.state import BOUND
from symrf.errors import SymrfError, shown
from symrf.layers import Layer
from symrf.network import INPUT, Network
from symrf.oracle import sizes, walk
from symrf.repeat import concrete, substitute

LETTERS = {
    "r": "size", "S": "stride", "P": "padding", "Q": "right_padding", "u": "left", "v": "right", "c": "center",
    "start": "start", "n": "output_size",
}  # fmt: skip
ATTRIBUTES = tuple(LETTERS.values())
MAX_SPAN = 20_000


@dataclass(frozen=True)
class Subject:
    """One node of a network, seen from one input, on the axes that are asked about; its numbers are of output 0."""

    network: Network
    node: str

    @classmethod
    def of(cls, network: Network, where: Place) -> Subject:
        """The node that a name means. On all axes, where it names none: they are to agree on what is asked."""
        seen = network.seen_from(where.source or network.up_to(where.node).source)
        return cls(seen if where.axis is None else seen.on(where.axis), where.node)

    def derived(self, attribute: str) -> Any:
        """The expression of a quantity, every named term written out; SymrfError where there is none."""
        try:
            value = getattr(self._field, attribute)
        except SymrfError:
            told = f'write for example "{self.node}.{self.network.axes[0]}.{attribute}"'
            raise SymrfError(f"claim: the axes {', '.join(self.network.axes)} of this network differ; {told}") from None
        if value is None:
            why = self._axis.reason or "give an input size"
            raise SymrfError(f"claim: node {shown(self.node)} has no {attribute}: {why}")
        return self._found.expanded(value)

    @cached_property
    def _found(self) -> Derivation:
        return derive(self.network, self.node if self.network.nodes else None)

    @property
    def _field(self) -> NodeField:
        return self._found.nodes[self.node]

    @property
    def _axis(self) -> AxisField:
        return next(iter(self._field.axes.values()))

    @property
    def bound(self) -> str:
        """Why the derived quantities are bounds only; empty where they are exact."""
        bounds = [axis for axis in self._field.axes.values() if axis.status == BOUND]
        return str(bounds[0].reason) if bounds else ""

    def measured(self, attribute: str, values: Mapping[str, int]) -> int | Fraction:
        """The same by the walk, at these values of the symbols: on every axis, and where one differs, of that one."""
        network = concrete(self.network, values)
        derived = substitute(self.derived(attribute), values)
        found: int | Fraction = 0
        for axis in self._own_axes:
            found = _Walked(network.on(axis), self.node).measured(attribute, self._field[axis], values)
            if found != derived:
                break
        return found

    def too_large(self, values: Mapping[str, int]) -> bool:
        """Whether the region at these values of the symbols has more samples than are walked to."""
        sizes = (substitute(self._found.expanded(self._field[axis].size), values) for axis in self._own_axes)
        return not all(isinstance(size, int) and size <= MAX_SPAN for size in sizes)

    @cached_property
    def _own_axes(self) -> tuple[str, ...]:
        """The axes, of those with the same layers and sizes one alone."""
        kept: dict[str, tuple[list[Layer], list[Any]]] = {}
        for axis in self.network.axes:
            here = self.network.on(axis)
            alike = ([node.layer for node in here.nodes], list(here.input_size.values()))
            if alike not in kept.values():
                kept[axis] = alike
        return tuple(kept)


@dataclass(frozen=True)
class _Walked:
    """One node of a network of numbers, on one axis, by the walk."""

    network: Network
    node: str

    @property
    def size(self) -> int | None:
        return next(iter(self.network.source_size.values()), None)

    def region(self, y: int) -> tuple[int, int]:
        """First and last index that feature y reads."""
        seen = walk(self.network, self.node, frozenset({y}), self.size)[self.network.source]
        if not seen:
            raise SymrfError(f"claim: feature {y} of node {shown(self.node)} reads nothing")
        return min(seen), max(seen)

    def measured(self, attribute: str, derived: AxisField, values: Mapping[str, int]) -> int | Fraction:
        """The quantity; of what was derived only the period is taken, after which the stride is looked at."""
        if attribute == "output_size":
            if self.size is None:
                raise SymrfError("claim: n needs an input size")
            below = self.network.up_to(self.node) if self.node != INPUT else self.network
            return sizes(below, self.size)[self.node]
        left, right = self.region(0)
        period = substitute(derived.period, values)
        measures: dict[str, Callable[[], int | Fraction]] = {
            "size": lambda: right - left + 1,
            "left": lambda: left,
            "right": lambda: right,
            "padding": lambda: -left,
            "center": lambda: Fraction(left + right, 2),
            "start": lambda: Fraction(left + right + 1, 2),
            "stride": lambda: Fraction(self.region(period)[0] - left, period),
        }
        if attribute not in measures:
            raise SymrfError(f"claim: the walk does not measure {attribute}")
        return measures[attribute]()
