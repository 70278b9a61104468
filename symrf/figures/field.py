"""The field of one feature: every map a row of samples, each where it is seen from the input, and what is read.

Maps of branches stand beside each other, in one row and to one scale, and lines that pass a row pass beside its maps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise

from symrf.errors import SymrfError, shown
from symrf.exposition.records import is_bound
from symrf.figures.layout import Edge, across, layout
from symrf.figures.maps import Dependencies, on_the_way, trace
from symrf.figures.scene import (
    COLUMN,
    CONTEXT,
    HOLLOW,
    LETTER,
    OUTSIDE,
    OUTSIDE_READ,
    READ,
    SMALL,
    Brace,
    Dot,
    Mark,
    Polyline,
    Scene,
    Text,
    brief,
    heading,
    letters,
    named,
)
from symrf.figures.words import said
from symrf.layers import Elementwise
from symrf.network import Network, Node
from symrf.oracle import reads
from symrf.printed import alone
from symrf.terms import At, Num, Rel, Sym

DENSE = 60
"""Of a wider field only the outline is drawn."""

ROWS = 28
"""At most so many maps are drawn; of more some are asked for by --layers."""

EDGES = 240
GAP, LOW, NAME = 0.75, 0.42, 0.31
"""Centimetres between rows, where samples are drawn, and where rows are many; between the names of one row."""

STAIR, PAST = 0.12, 0.18
"""Centimetres: how far the next name of a row is to the right, and lines are upright where they pass a row."""

NAMED = 18
"""Letters of a name, and more only where two would look alike."""

SHORTEST = 0.05
"""Centimetres: how wide at least a stretch of a map is drawn."""

SEVERAL = 6
"""At most so many maps are drawn beside each other."""


def field(network: Network, feature: int = 0, layers: tuple[str, str] | None = None) -> Scene:
    """What `feature` of the output reads. layers: the maps from the first to the last of these names, only."""
    found = trace(network, feature)
    rows = _rows(found, layers)
    if len(rows) > ROWS:
        raise SymrfError(f"{len(rows)} maps are too many for a picture; show some, as --layers {rows[0]}..{rows[9]}")
    return _Picture(found, rows).scene()


def _rows(found: Dependencies, layers: tuple[str, str] | None) -> list[str]:
    """The maps that are drawn, the lowest first: those that only pass samples on are left out."""
    nodes = {node.name: node for node in found.network.nodes}
    names = found.names
    if layers is not None:
        first, last = (_named(found, name) for name in layers)
        if names.index(first) > names.index(last):
            raise SymrfError(f"layers {shown(layers[0])} comes after {shown(layers[1])}; turn them round")
        nodes_between = on_the_way(found.network, first, last)
        if not nodes_between:
            raise SymrfError(f"layers: {shown(last)} is not above {shown(first)}")
        return [name for name in names if name in nodes_between]

    return [n for n in names if n not in nodes or not _passes(nodes[n]) or n == found.network.output]


def _passes(node: Node) -> bool:
    return isinstance(node.layer, Elementwise) and len(node.inputs) == 1


def _apart(names: Iterable[str]) -> Mapping[str, str]:
    """The names, no longer than it takes to tell them apart."""
    every = [*names]
    tried = (named(every, most) for most in range(NAMED, max(map(letters, every)) + 1, 4))
    return next((found for found in tried if len({*found.values()}) == len(every)), {name: name for name in every})


def _named(found: Dependencies, name: str) -> str:
    whole = name if name == found.network.source else found.network.full_name(name)
    if whole not in found.names:
        raise SymrfError(f"layers: no map {shown(name)} is read by this feature; the output is {found.network.output}")
    return str(whole)


class _Picture:
    """Where everything is."""

    def __init__(self, found: Dependencies, rows: list[str]) -> None:
        self.found, self.rows = found, rows
        self.prefix, short = brief(rows, found.network.inputs)
        labels = _apart(short.values())
        self.names = {name: labels[short[name]] for name in rows}
        nodes = {node.name: node for node in found.network.nodes}
        self.reads: dict[str, list[tuple[str, int, int]]] = {
            name: [(below, y, i) for y in sorted(found.read[name]) for below, i in self._reads(nodes, name, y)]
            for name in rows[1:]
        }
        edges = list(dict.fromkeys((below, name) for name, every in self.reads.items() for below, _, _ in every))
        self.placed = layout(rows, edges)
        self.beside = [[name for name, level in row if self.placed.levels[name] == level] for row in self.placed.rows]
        if (most := max(map(len, self.beside))) > SEVERAL:
            raise SymrfError(f"{most} maps are too many beside each other; show some, as --layers A..B, or --output")
        spans = {name: self._span(name) for name in rows}
        low, high = min(p for p, _ in spans.values()), max(q for _, q in spans.values())
        self.dense = high - low + 1 > DENSE
        self.margin = 2.0 if not self.dense else (high - low + 1) / 20
        wide = {name: q - p + 1 + 2 * self.margin for name, (p, q) in spans.items()}
        self.wide = max(high - low + 1 + 2 * self.margin, *(sum(wide[n] for n, _ in row) for row in self.placed.rows))
        stairs = max(len(names) for names in self.beside) - 1
        self.labels = max(map(letters, self.names.values())) * LETTER * SMALL + 0.2 + STAIR * stairs
        room = COLUMN - self.labels - 1.1
        self.unit = min(0.42, room / self.wide)
        self.left = (low + high + 1 - self.wide) / 2
        self.heights = [0.0]
        gap = GAP if len(self.beside) <= 12 else LOW
        for one, other in pairwise(self.beside):
            self.heights.append(self.heights[-1] + max(gap, (len(one) + len(other)) / 2 * NAME))
        wanted = {slot: (sum(spans[slot[0]]) / 2 - self.left + 0.5) * self.unit for r in self.placed.rows for slot in r}
        widths = {slot: wide[slot[0]] * self.unit for slot in wanted}
        at = across(self.placed, widths, self.wide * self.unit, wanted)
        alone = {row[0] for row in self.placed.rows if len(row) == 1}
        self.moved = {slot: 0.0 if slot in alone else at[slot] - wanted[slot] for slot in wanted}

    def _span(self, name: str) -> tuple[float, float]:
        at = [p for i in (min(self.found.read[name]), max(self.found.read[name])) for p in [self._at(name, i)]]
        return min(at), max(at)

    def _at(self, name: str, index: int) -> float:
        where = self.found.position(name, index)
        return 0.0 if where is None else where

    def x(self, name: str, index: int, level: int | None = None) -> float:
        """The centimetre at which a sample stands, or its line passes a row."""
        moved = self.moved[name, self.placed.levels[name] if level is None else level]
        return self.labels + moved + (self._at(name, index) - self.left + 0.5) * self.unit

    def y(self, name: str) -> float:
        """The height of a map's row."""
        return self.heights[self.placed.levels[name]]

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
        bound = is_bound(self.found.fields[self.found.network.output])
        label = Rel("<=" if bound else "==", alone("r"), Num(Fraction(size)))
        marks.append(Text(sum(ends) / 2, -0.5, (label,), "north"))
        numbers = {"r": size, "u": min(read), "v": max(read), "read": len(read)}
        which = f"{len(read)} of the samples {said(min(read))} to" if size > 1 else "sample"
        which = f"at most {which}" if bound else which
        words = (
            f"Feature {self.found.feature} of {self.found.network.output} reads {which} {said(max(read))} of {lowest}, "
            f"a receptive field of size {size}{' or less' if bound else ''}"
        )
        if rows := [names for names in self.beside if len(names) > 1]:
            words += "; beside each other, from left to right, " + ", and ".join(", ".join(names) for names in rows)
        return Scene(tuple(marks), words, numbers)

    def _names(self) -> list[Mark]:
        """The name of every map, and how many of its samples the region spans."""
        marks: list[Mark] = []
        for names, middle in zip(self.beside, self.heights, strict=True):
            for number, name in enumerate(names):
                read = self.found.read[name]
                y = middle + ((len(names) - 1) / 2 - number) * NAME
                marks.append(Text(STAIR * number, y, (self.names[name],), "west", name=True))
                marks.append(Text(COLUMN, y, (Num(Fraction(max(read) - min(read) + 1)),), "east"))
        top = max(mark.y for mark in marks if isinstance(mark, Text))
        head = heading(self.prefix, 0.0, top + 0.4)
        return [*head, Text(COLUMN, top + 0.45, (At("r", Sym("l")),), "east"), *marks]

    def _way(self, edge: Edge, index: int) -> list[tuple[float, float]]:
        """From a sample of the map that is read, beside the maps of the rows between."""
        points = [(self.x(edge[0], index), self.y(edge[0]))]
        for name, level in self.placed.ways[edge][1:-1]:
            points += [(self.x(name, index, level), self.heights[level] + past) for past in (-PAST, PAST)]
        return points

    def _outline(self) -> list[Mark]:
        """The stretch of every map that is read, and the area down to what it reads."""
        half = self.unit / 2
        ends = {name: sorted((self.x(name, i), i) for i in (min(read), max(read)))
                for name in self.rows for read in [self.found.read[name]]}  # fmt: skip
        marks: list[Mark] = []
        for edge in self.placed.ways:
            read = {i for below, _, i in self.reads[edge[1]] if below == edge[0]}
            first, last = sorted((min(read), max(read)), key=lambda i: self.x(edge[0], i))
            left = [(x - half, y) for x, y in self._way(edge, first)]
            right = [(x + half, y) for x, y in self._way(edge, last)]
            (a, _), (b, _) = ends[edge[1]]
            y = self.y(edge[1])
            marks.append(Polyline((*left, (a - half, y), (b + half, y), *reversed(right)), "thin", closed=True))
        for name, ((a, _), (b, _)) in ends.items():
            more = max(half, (SHORTEST - (b - a)) / 2)
            marks.append(Polyline(((a - more, self.y(name)), (b + more, self.y(name))), "thick"))
        return marks

    def _edges(self) -> list[Mark]:
        """From every sample that is read down to those that it is computed from."""
        edges = [((below, name), y, i) for name, every in self.reads.items() for below, y, i in every]
        if len(edges) > EDGES:
            ends = {(name, end) for name, read in self.found.read.items() for end in (min(read), max(read))}
            edges = [(edge, y, i) for edge, y, i in edges if (edge[1], y) in ends]
        return [
            Polyline(((self.x(edge[1], y), self.y(edge[1])), *reversed(self._way(edge, i))), "thin")
            for edge, y, i in edges
        ]

    def _reads(self, nodes: Mapping[str, Node], name: str, y: int) -> list[tuple[str, int]]:
        """The drawn samples that a sample is computed from, past maps that are not drawn."""
        node = nodes[name]
        found = []
        for below in node.inputs:
            for index in sorted(reads(node.layer, y, self.found.sizes.get(below))):
                if below in self.rows:
                    found.append((below, index))
                elif below in nodes and _passes(nodes[below]):
                    found += self._reads(nodes, below, index)
        return found

    def _dots(self) -> list[Mark]:
        """The samples: read, between, in the padding, and some beside."""
        marks: list[Mark] = []
        for name in self.rows:
            read = self.found.read[name]
            apart = min(self.x(name, 1) - self.x(name, 0), self.unit) or self.unit
            radius = min(0.11, 0.36 * apart)
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
        low, high = self._span(name)
        if self.moved[name, self.placed.levels[name]]:
            return low - self.margin <= self._at(name, index) <= high + self.margin
        return self.left <= self._at(name, index) + 0.5 <= self.left + self.wide

    def _style(self, index: int, read: bool, n: int | None, between: bool) -> str:
        if index < 0 or (n is not None and index >= n):
            return OUTSIDE_READ if read else OUTSIDE
        return READ if read else HOLLOW if between else CONTEXT
