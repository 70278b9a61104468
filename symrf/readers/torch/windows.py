"""torch: convolutions, pooling, resizing, padding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symrf.readers.model.call import Call
from symrf.readers.model.folding import vector
from symrf.readers.model.value import Unclear, Value
from symrf.readers.onnx.standard import standard
from symrf.readers.text.modules import adaptive, resized
from symrf.readers.torch.call import rule


def _each(given: Any, count: int, default: Any = 1) -> list[Any]:
    """A number for every dimension, from one for all, one each, or none."""
    found = given if isinstance(given, list) else [default if given is None else given]
    if not found:
        found = default if isinstance(default, list) else [default]
    if len(found) not in (1, count):
        raise Unclear(f"{found} are no numbers for {count} dimensions")
    return found * count if len(found) == 1 else found


def _count(value: Value) -> int:
    return value.rank - 2


@rule("conv1d", "conv2d", "conv3d", "convolution")
def convolution(
    call: Call, input: Value, weight: Value, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: Any = 1,
    transposed: bool = False, output_padding: Any = 0, **_: Any,
) -> Any:  # fmt: skip
    """Padding "same" has its odd sample on the right."""
    count = _count(weight)
    if transposed:
        return deconvolution(call, input, weight, None, stride, padding, output_padding, groups, dilation)
    dilations, kernel = _each(dilation, count), [int(n) for n in weight.shape[2:]]
    if padding == "same":
        spans = [d * (k - 1) for d, k in zip(dilations, kernel, strict=True)]
        pads = [span // 2 for span in spans] + [span - span // 2 for span in spans]
    else:
        pads = _each(0 if padding == "valid" else padding, count) * 2
    return standard(
        call, "Conv", [_batched(input, count), weight], kernel_shape=kernel, strides=_each(stride, count), pads=pads,
        dilations=dilations, group=groups,
    )  # fmt: skip


def _batched(value: Value, count: int) -> Value:
    if value.dims is not None and value.rank == count + 1:
        raise Unclear("its input has no batch; give input_shape with one")
    return value


@rule("conv_transpose1d", "conv_transpose2d", "conv_transpose3d")
def deconvolution(
    call: Call, input: Value, weight: Value, bias: Any = None, stride: Any = 1, padding: Any = 0,
    output_padding: Any = 0, groups: Any = 1, dilation: Any = 1, **_: Any,
) -> Any:  # fmt: skip
    """A transposed convolution."""
    count = _count(weight)
    return standard(
        call, "ConvTranspose", [_batched(input, count), weight], kernel_shape=[int(n) for n in weight.shape[2:]],
        strides=_each(stride, count), pads=_each(padding, count) * 2, dilations=_each(dilation, count), group=groups,
        output_padding=_each(output_padding, count, 0),
    )  # fmt: skip


@rule(*(f"{kind}_pool{n}d{more}" for kind in ("max", "avg", "lp") for n in (1, 2, 3) for more in ("", "_with_indices")))
def pool(
    call: Call, input: Value, kernel_size: Any, stride: Any = None, padding: Any = 0, dilation: Any = 1,
    ceil_mode: bool = False, **_: Any,
) -> Any:  # fmt: skip
    """A window, by default beside the next."""
    count = int(call.kind.removesuffix("_with_indices")[-2])
    kernel = _each(kernel_size, count)
    kind = "MaxPool" if call.kind.startswith("max") else "AveragePool"
    return standard(
        call, kind, [_batched(input, count)], kernel_shape=kernel, strides=_each(stride, count, kernel),
        pads=_each(padding, count, 0) * 2, dilations=_each(dilation, count), ceil_mode=int(ceil_mode),
    )  # fmt: skip


@rule(*(f"adaptive_{kind}_pool{n}d" for kind in ("avg", "max") for n in (1, 2, 3)))
def to_size(call: Call, input: Value, output_size: Any, **_: Any) -> Any:
    """Pooling to a size."""
    return adaptive(call, output_size, int(call.kind[-2]))


@rule(*(f"{kind}{n}d" for kind in ("upsample_nearest", "_upsample_nearest_exact") for n in (1, 2, 3)))
def nearest(call: Call, input: Value, output_size: Any = None, scale_factors: Any = None, **more: Any) -> Any:
    """The nearest sample, or the nearest to the left."""
    mode = "nearest-exact" if "exact" in call.kind else "nearest"
    return _resized(call, mode, "", output_size, scale_factors, more)


@rule("upsample_linear1d", "upsample_bilinear2d", "upsample_trilinear3d", "upsample_bicubic2d")
def interpolated(
    call: Call, input: Value, align_corners: bool, output_size: Any = None, scale_factors: Any = None, **more: Any
) -> Any:
    """Linear or cubic."""
    mode = "cubic" if "bicubic" in call.kind else "linear"
    how = "align_corners" if align_corners else "half_pixel"
    return _resized(call, mode, how, output_size, scale_factors, more)


def _resized(call: Call, mode: str, how: str, size: Any, scale: Any, more: dict[str, Any]) -> Any:
    if scale is None and all(more.get(key) is not None for key in ("scales_h", "scales_w")):
        scale = [more["scales_h"], more["scales_w"]]
    return resized(call, mode, how, None if scale is not None else size, scale)


MODES = {"constant": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


@rule("pad")
def padded(call: Call, input: Value, pad: Any, mode: str = "constant", **_: Any) -> Any:
    """Numbers from the last dimension back, left and right of each."""
    if mode not in MODES:
        raise Unclear(f"padding by {mode} is not modelled")
    return _pad(call, input, pad, MODES[mode])


def _pad(call: Call, below: Value, pad: Sequence[Any], mode: str) -> Any:
    rest = [0] * (below.rank - len(pad) // 2)
    return standard(call, "Pad", [below, vector([*rest, *pad[-2::-2], *rest, *pad[::-2]])], mode=mode)


@rule("constant_pad_nd")
def with_constants(call: Call, input: Value, pad: Any, **_: Any) -> Any:
    """Constants at the ends, or samples less."""
    return _pad(call, input, pad, "constant")


@rule(*(f"{kind}_pad{n}d" for kind in ("reflection", "replication") for n in (1, 2, 3)))
def with_samples(call: Call, input: Value, padding: Any, **_: Any) -> Any:
    """The map's own samples at the ends."""
    return _pad(call, input, padding, "reflect" if call.kind.startswith("reflection") else "edge")


@rule("pixel_shuffle")
def shuffle(call: Call, input: Value, upscale_factor: Any) -> Any:
    """Channels dealt out in space."""
    return standard(call, "DepthToSpace", [input], blocksize=upscale_factor)


@rule("pixel_unshuffle")
def unshuffle(call: Call, input: Value, downscale_factor: Any) -> Any:
    """Blocks put into channels."""
    return standard(call, "SpaceToDepth", [input], blocksize=downscale_factor)
