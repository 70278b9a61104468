"""ONNX: reshapes, transposes, slices, gathers, repetition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symrf.layers import Layer, Unknown, Upsample
from symrf.numbers import same
from symrf.readers.model import folding, layouts
from symrf.readers.model.call import Call
from symrf.readers.model.joining import elementwise
from symrf.readers.model.layout import axes_of, parts_of, plain
from symrf.readers.model.space import spatial
from symrf.readers.model.value import Unclear, Value
from symrf.readers.onnx.table import rule


@rule("Reshape")
def reshape(call: Call) -> Value:
    """A shape as an attribute (version 1) or as an input."""
    items = call.attribute("shape") if not call.has(1) else folding.whole(call.value(1).items)
    return layouts.reshape(call.trace, call.name, call.value(), items, bool(call.attribute("allowzero", 0)))


@rule("Transpose")
def transpose(call: Call) -> Value:
    """Dimensions in another order."""
    below, order = call.value(), call.attribute("perm")
    if not below.is_data and below.items is not None:
        order = list(reversed(range(below.rank))) if order is None else order
        dims = tuple(below.layout[i] for i in order)
        back = {place: n for n, place in enumerate(order)}
        return folding.rearranged(below, dims, lambda at: tuple(at[back[i]] for i in range(len(at))))
    return layouts.transpose(call.trace, call.name, below, order)


@rule("Squeeze")
def squeeze(call: Call) -> Value:
    """Without dimensions of one index."""
    return layouts.squeeze(call.trace, call.name, call.value(), call.numbers(1, "axes"))


@rule("Unsqueeze")
def unsqueeze(call: Call) -> Value:
    """With dimensions of one index."""
    return layouts.unsqueeze(call.trace, call.name, call.value(), call.numbers(1, "axes") or ())


@rule("Flatten")
def flatten(call: Call) -> Value:
    """Two dimensions."""
    return layouts.flatten(call.trace, call.name, call.value(), call.attribute("axis", 1))


@rule("Slice")
def slices(call: Call) -> Value:
    """Indices from … to … at steps, as attributes before version 10."""
    below = call.value()
    starts, ends = call.numbers(1, "starts"), call.numbers(2, "ends")
    if starts is None or ends is None:
        raise Unclear("where it cuts is not known")
    axes = call.numbers(3, "axes") or tuple(range(len(starts)))
    steps = call.numbers(4) or (1,) * len(starts)
    cuts = {axis % below.rank: cut for axis, cut in zip(axes, zip(starts, ends, steps, strict=True), strict=True)}
    found = layouts.sliced(call.trace, call.name, below, cuts)
    if below.is_data or below.items is None:
        return found
    first = {i: (layouts.first_of(start, step, below.shape[i]), step) for i, (start, _, step) in cuts.items()}
    return folding.cut(below, first, found.layout)


@rule("Split", "SplitToSequence")
def split(call: Call) -> list[Value]:
    """Pieces along a dimension: of equal sizes where none are given."""
    if call.kind == "SplitToSequence":
        raise Unclear("a sequence of tensors")
    below, count = call.value(), len(call.operation.outputs)
    place = call.attribute("axis", 0) % below.rank
    sizes: Sequence[Any] | None = call.numbers(1, "split")
    size = below.shape[place]
    if sizes is None:
        most = -(-size // count) if isinstance(size, int) else None
        if most is None:
            raise Unclear("its pieces depend on the input size; give it as a number")
        sizes = [most] * (count - 1) + [size - most * (count - 1)]
    axes = [a for a in axes_of([below.layout[place]]) if below.is_data and a not in below.ends]
    found: list[Value] = []
    at = 0
    for name, n in zip(call.operation.outputs, sizes, strict=True):
        if axes or not below.is_data or parts_of(below.layout[place]):
            found.append(layouts.sliced(call.trace, name, below, {place: (at, at + n, 1)}))
        else:
            dims = (*below.layout[:place], plain(n), *below.layout[place + 1 :])
            if not found:
                found.append(layouts.arranged(call.trace, name, below, dims))
            else:
                found.append(found[0].moved(dims))
        at = at + n
    return found


@rule("Gather", follows=None)
def gather(call: Call) -> Value:
    """Indices along a dimension."""
    below, indices, place = call.value(), call.value(1), call.attribute("axis", 0)
    if indices.is_data:
        raise Unclear("which indices it takes depends on the data")
    found = layouts.gathered(call.trace, call.name, below, indices, place)
    if below.is_data:
        return found
    return folding.gather(below, indices, place % below.rank, found.layout)


@rule("Expand")
def expand(call: Call) -> Value:
    """Broadcasting to a shape."""
    shape = call.numbers(1)
    other = Value(tuple(map(plain, shape or ())))
    if call.folds:
        dims = elementwise(call.trace, call.name, [call.value(), other]).layout
        return folding.applied(lambda a: a, [call.value()], dims)
    return elementwise(call.trace, call.name, [call.value(), other])


@rule("Tile")
def tile(call: Call) -> Value:
    """The map so many times, one behind the other."""
    below, times = call.value(), call.numbers(1)
    if times is None or len(times) != below.rank:
        raise Unclear("how often it repeats is not known")
    layers: dict[int, Layer] = {}
    for i, n in enumerate(times):
        if same(n, 1):
            continue
        axes = axes_of([below.layout[i]])
        one = same(below.shape[i], 1)
        layers[i] = Upsample(n) if not axes or one else Unknown("it puts the map there several times")
    ends = {i: layer for i, layer in layers.items() if isinstance(layer, Unknown)}
    if ends and below.is_data:
        unknown = {axis: layer for i, layer in ends.items() for axis in axes_of([below.layout[i]])}
        return call.trace.node(call.name, below, unknown, below.layout)
    return spatial(call.trace, call.name, below, layers)
