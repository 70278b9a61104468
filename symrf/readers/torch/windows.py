"""torch: convolutions, pooling, resizing, padding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symrf.layers import AdaptivePool, Layer
from symrf.numbers import Number, same
from symrf.readers.model.call import Call
from symrf.readers.model.folding import vector
from symrf.readers.model.products import reduced
from symrf.readers.model.space import spatial
from symrf.readers.model.value import Unclear, Value
from symrf.readers.onnx.standard import standard
from symrf.readers.onnx.windows import MODES as RESIZED
from symrf.readers.torch.call import NO_BATCH, rule


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
    kernel = [int(n) for n in weight.shape[2:]]
    left, right = sides(padding, kernel, dilation)
    return standard(
        call, "Conv", [_batched(input, count), weight], kernel_shape=kernel, strides=_each(stride, count),
        pads=[*left, *right], dilations=_each(dilation, count), group=groups,
    )  # fmt: skip


def sides(padding: Any, kernel: Sequence[int], dilation: Any) -> tuple[list[Any], list[Any]]:
    """How many samples a convolution pads on the left and on the right of every dimension."""
    if padding == "same":
        spans = [d * (k - 1) for d, k in zip(_each(dilation, len(kernel)), kernel, strict=True)]
        return [span // 2 for span in spans], [span - span // 2 for span in spans]
    pads = _each(0 if padding == "valid" else padding, len(kernel))
    return pads, pads


def _batched(value: Value, count: int) -> Value:
    if value.dims is not None and value.rank == count + 1:
        raise Unclear(NO_BATCH)
    return value


@rule("conv_transpose1d", "conv_transpose2d", "conv_transpose3d")
def deconvolution(
    call: Call, input: Value, weight: Value, bias: Any = None, stride: Any = 1, padding: Any = 0,
    output_padding: Any = 0, groups: Any = 1, dilation: Any = 1, **_: Any,
) -> Any:  # fmt: skip
    """A transposed convolution."""
    count = _count(weight)
    return standard(
        call, "ConvTranspose", [_batched(input, count), weight, bias], kernel_shape=[int(n) for n in weight.shape[2:]],
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
    kind = "MaxPool" if call.kind.lower().startswith("max") else "AveragePool"
    return standard(
        call, kind, [_batched(input, count)], kernel_shape=kernel, strides=_each(stride, count, kernel),
        pads=_each(padding, count, 0) * 2, dilations=_each(dilation, count), ceil_mode=int(ceil_mode),
    )  # fmt: skip


def adaptive(call: Call, sizes: Any, count: int) -> Any:
    """Pooling to these sizes, None leaving a dimension as it is."""
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
@rule("_upsample_bilinear2d_aa", "_upsample_bicubic2d_aa")
def interpolated(
    call: Call, input: Value, align_corners: bool, output_size: Any = None, scale_factors: Any = None, **more: Any
) -> Any:
    """Linear or cubic."""
    mode = "cubic" if "bicubic" in call.kind else "linear"
    how = "align_corners" if align_corners else "half_pixel"
    return _resized(call, mode, how, output_size, scale_factors, more, call.kind.endswith("_aa"))


def resized(call: Call, mode: str, rule: str, size: Any, scale: Any, smooth: bool = False) -> Any:
    """Interpolation as PyTorch numbers it; smooth: with antialiasing."""
    below = call.value()
    count = below.rank - 2
    how: dict[str, Any] = {"coordinate_transformation_mode": rule, "antialias": int(smooth)}
    if mode in ("nearest", "nearest-exact"):
        how = {"coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
        if mode == "nearest-exact":
            how = {"coordinate_transformation_mode": "half_pixel", "nearest_mode": "round_prefer_ceil"}
    known = {"bicubic": "cubic", "trilinear": "linear", "nearest-exact": "nearest"}.get(mode, mode)
    if known not in RESIZED:
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


def _resized(
    call: Call, mode: str, how: str, size: Any, scale: Any, more: dict[str, Any], smooth: bool = False
) -> Any:
    if scale is None and all(more.get(key) is not None for key in ("scales_h", "scales_w")):
        scale = [more["scales_h"], more["scales_w"]]
    return resized(call, mode, how, None if scale is not None else size, scale, smooth)


MODES = {"constant": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


@rule("pad")
def padded(call: Call, input: Value, pad: Any, mode: str = "constant", **_: Any) -> Any:
    """Numbers from the last dimension back, left and right of each."""
    if mode not in MODES:
        raise Unclear(f"padding by {mode} is not modelled")
    return pad_by(call, input, pad, MODES[mode])


def pad_by(call: Call, below: Value, pads: Sequence[Any], mode: str, name: str = "") -> Any:
    """A map with so many samples more, from the last dimension back, left and right of each; as ONNX calls them."""
    rest = [0] * (below.rank - len(pads) // 2)
    return standard(call, "Pad", [below, vector([*rest, *pads[-2::-2], *rest, *pads[::-2]])], name, mode=mode)


@rule("constant_pad_nd")
def with_constants(call: Call, input: Value, pad: Any, **_: Any) -> Any:
    """Constants at the ends, or samples less."""
    return pad_by(call, input, pad, "constant")


@rule(*(f"{kind}_pad{n}d" for kind in ("reflection", "replication") for n in (1, 2, 3)))
def with_samples(call: Call, input: Value, padding: Any, **_: Any) -> Any:
    """The map's own samples at the ends."""
    return pad_by(call, input, padding, "reflect" if call.kind.startswith("reflection") else "edge")


@rule("pixel_shuffle")
def shuffle(call: Call, input: Value, upscale_factor: Any) -> Any:
    """Channels dealt out in space."""
    return standard(call, "DepthToSpace", [input], blocksize=upscale_factor)


@rule("pixel_unshuffle")
def unshuffle(call: Call, input: Value, downscale_factor: Any) -> Any:
    """Blocks put into channels."""
    return standard(call, "SpaceToDepth", [input], blocksize=downscale_factor)
