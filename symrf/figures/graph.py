"""The network as a graph, the input at the bottom; of paths that do not agree, both, and where they part and join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from symrf.derivation import derive
from symrf.errors import SymrfError, shown
from symrf.figures.layout import APART, LANE, Edge, Layout, Slot, across, layout, levels_of
from symrf.figures.maps import between, on_the_way
from symrf.figures.scene import COLUMN, LETTER, SMALL, Mark, Polyline, Scene, Text, brief, heading, letters, named
from symrf.figures.words import said
from symrf.network import Network
from symrf.repeat import free_symbols, unrolled
from symrf.terms.sympy_form import to_term

MOST, ROWS = 80, 34
"""Nodes and rows at most: those of a page."""

ROW, TALL, FRAME, HIGH = 0.62, 0.32, 0.05, 17.2
"""Centimetres: between rows, of a box, of the second frame of a node where paths part or join; and at most of all rows,
which leaves a page of an article room for a caption."""

LEAST, LONGEST = 3, 24
"""Letters of a name."""


def graph(network: Network, layers: tuple[str, str] | None = None) -> Scene:
    """Every node a box above those that it reads. Paths that do not agree are drawn thick and dashed.

    Of a network too long for a page, what lies between the nodes where those paths part and join.
    """
    net = network if free_symbols(network) else unrolled(network)
    found = next(iter(derive(net).output.axes.values())).misalignment
    names = _names(between(net, layers))
    of_all = len(names)
    edges = _edges(net, names)
    if _too_long(names, edges) and found and layers is None:
        inside = on_the_way(net, found.part, found.join)
        names = [name for name in _names(net) if name in inside]
        edges = _edges(net, names)
    if _too_long(names, edges):
        part = f"{net.source}..{net.nodes[min(20, len(net.nodes) - 1)].name}"
        raise SymrfError(f"{of_all} nodes are too many for a picture; show a part, as --layers {shown(part)}")
    placed = layout(names, edges)
    thick, dashed = (set(pairwise(path)) for path in found.paths) if found else (set(), set())
    ends = {found.part, found.join} & {*names} if found else set()
    prefix, short = brief(names, net.inputs)
    labels = _labels(placed, short)
    slots = [slot for row in placed.rows for slot in row]
    widths = {slot: _wide(labels[slot[0]]) + APART if placed.is_box(slot) else LANE for slot in slots}
    row = min(ROW, HIGH / len(placed.rows))
    at = {slot: (x, slot[1] * row) for slot, x in across(placed, widths, COLUMN).items()}
    marks: list[Mark] = []
    done: set[tuple[Slot, Slot]] = set()
    for edge in sorted(edges, key=lambda e: (e not in thick, e not in dashed)):
        style = "thick" if edge in thick else "dashed" if edge in dashed else "plain"
        marks.append(Polyline(_way(placed.ways[edge], at, done, ends), style, arrow=True))
        done |= {*pairwise(placed.ways[edge])}
    for name in names:
        x, y = at[name, placed.levels[name]]
        half = _wide(labels[name]) / 2
        for more in (0.0, FRAME) if name in ends else (0.0,):
            left, right, low, high = x - half - more, x + half + more, y - TALL / 2 - more, y + TALL / 2 + more
            marks.append(Polyline(((left, low), (right, low), (right, high), (left, high), (left, low))))
        marks.append(Text(x, y, (labels[name],), name=True))
    top = next(slot for slot in placed.rows[-1] if placed.is_box(slot))
    marks += heading(prefix, at[top][0], (len(placed.rows) - 1) * row + TALL + FRAME + 0.1, "center")
    some = f"{len(names)} of the {of_all}" if len(names) < of_all else f"The {of_all}"
    words = f"{some} nodes of the network" + (f", all of {prefix.rstrip('/.')}" if prefix else "")
    numbers = {"nodes": len(names), "edges": len(edges)}
    if found and len(ends) == 2:
        what = "centre" if found.what == "center" else found.what
        one, two = (said(to_term(value)) for value in found.values)
        words += f"; paths from {found.part} to {found.join} do not agree: "
        words += f"the {what} is {one} by one and {two} by another"
        numbers["difference"] = found.difference
    return Scene(tuple(marks), words, numbers)


def _names(net: Network) -> list[str]:
    """The inputs that are read, and the nodes."""
    read = {below for node in net.nodes for below in node.inputs}
    nodes = [node.name for node in net.nodes]
    return [*(name for name in net.inputs if name in read and name not in nodes), *nodes]


def _edges(net: Network, names: Sequence[str]) -> list[Edge]:
    every = [(below, node.name) for node in net.nodes for below in dict.fromkeys(node.inputs)]
    return [edge for edge in every if {*edge} <= {*names}]


def _too_long(names: Sequence[str], edges: Sequence[Edge]) -> bool:
    return len(names) > MOST or max(levels_of(names, edges).values()) >= ROWS


def _wide(label: str) -> float:
    return letters(label) * LETTER * SMALL + 0.2


def _labels(placed: Layout, short: Mapping[str, str]) -> dict[str, str]:
    """The names in short, as long as all boxes and lanes of a row have room, and told apart from those of all rows."""
    found: dict[str, str] = {}
    everywhere = cache(lambda most: named(short.values(), most))

    def told(whole: list[str], most: int) -> dict[str, str]:
        alike = len({*everywhere(most).values()}) < len(short)
        apart = named([short[name] for name in whole], most) if alike else everywhere(most)
        return {name: apart[short[name]] for name in whole}

    for row in placed.rows:
        whole = [slot[0] for slot in row if placed.is_box(slot)]
        room = COLUMN - LANE * (len(row) - len(whole))
        most = LONGEST
        while most >= LEAST and sum(_wide(label) + APART for label in told(whole, most).values()) > room:
            most -= 1
        if most < LEAST:
            raise SymrfError(
                f"a row of {len(whole)} boxes, which {len(row) - len(whole)} lines pass, is wider than a column; "
                "show a part, as --layers A..B"
            )
        found |= told(whole, most)
    return found


def _way(
    way: Sequence[Slot], at: dict[Slot, tuple[float, float]], done: set[tuple[Slot, Slot]], ends: set[str]
) -> tuple[tuple[float, float], ...]:
    """A line from box to box, up the lanes between; what another line from the same box has drawn is left out."""
    first = max((i for i, step in enumerate(pairwise(way), 1) if step in done), default=0)
    points: list[tuple[float, float]] = []
    for number, slot in enumerate(way[first:], first):
        half = TALL / 2 + FRAME * (slot[0] in ends and number in (0, len(way) - 1))
        x, y = at[slot]
        points += [(x, y - half)] * (number > first) + [(x, y + half)] * (number < len(way) - 1)
    return tuple(points)
