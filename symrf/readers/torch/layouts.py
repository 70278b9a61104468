"""torch: sizes, reshapes, transposes, slices."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from symrf.numbers import floor_divide, greatest, is_symbolic, least, same
from symrf.readers.model import folding, layouts
from symrf.readers.model.call import Call
from symrf.readers.model.folding import vector
from symrf.readers.model.layout import times
from symrf.readers.model.value import Unclear, Value, constant
from symrf.readers.onnx.standard import standard
from symrf.readers.torch.call import TABLE, arguments, rule


@rule("sym_size")
def size(call: Call, input: Value, dim: int) -> Value:
    """The number of indices of a dimension."""
    return Value(()) if input.dims is None else folding.holding((), [input.shape[dim]])


@rule("sym_numel")
def elements(call: Call, input: Value) -> Value:
    """The number of elements."""
    return folding.holding((), [math.prod(input.shape)]) if input.dims is not None else Value(())


ARITHMETIC: dict[str, Callable[..., Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "floordiv": floor_divide, "neg": operator.neg,
    "sym_max": lambda a, b: greatest((a, b)), "sym_min": lambda a, b: least((a, b)), "pow": operator.pow,
}  # fmt: skip
"""Of sizes."""


def arithmetic(call: Call) -> Value:
    """Sizes worked out of sizes."""
    function = ARITHMETIC.get(call.kind)
    if function is None:
        return Value(())
    return folding.holding((), [function(*arguments(call).values())])


def numbers(call: Call) -> bool:
    """Whether this is an operation of Python on sizes and not one on tensors."""
    return "0" in call.operation.attributes


@rule("view", "reshape", "_unsafe_view", "view_copy", "_reshape_alias")
def reshape(call: Call, input: Value, size: Any = None, shape: Any = None, **_: Any) -> Value:
    """Other dimensions."""
    return layouts.reshape(call.trace, call.name, input, size if size is not None else shape, True)


@rule("flatten")
def flatten(call: Call, input: Value, start_dim: int = 0, end_dim: int = -1, **_: Any) -> Any:
    """Some dimensions as one."""
    shape, first, last = input.shape, start_dim % input.rank, end_dim % input.rank
    sizes = [*shape[:first], times(shape[first : last + 1]), *shape[last + 1 :]]
    return layouts.relaid(call.trace, call.name, input, sizes)


@rule("unflatten")
def unflatten(call: Call, input: Value, dim: int, sizes: Any, **_: Any) -> Value:
    """One dimension as several."""
    dim %= input.rank
    shape = [*input.shape[:dim], *sizes, *input.shape[dim + 1 :]]
    return layouts.reshape(call.trace, call.name, input, shape, True)


@rule("permute")
def permute(call: Call, input: Value, dims: Any) -> Value:
    """Dimensions in another order."""
    return layouts.transpose(call.trace, call.name, input, dims)


@rule("transpose", "swapaxes", "swapdims")
def transpose(call: Call, input: Value, dim0: int = 0, dim1: int = 1, axis0: Any = None, axis1: Any = None) -> Value:
    """Two dimensions in each other's place."""
    one, other = (dim0 if axis0 is None else axis0) % input.rank, (dim1 if axis1 is None else axis1) % input.rank
    order = list(range(input.rank))
    order[one], order[other] = other, one
    return layouts.transpose(call.trace, call.name, input, order)


@rule("t", "numpy_T", "mT")
def turned(call: Call, input: Value) -> Value:
    """The last two dimensions in each other's place."""
    if input.rank < 2:
        return layouts.arranged(call.trace, call.name, input, input.layout)
    order = [*range(input.rank - 2), input.rank - 1, input.rank - 2]
    return layouts.transpose(call.trace, call.name, input, order)


@rule("squeeze")
def squeeze(call: Call, input: Value, dim: Any = None) -> Value:
    """Without dimensions of one index."""
    given = [dim] if isinstance(dim, int) else dim
    places = None if given is None else [i for i in given if same(input.shape[i], 1)]
    return layouts.squeeze(call.trace, call.name, input, places)


@rule("unsqueeze")
def unsqueeze(call: Call, input: Value, dim: int) -> Value:
    """With a dimension of one index."""
    return layouts.unsqueeze(call.trace, call.name, input, [dim])


@rule("expand", "broadcast_to")
def expand(call: Call, input: Value, size: Any, **_: Any) -> Any:
    """Broadcasting; -1 is the dimension as it is."""
    missing = len(size) - input.rank
    shape = [1 if n == -1 and i < missing else input.shape[i - missing] if n == -1 else n for i, n in enumerate(size)]
    return standard(call, "Expand", [input, vector(shape)])


@rule("expand_as")
def expand_as(call: Call, input: Value, other: Value) -> Any:
    """Broadcasting to the shape of another."""
    return standard(call, "Expand", [input, vector(other.shape)])


@rule("repeat", "tile")
def repeat(call: Call, input: Value, repeats: Any = None, dims: Any = None) -> Any:
    """The map so many times."""
    times = repeats if repeats is not None else dims
    below = input
    if len(times) > input.rank:
        below = layouts.unsqueeze(call.trace, f"{call.name}:below", input, list(range(len(times) - input.rank)))
    return standard(call, "Tile", [below, vector(times)])


@rule("slice")
def cut(call: Call, input: Value, dim: int = 0, start: Any = None, end: Any = None, step: Any = 1) -> Value:
    """Indices from … to … at steps."""
    return layouts.sliced(call.trace, call.name, input, {dim: (0 if start is None else start, end, step)})


@rule("narrow")
def narrow(call: Call, input: Value, dim: int, start: Any, length: Any) -> Value:
    """Indices from one on, so many."""
    return layouts.sliced(call.trace, call.name, input, {dim: (start, start + length, 1)})


@rule("select")
def select(call: Call, input: Value, dim: int, index: Any) -> Value:
    """One index of a dimension, which is gone then."""
    return layouts.gathered(call.trace, call.name, input, constant((), [index]), dim)


@rule("cat", "concat")
def cat(call: Call, tensors: Any, dim: int = 0) -> Any:
    """One behind the other along a dimension."""
    return standard(call, "Concat", tensors, axis=dim)


@rule("stack")
def stack(call: Call, tensors: Any, dim: int = 0) -> Any:
    """One behind the other along a new dimension."""
    parts = [layouts.unsqueeze(call.trace, f"{call.name}:{i}", one, [dim]) for i, one in enumerate(tensors)]
    return standard(call, "Concat", parts, axis=dim)


@rule("split", "split_with_sizes", "unsafe_split", "unsafe_split_with_sizes")
def split(call: Call, input: Value, split_size: Any = None, split_sizes: Any = None, dim: int = 0) -> Any:
    """Pieces of a size, or of these."""
    sizes, whole = split_sizes if split_sizes is not None else split_size, input.shape[dim]
    if isinstance(sizes, int):
        if is_symbolic(whole):
            raise Unclear("its pieces depend on the input size; give it as a number")
        sizes = [min(sizes, whole - at) for at in range(0, whole, sizes)]
    return standard(call, "Split", [input, vector(sizes)], axis=dim)


@rule("chunk", "unsafe_chunk", "tensor_split")
def chunk(call: Call, input: Value, chunks: Any = None, dim: int = 0, **more: Any) -> Any:
    """So many pieces."""
    whole, count = input.shape[dim], more.get("sections") if chunks is None else chunks
    if is_symbolic(whole) or count is None or call.kind == "tensor_split":
        raise Unclear("its pieces are not known")
    size = -(-int(whole) // count)
    return split(call, input, size, None, dim)


@rule("unbind")
def unbind(call: Call, input: Value, dim: int = 0) -> list[Value]:
    """Every index of a dimension."""
    names = call.operation.outputs
    found = (layouts.gathered(call.trace, names[i], input, constant((), [i]), dim) for i in range(len(names)))
    return list(found)


@rule("channel_shuffle", "native_channel_shuffle")
def channels(call: Call, input: Value, groups: int) -> Value:
    """Channels dealt out to groups: a reshape, a transpose and a reshape."""
    shape, trace = input.shape, call.trace
    if not isinstance(shape[1], int) or shape[1] % groups:
        raise Unclear("its channels cannot be dealt out")
    dealt = layouts.relaid(trace, f"{call.name}:dealt", input, [shape[0], groups, shape[1] // groups, *shape[2:]])
    order = [0, 2, 1, *range(3, len(shape) + 1)]
    return layouts.relaid(trace, call.name, layouts.transpose(trace, f"{call.name}:turned", dealt, order), shape)


@rule("zeros", "ones", "full", "empty", "new_zeros", "new_ones", "new_empty", "new_full", "rand", "randn")
def made(call: Call, size: Any = None, **_: Any) -> Value:
    """Numbers that depend on no input."""
    return constant(size)


@rule("zeros_like", "ones_like", "full_like", "empty_like", "rand_like", "randn_like")
def like(call: Call, input: Value, **_: Any) -> Value:
    """Numbers that depend on no more than a shape."""
    return constant(None if input.dims is None else input.shape)


@rule("arange")
def counted(call: Call, end: Any, start: Any = 0, step: Any = 1, **_: Any) -> Value:
    """Numbers from a first to a last."""
    if any(is_symbolic(n) for n in (end, start, step)):
        return constant([floor_divide(end - start + step - 1, step)])
    return vector([start + i * step for i in range(max(0, math.ceil((end - start) / step)))])


@rule("scalar_tensor", "tensor")
def scalar(call: Call, s: Any = None, **_: Any) -> Value:
    """A number as a tensor."""
    return constant((), [s])


def fill() -> None:
    """Operations of Python share names with those on tensors: which one is meant is told by their arguments."""
    others = ("eq", "ne", "lt", "le", "gt", "ge", "mod", "truediv", "sym_float", "sym_not", "and_", "or_")
    for name in (*ARITHMETIC, *others):
        tensor = TABLE.get(name)

        def either(call: Call, tensor: Any = tensor) -> Any:
            if numbers(call):
                return arithmetic(call)
            if tensor is None:
                raise Unclear("the operation is not known")
            return tensor(call)

        TABLE[name] = either
