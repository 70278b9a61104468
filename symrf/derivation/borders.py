"""What happens at the ends of an input of known size: features that reach beyond it, samples that no feature reads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import lcm

from symrf.derivation.branch import Branch, stretched
from symrf.derivation.indices import Indices


@dataclass(frozen=True)
class Border:
    """Of the features whose region lies within the input the first, the last and the number, None where there is none.

    beyond: how many reach beyond the input; those that read nothing are in neither number.
    """

    first: int | None
    last: int | None
    within: int
    beyond: int


@dataclass(frozen=True)
class Unused:
    """How many input samples no feature reads: before the first that is read, after the last, and in all."""

    before: int
    after: int
    total: int


def border(branches: Sequence[Branch], features: int, samples: int) -> Border:
    """Which of the features 0 … features − 1 see the samples 0 … samples − 1 only; whole numbers throughout.

    >>> from symrf.field import Field
    >>> border([Branch((Field.window(kernel=3, stride=2, left=1, right=1),), 2)], features=5, samples=9)
    Border(first=1, last=3, within=3, beyond=2)
    """
    period = lcm(*(branch.period for branch in branches))
    alike = [stretched(branch, period) for branch in branches]
    first, last, within, reading = features, -1, 0, 0
    for phase in range(min(period, features)):
        low, high = 0, (features - 1 - phase) // period
        fields = [(branch, field) for branch in alike if (field := branch.phases[phase]) is not None]
        if not fields:
            continue
        reading += high + 1
        for branch, field in fields:
            if branch.stride:
                low = max(low, -(field.left // branch.stride))
                high = min(high, (samples - 1 - field.right) // branch.stride)
            elif field.left < 0 or field.right >= samples:
                high = -1
        if low <= high:
            first, last = min(first, period * low + phase), max(last, period * high + phase)
            within += high - low + 1
    return Border(first if within else None, last if within else None, within, reading - within)


def rising_border(ends: Callable[[int], tuple[int, int]], features: int, samples: int) -> Border:
    """The same of a field of which feature y sees ends(y), and neither end ever goes back.

    >>> rising_border(lambda y: (y // 2 - 1, y // 2 + 1), features=10, samples=5)
    Border(first=2, last=7, within=6, beyond=4)
    """
    first = bisect_left(range(features), 0, key=lambda y: ends(y)[0])
    last = bisect_right(range(features), samples - 1, key=lambda y: ends(y)[1]) - 1
    within = max(last - first + 1, 0)
    return Border(first if within else None, last if within else None, within, features - within)


def unused(read: Indices, samples: int) -> Unused:
    """Which of the samples 0 … samples − 1 are not among those that are read.

    >>> unused(Indices(1, 0b10101), samples=8)
    Unused(before=1, after=2, total=5)
    """
    ends = read.hull
    if ends is None:
        return Unused(samples, 0, samples)
    return Unused(ends[0], samples - 1 - ends[1], samples - read.bits.bit_count())
