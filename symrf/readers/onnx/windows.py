"""ONNX: convolutions, pooling, transposed convolutions, resizing, padding."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from symrf.layers import Conv, ConvTranspose, Crop, Layer, PixelShuffle, Pool, Upsample
from symrf.layers.resizing import RULES
from symrf.numbers import Number, is_symbolic, least, same
from symrf.numbers.sound_sympy import sympy
from symrf.readers.model.call import Call
from symrf.readers.model.layout import axes_of
from symrf.readers.model.products import reduced
from symrf.readers.model.run import Made
from symrf.readers.model.space import antialiased, spatial
from symrf.readers.model.value import Unclear, Value
from symrf.readers.onnx.joins import scaled
from symrf.readers.onnx.table import rule

AUTO = {"SAME_UPPER": "same", "SAME_LOWER": "same_lower"}
WEIGHT = {"QLinearConv": 3}


def _kernel(call: Call) -> list[int]:
    """The attribute, or the weight's own dimensions."""
    given = call.attribute("kernel_shape")
    if given:
        return list(given)
    weight = call.value(WEIGHT.get(call.kind, 1))
    if weight.is_data or weight.dims is None:
        raise Unclear("the shape of its weight is not known")
    return [int(n) for n in weight.shape[2:]]


def _list(call: Call, name: str, count: int, default: int) -> list[int]:
    given = call.attribute(name)
    found = list(given) if given else [default] * count
    if len(found) != count:
        raise Unclear(f"{name} has {len(found)} numbers for {count} dimensions")
    return found


def _padding(call: Call, count: int) -> list[Any]:
    auto = call.attribute("auto_pad", "NOTSET")
    if auto in AUTO:
        return [AUTO[auto]] * count
    pads = [0] * (2 * count) if auto == "VALID" else _list(call, "pads", 2 * count, 0)
    return [(pads[i], pads[count + i]) for i in range(count)]


@rule("ConvInteger", "QLinearConv", follows=None)
def whole_numbers(call: Call) -> Made:
    """A convolution of whole numbers, with their scales."""
    return window(scaled(call, 0, WEIGHT.get(call.kind, 1)))


@rule("Conv", "MaxPool", "AveragePool", "LpPool", follows=2)
def window(call: Call) -> Value:
    """A window over every dimension from the third on; a convolution mixes channels too."""
    kernel = _kernel(call)
    count = len(kernel)
    auto = call.attribute("auto_pad") in AUTO
    if auto and "Pool" in call.kind and any(d > 1 for d in call.attribute("dilations") or ()):
        raise Unclear("programs differ in whether auto_pad of a pooling counts its dilation")
    numbers = (kernel, _list(call, "strides", count, 1), _list(call, "dilations", count, 1), _padding(call, count))
    ceil = bool(call.attribute("ceil_mode", 0))
    conv = "Conv" in call.kind
    kind = Conv if conv else Pool
    made: dict[Any, Layer] = {n: kind(*n, ceil_mode=ceil) for n in zip(*numbers, strict=True)}
    layers = {2 + i: made[n] for i, n in enumerate(zip(*numbers, strict=True))}
    weight = call.value(WEIGHT.get(call.kind, 1)) if conv else None
    if weight is not None and weight.is_data:
        raise Unclear("its weight is computed by the model")
    _rank(call, count)
    channels = weight.shape[0] if weight is not None and weight.dims is not None else None
    apart = conv and call.attribute("group", 1) > 1
    return spatial(call.trace, call.name, call.value(), layers, 1 if conv else None, channels, True, apart)


def _rank(call: Call, count: int) -> None:
    value = call.value()
    if value.rank != count + 2:
        raise Unclear(f"its kernel has {count} dimensions and its input {value.rank - 2} beside batch and channels")


@rule("ConvTranspose", follows=2)
def transposed(call: Call) -> Value:
    """A transposed convolution; output_shape, or auto_pad, says how much is cut off."""
    kernel = _kernel(call)
    count = len(kernel)
    _rank(call, count)
    strides, dilations = _list(call, "strides", count, 1), _list(call, "dilations", count, 1)
    more = _list(call, "output_padding", count, 0)
    pads, auto = _list(call, "pads", 2 * count, 0), call.attribute("auto_pad", "NOTSET")
    wanted = call.attribute("output_shape")
    if wanted and len(wanted) == count + 2:
        wanted = wanted[2:]
    layers: dict[int, Layer] = {}
    for i in range(count):
        left, right = pads[i], pads[count + i]
        if wanted or auto in AUTO:
            size = call.value().shape[2 + i]
            goal = wanted[i] if wanted else size * strides[i]
            total = strides[i] * (size - 1) + more[i] + (kernel[i] - 1) * dilations[i] + 1 - goal
            if is_symbolic(total):
                raise Unclear("its padding depends on the input size; give it as a number")
            if total < 0 and (not wanted or more[i] - total >= strides[i]):
                raise Unclear("its windows leave gaps, which some programs fill and others do not")
            more[i] += max(-total, 0)
            total = max(total, 0)
            small = total // 2
            left, right = (small, total - small) if auto == "SAME_UPPER" else (total - small, small)
        elif auto == "VALID":
            left, right = 0, 0
        layers[2 + i] = ConvTranspose(kernel[i], strides[i], dilations[i], (left, right), more[i])
    weight = call.value(1)
    if weight.is_data:
        raise Unclear("its weight is computed by the model")
    channels = weight.shape[1] * call.attribute("group", 1) if weight.dims is not None else None
    return spatial(call.trace, call.name, call.value(), layers, 1, channels, True)


@rule("GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool")
def over_all(call: Call) -> Value:
    """One sample of all."""
    below = call.value()
    if below.is_data:
        call.trace.reveal(axes_of(below.layout[2:]), False)
    return reduced(call.trace, call.name, below, range(2, below.rank))


MODES = {"nearest": "nearest", "linear": "linear", "bilinear": "linear", "cubic": "cubic"}
ROUND = {"round_prefer_floor": "prefer_floor", "round_prefer_ceil": "prefer_ceil", "floor": "floor", "ceil": "ceil"}


@rule("Resize", "Upsample")
def resize(call: Call) -> Value:
    """Resizing by scales or to sizes, along all dimensions or those of `axes`."""
    below = call.value()
    old = call.kind == "Upsample" or call.version < 11
    mode = MODES.get(call.attribute("mode", "nearest"))
    how = "asymmetric" if old else call.attribute("coordinate_transformation_mode", "half_pixel")
    rounded = ROUND.get("floor" if old else call.attribute("nearest_mode", "round_prefer_floor"))
    if mode is None or rounded is None:
        raise Unclear("its mode is not known")
    rank = below.rank
    axes = [int(i) % rank for i in call.attribute("axes") or range(rank)]
    scales = _scales(call, old)
    sizes: Sequence[Any] | None = None if old else call.numbers(3)
    if not scales and not sizes:
        raise Unclear("its scales are not known")
    if sizes and len(sizes) != len(axes) or not sizes and scales and len(scales) != len(axes):
        raise Unclear(f"it resizes {len(sizes or scales or ())} dimensions of {len(axes)}")
    policy = call.attribute("keep_aspect_ratio_policy", "stretch")
    old_sizes = [below.shape[i] for i in axes]
    numbers: list[dict[str, Any]]
    if sizes and policy != "stretch":
        if min(call.attribute("axes") or (0,)) < 0:
            raise Unclear("programs differ in the ratio that they keep along dimensions counted from the last one")
        numbers = _kept_ratio(old_sizes, sizes, policy, how)
    else:
        numbers = [{"size": size} for size in sizes] if sizes else [{"factor": _fraction(n)} for n in scales or ()]
    layers: dict[int, Layer] = {}
    for i, size, number in zip(axes, old_sizes, numbers, strict=True):
        if not (same(number["size"], size) if "size" in number else number["factor"] == 1):
            fewer = old and "factor" in number and number["factor"] < 1  # rounded up before version 11
            made = _resizing(mode, how, "ceil" if fewer else rounded, size, number)
            layers[i] = antialiased(made, size) if call.attribute("antialias", 0) and mode != "nearest" else made
    return spatial(call.trace, call.name, below, layers, surely=False)


def _resizing(mode: str, how: str, rounded: str, size: Number, number: dict[str, Any]) -> Upsample:
    if how == "half_pixel_symmetric":
        goal = number.get("size", size * number.get("factor", 1))
        whole = "size" in number or isinstance(goal, int) or isinstance(goal, Fraction) and goal.denominator == 1
        how = "half_pixel" if whole else how
    if how not in RULES:
        raise Unclear(f"resizing by {how} is not modelled")
    if "size" in number and (is_symbolic(size) or is_symbolic(number["size"])):
        ratio = sympy.cancel(number["size"] * sympy.Pow(size, -1))
        if ratio.is_Rational and how != "align_corners":
            number = {"factor": Fraction(int(ratio.p), int(ratio.q))}
    return Upsample(**number, mode=mode, rule=how, round=rounded if mode == "nearest" else "floor")


def _scales(call: Call, old: bool) -> Sequence[Any] | None:
    given = call.attribute("scales")
    if given:
        return list(given)
    if "height_scale" in call.operation.attributes:
        return [1.0, 1.0, call.attribute("height_scale"), call.attribute("width_scale", 1.0)]
    place = 1 if old else 2
    if not call.has(place):
        return None
    items = call.value(place).items
    if items is None and (call.value(place).is_data or call.value(place).shape != (0,)):
        raise Unclear("its scales are computed by the model")
    return items or None


def _fraction(scale: Any) -> Any:
    """The simplest fraction that a float of 32 bits stands for."""
    if is_symbolic(scale):
        return scale
    exact = Fraction(scale)
    for most in (16, 256, 4096):
        simple = exact.limit_denominator(most)
        if struct.pack("f", simple) == struct.pack("f", exact):
            return int(simple) if simple.denominator == 1 else simple
    return exact


def _kept_ratio(old: Sequence[Number], sizes: Sequence[Any], policy: str, how: str) -> list[dict[str, Any]]:
    """One scale for all dimensions: samples lie by it, their number is rounded, half a sample up."""
    if any(is_symbolic(n) for n in (*old, *sizes)):
        raise Unclear("its size depends on the input size; give it as a number")
    ratios = [Fraction(n, o) for n, o in zip(sizes, old, strict=True)]
    scale = min(ratios) if policy == "not_larger" else max(ratios)
    made = [int(scale * o + Fraction(1, 2)) for o in old]
    if how == "align_corners":  # by the first and the last sample, whatever the scale
        return [{"size": n} for n in made]
    if any(n > scale * o for n, o in zip(made, old, strict=True)):
        raise Unclear("it keeps the ratio of the sizes and rounds one up, which is not modelled")
    return [{"factor": scale}] * len(old)


BORDERS = {"reflect": "reflect", "edge": "replicate", "wrap": "circular"}


@rule("Pad")
def pad(call: Call) -> Value:
    """Padding: samples beyond the ends, or with numbers below 0 samples less."""
    below, mode = call.value(), call.attribute("mode", "constant")
    pads = call.numbers(1, "pads" if "pads" in call.operation.attributes else "paddings")
    where = call.numbers(3)
    if pads is None or mode not in (*BORDERS, "constant"):
        raise Unclear("its pads are not known" if pads is None else f"padding by {mode} is not modelled")
    axes = list(range(below.rank)) if where is None else [i % below.rank for i in where]
    if len(pads) != 2 * len(axes):
        raise Unclear(f"{len(pads)} pads for {len(axes)} dimensions")
    layers: dict[int, Layer] = {}
    cut: dict[int, Layer] = {}
    for n, i in enumerate(axes):
        left, right = pads[n], pads[len(axes) + n]
        if mode == "wrap" and not all(same(least((end, 0)), 0) for end in (left, right)):  # around what is left
            if is_symbolic(left) or is_symbolic(right):
                raise Unclear("whether it cuts off samples depends on the input size; give it as a number")
            cut[i] = Crop(max(-left, 0), max(-right, 0))
            left, right = max(left, 0), max(right, 0)
        if same(left, 0) and same(right, 0):
            continue
        layers[i] = Crop(-left, -right) if mode == "constant" else Conv(1, padding=(left, right), border=BORDERS[mode])
    below = spatial(call.trace, f"{call.name}:cut", below, cut) if cut else below
    return spatial(call.trace, call.name, below, layers)


@rule("DepthToSpace")
def depth_to_space(call: Call) -> Value:
    """Channels dealt out in space."""
    below, block = call.value(), call.attribute("blocksize", 1)
    _rank(call, 2)
    layer = PixelShuffle(block)
    return spatial(call.trace, call.name, below, {2: layer, 3: layer}, 1, below.shape[1] // block**2, False)


@rule("SpaceToDepth")
def space_to_depth(call: Call) -> Value:
    """Blocks put into channels."""
    below, block = call.value(), call.attribute("blocksize", 1)
    _rank(call, 2)
    layer = Conv(block, block)
    return spatial(call.trace, call.name, below, {2: layer, 3: layer}, 1, below.shape[1] * block**2, False)


@rule("CenterCropPad")
def center(call: Call) -> Value:
    """The middle of a map, or the map in the middle of zeros."""
    below, sizes = call.value(), call.numbers(1)
    if sizes is None:
        raise Unclear("the size it makes is not known")
    given = call.attribute("axes")
    axes = [i % below.rank for i in given] if given else list(range(below.rank))
    layers: dict[int, Layer] = {}
    for i, size in zip(axes, sizes, strict=True):
        if is_symbolic(below.shape[i]) or is_symbolic(size):
            raise Unclear("what it cuts off depends on the input size; give it as a number")
        more = size - below.shape[i]
        left = more // 2 if more > 0 else -((-more) // 2)
        layers[i] = Crop(-left, left - more)
    return spatial(call.trace, call.name, below, layers)
