"""The field of one feature: every map a row of samples, each where it is seen from the input, and what is read."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from symrf.errors import SymrfError, shown
from symrf.figures.maps import Trace, trace
from symrf.figures.scene import (
    COLUMN,
    CONTEXT,
    HOLLOW,
    LETTER,
    OUTSIDE,
    OUTSIDE_READ,
    READ,
    Brace,
    Dot,
    Line,
    Mark,
    Scene,
    Text,
    shortened,
)
from symrf.layers import Elementwise
from symrf.network import Network, Node
from symrf.oracle import reads
from symrf.terms import At, Num, Rel, Sym

DENSE = 60
"""Of a wider field only the outline is drawn."""

ROWS = 28
"""At most so many maps are drawn; of more some are asked for by --layers."""

EDGES = 240
GAP, LOW = 0.75, 0.42
"""Centimetres between rows, where samples are drawn, and where rows are many."""


def field(network: Network, feature: int = 0, layers: tuple[str, str] | None = None) -> Scene:
    """What `feature` of the output reads. layers: the maps from the first to the last of these names, only."""
    found = trace(network, feature)
    rows = _rows(found, layers)
    if len(rows) > ROWS:
        raise SymrfError(f"{len(rows)} maps are too many for a picture; show some, as --layers {rows[0]}..{rows[9]}")
    return _Picture(found, rows).scene()


def _rows(found: Trace, layers: tuple[str, str] | None) -> list[str]:
    """The maps that are drawn, the lowest first: those that only pass samples on are left out."""
    nodes = {node.name: node for node in found.network.nodes}
    names = found.names
    if layers is not None:
        first, last = (_named(found, name) for name in layers)
        if names.index(first) > names.index(last):
            raise SymrfError(f"layers {shown(layers[0])} comes after {shown(layers[1])}; turn them round")
        return names[names.index(first) : names.index(last) + 1]

    def passes(name: str) -> bool:
        return name in nodes and isinstance(nodes[name].layer, Elementwise) and len(nodes[name].inputs) == 1

    return [name for name in names if not passes(name) or name == found.network.output]


def _named(found: Trace, name: str) -> str:
    whole = name if name == found.network.source else found.network.full_name(name)
    if whole not in found.names:
        raise SymrfError(f"layers: no map {shown(name)} is read by this feature; the output is {found.network.output}")
    return str(whole)


class _Picture:
    """Where everything is."""

    def __init__(self, found: Trace, rows: list[str]) -> None:
        self.found, self.rows = found, rows
        spans = [(p, q) for name in rows for p, q in [self._span(name)]]
        low, high = min(p for p, _ in spans), max(q for _, q in spans)
        self.wide = high - low + 1
        self.dense = self.wide > DENSE
        self.margin = 2.0 if not self.dense else self.wide / 20
        self.labels = max(len(shortened(name)) for name in rows) * LETTER * 0.8 + 0.2
        room = COLUMN - self.labels - 1.1
        self.unit = min(0.42, room / (self.wide + 2 * self.margin))
        self.left = low - self.margin
        self.gap = GAP if len(rows) <= 12 else LOW

    def _span(self, name: str) -> tuple[float, float]:
        at = [p for i in (min(self.found.read[name]), max(self.found.read[name])) for p in [self._at(name, i)]]
        return min(at), max(at)

    def _at(self, name: str, index: int) -> float:
        where = self.found.position(name, index)
        return 0.0 if where is None else where

    def x(self, name: str, index: int) -> float:
        """The centimetre at which a sample stands."""
        return self.labels + (self._at(name, index) - self.left + 0.5) * self.unit

    def y(self, name: str) -> float:
        """The height of a row."""
        return self.rows.index(name) * self.gap

    def scene(self) -> Scene:
        """The picture."""
        marks: list[Mark] = []
        marks += self._outline() if self.dense else [*self._edges(), *self._dots()]
        marks += self._names()
        lowest = self.rows[0]
        read = self.found.read[lowest]
        size = max(read) - min(read) + 1
        half = 0.5 * self.unit
        ends = self.x(lowest, min(read)) - half, self.x(lowest, max(read)) + half
        marks.append(Brace(*ends, -0.28))
        label = Rel("==", Sym("r"), Num(Fraction(size)))
        marks.append(Text(sum(ends) / 2, -0.5, (label,), "north"))
        numbers = {"r": size, "u": min(read), "v": max(read), "read": len(read)}
        said = (
            f"Feature {self.found.feature} of {self.found.network.output} reads {len(read)} of the samples "
            f"{min(read)} to {max(read)} of {lowest}, a receptive field of size {size}"
        )
        return Scene(tuple(marks), said, numbers)

    def _names(self) -> list[Mark]:
        """The name of every map, and how many of its samples the region spans."""
        marks: list[Mark] = [Text(COLUMN, self.y(self.rows[-1]) + 0.4, (At("r", Sym("l")),), "east")]
        for name in self.rows:
            read = self.found.read[name]
            marks.append(Text(0.0, self.y(name), (shortened(name),), "west", name=True))
            span = Num(Fraction(max(read) - min(read) + 1))
            marks.append(Text(COLUMN, self.y(name), (span,), "east"))
        return marks

    def _outline(self) -> list[Mark]:
        """The stretch of every map that is read, and the area between."""
        spans = [(self.x(n, min(self.found.read[n])), self.x(n, max(self.found.read[n])), self.y(n)) for n in self.rows]
        half = self.unit / 2
        left = [(min(a, b) - half, y) for a, b, y in spans]
        right = [(max(a, b) + half, y) for a, b, y in reversed(spans)]
        area = Line((*left, *right), "thin", closed=True)
        bars = [Line(((min(a, b) - half, y), (max(a, b) + half, y)), "thick") for a, b, y in spans]
        return [area, *bars]

    def _edges(self) -> list[Mark]:
        """From every sample that is read down to those that it is computed from."""
        nodes = {node.name: node for node in self.found.network.nodes}
        edges: list[tuple[tuple[str, int], tuple[str, int]]] = []
        for name in self.rows[1:]:
            for y in sorted(self.found.read[name]):
                edges += [((name, y), below) for below in self._reads(nodes, name, y)]
        if len(edges) > EDGES:
            ends = {(name, end) for name, read in self.found.read.items() for end in (min(read), max(read))}
            edges = [edge for edge in edges if edge[0] in ends]
        return [Line(((self.x(*a), self.y(a[0])), (self.x(*b), self.y(b[0]))), "thin") for a, b in edges]

    def _reads(self, nodes: Mapping[str, Node], name: str, y: int) -> list[tuple[str, int]]:
        """The drawn samples that a sample is computed from, past maps that are not drawn."""
        node = nodes[name]
        found = []
        for below in node.inputs:
            for index in sorted(reads(node.layer, y, self.found.sizes.get(below))):
                if below in self.rows:
                    found.append((below, index))
                elif below in nodes:
                    found += self._reads(nodes, below, index)
        return found

    def _dots(self) -> list[Mark]:
        """The samples: read, between, in the padding, and some beside."""
        marks: list[Mark] = []
        radius = min(0.11, 0.36 * self.unit)
        for name in self.rows:
            read = self.found.read[name]
            n = self.found.sizes.get(name)
            beside = 1 if self.found.position(name, max(read) + 1) is not None else 0
            for index in range(min(read) - beside, max(read) + beside + 1):
                if self.found.position(name, index) is None or not self._inside(name, index):
                    continue
                if name == self.found.network.output and (index < 0 or index >= (n or index + 1)):
                    continue
                style = self._style(index, index in read, n, min(read) <= index <= max(read))
                marks.append(Dot(self.x(name, index), self.y(name), radius, style, (name, index)))
        return marks

    def _inside(self, name: str, index: int) -> bool:
        return self.left <= self._at(name, index) + 0.5 <= self.left + self.wide + 2 * self.margin

    def _style(self, index: int, read: bool, n: int | None, between: bool) -> str:
        if index < 0 or (n is not None and index >= n):
            return OUTSIDE_READ if read else OUTSIDE
        return READ if read else HOLLOW if between else CONTEXT
