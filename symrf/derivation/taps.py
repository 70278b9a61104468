"""What each layer reads, as formulas: for output S m + φ … the inputs S' m + first … S' m + last, by phase φ.

A window has one phase. A transposed convolution of stride s and an upsampling by s have s of them, and S' = 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from symrf.derivation.atoms import Atoms
from symrf.derivation.extent import Extent, NotDerived, NotListed, paddings
from symrf.derivation.indices import taps as resized_taps
from symrf.derivation.same import same_paddings
from symrf.layers import ConvTranspose, Crop, Elementwise, Global, Layer, Upsample, Window
from symrf.number import Number, expression, floor_divide, is_symbolic

MAX_PERIOD = 1024
"""Longer periods are not written out phase by phase."""


@dataclass(frozen=True)
class Taps:
    """The inputs first, first + step, …, last, relative to where the period begins."""

    first: Number
    last: Number
    step: Number = 1


@dataclass(frozen=True)
class Reads:
    """Output T m + φ reads inputs S m + phases[φ], T the number of phases; None where it reads nothing.

    bound: why it may read less than that; empty where it reads exactly that.
    """

    stride: Number
    phases: tuple[Taps | None, ...]
    right_padding: Number = 0
    bound: str = ""


def reads(layer: Layer, below: Extent | None, atoms: Atoms) -> Reads:
    """What the layer reads, on a map of that extent. NotDerived where there is no such formula."""
    match layer:
        case Elementwise() | Upsample(factor=1):
            return Reads(1, (Taps(0, 0),))
        case Crop():
            return Reads(layer.step, (Taps(layer.left, layer.left),), -layer.right)
        case Window():
            left, right = same_paddings(layer, below, atoms)
            taps = Taps(-left, layer.dilation * (layer.kernel - 1) - left, layer.dilation)
            return Reads(layer.stride, (taps,), right)
        case ConvTranspose():
            left, right = map(atoms.lift, paddings(layer, None))
            return _transposed(layer, left, right, atoms)
        case Global():
            if below is None:
                raise NotDerived("the whole input, whose size is not given")
            return Reads(0, (Taps(0, atoms.lift(below.last)),))
        case Upsample():
            return _upsampled(layer, below)
    raise NotDerived(f"the operation {layer.op} has no formula here")


def _transposed(layer: ConvTranspose, left: Number, right: Number, atoms: Atoms) -> Reads:
    s, k, d = layer.stride, layer.kernel, layer.dilation
    if s == 1:
        taps = Taps(left - d * (k - 1), left, d)
        return Reads(1, (taps,), d * (k - 1) - right + layer.output_padding)
    if is_symbolic(s):
        raise NotListed(f"a transposed convolution of stride {expression(s)} has no finite list of phases")
    if s > MAX_PERIOD:
        raise NotListed(f"{s} phases; at most {MAX_PERIOD} are written out")
    if any(map(is_symbolic, (k, d, left))):
        return _bounded(layer, left, atoms)
    return Reads(1, tuple(_phase(phase + left, s, k, d) for phase in range(s)))


def _phase(at: int, s: int, k: int, d: int) -> Taps | None:
    """The t with s t + d m = at for some m = 0 … k - 1."""
    common = gcd(s, d)
    if at % common:
        return None
    cycle = s // common
    m = at // common * pow(d // common, -1, cycle) % cycle
    if m >= k:
        return None
    most = m + (k - 1 - m) // cycle * cycle
    return Taps((at - d * most) // s, (at - d * m) // s, d // common)


def _bounded(layer: ConvTranspose, left: Number, atoms: Atoms) -> Reads:
    """Symbolic numbers: the ends of a window without gaps, exact where d = 1 and k >= s."""
    s, span = layer.stride, layer.dilation * (layer.kernel - 1) + 1
    short = expression(layer.kernel - s)
    exact = layer.dilation == 1 and (short.is_nonnegative if is_symbolic(short) else short >= 0)
    bound = "" if exact else f"some outputs may read less, as kernel ≥ {s} and dilation 1 are not known to hold"
    phases = []
    for phase in range(s):
        first = -atoms.lift(floor_divide(expression(span - 1 - left - phase), s))
        phases.append(Taps(first, atoms.lift(floor_divide(expression(left + phase), s))))
    return Reads(1, tuple(phases), bound=bound)


def _upsampled(layer: Upsample, below: Extent | None) -> Reads:
    factor = layer.factor
    if is_symbolic(factor):
        raise NotListed(f"an upsampling by {expression(factor)} has no finite list of phases")
    if layer.mode == "nearest" or layer.rule != "align_corners":
        if factor > MAX_PERIOD:
            raise NotListed(f"{factor} phases; at most {MAX_PERIOD} are written out")
        return Reads(1, tuple(Taps(*resized_taps(layer, phase)) for phase in range(factor)))
    if below is None or not isinstance(below.last, int):
        raise NotListed("align_corners depends on the input size; give --input-size")
    return _aligned_corners(factor, below.last)


def _aligned_corners(factor: int, last: int) -> Reads:
    """Output y reads the neighbours of y (n - 1)/(factor n - 1), n = last + 1."""
    above = factor * (last + 1) - 1
    common = gcd(last, above)
    stride, period = last // common, above // common
    if period > MAX_PERIOD:
        raise NotListed(f"align_corners with {period} phases; at most {MAX_PERIOD} are written out")
    at = [Fraction(phase * stride, period) for phase in range(period)]
    return Reads(stride, tuple(Taps(x.__floor__(), x.__ceil__()) for x in at))
