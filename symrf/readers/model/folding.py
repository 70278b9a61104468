"""Small tensors of numbers, worked out: shapes of maps on their way to a reshape. Weights are never looked at.

Numbers are ints, floats, booleans or expressions in the input size; a tensor of more than MAX_ITEMS is not folded, nor
is one with an integer that 64 bits do not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import prod
from typing import Any

from symrf.numbers import LIMIT, is_symbolic
from symrf.readers.model.layout import Dims, plain
from symrf.readers.model.value import MAX_ITEMS, Items, Value

MAX_LENGTH, MAX_DEPTH = 200, 40
"""Terms of an expression in the input size, and how deep one stands in another."""


def shape_of(value: Value) -> tuple[int, ...] | None:
    """The shape of a tensor whose contents are known."""
    if value.items is None or value.dims is None:
        return None
    shape = value.shape
    return shape if all(isinstance(n, int) for n in shape) and prod(shape) == len(value.items) else None


def holding(dims: Dims, items: Sequence[Any] | None) -> Value:
    """A constant that holds these numbers, where they are few and small."""
    if items is None or len(items) > MAX_ITEMS or not all(map(_small, items)):
        return Value(dims)
    return Value(dims, items=tuple(items))


def _small(item: Any) -> bool:
    if is_symbolic(item):
        return _length(item) <= MAX_LENGTH
    return not isinstance(item, int) or -LIMIT <= item < LIMIT


def _length(expression: Any, depth: int = MAX_DEPTH) -> int:
    """How many terms and factors an expression has, multiplied out, at most; too many where it is deeply nested.

    >>> from symrf import symbol
    >>> n = symbol("n")
    >>> _length(3 * n + 1), _length((n + 1) ** 5), _length(n ** (2**60)) > MAX_LENGTH
    (3, 32, True)
    """
    if not expression.args:
        return 1
    if not depth:
        return MAX_LENGTH + 1
    parts = [_length(part, depth - 1) for part in expression.args]
    if expression.is_Pow:
        power = expression.args[1]
        power = min(abs(int(power)), MAX_LENGTH + 1) if power.is_Integer else MAX_LENGTH + 1
        return min(max(parts[0] ** power, power), MAX_LENGTH + 1)
    return min(max(prod(parts), sum(parts)) if expression.is_Mul else sum(parts), MAX_LENGTH + 1)


def applied(function: Callable[..., Any], values: Sequence[Value], dims: Dims) -> Value:
    """A function of every index, with broadcasting."""
    shapes = [shape_of(value) for value in values]
    target = Value(dims).shape
    if None in shapes or not _few(target):
        return Value(dims)
    every = [_spread(value.items or (), shape or (), target) for value, shape in zip(values, shapes, strict=True)]
    try:
        return holding(dims, [function(*numbers) for numbers in zip(*every, strict=True)])
    except (ArithmeticError, TypeError, ValueError):
        return Value(dims)


def _spread(items: Items, shape: tuple[int, ...], target: tuple[int, ...]) -> list[Any]:
    if shape == target:
        return list(items)
    if len(items) == 1:
        return list(items) * prod(target)
    shape = (1,) * (len(target) - len(shape)) + shape
    places = [[i if n > 1 else 0 for i, n in zip(at, shape, strict=True)] for at in _indices(target)]
    return [items[_flat(place, shape)] for place in places]


def _few(shape: Sequence[Any]) -> bool:
    """Whether a tensor of that shape is folded."""
    return all(isinstance(n, int) for n in shape) and prod(shape) <= MAX_ITEMS


def _indices(shape: Sequence[int]) -> Any:
    return product(*map(range, shape))


def _flat(at: Sequence[int], shape: Sequence[int]) -> int:
    place = 0
    for i, n in zip(at, shape, strict=True):
        place = place * n + i
    return place


def rearranged(value: Value, dims: Dims, source: Callable[[tuple[int, ...]], tuple[int, ...]]) -> Value:
    """A tensor whose number at an index is that of the value at source(index)."""
    shape, target = shape_of(value), Value(dims).shape
    if shape is None or not _few(target):
        return Value(dims)
    items = value.items or ()
    try:
        return holding(dims, [items[_flat(source(at), shape)] for at in _indices(target)])
    except (IndexError, ValueError):
        return Value(dims)


def gather(value: Value, indices: Value, place: int, dims: Dims) -> Value:
    """The numbers at these indices along a dimension."""
    shape, of = shape_of(value), shape_of(indices)
    if shape is None or of is None or not all(isinstance(i, int) for i in indices.items or ()):
        return Value(dims)

    def source(at: tuple[int, ...]) -> tuple[int, ...]:
        index = (indices.items or ())[_flat(at[place : place + len(of)], of)]
        return (*at[:place], index % shape[place], *at[place + len(of) :])

    return rearranged(value, dims, source)


def joined(values: Sequence[Value], place: int, dims: Dims) -> Value:
    """Tensors one behind the other along a dimension."""
    shapes = [shape_of(value) for value in values]
    if None in shapes or not _few(Value(dims).shape):
        return Value(dims)
    found = []
    for at in _indices(Value(dims).shape):
        rest = at[place]
        for value, shape in zip(values, shapes, strict=True):
            if shape is None or value.items is None:
                return Value(dims)
            if rest < shape[place]:
                found.append(value.items[_flat((*at[:place], rest, *at[place + 1 :]), shape)])
                break
            rest -= shape[place]
    return holding(dims, found)


def cut(value: Value, cuts: dict[int, tuple[int, int]], dims: Dims) -> Value:
    """Along a dimension every so manieth index from the first on: place -> (first, step)."""

    def source(at: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(cuts[i][0] + n * cuts[i][1] if i in cuts else n for i, n in enumerate(at))

    return rearranged(value, dims, source)


def numbers(value: Value | None) -> tuple[Any, ...] | None:
    """The numbers of a constant; None where they are not known, or there is no such tensor."""
    return None if value is None else value.items


def vector(items: Sequence[Any]) -> Value:
    """A tensor of one dimension."""
    return holding((plain(len(items)),), items)


def whole(items: Sequence[Any] | None) -> tuple[Any, ...] | None:
    """The same where all are whole numbers, or expressions of such."""
    if items is None:
        return None
    found = [int(i) if isinstance(i, float) and i.is_integer() else i for i in items]
    return tuple(found) if all(isinstance(i, int) or is_symbolic(i) for i in found) else None
