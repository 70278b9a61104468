"""Operations that make one of many: means, normalisations, matrix products."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symrf.layers import Attention, Conv, Global, Layer, Pool, Unknown, Upsample
from symrf.numbers import same
from symrf.readers.model.joining import aligned
from symrf.readers.model.layout import MIXED, Dim, Dims, Factor, axes_of, plain, without
from symrf.readers.model.space import APART, contraction
from symrf.readers.model.trace import Trace, _plainly
from symrf.readers.model.value import Unclear, Value


def reduced(trace: Trace, name: str, below: Value, places: Sequence[int], keep: bool = True) -> Value:
    """One index of all along each of these dimensions: a mean, a maximum, a norm."""
    places = [place % below.rank for place in places]
    if not below.is_data or below.behind:
        layers: dict[str, Layer] = {}
        dims: Dims = tuple(plain(1) if i in places else d for i, d in enumerate(below.layout))
    else:
        layers, dims = contraction(below, places, Pool)
    if not keep:
        dims = tuple(dim for i, dim in enumerate(dims) if i not in places)
    if not below.is_data:
        return Value(dims)
    return trace.node(name, below, layers, dims)


def normalised(trace: Trace, name: str, below: Value, places: Sequence[int]) -> Value:
    """Every index divided by a number that all indices of these dimensions make: softmax, layer normalisation."""
    if not below.is_data:
        return Value(below.dims)
    if below.behind:
        return trace.lost(name, "", below, dims=below.dims)
    layers, dims = contraction(below, [place % below.rank for place in places])
    if not layers:
        return trace.node(name, below, {}, below.layout)
    if any(isinstance(layer, Unknown) for layer in layers.values()):
        return trace.node(name, below, layers, below.layout)
    blocks = {axis: layer for axis, layer in layers.items() if not isinstance(layer, Global)}
    if blocks:
        below = in_blocks(trace, name, below, blocks)
    if len(blocks) == len(layers):
        return trace.node(name, below, {}, below.layout)
    whole = {axis: layer for axis, layer in layers.items() if isinstance(layer, Global)}
    over = trace.node(f"{name}:statistics", below, whole, dims)
    return trace.join(name, [below, over], below.layout)


def in_blocks(trace: Trace, name: str, below: Value, layers: Mapping[str, Layer]) -> Value:
    """The same map, every sample being made of all of its block, or of its grid: a window over the map's whole width
    then, which reads no more than there is."""
    dims = below.layout
    blocks: dict[str, Layer] = {}
    wide: dict[str, Layer] = {}
    for axis, layer in layers.items():
        if not isinstance(layer, Conv | Pool):
            return trace.node(f"{name}:blocks", below, {axis: Unknown(APART)}, dims)
        if same(layer.dilation, 1):
            blocks[axis], wide[axis] = layer, Upsample(layer.kernel)
        else:
            reach = layer.dilation * (layer.kernel - 1)
            blocks[axis] = Conv(2 * layer.kernel - 1, 1, layer.dilation, (reach, reach))
    below = trace.node(f"{name}:blocks", below, blocks, dims)
    return trace.node(f"{name}:spread", below, wide, dims) if wide else below


def product(trace: Trace, name: str, left: Value, right: Value) -> Value:
    """A matrix product over the last dimension of the left and the last but one of the right."""
    values = [value for value in (left, right) if value.is_data]
    if left.dims is None or right.dims is None:
        return trace.lost(name, "the shape of an operand is not known", *values) if values else Value(None)
    if not left.rank or not right.rank:
        raise Unclear("a matrix product of a single number")
    one, other = _matrix(left, True), _matrix(right, False)
    if not same(one.shape[-1], other.shape[-2]):
        raise Unclear(f"a matrix product of {one.shape[-1]} columns and {other.shape[-2]} rows")
    dims = _product_dims(one, other, left.rank == 1, right.rank == 1)
    if not values:
        return Value(_plain_all(dims))
    if any(value.behind for value in values):
        return trace.lost(name, "", *values, dims=dims)
    if not right.is_data or not left.is_data:
        value, place = (one, one.rank - 1) if left.is_data else (other, other.rank - 2)
        layers, _ = contraction(value, [place])
        return trace.node(name, value, layers, dims)
    rows = axes_of(one.layout[-2:-1])
    columns = [axis for axis in axes_of(other.layout[-1:]) if axis not in rows]
    first = _operand(trace, name, one, -1, columns, dims)
    second = _operand(trace, name, other, -2, rows, dims)
    if first.behind or second.behind:
        return trace.lost(name, "", first, second, dims=dims)
    return trace.join(name, [first, second], _plainly(dims, {**first.ends, **second.ends}))


def _matrix(value: Value, row: bool) -> Value:
    """A vector as a matrix of one row or one column."""
    if value.rank > 1:
        return value
    return value.moved((plain(1), *value.layout) if row else (*value.layout, plain(1)))


def _product_dims(one: Value, other: Value, no_row: bool, no_column: bool) -> Dims:
    """Batch dimensions, rows of the left, columns of the right; an axis that is in both is that of the rows, and its
    columns are together made of the whole."""
    batch, _ = aligned([one.layout[:-2], other.layout[:-2]])
    row, column = one.layout[-2], other.layout[-1]
    taken = {*axes_of(batch), *axes_of([row])}
    column = tuple(Factor(f.size, parts=MIXED) if f.axis in taken else f for f in column)
    ends: list[Dim] = ([] if no_row else [row]) + ([] if no_column else [column])
    return (*batch, *ends)


def _plain_all(dims: Dims) -> Dims:
    for axis in axes_of(dims):
        dims = without(dims, axis)
    return dims


def _operand(trace: Trace, name: str, value: Value, summed: int, axes: Sequence[str], dims: Dims) -> Value:
    """An operand as every sample of the product reads it: summed over one dimension, and what `axes` are of the other
    operand's, for each of those all of it."""
    free = -2 if summed == -1 else -1
    places = [summed % value.rank]
    if any(axis in axes_of([value.layout[free]]) for axis in axes):
        places.append(free % value.rank)
    layers, _ = contraction(value, places)
    for axis, layer in list(layers.items()):
        if isinstance(layer, Global) and axis in axes_of(dims) and not same(value.sizes[axis], 1):
            layers[axis] = Attention()
    blocks = {a: x for a, x in layers.items() if isinstance(x, Conv) and axes_of(dims).count(a)}
    if blocks:
        value = in_blocks(trace, f"{name}:{value.node}", value, blocks)
        layers = {axis: layer for axis, layer in layers.items() if axis not in blocks}
    return trace.node(f"{name}:{value.node}", value, layers, value.layout) if layers else value
