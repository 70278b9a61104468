"""torch: operations index by index, means, normalisations, matrix products."""

from __future__ import annotations

from typing import Any

from symrf.numbers import is_symbolic
from symrf.readers.model.call import Call
from symrf.readers.model.joining import bound, chosen, elementwise, masked
from symrf.readers.model.layout import axes_of
from symrf.readers.model.layouts import sliced, transpose
from symrf.readers.model.products import normalised, product, reduced
from symrf.readers.model.value import Unclear, Value
from symrf.readers.onnx.joins import DATA, ONE, SEVERAL
from symrf.readers.onnx.standard import standard
from symrf.readers.torch import layouts
from symrf.readers.torch.call import rule, tensors
from symrf.readers.torch.weights import ATTENTION

POINTWISE = (
    *(name.lower() for name in (*ONE, *SEVERAL)),
    "add", "sub", "rsub", "mul", "div", "true_divide", "floor_divide", "remainder", "fmod", "pow", "maximum", "minimum",
    "lerp", "addcmul", "addcdiv", "atan2", "hypot", "eq", "ne", "lt", "le", "gt", "ge", "logical_and",
    "logical_or", "logical_not", "logical_xor", "bitwise_and", "bitwise_or", "bitwise_not", "clamp",
    "clamp_min", "clamp_max", "clip", "threshold", "relu6", "leaky_relu", "prelu", "rrelu", "_prelu_kernel", "silu",
    "hardswish", "hardsigmoid", "hardtanh", "log_sigmoid", "softplus", "softshrink", "hardshrink", "tanhshrink",
    "square", "rsqrt", "reciprocal", "expm1", "log1p", "log2", "log10", "exp2", "trunc", "frac", "sgn", "erfc",
    "dropout", "feature_dropout", "alpha_dropout", "native_dropout", "contiguous", "to", "_to_copy", "type_as",
    "float", "half", "positive", "nan_to_num",
)  # fmt: skip


@rule(*POINTWISE)
def pointwise(call: Call, masks: Any = (), **given: Any) -> Value:
    """Index by index."""
    return masked(call.trace, call.name, tensors(given), [given[name] for name in masks])


@rule("where")
def where(call: Call, condition: Value, input: Any = None, other: Any = None) -> Value:
    """One or the other, index by index; alone, where the condition holds."""
    if input is None:
        raise Unclear(DATA)
    one, two = (part if isinstance(part, Value) else Value(()) for part in (input, other))
    return chosen(call.trace, call.name, condition, one, two)


@rule("masked_fill")
def filled(call: Call, input: Value, mask: Value, value: Any) -> Value:
    """A number in its place where the mask says so."""
    return chosen(call.trace, call.name, mask, value if isinstance(value, Value) else Value(()), input)


@rule("_assert_async", "_assert_scalar", "_assert_tensor_metadata", "sym_constrain_range_for_size")
def nothing(call: Call, **_: Any) -> Value:
    """No tensor."""
    return Value(None)


@rule("batch_norm", "_native_batch_norm_legit_no_training", "native_batch_norm", "local_response_norm")
def batch(call: Call, input: Value, training: bool = False, **_: Any) -> Any:
    """Pointwise at inference, by the whole map while training; what else it makes then is empty."""
    made = standard(call, "BatchNormalization", [input], training_mode=int(training))
    return [made if isinstance(made, Value) else made[0], *[Value(None)] * (len(call.operation.outputs) - 1)]


@rule("instance_norm")
def instance(call: Call, input: Value, use_input_stats: bool = True, **_: Any) -> Any:
    """By the whole map."""
    kind = "InstanceNormalization" if use_input_stats else "BatchNormalization"
    return standard(call, kind, [input])


@rule("group_norm", "native_group_norm")
def group(call: Call, input: Value, **_: Any) -> Any:
    """By the whole map and some channels."""
    return standard(call, "GroupNormalization", [input])


@rule("layer_norm", "native_layer_norm", "rms_norm")
def layer(call: Call, input: Value, normalized_shape: Any, **_: Any) -> Any:
    """Over the last dimensions."""
    return standard(call, "LayerNormalization", [input], axis=-len(normalized_shape))


@rule("softmax", "log_softmax", "_softmax", "_log_softmax")
def softmax(call: Call, input: Value, dim: int, **_: Any) -> Any:
    """Over one dimension."""
    return normalised(call.trace, call.name, input, [dim])


REDUCED = (
    "mean", "sum", "amax", "amin", "max", "min", "prod", "var", "std", "var_mean", "std_mean", "logsumexp", "argmax",
    "argmin", "any", "all", "norm", "linalg_vector_norm", "median", "nanmean", "count_nonzero",
)  # fmt: skip


@rule(*REDUCED)
def reduction(call: Call, input: Value, dim: Any = None, keepdim: bool = False, other: Any = None, **_: Any) -> Value:
    """Along some dimensions, along all where none are given; max and min also of two tensors."""
    if isinstance(other, Value):
        return masked(call.trace, call.name, [input, other], [input, other])
    places = [dim] if isinstance(dim, int) else dim or list(range(input.rank))
    if dim is None and input.is_data:
        call.trace.reveal(axes_of(input.layout[2:]), False)
    return reduced(call.trace, call.name, input, places, keepdim)


@rule("linear")
def linear(call: Call, input: Value, weight: Value, **_: Any) -> Value:
    """A product with a weight of [outputs, inputs]."""
    if weight.is_data:
        raise Unclear("its weight is computed by the model")
    turned = transpose(call.trace, f"{call.name}:weight", weight, (1, 0))
    return product(call.trace, call.name, input, turned)


@rule("matmul", "mm", "bmm")
def matrix(call: Call, input: Value, other: Any = None, mat2: Any = None, **_: Any) -> Value:
    """A product of matrices."""
    return product(call.trace, call.name, input, mat2 if other is None else other)


@rule("addmm", "baddbmm")
def added(call: Call, input: Value, masks: Any = (), **given: Any) -> Any:
    """A product of matrices, and a tensor added."""
    one, other = [given[key] for key in given if key.startswith(("mat", "batch"))]
    if not (input.is_data or masks):
        return product(call.trace, call.name, one, other)
    below = product(call.trace, f"{call.name}:product", one, other)
    return masked(call.trace, call.name, [input, below], [input] if "input" in masks else [])


@rule(ATTENTION)
def attention(
    call: Call,
    query: Value,
    key: Value,
    value: Value,
    attn_mask: Value | None = None,
    is_causal: bool = False,
    chooses: bool = False,
    masks: Any = (),
    **_: Any,
) -> Value:
    """softmax(query keyᵀ) value, by a mask that is added to the scores or, of truth values, chooses among them."""
    order = [*range(key.rank - 2), key.rank - 1, key.rank - 2]
    turned = transpose(call.trace, f"{call.name}:key", key, order)
    scores = product(call.trace, f"{call.name}:scores", query, turned)
    name = f"{call.name}:masked"
    if is_causal:
        scores = bound(call.trace, name, scores)
    elif attn_mask is not None and chooses:
        scores = chosen(call.trace, name, attn_mask, scores, Value(()))
    elif attn_mask is not None:
        scores = masked(call.trace, name, [scores, attn_mask], [attn_mask] if masks else [])
    weights = normalised(call.trace, f"{call.name}:weights", scores, [-1])
    return product(call.trace, call.name, weights, value)


@rule("glu")
def gated(call: Call, input: Value, dim: int = -1) -> Any:
    """One half by the sigmoid of the other."""
    size = input.shape[dim]
    if is_symbolic(size):
        raise Unclear("its halves depend on the input size; give it as a number")
    half = int(size) // 2
    parts = [sliced(call.trace, f"{call.name}:{i}", input, {dim: (i * half, i * half + half, 1)}) for i in (0, 1)]
    return elementwise(call.trace, call.name, parts)


def _frontier(reason: str, *names: str) -> None:
    @rule(*names)
    def refuse(call: Call, **_: Any) -> Value:
        raise Unclear(reason)


_frontier("recurrent", "lstm", "gru", "rnn_tanh", "rnn_relu")
_frontier("it moves samples in a circle or reverses them", "rot90")
_frontier(DATA, "grid_sampler", "gather", "scatter", "embedding", "max_unpool2d",
          "masked_select")
layouts.fill()
