"""Keras's layers by their config: channels first or last, sizes as Keras makes them."""

from __future__ import annotations

import re
from typing import Any

from symrf.errors import shown
from symrf.layers import Conv, ConvTranspose, Crop, Layer, Pool, Upsample
from symrf.numbers import is_symbolic
from symrf.readers.model.call import Call, unclear
from symrf.readers.model.graph import Operation
from symrf.readers.model.joining import concat, elementwise
from symrf.readers.model.layout import axes_of
from symrf.readers.model.layouts import relaid, reshape, transpose
from symrf.readers.model.products import normalised, reduced
from symrf.readers.model.run import Rule
from symrf.readers.model.space import spatial
from symrf.readers.model.value import Unclear, Value
from symrf.readers.onnx.standard import standard, weight

_POINTWISE = (
    "ReLU LeakyReLU PReLU ELU ThresholdedReLU Dropout SpatialDropout1D SpatialDropout2D SpatialDropout3D"
    " GaussianNoise GaussianDropout AlphaDropout ActivityRegularization BatchNormalization SyncBatchNormalization"
    " Rescaling Normalization Identity RandomFlip RandomBrightness RandomContrast"
)
POINTWISE = frozenset(_POINTWISE.split())
JOINS = frozenset(("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"))
OPS = frozenset(("Add", "Subtract", "Multiply", "Maximum", "Minimum", "Concatenate", "Softmax"))
"""Of keras.ops what is called as a layer that does the same."""
_ACTIVATIONS = (
    "linear relu relu6 leaky_relu elu celu selu silu swish gelu mish tanh sigmoid log_sigmoid hard_sigmoid hard_silu"
    " hard_swish hard_tanh softplus softsign squareplus sparse_plus sparse_sigmoid exponential threshold soft_shrink"
    " hard_shrink tanh_shrink"
)
ACTIVATIONS = frozenset(_ACTIVATIONS.split())
SOFTMAX = frozenset(("softmax", "log_softmax", "sparsemax"))
CALLED = "called with"
"""Of an operation, beside the layer's config: "training" where it is called to train, "numbers" where with an array."""


def rule_of(operation: Operation) -> Rule | None:
    """What a layer does by its class; None where that is not known."""
    kind = operation.kind
    if operation.domain and not (operation.domain.startswith("keras.src.ops.") and kind in OPS):
        return None
    called = operation.attributes.get(CALLED, ())
    if "numbers" in called:
        return unclear("it is called with an array of numbers, which may be 0")
    if "training" in called and kind.startswith("Random"):
        return unclear("what it does while training is random")
    if "training" in called and kind.endswith("BatchNormalization"):
        return _batch
    if len(operation.inputs) > 1 and kind not in {*JOINS, "Concatenate"}:
        return unclear("it is not known what it does with several tensors")
    if kind in POINTWISE:
        return lambda call: elementwise(call.trace, call.name, [call.value()])
    if kind in JOINS:
        return lambda call: elementwise(call.trace, call.name, call.values)
    return next((rule for name, rule in RULES.items() if re.fullmatch(name, kind)), None)


def _count(call: Call) -> int:
    """How many spatial dimensions the class is for."""
    return int(call.kind[call.kind.rindex("D") - 1])


def _places(call: Call, count: int) -> tuple[list[int], int]:
    """The spatial dimensions, and that of the channels."""
    rank = call.value().rank
    if rank != count + 2:
        raise Unclear(f"it is for {count} spatial dimensions and reads a tensor of {rank} dimensions")
    first = call.attribute("data_format") == "channels_first"
    return list(range(2, rank)) if first else list(range(1, rank - 1)), 1 if first else rank - 1


def _each(call: Call, name: str, count: int, default: Any = 1) -> list[int]:
    """A number for every dimension, or one each."""
    given = call.attribute(name)
    given = default if given is None else given
    found = list(given) if isinstance(given, list | tuple) else [given] * count
    if len(found) != count or not all(isinstance(n, int) and not isinstance(n, bool) for n in found):
        raise Unclear(f"{name} is {given}, no numbers for {count} dimensions")
    return found


def _padding(call: Call, span: int) -> Any:
    """span: d (k - 1)."""
    match call.attribute("padding", "valid"):
        case "valid":
            return 0
        case "same":
            return "same"
        case "causal":
            return (span, 0)
    raise Unclear(f"padding {call.attribute('padding')!r} is not modelled")


def _convolution(call: Call) -> Value:
    count = _count(call)
    places, channels = _places(call, count)
    kernel, stride = _each(call, "kernel_size", count), _each(call, "strides", count)
    dilation = _each(call, "dilation_rate", count)
    layers: dict[int, Layer] = {
        i: Conv(k, s, d, _padding(call, d * (k - 1)))
        for i, k, s, d in zip(places, kernel, stride, dilation, strict=True)
    }
    made = call.attribute("filters")
    if call.kind.startswith("Depthwise"):
        made = call.value().shape[channels] * call.attribute("depth_multiplier", 1)
    apart = call.kind.startswith("Depthwise") or call.attribute("groups", 1) > 1
    found = spatial(call.trace, _before(call), call.value(), layers, channels, made, True, apart)
    return _activated(call, found)


def _activation(call: Call) -> str:
    """The name of the function that a layer ends with; Unclear where it is one of the author's own."""
    given = call.attribute("activation") or "linear"
    if isinstance(given, dict):  # a function by its name, or a layer
        given = "relu" if given.get("class_name") in POINTWISE else given.get("config")
    if given not in ACTIVATIONS | SOFTMAX if isinstance(given, str) else True:
        raise Unclear(f"what its activation {shown(given)} does is not known")
    return str(given)


def _before(call: Call) -> str:
    return f"{call.name}:before" if _activation(call) in SOFTMAX else call.name


def _activated(call: Call, found: Value) -> Value:
    """An activation in a layer is pointwise, but for a softmax."""
    return normalised(call.trace, call.name, found, [-1]) if _activation(call) in SOFTMAX else found


def _active(call: Call) -> Value:
    return _activated(call, elementwise(call.trace, _before(call), [call.value()]))


def _transposed(call: Call) -> Value:
    count = _count(call)
    places, channels = _places(call, count)
    kernel, stride = _each(call, "kernel_size", count), _each(call, "strides", count)
    dilation, more = _each(call, "dilation_rate", count), call.attribute("output_padding")
    given = None if more is None else _each(call, "output_padding", count)
    layers: dict[int, Layer] = {}
    for n, i in enumerate(places):
        k, s, d = kernel[n], stride[n], dilation[n]
        span, same = d * (k - 1) + 1, call.attribute("padding", "valid") == "same"
        cut = span - s if same else min(span - s, 0)
        if given is not None:
            cut = 2 * (span // 2 if same else 0) - given[n]
        left = max(cut, 0) // 2
        layers[i] = ConvTranspose(k, s, d, (left, max(cut, 0) - left), max(-cut, 0))
    found = spatial(call.trace, _before(call), call.value(), layers, channels, call.attribute("filters"), True)
    return _activated(call, found)


def _pool(call: Call) -> Value:
    count = _count(call)
    places, _ = _places(call, count)
    kernel = _each(call, "pool_size", count, 2)
    stride = kernel if call.attribute("strides") is None else _each(call, "strides", count)
    layers: dict[int, Layer] = {
        i: Pool(k, s, padding=_padding(call, k - 1)) for i, k, s in zip(places, kernel, stride, strict=True)
    }
    return spatial(call.trace, call.name, call.value(), layers, surely=True)


def _global(call: Call) -> Value:
    places, _ = _places(call, _count(call))
    below = call.value()
    if below.is_data:
        call.trace.reveal(axes_of(below.layout[i] for i in places), False)
    return reduced(call.trace, call.name, below, places, bool(call.attribute("keepdims", False)))


def _ends(call: Call, name: str, count: int) -> list[tuple[int, int]]:
    """Numbers at both ends of every dimension: one for all, one each, or pairs."""
    given = call.attribute(name, 1)
    if count == 1 and isinstance(given, list | tuple) and len(given) == 2:
        given = [given]
    every = list(given) if isinstance(given, list | tuple) else [given] * count
    pairs = [tuple(n) if isinstance(n, list | tuple) else (n, n) for n in every]
    if len(pairs) != count or not all(len(p) == 2 and all(isinstance(n, int) for n in p) for p in pairs):
        raise Unclear(f"{name} is {given}, no numbers for {count} dimensions")
    return [(p[0], p[1]) for p in pairs]


def _cut(call: Call) -> Value:
    count = _count(call)
    places, _ = _places(call, count)
    padding = call.kind.startswith("Zero")
    sign = -1 if padding else 1
    ends = _ends(call, "padding" if padding else "cropping", count)
    layers: dict[int, Layer] = {i: Crop(sign * a, sign * b) for i, (a, b) in zip(places, ends, strict=True)}
    return spatial(call.trace, call.name, call.value(), layers)


MODES = {"nearest": "nearest", "bilinear": "linear", "bicubic": "cubic"}


def _upsample(call: Call) -> Value:
    count = _count(call)
    places, _ = _places(call, count)
    mode = MODES.get(call.attribute("interpolation", "nearest"))
    if mode is None:
        raise Unclear(f"resizing by {call.attribute('interpolation')} is not modelled")
    sizes = _each(call, "size", count, 2)
    layers: dict[int, Layer] = {i: Upsample(n, mode) for i, n in zip(places, sizes, strict=True)}
    return spatial(call.trace, call.name, call.value(), layers, surely=False)


def _resize(call: Call) -> Value:
    mode = MODES.get(call.attribute("interpolation", "bilinear"))
    odd = [key for key in ("crop_to_aspect_ratio", "pad_to_aspect_ratio", "antialias") if call.attribute(key)]
    if mode is None or odd:
        raise Unclear(f"resizing by {odd[0] if odd else call.attribute('interpolation')} is not modelled")
    places, _ = _places(call, 2)
    sizes = [call.attribute("height"), call.attribute("width")]
    rule = {"nearest": "half_pixel"}.get(mode, "")
    layers: dict[int, Layer] = {
        i: Upsample(size=n, mode=mode, rule=rule, round="prefer_ceil" if mode == "nearest" else "floor")
        for i, n in zip(places, sizes, strict=True)
    }
    return spatial(call.trace, call.name, call.value(), layers, surely=False)


def _flatten(call: Call) -> Value:
    """Samples before channels, where those come first too."""
    below = call.value()
    if call.attribute("data_format") == "channels_first" and below.rank > 2:
        below = transpose(call.trace, f"{call.name}:last", below, [0, *range(2, below.rank), 1])
    total: Any = 1
    for n in below.shape[1:]:
        total = total * n
    return relaid(call.trace, call.name, below, [below.shape[0], total])


def _reshape(call: Call) -> Value:
    shape = call.attribute("target_shape") or ()
    return reshape(call.trace, call.name, call.value(), [call.value().shape[0], *shape], True)


def _dense(call: Call) -> Value:
    below = call.value()
    columns = below.shape[-1]
    if is_symbolic(columns):
        raise Unclear("how many numbers it takes depends on the input size")
    name = _before(call)
    found: Value = standard(call, "MatMul", [below, weight(int(columns), call.attribute("units"))], name)
    return _activated(call, found)


def _axes(call: Call, default: Any) -> list[int]:
    given = call.attribute("axis", default)
    return list(given) if isinstance(given, list | tuple) else [given]


def _softmax(call: Call) -> Value:
    return normalised(call.trace, call.name, call.value(), _axes(call, -1))


def _group(call: Call, first: int = 1) -> Value:
    """Over the map and some channels."""
    below = call.value()
    channel = _axes(call, -1)[0] % below.rank
    places = [i for i in range(first, below.rank) if i != channel]
    if below.is_data:
        call.trace.reveal(axes_of(below.layout[i] for i in places), False)
    return normalised(call.trace, call.name, below, places)


def _batch(call: Call) -> Value:
    """While training: over the map and the batch."""
    return _group(call, 0)


RULES: dict[str, Rule] = {
    r"(Depthwise|Separable)?Conv(olution)?[123]D": _convolution,
    r"Conv(olution)?[123]DTranspose": _transposed,
    r"(Max|Average)Pool(ing)?[123]D": _pool,
    r"Global(Max|Average)Pool(ing)?[123]D": _global,
    r"(ZeroPadding|Cropping)[123]D": _cut,
    r"UpSampling[123]D": _upsample,
    r"Resizing": _resize,
    r"Concatenate": lambda call: concat(call.trace, call.name, call.values, call.attribute("axis", -1)),
    r"Flatten": _flatten,
    r"Reshape": _reshape,
    r"Permute": lambda call: transpose(call.trace, call.name, call.value(), [0, *(call.attribute("dims") or ())]),
    r"Dense": _dense,
    r"Softmax|LayerNormalization|RMSNormalization|UnitNormalization": _softmax,
    r"Activation": _active,
    r"GroupNormalization": _group,
    r"LSTM|GRU|SimpleRNN|RNN|Bidirectional|ConvLSTM[123]D": unclear("recurrent"),
}
"""What every layer does. A class that is not here is a frontier, never passed over."""
