"""Sizes of maps. The last index of a map is ⌊(last index of a map below − shift)/stride⌋, and such steps compose.

k, s, d, p, q as everywhere, K = d (k − 1) + 1. One layer has stride s and
    shift = K − 1 − p − q                                   explicit padding
    shift = the smaller of that and max(K − s − p − q, −p)  ceil mode: without a window that starts in the padding
    shift = 0                                               SAME
so a chain is one step: (stride, shift) ∘ (s, e) = (stride s, shift + stride e), by ⌊⌊x/a⌋/b⌋ = ⌊x/(a b)⌋.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from symrf.layers import (
    ALIGN_CORNERS,
    PYTORCH,
    SAME,
    SAME_LOWER,
    AdaptivePool,
    ConvTranspose,
    Layer,
    Upsample,
    Window,
)
from symrf.numbers import Number, expression, floor_divide, greatest, is_symbolic, least


class NotDerived(Exception):
    """Why a node's field has no formula here."""


class NotListed(NotDerived):
    """The phases of the field cannot be listed, as their number is a symbol or which is read depends on one."""


class TooManyPhases(NotListed):
    """The phases of the field are more than are written out."""


LONG = 12
"""Of floors of sums of more terms SymPy is not asked whether they can be simplified: it takes its time."""


@dataclass(frozen=True)
class Extent:
    """The number of features of a map, as its last index: ⌊(base − shift)/stride⌋."""

    base: Number
    shift: Number = 0
    stride: Number = 1

    @cached_property
    def last(self) -> Number:
        """The last index, an int or an expression."""
        above, stride = expression(self.base - self.shift), expression(self.stride)
        if stride != 1 and is_symbolic(above) and len(above.args) > LONG:
            from symrf.numbers.sound_sympy import sympy

            return sympy.floor(above / stride, evaluate=False)
        return expression(floor_divide(above, stride))

    @property
    def last_number(self) -> int | None:
        """The last index where it is a plain int, without working out an expression."""
        plain = self.stride == 1 and self.shift == 0 and isinstance(self.base, int)
        return self.base if plain else None

    @property
    def size(self) -> Number:
        """The number of features."""
        return expression(self.last + 1)

    def above(self, stride: Number, shift: Number) -> Extent:
        """The map above it by one step of that stride and shift."""
        step = Extent(self.base, self.shift + self.stride * shift, self.stride * stride)
        return step if any(map(is_symbolic, (step.base, step.shift, step.stride))) else Extent(step.last)


def resized(layer: Upsample, samples: Number) -> Number:
    """The number of outputs of a resizing of so many samples: `size`, or ⌊factor · samples⌋."""
    if layer.size is not None:
        return layer.size
    above, below = ratio(layer.factor)
    return floor_divide(expression(above * samples), below) if below != 1 else above * samples


def ratio(factor: Number) -> tuple[Number, Number]:
    """(b, a) of a factor b/a, in lowest terms."""
    return (factor.numerator, factor.denominator) if isinstance(factor, Fraction) else (factor, 1)


def window_shift(layer: Window) -> Number:
    """The shift of a window layer."""
    if isinstance(layer.padding, str):
        return 0
    left, right = layer.padding
    shift = layer.span - 1 - left - right
    if not layer.ceil_mode:
        return shift
    return least([shift, greatest([shift - layer.stride + 1, -left])])


def needs_size(layer: Layer) -> bool:
    """Whether what the layer reads depends on the size of its input."""
    if isinstance(layer, Upsample):
        if layer.size is not None or layer.rule == ALIGN_CORNERS:
            return layer.factor != 1
        return layer.rule == PYTORCH and not is_symbolic(layer.factor) and layer.factor < 1  # to one sample, perhaps
    if isinstance(layer, Window):
        return layer.padding in (SAME, SAME_LOWER) and layer.stride != 1
    return isinstance(layer, AdaptivePool)


def dropped_by(layer: ConvTranspose) -> Number:
    """The samples that SAME padding takes away at both ends together."""
    return greatest([layer.span - layer.stride, 0])
