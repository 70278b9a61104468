"""How the samples of a map lie in the dimensions of a tensor.

A dimension is a row of factors, the outermost first; a factor is a number of channels (or of whatever is no axis), or
digits of the index on an axis. A reshape only cuts the row anew, a transpose only moves dimensions, so that channel
shuffles, space to depth and what is flattened and folded back are followed without a rule of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from symrf.numbers import Number, expression, is_symbolic, same


@dataclass(frozen=True, slots=True)
class Factor:
    """`size` values of an index; on an axis the digits of t that weigh `weight`: (t // weight) % size.

    parts: how many come from each of several maps put one behind the other, where they do.
    """

    size: Number
    axis: str = ""
    weight: Number = 1
    parts: tuple[Number, ...] = ()


MIXED = (0, 0)
"""The parts where a reshape has cut or joined what comes from several maps: which index is whose is not known."""

Dim = tuple[Factor, ...]
Dims = tuple[Dim, ...]


def plain(size: Number) -> Dim:
    """A dimension that is no axis."""
    return (Factor(size),)


def extent(dim: Dim) -> Number:
    """The number of indices of a dimension.

    >>> extent((Factor(2), Factor(7, "h")))
    14
    """
    return times(factor.size for factor in dim)


def times(numbers: Iterable[Number]) -> Number:
    """The product of these numbers."""
    total: Number = 1
    for number in numbers:
        total = total * number
    return total


def axes_of(dims: Iterable[Dim]) -> tuple[str, ...]:
    """The axes in these dimensions, each once.

    >>> axes_of([plain(3), (Factor(7, "h"), Factor(7, "w"))])
    ('h', 'w')
    """
    return tuple(dict.fromkeys(factor.axis for dim in dims for factor in dim if factor.axis))


def without(dims: Dims, axis: str) -> Dims:
    """The same dimensions, what was that axis being no axis."""
    return tuple(tuple(Factor(f.size) if f.axis == axis else f for f in dim) for dim in dims)


def parts_of(dim: Dim) -> tuple[Number, ...]:
    """How many indices of a dimension come from each of several maps; none where it is one map."""
    if len(dim) == 1:
        return dim[0].parts
    return MIXED if any(factor.parts for factor in dim) else ()


def taken(dim: Dim, start: Number, stop: Number) -> tuple[Number, ...]:
    """How many of the indices from start to before stop come from each of several maps, those that give any.

    >>> taken((Factor(6, parts=(2, 4)),), 1, 4), taken((Factor(6, parts=(2, 4)),), 2, 6)
    ((1, 2), (4,))
    """
    at, found = 0, []
    for size in parts_of(dim):
        found.append(min(at + size, stop) - max(at, start))
        at += size
    return tuple(size for size in found if size > 0)


def resized(dim: Dim, axis: str, size: Number) -> Dim:
    """The dimension with so many samples of that axis."""
    return tuple(replace(f, size=size) if f.axis == axis else f for f in dim)


def reshaped(dims: Dims, sizes: Sequence[Number]) -> Dims | None:
    """The dimensions after a reshape to these sizes; None where an index would be cut at no digit.

    >>> h, c = (Factor(6, "h"),), plain(8)
    >>> reshaped((c, h), (2, 4, 6)) == (plain(2), plain(4), h)
    True
    >>> [(f.size, f.weight) for dim in reshaped((c, h), (8, 3, 2))[1:] for f in dim]
    [(3, 2), (2, 1)]
    >>> reshaped((c, h), (16, 3)), reshaped((c, h), (48,)) == ((*c, *h),)
    ((...), True)
    """
    before = after = 0
    while before < min(len(dims), len(sizes)) and same(extent(dims[before]), sizes[before]):
        before += 1
    while after < min(len(dims), len(sizes)) - before and same(extent(dims[-1 - after]), sizes[-1 - after]):
        after += 1
    middle = [f for dim in dims[before : len(dims) - after] for f in dim if not same(f.size, 1)]
    cut = _cut(middle, sizes[before : len(sizes) - after])
    if cut is None:
        return None
    return (*dims[:before], *cut, *dims[len(dims) - after :])


def _cut(factors: list[Factor], sizes: Sequence[Number]) -> list[Dim] | None:
    """Rows of factors of these sizes, taken in order."""
    rest, found = list(reversed(factors)), []
    for size in sizes:
        row: list[Factor] = []
        lacking: Number = size
        while not same(lacking, 1):
            if not rest:
                return None
            factor = rest.pop()
            more = quotient(lacking, factor.size)
            if more is not None:
                lacking = more
                row.append(factor)
                continue
            inner = quotient(factor.size, lacking)
            if inner is None:
                return None
            parts = MIXED if factor.parts else ()
            row.append(Factor(lacking, factor.axis, factor.weight * inner if factor.axis else 1, parts))
            rest.append(Factor(inner, factor.axis, factor.weight, parts))
            lacking = 1
        found.append(_merged(row) or plain(1))
    return found if not rest else None


def _merged(row: list[Factor]) -> Dim:
    """Neighbouring digits of one axis as one factor, and plain factors too."""
    done: list[Factor] = []
    for factor in row:
        last = done[-1] if done else None
        if last is not None and last.axis == factor.axis and (
            not factor.axis or same(last.weight, factor.weight * factor.size)
        ):
            parts = MIXED if last.parts or factor.parts else ()
            done[-1] = Factor(last.size * factor.size, factor.axis, factor.weight, parts)
        else:
            done.append(factor)
    return tuple(done)


def quotient(number: Number, divisor: Number) -> Number | None:
    """number / divisor where that is a whole number for every value of the symbols.

    >>> quotient(6, 3), quotient(6, 4)
    (2, None)
    """
    if isinstance(number, int) and isinstance(divisor, int):
        return number // divisor if divisor and number % divisor == 0 else None
    if not (is_symbolic(number) or is_symbolic(divisor)):
        return None
    from symrf.numbers.sound_sympy import sympy

    found = sympy.cancel(number * sympy.Pow(divisor, -1))
    return expression(found) if found.is_integer else None
