"""Layers that resize a map: upsampling and downsampling by interpolation, pixel shuffle, adaptive pooling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from symrf.errors import SymrfError, shown
from symrf.network import Layer
from symrf.numbers import Number, integer, is_symbolic

NEAREST, LINEAR, CUBIC = MODES = ("nearest", "linear", "cubic")
HALF_PIXEL, ASYMMETRIC, ALIGN_CORNERS, PYTORCH = RULES = (
    "half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel",
)  # fmt: skip
ROUNDINGS = ("floor", "ceil", "prefer_floor", "prefer_ceil")


def _factor(value: Any, what: str) -> Number:
    """A positive number, whole or a fraction; or an expression that is an integer of at least 1."""
    if is_symbolic(value) and value.is_Rational:
        value = Fraction(int(value.p), int(value.q))
    if not isinstance(value, Fraction):
        return integer(value, what, 1)
    if value <= 0:
        raise SymrfError(f"{what} is {value}; it must be a positive number such as 2 or 3/2")
    above, below = integer(value.numerator, what, 1), integer(value.denominator, what, 1)
    return above if below == 1 else Fraction(above, below)


@dataclass(frozen=True, slots=True)
class Upsample(Layer):
    """Resize by a positive factor, whole or a fraction, or to a size: ⌊factor · n⌋ outputs, or `size` of them.

    Output y lies at an input coordinate x, as ONNX names the rules: y/f "asymmetric"; (y + 1/2)/f − 1/2 "half_pixel",
    and "pytorch_half_pixel", where a single output lies at 0; y (n − 1)/(m − 1) for m outputs "align_corners".
    mode "nearest" reads x rounded: "floor", "ceil", or to the nearest sample, of two to the left ("prefer_floor") or to
    the right ("prefer_ceil"); "linear" the two about x, "cubic" the four about x; where x is a sample, that alone.
    rule: "asymmetric" where mode is nearest, otherwise "half_pixel", unless given. Beyond its ends a map goes on with
    its last sample.

    >>> import symrf
    >>> up = symrf.derive(symrf.Conv(3) >> symrf.Upsample(2)).output
    >>> up.region(0), up.region(1), up.region(2)
    ((0, 2), (0, 2), (1, 3))
    """

    factor: Number = None
    mode: str = NEAREST
    rule: str = ""
    round: str = "floor"
    size: Number = None
    op: ClassVar[str] = "upsample"
    leasts: ClassVar[Mapping[str, int | None]] = {"factor": 1, "size": 1}

    def __post_init__(self) -> None:
        self._check("factor", self._checked)
        if (self.factor is None) == (self.size is None):
            raise SymrfError(f"{self.op} takes a factor, such as 2 or 3/2, or else a size")
        self._check("size", lambda value, what: None if value is None else integer(value, what, 1))
        if self.rule == "":
            object.__setattr__(self, "rule", ASYMMETRIC if self.mode == NEAREST else HALF_PIXEL)
        for name, known in (("mode", MODES), ("rule", RULES), ("round", ROUNDINGS)):
            if getattr(self, name) not in known:
                right = ", ".join(f'"{word}"' for word in known[:-1]) + f' or "{known[-1]}"'
                raise SymrfError(f"{name} of {self.op} is {shown(getattr(self, name))}; it must be {right}")

    def _checked(self, factor: Any, what: str) -> Number:
        return None if factor is None else _factor(factor, what)


class PixelShuffle(Upsample):
    """Channels dealt out in space (depth to space): outputs factor·t … factor·t + factor − 1 read input t.

    The way back, space to depth, is a window of kernel and stride `factor`.

    >>> import symrf
    >>> symrf.derive(symrf.Conv(3) >> symrf.PixelShuffle(2)).output.region(3)
    (1, 3)
    """

    __slots__ = ()
    op = "pixel_shuffle"

    def _checked(self, factor: Any, what: str) -> Number:
        return integer(factor, what, 1)


@dataclass(frozen=True, slots=True)
class AdaptivePool(Layer):
    """Pooling to `size` outputs: output y of an input of n samples reads ⌊y n/size⌋ … ⌈(y + 1) n/size⌉ − 1."""

    size: Number
    op: ClassVar[str] = "adaptive_pool"
    leasts: ClassVar[Mapping[str, int | None]] = {"size": 1}
