"""Where the boxes of a graph stand and which way its lines go: in rows, and never through a box.

The nodes stand in rows, each above all that it reads. A line that passes rows has a lane of its own in each, as wide as
a thin box, so that from row to row only lines run, and past a row only beside its boxes. The layered drawing of
Sugiyama, Tagawa and Toda (1981), in a room of a given width.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Edge = tuple[str, str]
"""From what is read to what reads it."""

Slot = tuple[str, int]
"""A node in its row, or the lane of what is read from it in a row above."""

LANE, APART = 0.14, 0.12
"""Centimetres: how wide a lane is, and how far two boxes are apart."""

SWEEPS = 12

STIFF = 1e4
"""How much rather the longest path stays where it is than anything else."""


@dataclass(frozen=True)
class Layout:
    """rows: the slots from left to right, the lowest row first. ways: the slots that the line of each edge visits."""

    rows: Sequence[Sequence[Slot]]
    ways: Mapping[Edge, Sequence[Slot]]
    levels: Mapping[str, int]

    def is_box(self, slot: Slot) -> bool:
        """Whether a node stands there, no lane."""
        return self.levels[slot[0]] == slot[1]


def layout(names: Iterable[str], edges: Sequence[Edge]) -> Layout:
    """The rows of a graph, in an order with few crossings. names: each after all that it reads.

    >>> found = layout("abc", [("a", "b"), ("b", "c"), ("a", "c")])
    >>> found.rows[1], found.ways["a", "c"]
    ([('b', 1), ('a', 1)], [('a', 0), ('a', 1), ('c', 2)])
    """
    levels = levels_of(names, edges)
    rows: list[list[Slot]] = [[] for _ in range(max(levels.values()) + 1)]
    for name, level in levels.items():
        rows[level].append((name, level))
    ways: dict[Edge, Sequence[Slot]] = {}
    for below, above in edges:
        lanes = [(below, level) for level in range(levels[below], levels[above])]
        ways[below, above] = [*lanes, (above, levels[above])]
    for slot in dict.fromkeys(slot for way in ways.values() for slot in way[1:-1]):
        rows[slot[1]].append(slot)
    return Layout(_ordered(rows, ways), ways, levels)


def levels_of(names: Iterable[str], edges: Sequence[Edge]) -> dict[str, int]:
    """The row of every node, above all that it reads. names: each after all that it reads."""
    reads: dict[str, list[str]] = {}
    for below, above in edges:
        reads.setdefault(above, []).append(below)
    levels: dict[str, int] = {}
    for name in names:
        levels[name] = max((levels[below] + 1 for below in reads.get(name, ())), default=0)
    return levels


def _ordered(rows: list[list[Slot]], ways: Mapping[Edge, Sequence[Slot]]) -> list[list[Slot]]:
    """Each row in the order of its neighbours, from below and from above in turn; of all orders seen, the best."""
    steps = {step for way in ways.values() for step in pairwise(way)}
    down, up = _neighbours(steps)
    best, least = rows, _crossings(rows, steps)
    rows = [list(row) for row in rows]
    place = {slot: at for row in rows for slot, at in _places(row)}
    for sweep in range(SWEEPS):
        beside, order = (up, rows[::-1]) if sweep % 2 else (down, rows)
        for row in order:
            row.sort(key=lambda slot: _mean([place[other] for other in beside.get(slot, [slot])]))
            place.update(_places(row))
        if (crossed := _crossings(rows, steps)) < least:
            best, least = [list(row) for row in rows], crossed
    return best


def _places(row: Sequence[Slot]) -> list[tuple[Slot, float]]:
    return [(slot, (i + 0.5) / len(row)) for i, slot in enumerate(row)]


def _neighbours(steps: Iterable[tuple[Slot, Slot]]) -> tuple[dict[Slot, list[Slot]], dict[Slot, list[Slot]]]:
    down: dict[Slot, list[Slot]] = {}
    up: dict[Slot, list[Slot]] = {}
    for below, above in sorted(steps):
        down.setdefault(above, []).append(below)
        up.setdefault(below, []).append(above)
    return down, up


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _crossings(rows: Sequence[Sequence[Slot]], steps: Iterable[tuple[Slot, Slot]]) -> int:
    place = {slot: i for row in rows for i, slot in enumerate(row)}
    gaps: dict[int, list[tuple[int, int]]] = {}
    for below, above in steps:
        gaps.setdefault(below[1], []).append((place[below], place[above]))
    return sum((a - c) * (b - d) < 0 for gap in gaps.values() for i, (a, b) in enumerate(gap) for c, d in gap[:i])


def across(
    found: Layout, widths: Mapping[Slot, float], room: float, wanted: Mapping[Slot, float] | None = None
) -> dict[Slot, float]:
    """The middle of every slot: each stretch of line or path that does not branch as straight as the room allows, where
    its outermost slot has to be.

    widths: of every slot, which beside each other fit into the room. wanted: where each would stand; where that is not
    said, a longest path stands in the middle and all else beside it.
    """
    at = {slot: room / 2 for row in found.rows for slot in row} | dict(wanted or {})
    runs, spine = _runs(found), {} if wanted else {slot: at[slot] for slot in _spine(found)}
    for sweep in range(2 * SWEEPS):
        for row in found.rows[:: -1 if sweep % 2 else 1]:
            places = [
                spine[slot] if slot in spine else max((at[one] for one in runs[slot]), key=lambda x: abs(x - room / 2))
                for slot in row
            ]
            forces = [STIFF if slot in spine else 1.0 for slot in row]
            at |= zip(row, _apart(places, forces, [widths[slot] for slot in row], room), strict=True)
    return at


def _spine(found: Layout) -> list[Slot]:
    """The boxes of a longest path, the highest first, each of those that it may be the nearest to the middle."""
    path = [next(slot for slot in found.rows[-1] if found.is_box(slot))]
    while path[-1][1]:
        name, level = path[-1]
        row = found.rows[level - 1]
        below = [slot for slot in row if found.is_box(slot) and (slot[0], name) in found.ways]
        path.append(min(below, key=lambda slot: abs(2 * row.index(slot) + 1 - len(row))))
    return path


def _runs(found: Layout) -> dict[Slot, list[Slot]]:
    """By slot, those that are reached from it without passing one where lines part or meet."""
    down, up = _neighbours({step for way in found.ways.values() for step in pairwise(way)})
    runs: dict[Slot, list[Slot]] = {}
    for slot in (slot for row in found.rows for slot in row):
        below = down.get(slot, [])
        runs[slot] = runs[below[0]] if len(below) == 1 and len(up[below[0]]) == 1 else []
        runs[slot].append(slot)
    return runs


def _apart(wanted: Sequence[float], forces: Sequence[float], widths: Sequence[float], room: float) -> list[float]:
    """The places nearest to those that are wanted, by least squares, in this order and none over another.

    Take from each place what stands left of it, and they are to ascend: neighbours that do not are put together.
    """
    before = [sum(widths[:i]) + widths[i] / 2 for i in range(len(widths))]
    groups: list[tuple[float, float, int]] = []
    for want, force, left in zip(wanted, forces, before, strict=True):
        groups.append((want - left, force, 1))
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            (a, f, m), (b, g, n) = groups[-2:]
            groups[-2:] = [((a * f + b * g) / (f + g), f + g, m + n)]
    free = room - sum(widths)
    flat = [min(max(value, 0.0), free) for value, _, many in groups for _ in range(many)]
    return [value + left for value, left in zip(flat, before, strict=True)]
