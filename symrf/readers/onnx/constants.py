"""ONNX: operations that make constants, and the shapes of maps."""

from __future__ import annotations

from math import prod

from symrf.numbers import is_symbolic
from symrf.readers.model import folding
from symrf.readers.model.call import Call
from symrf.readers.model.layout import plain
from symrf.readers.model.value import MAX_ITEMS, Value
from symrf.readers.onnx.table import rule


@rule("Constant")
def constant(call: Call) -> Value:
    """A tensor, or a number or list in an attribute."""
    given = call.operation.attributes
    if isinstance(given.get("value"), Value):
        found: Value = given["value"]
        return found
    for name in ("value_int", "value_float"):
        if name in given:
            return folding.holding((), [given[name]])
    for name in ("value_ints", "value_floats", "value_strings"):
        if name in given:
            return folding.vector(given[name])
    return Value((), None) if "value_string" in given else Value(None)


@rule("ConstantOfShape")
def filled(call: Call) -> Value:
    """A tensor of one number; only its shape counts where it is large."""
    shape = folding.whole(call.value().items)
    if shape is None:
        return Value(None)
    dims = tuple(map(plain, shape))
    value = call.attribute("value")
    items = (0.0,) if value is None else value.items
    small = not any(map(is_symbolic, shape)) and prod(shape) <= 64
    return folding.holding(dims, list(items) * prod(shape)) if small and items else Value(dims)


@rule("Shape")
def shape(call: Call) -> Value:
    """The dimensions of a tensor, or some of them."""
    below = call.value()
    if below.dims is None:
        return Value(None)
    sizes = below.shape[slice(call.attribute("start", 0), call.attribute("end"))]
    return folding.vector(sizes)


@rule("Size")
def size(call: Call) -> Value:
    """The number of elements of a tensor."""
    below = call.value()
    if below.dims is None:
        return Value(())
    total = 1
    for n in below.shape:
        total = total * n
    return folding.holding((), [total])


@rule("Range")
def numbers(call: Call) -> Value:
    """Numbers from a first to a last."""
    ends = [call.value(i).items for i in range(3)]
    if any(end is None for end in ends):
        return Value(None)
    first, last, step = (end[0] for end in ends if end)
    if any(is_symbolic(n) or isinstance(n, float) for n in (first, last, step)) or not step:
        return Value(None)
    every = range(first, last, step)
    return folding.vector(every) if len(every) <= MAX_ITEMS else Value((plain(len(every)),))


@rule("RandomNormal", "RandomUniform", "HannWindow", "HammingWindow", "BlackmanWindow", "Multinomial")
def made(call: Call) -> Value:
    """Numbers that depend on no input."""
    given = call.attribute("shape")
    return Value(tuple(map(plain, given)) if given else None)


@rule("RandomNormalLike", "RandomUniformLike", "EyeLike")
def like(call: Call) -> Value:
    """Numbers that depend on no more than a shape."""
    return Value(None if call.value().dims is None else tuple(map(plain, call.value().shape)))
