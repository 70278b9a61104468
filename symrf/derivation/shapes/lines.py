"""Lines S y + a, of which the least and the greatest are the ends of a region; the others never decide one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from symrf.numbers import Number

Line = tuple[int, int]


@dataclass(frozen=True)
class ExtremeLines:
    """u = min (S y + a) over the lines (S, a) of `left`, v = max (S y + b) over the lines (S, b) of `right`."""

    left: tuple[tuple[Number, Number], ...]
    right: tuple[tuple[Number, Number], ...]


def least_lines(lines: Iterable[Line]) -> set[Line]:
    """The lines (S, a) that are the least of all for some integer y, one for each least value, in n log n.

    y is any integer, as a layer on top reads its padding too. Towards larger y the slope of the least line falls.

    >>> sorted(least_lines([(1, 0), (2, 1), (3, 0)]))
    [(1, 0), (3, 0)]
    >>> sorted(least_lines([(1, 0), (2, -3), (3, 0)]))
    [(1, 0), (2, -3), (3, 0)]
    """
    kept: list[Line] = []
    for line in sorted(set(lines), key=lambda line: (-line[0], line[1])):
        if kept and kept[-1][0] == line[0]:
            continue
        while len(kept) > 1 and _reached(kept[-1], line) <= _left(kept[-2], kept[-1]):
            kept.pop()
        kept.append(line)
    return set(kept)


def _left(steeper: Line, flatter: Line) -> int:
    """The first y from which on the flatter line is below the steeper one."""
    return (flatter[1] - steeper[1]) // (steeper[0] - flatter[0]) + 1


def _reached(steeper: Line, flatter: Line) -> int:
    """The first y from which on the flatter line is not above the steeper one."""
    return -((steeper[1] - flatter[1]) // (steeper[0] - flatter[0]))
