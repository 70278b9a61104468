"""Operations on several tensors: elementwise ones with broadcasting, concatenation, and pieces put together again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from symrf.layers import Conv, Crop, Elementwise, Layer, Masked, Unknown, Upsample
from symrf.numbers import Number, is_symbolic, same
from symrf.readers.model.layout import Dim, Dims, Factor, axes_of, extent, parts_of, plain, resized
from symrf.readers.model.trace import Trace
from symrf.readers.model.value import Piece, Unclear, Value

CROSSED = "it joins maps whose samples lie in different dimensions"
BEHIND = "it puts maps one behind the other along this axis"


def elementwise(trace: Trace, name: str, values: Sequence[Value]) -> Value:
    """Tensors put together index by index, a dimension of one index going with every index of the others."""
    parts = [value for value in values if value.is_data]
    if not parts or any(part.behind for part in parts):
        known = all(value.dims is not None for value in values)
        lying = aligned([value.layout for value in values])[0] if known else None
        return trace.lost(name, "", *parts, dims=lying) if parts else Value(lying)
    dims, crossed = aligned([value.layout for value in values])
    live = [axis for axis in crossed if not any(axis in part.ends for part in parts)]
    if live:
        parts = [_ended(trace, name, part, live, CROSSED) for part in parts]
    moving = {axis for part in parts for axis, size in part.sizes.items() if not same(size, 1)}
    parts = [_spread(trace, name, part, dims, moving) for part in parts]
    alike = {part.node for part in parts}
    if len(alike) == 1 and not live:
        return trace.node(name, parts[0], {}, dims)
    return trace.join(name, parts, dims)


def chosen(trace: Trace, name: str, mask: Value, one: Value, other: Value) -> Value:
    """Index by index one of two. Where a constant says which: one that is taken nowhere counts by its shape alone.

    An upper bound where it says so of places in space, or where what it holds is not known.
    """
    if mask.is_data or not (one.is_data or other.is_data):
        return elementwise(trace, name, [mask, one, other])
    held = None if mask.items is None else {bool(item) for item in mask.items}
    if held == {True}:
        return elementwise(trace, name, [mask, one, Value(other.dims)])
    if held == {False}:
        return elementwise(trace, name, [mask, Value(one.dims), other])
    if held is None or _in_space(mask, [one, other]):
        one, other = (bound(trace, name, part) for part in (one, other))
    return elementwise(trace, name, [mask, one, other])


def masked(trace: Trace, name: str, values: Sequence[Value], masks: Sequence[Value]) -> Value:
    """Index by index, an upper bound where one of these constants tells places in space apart, as a mask does."""
    known = all(value.dims is not None for value in values)
    if known and any(not mask.is_data and _in_space(mask, values) for mask in masks):
        values = [bound(trace, name, part) for part in values]
    return elementwise(trace, name, values)


def _in_space(mask: Value, values: Sequence[Value]) -> bool:
    """Whether a constant differs from place to place in these maps, or from one to the next of maps put together."""
    dims = aligned([mask.layout, *(value.layout for value in values)])[0]
    lying = zip(reversed(mask.layout), reversed(dims), strict=False)
    return any((axes_of([dim]) or parts_of(dim)) and not same(extent(over), 1) for over, dim in lying)


def bound(trace: Trace, name: str, part: Value) -> Value:
    """A map of which something may be left out."""
    if not part.is_data or part.behind:
        return part
    layers = {axis: Masked() for axis in trace.axes if axis not in part.ends}
    return trace.node(f"{name}:{part.node}", part, layers, part.layout)


def _ended(trace: Trace, name: str, part: Value, axes: Sequence[str], reason: str) -> Value:
    """The part without these axes."""
    layers: dict[str, Layer] = {axis: Unknown(reason) for axis in axes}
    before = dict(trace.ends)
    found = trace.node(f"{name}:{part.node}", part, layers, part.layout)
    trace.ends = before
    end = {axis: trace._frontier(name, reason, [axis]) for axis in axes}
    return Value(found.dims, found.node, found.sizes, {**found.ends, **end}, found.single)


def aligned(every: Sequence[Dims]) -> tuple[Dims, list[str]]:
    """The dimensions of the result, from the last one on, and the axes that do not lie alike in all."""
    rank = max(map(len, every), default=0)
    crossed: dict[str, None] = {}
    dims: list[Dim] = []
    for i in range(rank):
        here = [layout[i - rank] for layout in every if i - rank >= -len(layout)]
        axes = axes_of(here)
        large = [dim for dim in here if not same(extent(dim), 1)]
        marked = [dim for dim in large if axes_of([dim])]
        if marked:
            chosen = marked[0]
            if any(other != chosen for other in marked[1:]):
                sizes_only = all(_shape(other) == _shape(chosen) for other in marked)
                crossed |= dict.fromkeys(() if sizes_only else axes)
        elif large:
            one = next((dim for dim in here if axes_of([dim])), None)
            chosen = next((dim for dim in large if parts_of(dim)), plain(extent(large[0])))
            if one is not None and len(one) == 1:
                chosen = (Factor(extent(large[0]), one[0].axis),)
        else:
            chosen = next((dim for dim in here if axes_of([dim])), plain(1))
        dims.append(chosen)
    seen: set[str] = set()
    for dim in dims:
        for axis in axes_of([dim]):
            if axis in seen and any(len(_places(layout, axis)) < 2 for layout in every if _places(layout, axis)):
                crossed[axis] = None
            seen.add(axis)
    return tuple(dims), list(crossed)


def _shape(dim: Dim) -> list[str]:
    """Which digits lie in a dimension, whatever their numbers."""
    return [f.axis for f in dim]


def _places(layout: Dims, axis: str) -> list[int]:
    return [i for i, dim in enumerate(layout) if axis in axes_of([dim])]


def _spread(trace: Trace, name: str, part: Value, dims: Dims, moving: set[str]) -> Value:
    """The part with its one sample along an axis as often as a constant of the same dimension asks for."""
    layers: dict[str, Layer] = {}
    above = list(part.layout)
    for i, dim in enumerate(reversed(part.layout), 1):
        whole = dims[-i]
        if len(dim) == len(whole) == 1 and dim[0].axis and same(dim[0].size, 1) and dim[0].axis == whole[0].axis:
            axis, size = dim[0].axis, whole[0].size
            if same(size, 1) or axis in part.ends or axis in moving:
                continue
            layers[axis] = Upsample(size=size)
            above[-i] = whole
    return trace.node(f"{name}:{part.node}", part, layers, tuple(above)) if layers else part


def concat(trace: Trace, name: str, values: Sequence[Value], place: int) -> Value:
    """Tensors one behind the other along a dimension: channels, or padding, or what was cut apart."""
    known = [value for value in values if value.dims is not None]
    parts = [value for value in values if value.is_data]
    if len(known) < len(values):
        return trace.lost(name, "the shape of a part is not known", *parts) if parts else Value(None)
    rank = known[0].rank
    if any(value.rank != rank for value in values) or not -rank <= place < rank:
        raise Unclear("it joins tensors of different numbers of dimensions")
    place %= rank
    total: Number = sum((value.shape[place] for value in values), 0)
    others, crossed = aligned([_at(value.layout, place, plain(1)) for value in values])
    if not parts:
        return Value(_at(others, place, plain(total)))
    if any(part.behind for part in parts):
        return trace.lost(name, "", *parts, dims=_at(others, place, plain(total)))
    inside = axes_of(part.layout[place] for part in parts)
    live = [axis for axis in inside if not any(axis in part.ends for part in parts)]
    if live and (again := _again(trace, name, values, place, live)) is not None:
        return again
    ends = [(axis, BEHIND) for axis in live] + [(a, CROSSED) for a in crossed if a not in live]
    for axis, reason in ends:
        parts = [_ended(trace, name, part, [axis], reason) for part in parts]
    channels = Factor(total, parts=value_parts(values, place) if not live else ())
    return trace.join(name, parts, _at(others, place, (channels,)), concat=True)


def value_parts(values: Sequence[Value], place: int) -> tuple[Number, ...]:
    """How many indices of a dimension each map gives, where it is more than one; of parts their parts."""
    sizes: list[Number] = []
    for value in values:
        sizes += parts_of(value.layout[place]) or [value.shape[place]]
    one = len({value.node for value in values}) == 1 and not any(parts_of(v.layout[place]) for v in values)
    return () if one or any(map(is_symbolic, sizes)) else tuple(sizes)


def _at(dims: Dims, place: int, dim: Dim) -> Dims:
    return (*dims[:place], dim, *dims[place + 1 :])


def _again(trace: Trace, name: str, values: Sequence[Value], place: int, live: Sequence[str]) -> Value | None:
    """What is one map padded by constants, or pieces of one map in a circle; None where it is neither."""
    parts = [value for value in values if value.is_data]
    if len(live) != 1 or any(len(part.layout[place]) != 1 or part.layout[place][0].axis != live[0] for part in parts):
        return None
    layer: Layer
    if len(parts) == 1:
        where = next(i for i, value in enumerate(values) if value.is_data)
        left = sum((value.shape[place] for value in values[:where]), 0)
        right = sum((value.shape[place] for value in values[where + 1 :]), 0)
        layer, whole = Crop(-left, -right), parts[0]
    elif len(parts) == len(values):
        pieces = [part.piece or Piece(part, place, 0, part.shape[place]) for part in parts]
        whole = pieces[0].whole
        if any(p.whole.node != whole.node or p.whole.dims != whole.dims or p.dim != place for p in pieces):
            return None
        size, at = whole.shape[place], pieces[0].start
        for one, other in pairwise(pieces):
            end = one.start + one.size
            if not same(other.start, end) and not (same(end, size) and same(other.start, 0)):
                return None
        total = sum((p.size for p in pieces), 0)
        left = size - at if not same(at, 0) and not same(pieces[0].size, size) else -at
        if any(same(p.size, size) for p in pieces[1:]) and same(pieces[0].start + pieces[0].size, size):
            left = size - at  # the last samples once more before the first
        elif not same(at, 0):
            left = -at
        right = total - left - size
        layer = Elementwise() if same(left, 0) and same(right, 0) else Conv(1, padding=(left, right), border="circular")
    else:
        return None
    axis = live[0]
    dim = resized(whole.layout[place], axis, sum((value.shape[place] for value in values), 0))
    return trace.node(name, whole, {axis: layer}, _at(whole.layout, place, dim))
