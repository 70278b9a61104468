"""torch: operations that take indices of a map: in another order, several times, or window by window."""

from __future__ import annotations

from typing import Any

from symrf.layers import Conv, Layer
from symrf.numbers import same
from symrf.readers.model import layouts
from symrf.readers.model.call import Call
from symrf.readers.model.einsum import einsum
from symrf.readers.model.joining import elementwise
from symrf.readers.model.layout import MIXED, Factor, axes_of, extent, times
from symrf.readers.model.space import spatial
from symrf.readers.model.value import Unclear, Value, constant
from symrf.readers.onnx.standard import standard
from symrf.readers.torch.call import NO_BATCH, rule


@rule("flip", "fliplr", "flipud")
def flip(call: Call, input: Value, dims: Any = None) -> Value:
    """Dimensions from their end to their start."""
    places = dims if dims is not None else [1 if call.kind == "fliplr" else 0]
    return layouts.sliced(call.trace, call.name, input, dict.fromkeys(places, (-1, None, -1)))


@rule("roll")
def roll(call: Call, input: Value, shifts: Any, dims: Any = None) -> Any:
    """Along each dimension the last so many indices before the others."""
    if not dims:
        raise Unclear("it rolls all dimensions as one")
    found = input
    for n, (shift, dim) in enumerate(zip(shifts, dims, strict=True)):
        size = found.shape[dim]
        if not isinstance(size, int) or not isinstance(shift, int):
            raise Unclear("what it moves depends on the input size; give it as a number")
        at = -shift % size
        if not at:
            continue
        name = f"{call.name}:{n}"
        parts = [
            layouts.sliced(call.trace, f"{name}:end", found, {dim: (at, size, 1)}),
            layouts.sliced(call.trace, f"{name}:start", found, {dim: (0, at, 1)}),
        ]
        found = standard(call, "Concat", parts, "" if n == len(dims) - 1 else name, axis=dim % found.rank)
    return found if found is not input else layouts.arranged(call.trace, call.name, input, input.layout)


@rule("movedim", "moveaxis")
def moved(call: Call, input: Value, source: Any, destination: Any) -> Value:
    """Dimensions at other places, the rest in their order."""
    one, other = ([i % input.rank for i in ([n] if isinstance(n, int) else n)] for n in (source, destination))
    rest = iter([i for i in range(input.rank) if i not in one])
    order = [one[other.index(i)] if i in other else next(rest) for i in range(input.rank)]
    return layouts.transpose(call.trace, call.name, input, order)


@rule("index_select")
def selected(call: Call, input: Value, dim: int, index: Value) -> Any:
    """Some indices of a dimension."""
    return standard(call, "Gather", [input, index], axis=dim)


@rule("index")
def indexed(call: Call, input: Value, indices: Any) -> Any:
    """Some indices of one dimension. With several tensors what it reads of a map is not followed, and of a constant
    only the shape is."""
    given = {i: one for i, one in enumerate(indices) if one is not None}
    if any(one.is_data for one in given.values()):
        raise Unclear("what it reads depends on the data")
    if len(given) == 1:
        ((place, index),) = given.items()
        return standard(call, "Gather", [input, index], axis=place)
    if input.is_data:
        raise Unclear("it picks samples by several tensors of indices")
    together = elementwise(call.trace, call.name, list(given.values())).layout
    first = min(given) if max(given) - min(given) < len(given) else 0
    rest = [dim for i, dim in enumerate(input.layout) if i not in given]
    return Value((*rest[:first], *together, *rest[first:]))


@rule("fill", "copy")
def written(call: Call, input: Value, src: Any = None, value: Any = None, **_: Any) -> Value:
    """Other numbers in the place of all."""
    other = next((one for one in (src, value) if isinstance(one, Value)), None)
    if other is None or not other.is_data:
        return Value(input.dims)
    if other.behind or other.shape != input.shape:
        raise Unclear("it writes into a part of a map")
    return elementwise(call.trace, call.name, [other])


@rule("slice_scatter", "select_scatter")
def written_into(
    call: Call, input: Value, src: Value, dim: int = 0, start: Any = None, step: Any = 1, **_: Any
) -> Any:
    """A part of a constant written over by a map, which is then padded; a part of a map is not followed."""
    if not (input.is_data or src.is_data):
        return Value(input.dims)
    size, place = input.shape[dim], dim % input.rank
    if call.kind == "select_scatter" and same(size, 1):
        return standard(call, "Unsqueeze", [src, constant((1,), [place])])
    first = start or 0
    sides = [0] * (2 * input.rank)
    sides[place], sides[place + input.rank] = first, size - src.shape[place] - first
    if call.kind == "select_scatter" or step != 1 or first < 0 or (input.is_data and any(sides)):
        raise Unclear("it writes into a part of a map")
    return standard(call, "Pad", [src, constant((len(sides),), sides)])


@rule("repeat_interleave")
def repeated(call: Call, input: Value, repeats: Any = None, dim: Any = None, **_: Any) -> Any:
    """Every index so many times."""
    if not isinstance(repeats, int) or dim is None:
        raise Unclear("how often it repeats is not known")
    scales = [1.0] * input.rank
    scales[dim] = float(repeats)
    how = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
    return standard(call, "Resize", [input, None, constant((len(scales),), scales)], **how)


@rule("topk", "sort")
def largest(call: Call, input: Value, k: Any = None, dim: int = -1, **_: Any) -> Any:
    """The first of all along a dimension, in an order of their own."""
    count = input.shape[dim] if k is None else k
    return [standard(call, "TopK", [input, constant((1,), [count])], axis=dim)] * 2


@rule("unfold")
def windows(call: Call, input: Value, dimension: int, size: int, step: int) -> Value:
    """Windows along a dimension, their samples in a new last one."""
    place = dimension % input.rank
    alone = axes_of([input.layout[place]])
    found = spatial(call.trace, f"{call.name}:windows", input, {place: Conv(size, step)})
    samples = (Factor(size, parts=MIXED if alone else ()),)
    return found if found.dims is None else layouts.arranged(call.trace, call.name, found, (*found.dims, samples))


@rule("im2col")
def columns(call: Call, input: Value, kernel_size: Any, dilation: Any, padding: Any, stride: Any) -> Value:
    """Windows over the map, their samples with the channels, all windows in one dimension."""
    if input.rank != 4:
        raise Unclear(NO_BATCH)
    every = zip(kernel_size, stride, dilation, padding, strict=True)
    layers: dict[int, Layer] = {2 + i: Conv(k, s, d, (p, p)) for i, (k, s, d, p) in enumerate(every)}
    channels = input.shape[1] * times(kernel_size)
    found = spatial(call.trace, f"{call.name}:windows", input, layers, None, None, True)
    if found.dims is None or found.behind:
        return found
    batch, _, *space = found.dims
    return layouts.relaid(
        call.trace, call.name, found.moved((batch, (Factor(channels, parts=MIXED),), *space)),
        [extent(batch), channels, times(extent(dim) for dim in space)],
    )  # fmt: skip


@rule("einsum")
def summed(call: Call, equation: str, tensors: Any, **_: Any) -> Value:
    """A sum of products, by letters for dimensions."""
    return einsum(call.trace, call.name, equation, tensors)


@rule("cumsum", "cumprod")
def running(call: Call, input: Value, dim: int, **_: Any) -> Any:
    """Everything up to each index."""
    return standard(call, "CumSum", [input, constant((1,), [dim])])


@rule("lift_fresh_copy", "lift_fresh", "detach", "alias", "clone")
def same_tensor(call: Call, input: Value, **_: Any) -> Value:
    """The tensor itself."""
    return standard(call, "Identity", [input]) if input.is_data else input
