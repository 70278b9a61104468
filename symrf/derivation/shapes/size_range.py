"""The least and the greatest size among the features of one field, where they do not all see equally much.

Along an envelope the size max (S y + b) − min (S y + a) + 1 is convex in y: its least value is where it stops falling,
its greatest at one of the ends. Between phases it is the least and the greatest of theirs; of ⌊(y + b)/D⌋ − ⌊(y + a)/D⌋
it is ⌊(b − a)/D⌋ and ⌈(b − a)/D⌉, both of which are met among D features in a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from symrf.derivation.shapes.lines import ExtremeLines
from symrf.field import Field
from symrf.numbers import Number, expression, greatest, is_symbolic, least, plain, same
from symrf.numbers.order import at_least

SizeRange = tuple[Number | None, Number | None]
"""The least and the greatest size among features; None for one that is not known, or that grows without end."""

STEPS = 64
"""With symbols the least size of an envelope is looked for among so many features."""


def size_range(phases: Iterable[Field | ExtremeLines | None], period: int, last: Number | None) -> SizeRange | None:
    """The spread over the features T m + φ up to `last` (None: there are any number); None where none reads anything.

    >>> size_range([Field(1, 0, 4), Field(1, 0, 6)], 2, None)
    (5, 7)
    >>> size_range([ExtremeLines(left=((1, -3), (2, -2)), right=((1, 3), (2, 2)))], 1, 4)
    (7, 10)
    """
    found = []
    for phase, field in enumerate(phases):
        if field is None or isinstance(last, int) and phase > last:
            continue
        if isinstance(field, Field):
            found.append((field.size, field.size))
        else:
            end = (last - phase) // period if isinstance(last, int) else last if period == 1 else None
            found.append(_of_envelope(field, end))
    if not found:
        return None
    lows, highs = zip(*found, strict=True)
    return (None if None in lows else least(lows), None if None in highs else greatest(highs))


def _size(lines: ExtremeLines) -> Callable[[Number], Number]:
    def at(m: Number) -> Number:
        first, last = (_at(side, m) for side in (lines.left, lines.right))
        return plain(greatest(last) - least(first) + 1)

    return at


def _at(lines: Iterable[tuple[Number, Number]], m: Number) -> list[Number]:
    return [plain(expression(s * m + end)) for s, end in lines]


def _of_envelope(lines: ExtremeLines, last: Number | None) -> SizeRange:
    """Of a convex function of m = 0, 1, … last."""
    size = _size(lines)
    strides = [s for s, _ in lines.left]
    if last is not None:
        high = greatest([size(0), size(last)])
    else:
        high = size(0) if all(same(s, strides[0]) for s in strides) else None
    numbers = not any(is_symbolic(x) for side in (lines.left, lines.right) for line in side for x in line)
    return (_lowest(size, last) if numbers and not is_symbolic(last) else _settled(lines, size, last)), high


def _lowest(size: Callable[[Number], Number], last: Number | None) -> Number:
    """Of numbers: double the step while the size falls, then halve the range."""
    rising: Callable[[int], bool] = lambda m: bool(size(m + 1) >= size(m))  # noqa: E731
    most = last if isinstance(last, int) else None
    high = 1
    while not rising(high) and (most is None or high < most):
        high *= 2
    low = 0
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if rising(middle) else (middle + 1, high)
    return size(low if most is None else min(low, most))


def _settled(lines: ExtremeLines, size: Callable[[Number], Number], last: Number | None) -> Number | None:
    """Of symbols: the size at the first feature after which it is known not to fall, if it does not rise before."""
    most = last if isinstance(last, int) else STEPS if last is None else 0
    for m in range(min(most, STEPS) + 1):
        if m and not _leans(lines, m, -1):
            return None
        if m == last or _leans(lines, m, 1):
            return size(m)
    return None


def _leans(lines: ExtremeLines, m: int, sign: int) -> bool:
    """Whether the last and the first sample of feature m lie on lines whose distance grows from there on (sign 1), or
    has been shrinking up to there (sign -1)."""
    first, last = _at(lines.left, m), _at(lines.right, m)
    upper = [s for (s, _), v in zip(lines.right, last, strict=True) if all(at_least(v, other) for other in last)]
    lower = [s for (s, _), u in zip(lines.left, first, strict=True) if all(at_least(other, u) for other in first)]
    return any(at_least(sign * (a - b), 0) for a in upper for b in lower)
