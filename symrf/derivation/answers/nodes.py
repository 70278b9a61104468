"""What a derivation answers: a NodeField per node, with an AxisField per axis, and a Derivation for the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from typing import Any

from symrf.derivation.answers.features import Feature, along
from symrf.derivation.answers.records import AxisField
from symrf.derivation.downward.ascent import Features, seeing
from symrf.derivation.reads.existence import existing
from symrf.derivation.shapes.shape import Region
from symrf.derivation.upward.alignment import Misalignment
from symrf.derivation.upward.long_terms import NamedTerms
from symrf.domain.conditions import Domain
from symrf.errors import SymrfError, near, shown
from symrf.network import Network, Node
from symrf.notebooks import InNotebooks
from symrf.numbers import Number, is_symbolic, same

COLUMNS = (
    "status", "kind", "size", "size_min", "size_max", "stride", "padding", "right_padding", "left", "right", "center",
    "start", "output_size", "aligned", "reason",
)  # fmt: skip
"""What a row of a table holds of one axis of a node."""


@dataclass(frozen=True)
class NodeField(InNotebooks):
    """One node: a field per axis. The attributes of AxisField answer here too, where all axes agree."""

    name: str
    op: str
    inputs: tuple[str, ...]
    axes: Mapping[str, AxisField]
    terms: NamedTerms = field(repr=False)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *(name for name in dir(AxisField) if not name.startswith("_"))]

    def __getitem__(self, axis: str) -> AxisField:
        if axis not in self.axes:
            raise SymrfError(f"no axis {shown(axis)}; {near(axis, self.axes)}the axes are {', '.join(self.axes)}")
        return self.axes[axis]

    def _agreed(self, what: str, answer: Any) -> Any:
        """What all axes answer alike."""
        name, first = next(iter(self.axes.items()))
        value = answer(first)
        for other, axis in self.axes.items():
            if axis.state is not first.state and not _alike(answer(axis), value, self.terms):
                raise SymrfError(f'node {shown(self.name)}: axes {name} and {other} differ; ask field["{name}"].{what}')
        return value

    def region(self, y: Number) -> Region | None:
        """AxisField.region, where all axes agree."""
        region: Region | None = self._agreed("region", lambda axis: axis.region(y))
        return region

    def region_in_bounds(self, y: Number) -> Region | None:
        """AxisField.region_in_bounds, where all axes agree."""
        region: Region | None = self._agreed("region_in_bounds", lambda axis: axis.region_in_bounds(y))
        return region

    def __getattr__(self, what: str) -> Any:
        if what.startswith("_") or not hasattr(AxisField, what):
            known = [name for name in dir(AxisField) if not name.startswith("_")]
            raise AttributeError(f"a node's field has no {what!r}; {near(what, known)}it has {', '.join(known)}")
        return self._agreed(what, lambda axis: getattr(axis, what))


def _alike(a: Any, b: Any, terms: NamedTerms) -> bool:
    """Whether two answers are equal; numbers are where only the names of terms in them, or their forms, differ."""
    if isinstance(a, Misalignment) and isinstance(b, Misalignment):
        return a.paths == b.paths and a.what == b.what and _alike(a.difference, b.difference, terms)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(_alike(x, y, terms) for x, y in zip(a, b, strict=True))
    if is_dataclass(a) and type(a) is type(b):
        return all(_alike(getattr(a, f.name), getattr(b, f.name), terms) for f in fields(a))
    if is_symbolic(a) or is_symbolic(b):
        return bool(a == b) or None not in (a, b) and same(terms.expanded(a), terms.expanded(b))
    return bool(a == b)


class Fields(Mapping[str, NodeField]):
    """The fields of nodes by name, each made when it is asked for, and once."""

    def __init__(self, nodes: Mapping[str, Node], make: Callable[[Node], NodeField]) -> None:
        self._nodes, self._make, self._made = nodes, make, dict[str, NodeField]()

    def __getitem__(self, name: str) -> NodeField:
        if name not in self._made:
            self._made[name] = self._make(self._nodes[name])
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._nodes

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)


@dataclass(frozen=True)
class Derivation(Mapping[str, NodeField], InNotebooks):
    """The fields of a network's nodes, by name, in topological order.

    terms: named intermediate results that the numbers are written in (long chains of symbols only).
    """

    network: Network
    nodes: Mapping[str, NodeField] = field(repr=False)
    terms: NamedTerms = field(repr=False)

    def __repr__(self) -> str:
        return f"Derivation({len(self.nodes)} nodes, output={self.output!r})"

    @property
    def axes(self) -> tuple[str, ...]:
        """The axes' names."""
        return self.network.axes

    @property
    def output(self) -> NodeField:
        """The last node's field."""
        return self.nodes[self.network.output]

    def __getitem__(self, name: str) -> NodeField:
        if name in self.nodes:
            return self.nodes[name]
        return self.nodes[self.network.node(name).name]

    def __contains__(self, name: object) -> bool:
        with suppress(SymrfError):
            return isinstance(name, str) and bool(self[name])
        return False

    def __iter__(self) -> Iterator[str]:
        return iter(self.nodes)

    def __len__(self) -> int:
        return len(self.nodes)

    @cached_property
    def domain(self) -> Domain:
        """For which values of its symbols the network is one, every map having a feature and all joins fitting."""
        axes = self.output.axes.values()
        return existing(self.network, [(axis.descent.network, axis.descent.extents) for axis in axes])

    def seeing(self, sample: Feature) -> Mapping[str, Mapping[str, Features | None]]:
        """For every node and axis the features that one input sample reaches: the first, the last, how many.

        sample: its index, for every axis or by axis. None where no feature sees it. SymrfError without an input size.
        """
        axes = {name: seeing(axis.descent, along(sample, name)) for name, axis in self.output.axes.items()}
        return {node: {name: found.get(node) for name, found in axes.items()} for node in self.nodes}

    def table(self) -> list[dict[str, Any]]:
        """A row for every node and axis, as data frames take them: `pandas.DataFrame(derivation.table())`.

        Numbers are as AxisField has them; None where there is none, and `reason` says why.

        >>> from symrf.derivation import derive
        >>> from symrf.layers import Conv
        >>> row = derive(Conv(3, stride=2)).table()[0]
        >>> row["node"], row["axis"], row["size"], row["stride"], row["output_size"]
        ('conv1', 'x', 3, 2, None)
        """
        return [
            {"node": node.name, "op": node.op, "axis": axis.axis} | {name: getattr(axis, name) for name in COLUMNS}
            for node in self.nodes.values()
            for axis in node.axes.values()
        ]

    def expanded(self, value: Number) -> Number:
        """The value with every named term replaced by what it stands for."""
        return self.terms.expanded(value)
