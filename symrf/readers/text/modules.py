"""PyTorch's modules by the arguments that they print: what the functions do that they call (readers/torch)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from symrf.errors import SymrfError
from symrf.layers import ALIGN_CORNERS
from symrf.readers.model.call import Call
from symrf.readers.model.graph import Operation
from symrf.readers.model.run import Rule
from symrf.readers.model.value import Unclear
from symrf.readers.onnx.standard import standard, weight
from symrf.readers.torch import layouts, windows

_SPACE = re.compile(
    r"(Lazy)?(Conv|ConvTranspose|MaxPool|AvgPool|LPPool|BatchNorm|InstanceNorm|\w+Pad|Adaptive\w+)[123]d"
)
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
    found = given.get(name, given.get(place, default))
    return list(found) if isinstance(found, tuple) else found


def _kernel(call: Call) -> list[int]:
    """A number for every dimension, or one each."""
    count, value = int(call.kind[-2]), _get(call, "kernel_size")
    found = value if isinstance(value, list) else [value] * count
    if len(found) != count or not all(isinstance(n, int) for n in found):
        raise Unclear(f"{value} are no numbers for {count} dimensions")
    return found


def _numbers(call: Call, *names: str) -> dict[str, Any]:
    """Those of these arguments that are printed."""
    return {name: given for name in names if (given := _get(call, name)) is not None}


def _conv(call: Call) -> Any:
    kernel, below = _kernel(call), call.value()
    given = _numbers(call, "stride", "padding", "dilation", "groups")
    mode = windows.MODES[_get(call, "padding_mode", default="zeros").replace("zeros", "constant")]
    if mode != "constant":
        left, right = windows.sides(given.pop("padding", 0), kernel, given.get("dilation", 1))
        pads = [n for ends in zip(left[::-1], right[::-1], strict=True) for n in ends]
        below = windows.pad_by(call, below, pads, mode, f"{call.name}:pad") if any(pads) else below
    shape = weight(_get(call, "out_channels", "1", 1), _get(call, "in_channels", "0", 1), *kernel)
    return windows.convolution(call, below, shape, **given)


def _transposed(call: Call) -> Any:
    shape = weight(_get(call, "in_channels", "0", 1), _get(call, "out_channels", "1", 1), *_kernel(call))
    given = _numbers(call, "stride", "padding", "output_padding", "dilation")
    return windows.deconvolution(call, call.value(), shape, **given)


def _pool(call: Call) -> Any:
    given = _numbers(call, "stride", "padding", "dilation", "ceil_mode")
    return windows.pool(call, call.value(), _kernel(call), **given)


def _pad(call: Call) -> Any:
    """Numbers from the last dimension back, left and right of each."""
    count = int(call.kind[-2])
    given = _get(call, "padding", "0")
    if given is None:
        given = [_get(call, "", str(i)) for i in range(2 * count)]
    given = [given] * (2 * count) if isinstance(given, int) else given
    if len(given) != 2 * count or not all(isinstance(n, int) for n in given):
        raise Unclear(f"{given} is no padding of {count} dimensions")
    kind = call.kind.lower()
    mode = next((mode for name, mode in windows.MODES.items() if kind.startswith(name[:4])), "constant")
    return windows.pad_by(call, call.value(), given, mode)


def _upsample(call: Call) -> Any:
    size, scale, mode = _get(call, "size"), _get(call, "scale_factor"), _get(call, "mode", default="nearest")
    corners = ALIGN_CORNERS if _get(call, "align_corners") else "half_pixel"
    if call.kind == "UpsamplingBilinear2d":
        mode, corners = "bilinear", ALIGN_CORNERS
    return windows.resized(call, mode, corners, size, scale)


def _shuffle(call: Call) -> Any:
    if call.kind == "PixelUnshuffle":
        return windows.unshuffle(call, call.value(), _get(call, "downscale_factor", "0"))
    return windows.shuffle(call, call.value(), _get(call, "upscale_factor", "0"))


def _flatten(call: Call) -> Any:
    return layouts.flatten(call, call.value(), _get(call, "start_dim", default=1), _get(call, "end_dim", default=-1))


def _linear(call: Call) -> Any:
    below = call.value()
    wanted = _get(call, "in_features", "0")
    given = below.shape[-1]
    if isinstance(given, int) and given != wanted:
        raise Unclear(f"it takes {wanted} numbers, not {given}")
    return standard(call, "MatMul", [below, weight(given, _get(call, "out_features", "1", 1))])


def _layer_norm(call: Call) -> Any:
    shape = _get(call, "normalized_shape", "0")
    return standard(call, "LayerNormalization", [call.value()], axis=-len(shape) if isinstance(shape, list) else -1)


RULES: dict[str, Rule] = {
    r"Conv[123]d": _conv,
    r"ConvTranspose[123]d": _transposed,
    r"(Max|Avg|LP)Pool[123]d": _pool,
    r"Adaptive(Max|Avg)Pool[123]d": lambda call: windows.to_size(call, call.value(), _get(call, "output_size", "0")),
    r"(Zero|Constant|Reflection|Replication|Circular)Pad[123]d": _pad,
    r"Upsample|UpsamplingNearest2d|UpsamplingBilinear2d": _upsample,
    r"Pixel(Uns|S)huffle": _shuffle,
    r"ChannelShuffle": lambda call: layouts.channels(call, call.value(), _get(call, "groups", "0")),
    r"Flatten": _flatten,
    r"Linear": _linear,
    r"Softmax|LogSoftmax": lambda call: standard(call, "Softmax", [call.value()], axis=_get(call, "dim", default=1)),
    r"LayerNorm|RMSNorm": _layer_norm,
    r"InstanceNorm[123]d": lambda call: standard(call, "InstanceNormalization", call.values),
    r"GroupNorm": lambda call: standard(call, "GroupNormalization", call.values),
}
