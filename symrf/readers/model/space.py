"""Operations that act in space, dimension by dimension: windows, resizing, cropping and padding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from symrf.layers import Conv, Crop, Global, Layer, Part, PixelShuffle, Pool, Unknown, Upsample
from symrf.numbers import Number, same
from symrf.readers.model.layout import MIXED, Dim, Dims, Factor, axes_of, extent, parts_of, plain
from symrf.readers.model.trace import Trace, is_normal, size_above
from symrf.readers.model.value import Unclear, Value

APART = "the samples along this axis do not lie in a dimension of their own"


def spatial(
    trace: Trace,
    name: str,
    below: Value,
    layers: Mapping[int, Layer],
    mixed: int | None = None,
    channels: Number | None = None,
    surely: bool | None = None,
    apart: bool = False,
) -> Value:
    """A layer along some dimensions of a tensor.

    mixed: the dimension of which every output is made of all, channels: how many there are then. surely: that this
    operation shows which dimensions are spatial, without doubt or with some; None: it does not. apart: that every
    channel is made of its own; of an axis that lies among the channels all of them together read the whole.
    """
    if not below.is_data:
        return _sized(below, layers, mixed, channels)
    if below.behind:
        return trace.lost(name, "", below)
    dims = below.layout
    if max([*layers, mixed or 0]) >= len(dims):
        raise Unclear(f"it takes a tensor of other dimensions than these {len(dims)}")
    if surely is not None:
        trace.reveal(axes_of(dims[i] for i in layers), surely)
    below = settled(trace, name, below, layers, mixed)
    dims = below.layout
    along: dict[str, Layer] = {}
    dealt = mixed is not None and any(isinstance(layer, PixelShuffle) for layer in layers.values())
    picked = [i for i, layer in layers.items() if not isinstance(layer, Crop)] + ([mixed] if mixed and dealt else [])
    if any(parts_of(dims[i]) for i in picked):
        below = some_channels(trace, name, below)
    if mixed is not None:
        merged = axes_of([dims[mixed]])
        along |= dict.fromkeys(merged, Global())
        count = extent(dims[mixed]) if channels is None else channels
        made: Dim = (Factor(count, parts=MIXED if apart and merged else ()),)
        if apart and parts_of(dims[mixed]) and same(count, extent(dims[mixed])):
            made = dims[mixed]
        dims = (*dims[:mixed], made, *dims[mixed + 1 :])
    above = list(dims)
    for i, layer in layers.items():
        size = size_above(layer, extent(dims[i]))
        axes = axes_of([dims[i]])
        if len(axes) == 1 and is_normal(dims, axes[0], below.sizes.get(axes[0], extent(dims[i]))):
            along[axes[0]] = layer
            above[i] = (Factor(size, axes[0]),)
        elif axes and not layer.pointwise:
            along |= dict.fromkeys(axes, Unknown(APART))
            above[i] = plain(size)
        elif not axes:
            above[i] = plain(size)
    return trace.node(name, below, along, tuple(above))


def some_channels(trace: Trace, name: str, below: Value) -> Value:
    """The map of which only channels of some of the maps in it are taken."""
    return trace.node(f"{name}:channels", below, dict.fromkeys(trace.axes, Part()), below.layout)


def _sized(below: Value, layers: Mapping[int, Layer], mixed: int | None, channels: Number | None) -> Value:
    """The same of a constant, of which only the size is known."""
    dims = list(below.layout)
    for i, layer in layers.items():
        dims[i] = plain(size_above(layer, extent(dims[i])))
    if mixed is not None and channels is not None:
        dims[mixed] = plain(channels)
    return Value(tuple(dims))


def settled(trace: Trace, name: str, below: Value, dims: Mapping[int, Layer], mixed: int | None) -> Value:
    """The map with the axes of these dimensions as they should lie: dealt into channels, or out of them, before."""
    for axis in axes_of(below.layout[i] for i in dims):
        if axis in below.ends or is_normal(below.layout, axis, below.sizes[axis]):
            continue
        below = _dealt(trace, name, below, axis, [i for i in dims if axis in axes_of([below.layout[i]])])
    if mixed is not None:
        inside = axes_of([below.layout[mixed]])
        if any(axis in axes_of(d for i, d in enumerate(below.layout) if i != mixed) for axis in inside):
            layers, layout = contraction(below, [mixed])
            below = trace.node(f"{name}:dealt", below, layers, layout)
    return below


def _dealt(trace: Trace, name: str, below: Value, axis: str, places: Sequence[int]) -> Value:
    """Space to depth where low digits lie elsewhere, depth to space where channels lie within the axis."""
    dims = below.layout
    here = [f for i in places for f in dims[i] if not same(f.size, 1)]
    if len(places) != 1 or not here or here[0].axis != axis or any(f.axis for f in here[1:]):
        return below
    if axis in axes_of(dims[:1]):
        return below  # dealt into the batch, whose members nothing puts together
    factor, inner = here[0], extent(tuple(here[1:]))
    if not same(factor.size * factor.weight, below.sizes[axis]):
        return below
    if factor.weight != 1:
        dims = tuple(_with(dim, axis, factor) for dim in dims)
        below = trace.node(f"{name}:dealt", below, {axis: Conv(factor.weight, factor.weight)}, dims)
    if not same(inner, 1):
        dims = below.layout
        if any(f.parts for f in here[1:]):
            below = some_channels(trace, name, below)
        whole: Dim = (Factor(factor.size * inner, axis),)
        dims = (*dims[: places[0]], whole, *dims[places[0] + 1 :])
        below = trace.node(f"{name}:shuffled", below, {axis: PixelShuffle(inner)}, dims)
    return below


def _with(dim: Dim, axis: str, kept: Factor) -> Dim:
    """The dimension with the low digits of the axis as channels, and the kept ones as the axis."""
    return tuple(
        f if f.axis != axis else Factor(f.size, axis) if f.weight == kept.weight else Factor(f.size) for f in dim
    )


def contraction(
    below: Value, places: Sequence[int], window: type[Pool | Conv] = Conv
) -> tuple[dict[str, Layer], Dims]:
    """What an operation reads that makes one of all indices of these dimensions; the dimensions after it, those kept.

    All digits of an axis: the whole of it. The low ones: blocks; the high ones: every so many samples.
    """
    layers: dict[str, Layer] = {}
    dims = [plain(1) if i in places else dim for i, dim in enumerate(below.layout)]
    inside = [below.layout[i] for i in places]
    for axis in axes_of(inside):
        if axis in below.ends:
            continue
        size = below.sizes[axis]
        kept = [f for dim in dims for f in dim if f.axis == axis]
        if not kept:
            layers[axis] = Global()
            if len(inside) == len(places) and (alone := _alone(below.layout, places, axis)) is not None:
                dims[alone] = (Factor(1, axis),)
            continue
        if len(kept) == 1 and same(kept[0].weight * kept[0].size, size):
            layers[axis] = window(kept[0].weight, kept[0].weight)
        elif len(kept) == 1 and kept[0].weight == 1 and isinstance(size, int) and size % kept[0].size == 0:
            layers[axis] = window(size // kept[0].size, 1, kept[0].size)
        else:
            layers[axis] = Unknown(APART)
        dims = [tuple(Factor(f.size, axis) if f is kept[0] else f for f in dim) for dim in dims]
    return layers, tuple(dims)


def _alone(dims: Dims, places: Sequence[int], axis: str) -> int | None:
    """The dimension that is this axis and nothing else."""
    return next((i for i in places if axes_of([dims[i]]) == (axis,) and len(dims[i]) == 1), None)


def antialiased(sharp: Upsample, size: Number) -> Layer:
    """What antialiasing makes of it: where the map becomes d times smaller the filter is d times as wide.

    Output y lies at d (y + 1/2) and reads the samples j with |j + 1/2 - d (y + 1/2)| less than d, or 2 d where cubic.
    """
    factor = sharp.factor
    if factor is None and isinstance(size, int) and size and isinstance(sharp.size, int):
        factor = Fraction(sharp.size, size)
    if sharp.rule != "half_pixel" or not isinstance(factor, int | Fraction):
        raise Unclear("antialiasing is modelled by half pixels alone, and where it is known by how much")
    if factor >= 1:
        return sharp
    d, wide = 1 / Fraction(factor), 2 if sharp.mode == "linear" else 4
    if d.denominator > 1:
        raise Unclear(f"made smaller by {d} with antialiasing, features read different numbers of samples")
    if d % 2 and wide == 4:
        raise Unclear(f"made smaller by {d} with antialiasing, cubic weights are 0 between others")
    margin = int(wide * d - d) // 2
    return Pool(int(wide * d - d % 2), int(d), padding=(margin, margin))  # of an odd d the last weight is 0
