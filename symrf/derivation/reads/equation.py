"""What each layer reads, and how many outputs it has. Output y reads the t with D t = A y + B + d m, m = 0 … k − 1.

    layer                                             A        B              d   k            D
    window (k, s, d, left padding p)                  s        −p             d   k            1
    transposed convolution (k, s, d, p)               1        p − d (k − 1)  d   k            s
    crop (left, step)                                 step     left           1   1            1
    adaptive pooling of n samples to m                n        1 − m          1   n + m − 1    m
    global, of n samples                              0        0              1   n            1
    resizing, output y at the coordinate (α y + β)/γ
        nearest, rounded down                         α        β − γ + 1      1   γ            γ
        nearest, rounded up                           α        β              1   γ            γ
        nearest, of two the left                      2 α      2 β − γ        1   2 γ          2 γ
        nearest, of two the right                     2 α      2 β − γ + 1    1   2 γ          2 γ
        linear                                        α        β − γ + 1      1   2 γ − 1      γ
        cubic (without m = γ − 1 and 3 γ − 1)         α        β − 2 γ + 1    1   4 γ − 1      γ

(α, β, γ) by a factor b/a: asymmetric (a, 0, b), half-pixel (2 a, a − b, 2 b); aligned corners from n to m samples
(n − 1, 0, m − 1).

After D/g outputs the same is read A/g inputs further on, g = gcd(A, D). Where d = 1 and k ≥ D every output reads
something, from ⌈(A y + B)/D⌉ to ⌊(A y + B + k − 1)/D⌋. Numbers or symbols; phases, formulas in y and sets of indices
are read off these five. Theorems one-equation, one-equation-ends and one-equation-period.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import gcd

from symrf.derivation.reads.extent import Extent, NotDerived, dropped_by, needs_size, ratio, resized, window_shift
from symrf.layers import (
    ALIGN_CORNERS,
    ASYMMETRIC,
    CUBIC,
    LINEAR,
    PYTORCH,
    REPLICATE,
    ZEROS,
    AdaptivePool,
    Attention,
    ConvTranspose,
    Crop,
    Elementwise,
    Global,
    Layer,
    Unknown,
    Upsample,
    Window,
)
from symrf.numbers import Number, expression, never_above


@dataclass(frozen=True, slots=True)
class Equation:
    """D t = A y + B + d m, m = 0 … k − 1: down t = up y + first + step m, m = 0 … taps − 1.

    border: what is read where t lies beyond the ends of the map, as layers name it. weightless: the m, in order, whose
    sample has weight 0 and is not read.
    """

    up: Number
    first: Number
    step: Number = 1
    taps: Number = 1
    down: Number = 1
    border: str = ZEROS
    weightless: tuple[Number, ...] = ()

    @property
    def reach(self) -> Number:
        """d (k − 1): how far the last tap lies from the first."""
        return self.step * (self.taps - 1)

    def runs(self) -> Iterator[Equation]:
        """The same in equations without weightless taps."""
        if not self.weightless:
            yield self
            return
        for before, after in pairwise((-1, *self.weightless, self.taps)):
            if after - before > 1:
                first = self.first + self.step * (before + 1)
                yield replace(self, first=first, taps=after - before - 1, weightless=())


def equation(layer: Layer, left: Number = 0, last: Number = None) -> Equation:
    """The equation of a layer; left: its left padding in force, last: the last index of its input, where known.

    NotDerived where it depends on the size of the input, which is not given.

    >>> from symrf.layers import Conv
    >>> equation(Conv(3, stride=2), left=1)
    Equation(up=2, first=-1, step=1, taps=3, down=1, border='zeros', weightless=())
    """
    if last is None and not isinstance(layer, Window) and (isinstance(layer, Global) or needs_size(layer)):
        what = "the whole input" if isinstance(layer, Global) else f"what {layer.op} reads"
        raise NotDerived(f"{what}, which depends on the input size; give --input-size")
    match layer:
        case Elementwise() | Upsample(factor=1):
            return Equation(1, 0)
        case Crop():
            return Equation(layer.step, layer.left)
        case Window():
            return Equation(layer.stride, -left, layer.dilation, layer.kernel, border=layer.border)
        case ConvTranspose(kernel=k, dilation=d):
            return Equation(1, left - d * (k - 1), d, k, layer.stride)
        case Global():
            return Equation(0, 0, 1, last + 1)
        case AdaptivePool(size=m):
            return Equation(last + 1, 1 - m, 1, last + m, m)
        case Upsample():
            return _resizing(layer, *_coordinate(layer, last))
        case Unknown():
            raise NotDerived(layer.reason)
    raise NotDerived(f"the operation {layer.op} has no formula here")


def next_extent(layer: Layer, below: Extent) -> Extent | None:
    """The extent of the map that a layer makes of the map below; None of a layer that is not known."""
    match layer:
        case Elementwise() | Attention():
            return below
        case Window():
            return below.above(layer.stride, window_shift(layer))
        case Crop():
            return below.above(layer.step, layer.left + layer.right)
        case Global():
            return Extent(0)
        case AdaptivePool():
            return Extent(layer.size - 1)
        case Upsample():
            return Extent(resized(layer, below.last + 1) - 1)
        case ConvTranspose():
            dropped = dropped_by(layer) if isinstance(layer.padding, str) else sum(layer.padding)
            return Extent(layer.stride * below.last + layer.span - 1 - dropped + layer.output_padding)
    return None


def _coordinate(layer: Upsample, last: Number) -> tuple[Number, Number, Number]:
    """(α, β, γ): output y lies at the coordinate (α y + β)/γ of the input."""
    outputs: Number = None if last is None else resized(layer, last + 1)
    if layer.rule == ALIGN_CORNERS:
        return (0, 0, 1) if outputs in (0, 1) else (last, 0, outputs - 1)
    if layer.rule == PYTORCH:
        if outputs in (0, 1):
            return 0, 0, 1
        if needs_size(layer) and not never_above(2, outputs):
            raise NotDerived(f"{PYTORCH} from {expression(last + 1)} to {outputs} samples, which may be one")
    if layer.size is None:
        b, a = ratio(layer.factor)
    elif isinstance(layer.size, int) and isinstance(last, int):
        b, a = Fraction(layer.size, last + 1).as_integer_ratio()
    else:
        b, a = layer.size, last + 1
    return (a, 0, b) if layer.rule == ASYMMETRIC else (2 * a, a - b, 2 * b)


def _resizing(layer: Upsample, alpha: Number, beta: Number, gamma: Number) -> Equation:
    if layer.mode == LINEAR:
        return Equation(alpha, beta - gamma + 1, 1, 2 * gamma - 1, gamma, REPLICATE)
    if layer.mode == CUBIC:
        whole: tuple[Number, ...] = (gamma - 1, 3 * gamma - 1)
        if all(isinstance(x, int) for x in (alpha, beta, gamma)):
            common = gcd(alpha, gamma)
            if beta % common:  # no coordinate is a sample
                whole = ()
            elif common == gamma:  # every one is
                return Equation(alpha // gamma, beta // gamma, border=REPLICATE)
        return Equation(alpha, beta - 2 * gamma + 1, 1, 4 * gamma - 1, gamma, REPLICATE, whole)
    match layer.round:
        case "floor":
            return Equation(alpha, beta - gamma + 1, 1, gamma, gamma, REPLICATE)
        case "ceil":
            return Equation(alpha, beta, 1, gamma, gamma, REPLICATE)
    first = 2 * beta - gamma + int(layer.round == "prefer_ceil")
    return Equation(2 * alpha, first, 1, 2 * gamma, 2 * gamma, REPLICATE)
