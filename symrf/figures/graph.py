"""The network as a graph, the input at the bottom; of paths that do not agree, both, and where they part and join."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from symrf.derivation import derive
from symrf.errors import SymrfError, shown
from symrf.figures.scene import COLUMN, LETTER, Line, Mark, Scene, Text, shortened
from symrf.network import Network
from symrf.repeat import free_symbols, unrolled
from symrf.terms.sympy_form import number_text

MOST, ROW, TALL = 80, 0.62, 0.32
"""Nodes at most, and centimetres: between rows, and of a box."""

SWEEPS = 4
"""So often the nodes of a row are put in the order of their neighbours."""


def graph(network: Network) -> Scene:
    """Every node a box above those that it reads. Paths that do not agree are drawn thick and dashed."""
    net = network if free_symbols(network) else unrolled(network)
    if len(net.nodes) > MOST:
        part = shown(net.nodes[20].name)
        raise SymrfError(f"{len(net.nodes)} nodes are too many for a picture; show a part, as --output {part}")
    edges = [(below, node.name) for node in net.nodes for below in node.inputs]
    levels = _levels(net, edges)
    rows = _ordered(levels, edges)
    widest = max(map(len, rows))
    placed = ((name, i, len(row), number) for number, row in enumerate(rows) for i, name in enumerate(row))
    places = {name: ((i + 0.5) * COLUMN / many, number * ROW) for name, i, many, number in placed}
    letters = max(int(COLUMN / widest / (LETTER * 0.8)) - 2, 3)
    found = next(iter(derive(net).output.axes.values())).misalignment
    thick = _pairs(found.paths[0]) if found else set()
    dashed = _pairs(found.paths[1]) if found else set()
    long = sorted((levels[above] - levels[below], below, above) for below, above in edges)
    lanes = {(below, above): i for i, (_, below, above) in enumerate(e for e in long if e[0] > 1)}
    marks: list[Mark] = []
    for below, name in edges:
        style = "thick" if (below, name) in thick else "dashed" if (below, name) in dashed else "plain"
        (x0, y0), (x, y) = places[below], places[name]
        way = _round(places, below, name, levels, lanes)
        marks.append(Line(((x0, y0 + TALL / 2), *way, (x, y - TALL / 2)), style, arrow=True))
    ends = {found.part, found.join} if found else set()
    for name, (x, y) in places.items():
        label = shortened(name, min(letters, 18))
        half = len(label) * LETTER * 0.4 + 0.1
        for more in (0.0, 0.05) if name in ends else (0.0,):
            left, right, low, high = x - half - more, x + half + more, y - TALL / 2 - more, y + TALL / 2 + more
            box = ((left, low), (right, low), (right, high), (left, high), (left, low))
            marks.append(Line(box, "plain"))
        marks.append(Text(x, y, (label,), name=True))
    said = f"The network of {len(net.nodes)} nodes"
    numbers = {"nodes": len(net.nodes), "edges": len(edges)}
    if found:
        said += f"; paths from {found.part} to {found.join} do not agree, by {number_text(found.difference)}"
        numbers["difference"] = found.difference
    return Scene(tuple(marks), said, numbers)


def _pairs(path: Sequence[str]) -> set[tuple[str, str]]:
    return set(pairwise(path))


def _levels(net: Network, edges: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many edges the longest path to each node has."""
    found = dict.fromkeys(net.inputs, 0)
    for node in net.nodes:
        if node.inputs:
            found[node.name] = 1 + max(found[below] for below in node.inputs)
    used = {name for edge in edges for name in edge}
    return {name: level for name, level in found.items() if name in used}


def _ordered(levels: Mapping[str, int], edges: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The nodes of each level from left to right, each about where its neighbours are."""
    rows: list[list[str]] = [[] for _ in range(max(levels.values()) + 1)]
    for name, level in levels.items():
        rows[level].append(name)
    beside: dict[str, list[str]] = {name: [] for name in levels}
    for below, above in edges:
        beside[below].append(above)
        beside[above].append(below)
    for _ in range(SWEEPS):
        place = {name: (i + 0.5) / len(row) for row in rows for i, name in enumerate(row)}
        for row in rows:
            row.sort(key=lambda name: sum(place[n] for n in beside[name]) / max(len(beside[name]), 1))
    return rows


def _round(
    places: Mapping[str, tuple[float, float]],
    below: str,
    name: str,
    levels: Mapping[str, int],
    lanes: Mapping[tuple[str, str], int],
) -> list[tuple[float, float]]:
    """A way past the rows between, beside the boxes that stand there."""
    if levels[name] - levels[below] < 2:
        return []
    between = [n for n, level in levels.items() if levels[below] < level < levels[name]]
    (x0, y0), (x, y) = places[below], places[name]
    middle = (x0 + x) / 2
    taken = [places[n][0] for n in between]
    away = 1.0 + 0.15 * (lanes[below, name] % 8)
    far = max(taken, default=middle) + away if middle >= COLUMN / 2 - 0.01 else min(taken, default=middle) - away
    at = min(max(far, 0.15), COLUMN - 0.15)
    return [(at, y0 + ROW), (at, y - ROW)]
