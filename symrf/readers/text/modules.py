"""PyTorch's modules by the arguments that they print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from symrf.errors import SymrfError
from symrf.layers import ALIGN_CORNERS, AdaptivePool, Layer
from symrf.numbers import Number, same
from symrf.readers.model.call import Call
from symrf.readers.model.folding import vector
from symrf.readers.model.graph import Operation
from symrf.readers.model.layout import times
from symrf.readers.model.layouts import relaid, transpose
from symrf.readers.model.run import Rule
from symrf.readers.model.space import spatial
from symrf.readers.model.value import Unclear, Value
from symrf.readers.onnx.standard import standard, weight

_SPACE = re.compile(
    r"(Lazy)?(Conv|ConvTranspose|MaxPool|AvgPool|LPPool|BatchNorm|InstanceNorm|\w+Pad|Adaptive\w+)[123]d"
)
BORDERS = {"zeros": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}
_POINTWISE = (
    "ReLU ReLU6 LeakyReLU PReLU RReLU ELU SELU CELU GELU SiLU Mish Sigmoid Tanh Hardtanh Hardsigmoid Hardswish"
    " Hardshrink Softshrink Tanhshrink Threshold LogSigmoid Softplus Softsign Identity Dropout Dropout1d Dropout2d"
    " Dropout3d AlphaDropout FeatureAlphaDropout BatchNorm1d BatchNorm2d BatchNorm3d SyncBatchNorm"
    " LocalResponseNorm CrossMapLRN2d FrozenBatchNorm2d Softmax2d"
)
POINTWISE = frozenset(_POINTWISE.split())


def first_shape(modules: Sequence[tuple[str, dict[str, Any]]]) -> list[Any]:
    """The shape of the input: batch, the channels that the first of these modules takes, free sizes."""
    dims = next((int(kind[-2]) for kind, _ in modules if _SPACE.fullmatch(kind)), None)
    if dims is None:
        raise SymrfError("no module of it acts along an axis, such as Conv2d")
    channels = next((given.get("0") for kind, given in modules if kind.startswith(("Conv", "BatchNorm"))), 1)
    return [1, channels if isinstance(channels, int) and channels > 0 else 1, *[""] * dims]


def rule_of(operation: Operation) -> Rule | None:
    """What a module does by its class; None where that is not known."""
    kind = operation.kind
    if kind in POINTWISE:
        return lambda call: standard(call, "Identity", call.values)
    return next((rule for name, rule in RULES.items() if re.fullmatch(name, kind)), None)


def _get(call: Call, name: str, place: str = "", default: Any = None) -> Any:
    given = call.operation.attributes
    if "?" in given:
        raise Unclear("its arguments cannot be read")
    return given.get(name, given.get(place, default))


def _each(call: Call, value: Any) -> list[int]:
    """A number for every dimension, or one each."""
    count = int(call.kind[-2])
    found = list(value) if isinstance(value, tuple) else [value] * count
    if len(found) != count or not all(isinstance(n, int) for n in found):
        raise Unclear(f"{value} are no numbers for {count} dimensions")
    return found


def _conv(call: Call) -> Any:
    kernel, stride = _each(call, _get(call, "kernel_size")), _each(call, _get(call, "stride", default=1))
    dilation, padding = _each(call, _get(call, "dilation", default=1)), _get(call, "padding", default=0)
    below, mode = call.value(), BORDERS[_get(call, "padding_mode", default="zeros")]
    spans = [d * (k - 1) for d, k in zip(dilation, kernel, strict=True)]
    if padding == "same":
        left = [span // 2 for span in spans]
        right = [span - n for span, n in zip(spans, left, strict=True)]
    else:
        left = right = _each(call, 0 if padding == "valid" else padding)
    if mode != "constant" and any(left + right):
        below = _padded(call, f"{call.name}:pad", mode, left, right)
        left = right = [0] * len(kernel)
    shape = weight(_get(call, "out_channels", "1", 1), _get(call, "in_channels", "0", 1), *kernel)
    return standard(
        call, "Conv", [below, shape], kernel_shape=kernel, strides=stride, dilations=dilation, pads=[*left, *right],
        group=_get(call, "groups", default=1),
    )  # fmt: skip


def _padded(call: Call, name: str, mode: str, left: Sequence[int], right: Sequence[int]) -> Any:
    return standard(call, "Pad", [call.value(), vector([0, 0, *left, 0, 0, *right])], name, mode=mode)


def _transposed(call: Call) -> Any:
    kernel, pads = _each(call, _get(call, "kernel_size")), _each(call, _get(call, "padding", default=0))
    shape = weight(_get(call, "in_channels", "0", 1), _get(call, "out_channels", "1", 1), *kernel)
    return standard(
        call, "ConvTranspose", [call.value(), shape], kernel_shape=kernel,
        strides=_each(call, _get(call, "stride", default=1)), dilations=_each(call, _get(call, "dilation", default=1)),
        pads=pads * 2, output_padding=_each(call, _get(call, "output_padding", default=0)),
    )  # fmt: skip


def _pool(call: Call) -> Any:
    kernel = _each(call, _get(call, "kernel_size"))
    stride = _get(call, "stride")
    return standard(
        call, "MaxPool" if call.kind.startswith("Max") else "AveragePool", [call.value()], kernel_shape=kernel,
        strides=kernel if stride is None else _each(call, stride),
        dilations=_each(call, _get(call, "dilation", default=1)),
        pads=_each(call, _get(call, "padding", default=0)) * 2, ceil_mode=int(bool(_get(call, "ceil_mode", default=0))),
    )  # fmt: skip


def _adaptive(call: Call) -> Any:
    return adaptive(call, _get(call, "output_size", "0"), int(call.kind[-2]))


def adaptive(call: Call, sizes: Any, count: int) -> Any:
    """Pooling to these sizes, None leaving a dimension as it is."""
    from symrf.readers.model.products import reduced

    below = call.value()
    wanted = list(sizes) if isinstance(sizes, tuple | list) else [sizes] * count
    if len(wanted) != count:
        raise Unclear(f"its sizes {wanted} are not for {count} dimensions")
    if all(size == 1 for size in wanted):
        return reduced(call.trace, call.name, below, range(below.rank - count, below.rank))
    layers: dict[int, Layer] = {}
    for n, size in enumerate(wanted, below.rank - count):
        if size is not None and not same(below.shape[n], size):
            layers[n] = AdaptivePool(size)
    return spatial(call.trace, call.name, below, layers, surely=False)


def _pad(call: Call) -> Any:
    """Numbers from the last dimension back, left and right of each."""
    count = int(call.kind[-2])
    given = _get(call, "padding", "0")
    if given is None:
        given = tuple(_get(call, "", str(i)) for i in range(2 * count))
    given = (given,) * (2 * count) if isinstance(given, int) else given
    if len(given) != 2 * count or not all(isinstance(n, int) for n in given):
        raise Unclear(f"{given} is no padding of {count} dimensions")
    mode = next((mode for name, mode in BORDERS.items() if call.kind.lower().startswith(name[:4])), "constant")
    return _padded(call, "", mode, given[-2::-2], given[::-2])


def _upsample(call: Call) -> Any:
    size, scale, mode = _get(call, "size"), _get(call, "scale_factor"), _get(call, "mode", default="nearest")
    corners = ALIGN_CORNERS if _get(call, "align_corners") else "half_pixel"
    if call.kind == "UpsamplingBilinear2d":
        mode, corners = "bilinear", ALIGN_CORNERS
    return resized(call, mode, corners, size, scale)


def resized(call: Call, mode: str, rule: str, size: Any, scale: Any) -> Any:
    """Interpolation as PyTorch numbers it."""
    from symrf.readers.onnx.windows import MODES

    below = call.value()
    count = below.rank - 2
    how = {"coordinate_transformation_mode": rule}
    if mode in ("nearest", "nearest-exact"):
        how = {"coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
        if mode == "nearest-exact":
            how = {"coordinate_transformation_mode": "half_pixel", "nearest_mode": "round_prefer_ceil"}
    known = {"bicubic": "cubic", "trilinear": "linear", "nearest-exact": "nearest"}.get(mode, mode)
    if known not in MODES:
        raise Unclear(f"resizing by {mode} is not modelled")
    if size is not None:
        sizes = vector([*below.shape[:2], *(size if isinstance(size, tuple | list) else [size] * count)])
        return standard(call, "Resize", [below, None, None, sizes], mode=known, **how)
    scales = list(scale) if isinstance(scale, tuple | list) else [scale] * count
    if mode == "nearest":
        for n, factor in zip(below.shape[2:], scales, strict=True):
            _surely(n, float(factor))
    return standard(call, "Resize", [below, None, vector([1.0, 1.0, *map(float, scales)])], mode=known, **how)


def _surely(size: Number, scale: float) -> None:
    """Unclear where torch goes by a whole scale in some layouts of a map and not in others: where it makes as many
    samples by a scale that is not whole, or twice as many."""
    whole = int(scale)
    if whole not in (1, 2) or scale == whole or same(size, 1):
        return
    if int(size * scale) == whole * size if isinstance(size, int) else scale - whole < 0.5:
        raise Unclear(f"by a scale of {scale:g} torch reads what depends on how the map lies in memory; give a size")


def _shuffle(call: Call) -> Any:
    down = call.kind == "PixelUnshuffle"
    block = _get(call, "downscale_factor" if down else "upscale_factor", "0")
    return standard(call, "SpaceToDepth" if down else "DepthToSpace", [call.value()], blocksize=block)


def _channels(call: Call) -> Any:
    return shuffled(call, call.value(), _get(call, "groups", "0"))


def shuffled(call: Call, below: Value, groups: int) -> Any:
    """Channels dealt out to groups: a reshape, a transpose and a reshape."""
    shape, trace = below.shape, call.trace
    if not isinstance(shape[1], int) or shape[1] % groups:
        raise Unclear("its channels cannot be dealt out")
    dealt = relaid(trace, f"{call.name}:dealt", below, [shape[0], groups, shape[1] // groups, *shape[2:]])
    order = [0, 2, 1, *range(3, len(shape) + 1)]
    return relaid(trace, call.name, transpose(trace, f"{call.name}:turned", dealt, order), shape)


def _flatten(call: Call) -> Any:
    below = call.value()
    first, last = _get(call, "start_dim", default=1) % below.rank, _get(call, "end_dim", default=-1) % below.rank
    return flattened(call, first, last)


def flattened(call: Call, first: int, last: int) -> Any:
    """The dimensions from one to another as one."""
    shape = call.value().shape
    sizes = [*shape[:first], times(shape[first : last + 1]), *shape[last + 1 :]]
    return relaid(call.trace, call.name, call.value(), sizes)


def _linear(call: Call) -> Any:
    below = call.value()
    wanted = _get(call, "in_features", "0")
    given = below.shape[-1]
    if isinstance(given, int) and given != wanted:
        raise Unclear(f"it takes {wanted} numbers, not {given}")
    return standard(call, "MatMul", [below, weight(given, _get(call, "out_features", "1", 1))])


def _softmax(call: Call) -> Any:
    return standard(call, "Softmax", [call.value()], axis=_get(call, "dim", default=1))


def _layer_norm(call: Call) -> Any:
    shape = _get(call, "normalized_shape", "0")
    return standard(call, "LayerNormalization", [call.value()], axis=-len(shape) if isinstance(shape, tuple) else -1)


RULES: dict[str, Rule] = {
    r"Conv[123]d": _conv,
    r"ConvTranspose[123]d": _transposed,
    r"(Max|Avg|LP)Pool[123]d": _pool,
    r"Adaptive(Max|Avg)Pool[123]d": _adaptive,
    r"(Zero|Constant|Reflection|Replication|Circular)Pad[123]d": _pad,
    r"Upsample|UpsamplingNearest2d|UpsamplingBilinear2d": _upsample,
    r"Pixel(Uns|S)huffle": _shuffle,
    r"ChannelShuffle": _channels,
    r"Flatten": _flatten,
    r"Linear": _linear,
    r"Softmax|LogSoftmax": _softmax,
    r"LayerNorm|RMSNorm": _layer_norm,
    r"InstanceNorm[123]d": lambda call: standard(call, "InstanceNormalization", call.values),
    r"GroupNorm": lambda call: standard(call, "GroupNormalization", call.values),
}
