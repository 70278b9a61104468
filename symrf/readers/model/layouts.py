"""Operations that only move indices: reshape, transpose, slices, gathers, repetition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symrf.layers import Crop, Layer, PixelShuffle, Unknown
from symrf.numbers import Number, is_symbolic, same
from symrf.numbers.order import at_least
from symrf.readers.model.layout import MIXED, Dims, Factor, axes_of, parts_of, plain, quotient, reshaped, taken, times
from symrf.readers.model.space import APART, some_channels, spatial
from symrf.readers.model.trace import Trace
from symrf.readers.model.value import Piece, Unclear, Value

END = 1 - 2**31
"""What exporters write for "to the end" of a dimension, going backward, or something beyond it."""

CUTS = "where it cuts depends on the input size; give it as a number"


def reshape(trace: Trace, name: str, below: Value, shape: Sequence[Number] | None, zero: bool = False) -> Value:
    """Other dimensions; -1 is what is left, 0 the dimension of the same place unless `zero` says it is none."""
    if below.dims is None or shape is None:
        reason = "the shape it makes depends on what the model computes"
        return trace.lost(name, reason, below) if below.is_data else Value(None)
    sizes = [below.shape[i] if same(n, 0) and not zero and i < below.rank else n for i, n in enumerate(shape)]
    if any(same(n, -1) for n in sizes):
        where = next(i for i, n in enumerate(sizes) if same(n, -1))
        rest = quotient(times(below.shape), times(n for n in sizes if not same(n, -1)))
        if rest is None:
            raise Unclear(_misfit(below, shape))
        sizes[where] = rest
    return relaid(trace, name, below, sizes)


def relaid(trace: Trace, name: str, below: Value, sizes: Sequence[Number]) -> Value:
    """The same in dimensions of these sizes."""
    found = reshaped(below.layout, sizes)
    if not below.is_data:
        return Value(tuple(plain(size) for size in sizes), items=below.items)
    if below.behind:
        return trace.lost(name, "", below, dims=tuple(plain(size) for size in sizes))
    if found is None:
        if not same(times(below.shape), times(sizes)):
            raise Unclear(_misfit(below, sizes))
        return trace.lost(name, "it deals the samples out anew", below, dims=tuple(plain(size) for size in sizes))
    dealt = _dealt_out(below, found)
    if dealt is None:
        return trace.node(name, below, {}, found)
    if any(f.parts for dim in found if dim[0].axis in dealt for f in dim):
        below = some_channels(trace, name, below)
    dims = tuple((Factor(times(f.size for f in dim), dim[0].axis),) if dim[0].axis in dealt else dim for dim in found)
    return trace.node(name, below, dealt, dims)


def _dealt_out(below: Value, dims: Dims) -> dict[str, Layer] | None:
    """Depth to space: every axis in a dimension with channels within it; None where it is anything else."""
    layers: dict[str, Layer] = {}
    for axis, size in below.sizes.items():
        here = [dim for dim in dims if axis in axes_of([dim])]
        if len(here) != 1 or here[0][0] != Factor(size, axis) or len(here[0]) < 2 or len(axes_of(here)) > 1:
            return None
        layers[axis] = PixelShuffle(times(f.size for f in here[0][1:]))
    return layers or None


def _misfit(below: Value, sizes: Sequence[Number]) -> str:
    if any(map(is_symbolic, below.shape)):
        return "the shape it makes is that of an input of one size"
    return f"a tensor of {' x '.join(map(str, below.shape))} cannot be of {' x '.join(map(str, sizes))}"


def arranged(trace: Trace, name: str, below: Value, dims: Dims) -> Value:
    """The same samples, with dimensions moved, added or taken away."""
    return trace.node(name, below, {}, dims) if below.is_data else Value(dims)


def transpose(trace: Trace, name: str, below: Value, order: Sequence[int] | None) -> Value:
    """The dimensions in another order; None: reversed."""
    order = list(reversed(range(below.rank))) if order is None else [i % below.rank for i in order]
    if sorted(order) != list(range(below.rank)):
        raise Unclear(f"an order of dimensions {order} for {below.rank} of them")
    return arranged(trace, name, below, tuple(below.layout[i] for i in order))


def squeeze(trace: Trace, name: str, below: Value, places: Sequence[int] | None) -> Value:
    """Without these dimensions of one index, or without all."""
    given = [i for i, n in enumerate(below.shape) if same(n, 1)] if places is None else places
    gone = {i % below.rank for i in given}
    found = arranged(trace, name, below, tuple(d for i, d in enumerate(below.layout) if i not in gone))
    return found if below.is_data else Value(found.dims, items=below.items)


def unsqueeze(trace: Trace, name: str, below: Value, places: Sequence[int]) -> Value:
    """With new dimensions of one index, at these places of the result."""
    rank = below.rank + len(places)
    new = {i % rank for i in places}
    rest = iter(below.layout)
    dims = tuple(plain(1) if i in new else next(rest) for i in range(rank))
    found = arranged(trace, name, below, dims)
    return found if below.is_data else Value(dims, items=below.items)


def flatten(trace: Trace, name: str, below: Value, place: int) -> Value:
    """Two dimensions: those before a place, and those from it on."""
    place = place if place >= 0 else place + below.rank
    return relaid(trace, name, below, [times(below.shape[:place]), times(below.shape[place:])])


def sliced(trace: Trace, name: str, below: Value, cuts: Mapping[int, tuple[Number, Number | None, int]]) -> Value:
    """Along these dimensions the indices from the first on, before the second (None: the end), at steps."""
    if below.behind:
        return trace.lost(name, "", below)
    layers: dict[int, Layer] = {}
    turned: dict[int, Number] = {}
    piece = None
    for place, (start, stop, step) in cuts.items():
        i = place % below.rank
        size = below.shape[i]
        if step < 0:
            turned[i] = _backward(start, stop, step, size)
            continue
        first, last = clipped(start, size, 0), clipped(stop, size, size)
        if same(first, 0) and same(last, size) and step == 1:
            continue
        layers[i] = Crop(first, size - last, step)
        whole = len(cuts) == 1 and step == 1
        piece = Piece(below, i, first, last - first) if whole else None
    if turned:
        below = sliced(trace, f"{name}:forward", below, {i: cut for i, cut in cuts.items() if cut[2] > 0})
        return _turned(trace, name, below, turned)
    if not below.is_data:
        return spatial(trace, name, below, layers)
    parts = {i: _parts_left(below, i, layer) for i, layer in layers.items() if parts_of(below.layout[i])}
    if any(len(left) < len(parts_of(below.layout[i])) for i, left in parts.items()):
        below = some_channels(trace, name, below)
    found = spatial(trace, name, below, layers)
    if parts and found.dims is not None:
        dims = tuple((Factor(d[0].size, parts=parts[i]),) if i in parts else d for i, d in enumerate(found.dims))
        found = replace(found, dims=dims)
    return Value(found.dims, found.node, found.sizes, found.ends, found.single, piece=piece)


def first_of(start: Number, step: int, size: Number) -> Number:
    """The first index that a slice takes.

    >>> first_of(-1, -2, 5), first_of(9, -1, 5), first_of(-2, 1, 5)
    (4, 4, 3)
    """
    first = clipped(start, size, 0)
    return size - 1 if step < 0 and same(first, size) else first


def _backward(start: Number, stop: Number | None, step: int, size: Number) -> Number:
    """How many indices a slice takes with a step below 0."""
    first = first_of(start, step, size)
    beyond = stop is None or isinstance(stop, int) and (stop <= END or isinstance(size, int) and stop < -size)
    last = -1 if beyond else first_of(stop or 0, step, size)
    if isinstance(first, int) and isinstance(last, int):
        return len(range(first, last, step))
    if step == -1:
        return first - last
    raise Unclear(CUTS)


def _turned(trace: Trace, name: str, below: Value, left: Mapping[int, Number]) -> Value:
    """Some dimensions backward, with so many indices left: along an axis a frontier."""
    mixed = {i: MIXED if parts_of(below.layout[i]) else () for i in left}
    dims = tuple((Factor(left[i], parts=mixed[i]),) if i in left else dim for i, dim in enumerate(below.layout))
    if not below.is_data:
        return Value(dims)
    if any(mixed[i] and not same(left[i], below.shape[i]) for i in left):
        below = some_channels(trace, name, below)
    axes = axes_of(below.layout[i] for i in left)
    return trace.node(name, below, dict.fromkeys(axes, Unknown("it reverses the order of the samples")), dims)


def _parts_left(below: Value, place: int, layer: Layer) -> tuple[Number, ...]:
    """Of channels that come from several maps, how many are left of each."""
    dim = below.layout[place]
    start, stop = (layer.left, below.shape[place] - layer.right) if isinstance(layer, Crop) else (0, 0)
    known = all(isinstance(n, int) for n in (start, stop)) and getattr(layer, "step", 1) == 1
    return taken(dim, start, stop) if known else ()


def clipped(index: Number | None, size: Number, default: Number) -> Number:
    """An index as counted from the start, within 0 … size."""
    if index is None:
        return default
    if isinstance(index, int) and isinstance(size, int):
        return min(max(index + size if index < 0 else index, 0), size)
    if isinstance(index, int) and abs(index) >= -END:
        return size if index > 0 else 0
    if isinstance(index, int) and index < 0:
        index = size + index
    if at_least(index, size):
        return size
    if at_least(size, index) and at_least(index, 0):
        return index
    raise Unclear(CUTS)


def gathered(trace: Trace, name: str, below: Value, indices: Value, place: int) -> Value:
    """Indices along one dimension, by a constant."""
    if below.behind:
        return trace.lost(name, "", below)
    place %= below.rank
    if not indices.is_data and indices.dims is None:
        raise Unclear("the shape of its indices is not known")
    dims = (*below.layout[:place], *indices.layout, *below.layout[place + 1 :])
    if not below.is_data:
        return Value(dims)
    axes = [axis for axis in axes_of([below.layout[place]]) if axis not in below.ends]
    if not axes:
        if parts_of(below.layout[place]):
            below = some_channels(trace, name, below)
        return trace.node(name, below, {}, dims)
    size, items = below.shape[place], indices.items
    if items is None or not items or is_symbolic(size) or not all(isinstance(i, int) for i in items):
        return trace.node(name, below, dict.fromkeys(axes, Unknown("which samples it takes is not known")), dims)
    every = [i % size for i in items]
    step = max(every[1] - every[0], 1) if len(every) > 1 else 1
    if every != list(range(every[0], every[-1] + 1, step)):
        return trace.node(name, below, dict.fromkeys(axes, Unknown("it takes samples in an order of its own")), dims)
    if indices.rank > 1:
        return trace.node(name, below, dict.fromkeys(axes, Unknown(APART)), dims)
    found = spatial(trace, name, below, {place: Crop(every[0], size - every[-1] - 1, step)})
    return found if indices.rank else trace.squeezed(found, place)
