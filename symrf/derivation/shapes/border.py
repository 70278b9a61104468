"""What happens at the ends of an input of known size: features that reach beyond it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from symrf.field import Field
from symrf.numbers import Number, is_symbolic


@dataclass(frozen=True)
class Border:
    """Of the features whose region lies within the input the first, the last and the number, None where there is none.

    beyond: how many reach beyond the input; those that read nothing are in neither number.
    """

    first: int | None
    last: int | None
    within: int
    beyond: int


def border(every: Sequence[tuple[Number, Sequence[Field | None]]], features: int, samples: int) -> Border | None:
    """Which of the features 0 … features − 1 see the samples 0 … samples − 1 only; None where there are symbols.

    every: strides and fields of the phases, several where what is seen is the hull; all of one period.

    >>> border([(2, [Field.window(kernel=3, stride=2, left=1, right=1)])], features=5, samples=9)
    Border(first=1, last=3, within=3, beyond=2)
    """
    ends = [end for stride, fields in every for f in fields if f is not None for end in (f.left, f.right, stride)]
    if not ends or any(map(is_symbolic, ends)):
        return None
    period = len(every[0][1])
    first, last, within, reading = features, -1, 0, 0
    for phase in range(min(period, features)):
        low, high = 0, (features - 1 - phase) // period
        seen = [(stride, field) for stride, fields in every if (field := fields[phase]) is not None]
        reading += high + 1 if seen else 0
        for stride, field in seen:
            if stride:
                low, high = max(low, -(field.left // stride)), min(high, (samples - 1 - field.right) // stride)
            elif field.left < 0 or field.right >= samples:
                high = -1
        if seen and low <= high:
            first, last = min(first, period * low + phase), max(last, period * high + phase)
            within += high - low + 1
    return Border(first if within else None, last if within else None, within, reading - within)


def rising_border(ends: Callable[[int], tuple[int, int]], features: int, samples: int) -> Border:
    """The border of a shape of which feature y sees ends(y), and neither end ever goes back.

    >>> rising_border(lambda y: (y // 2 - 1, y // 2 + 1), features=10, samples=5)
    Border(first=2, last=7, within=6, beyond=4)
    """
    first = _first(lambda y: ends(y)[0] >= 0, features)
    last = _first(lambda y: ends(y)[1] >= samples, features) - 1
    within = max(last - first + 1, 0)
    return Border(first if within else None, last if within else None, within, features - within)


def _first(holds: Callable[[int], bool], features: int) -> int:
    """The first feature from which on it holds, or their number, which bisect would have below 2**63."""
    low, high = 0, features
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
