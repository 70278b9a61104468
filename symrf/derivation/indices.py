"""Sets of indices as bits of one integer, and what each layer reads of its input for a set of its outputs.

Whole sets move at once: a window is a shift per doubling of the kernel, a stride spreads the bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from symrf.errors import SymrfError
from symrf.layers import ConvTranspose, Crop, Elementwise, Global, Layer, Upsample, Window

MAX_SPAN = 1 << 26
"""Sets that reach over more indices than this are not built."""


@dataclass(frozen=True)
class Indices:
    """The set of first + i for every bit i of `bits` that is set."""

    first: int
    bits: int

    @classmethod
    def run(cls, first: int, last: int) -> Indices:
        """All indices from first to last.

        >>> Indices.run(2, 4).hull
        (2, 4)
        """
        return cls(first, (1 << _room(last - first + 1)) - 1 if last >= first else 0)

    @property
    def hull(self) -> tuple[int, int] | None:
        """The smallest and the largest index, None for the empty set."""
        if not self.bits:
            return None
        lowest = (self.bits & -self.bits).bit_length() - 1
        return self.first + lowest, self.first + self.bits.bit_length() - 1

    def __or__(self, other: Indices) -> Indices:
        if not self.bits or not other.bits:
            return self if self.bits else other
        low, high = (self, other) if self.first <= other.first else (other, self)
        return Indices(low.first, low.bits | high.bits << _room(high.first - low.first))

    def within(self, last: int) -> Indices:
        """The part from 0 to last."""
        bits, first = self.bits, self.first
        if first < 0:
            bits, first = bits >> -first, 0
        return Indices(first, bits & ((1 << max(last - first + 1, 0)) - 1))

    def clamped(self, last: int) -> Indices:
        """The set with smaller indices moved to 0 and larger ones to last."""
        inside, ends = self.within(last), self.hull
        if ends is None:
            return self
        for end in ends:
            inside |= Indices(min(max(end, 0), last), 1)
        return inside


def _room(bits: int) -> int:
    if bits > MAX_SPAN:
        raise SymrfError(f"a region over {bits} indices; exact sets are built up to {MAX_SPAN}")
    return bits


def _spread(bits: int, step: int) -> int:
    """Bit i to bit step·i."""
    _room(bits.bit_length() * step)
    return int(("0" * (step - 1)).join(f"{bits:b}"), 2) if step > 1 else bits


def _gather(bits: int, step: int) -> int:
    """Bit step·i to bit i; other bits are dropped."""
    return int(f"{bits:b}"[::-1][::step][::-1] or "0", 2)


def _smear(bits: int, step: int, times: int) -> int:
    """The union of the bits moved up by 0, step, …, (times − 1)·step."""
    _room(bits.bit_length() + step * (times - 1))
    done = 1
    while done < times:
        more = min(done, times - done)
        bits |= bits << step * more
        done += more
    return bits


def _multiples(first: int, bits: int, step: int) -> Indices:
    """The indices that are multiples of step, divided by it."""
    skip = -first % step
    return Indices((first + skip) // step, _gather(bits >> skip, step))


def read(layer: Layer, above: Indices, left: int, last: int | None, in_bounds: bool) -> Indices:
    """What the layer reads of its input for a set of outputs; left is its left padding, last its input's last index.

    in_bounds: only indices 0 … last; interpolation repeats the samples at the ends instead of reading beyond them.
    """
    found = _read(layer, above, left, last)
    if not in_bounds or last is None:
        return found
    clamps = isinstance(layer, Upsample) and layer.mode == "linear"
    return found.clamped(last) if clamps else found.within(last)


def _read(layer: Layer, above: Indices, left: int, last: int | None) -> Indices:
    if not above.bits:
        return Indices(0, 0)
    first, bits = above.first, above.bits
    match layer:
        case Window(stride=s, kernel=k, dilation=d):
            return Indices(s * first - left, _smear(_spread(bits, s), d, k))
        case ConvTranspose(stride=s, kernel=k, dilation=d):
            return _multiples(first + left - d * (k - 1), _smear(bits, d, k), s)
        case Crop():
            return Indices(layer.step * first + layer.left, _spread(bits, layer.step))
        case Elementwise():
            return above
        case Upsample(factor=f):
            return _resized(layer, above, f, last)
        case Global() if last is not None:
            return Indices.run(0, last)
    raise SymrfError(f"no exact regions through {layer.op} without an input size")


def _resized(layer: Upsample, above: Indices, f: int, last: int | None) -> Indices:
    if f == 1:
        return above
    if layer.mode == "linear" and layer.rule == "align_corners":
        if last is None:
            raise SymrfError("align_corners depends on the input size; give --input-size")
        return _aligned_corners(above, f, last)
    found = Indices(0, 0)
    length = above.bits.bit_length()
    for phase in range(f) if length >= f else sorted({(above.first + i) % f for i in range(length)}):
        part = _multiples(above.first - phase, above.bits, f)
        low, high = taps(layer, phase)
        found |= Indices(part.first + low, _smear(part.bits, 1, high - low + 1))
    return found


def taps(layer: Upsample, phase: int) -> tuple[int, int]:
    """First and last input index, relative to m, that output factor·m + phase reads."""
    if layer.mode == "nearest":
        return 0, 0
    above = 2 * phase + 1 - layer.factor if layer.rule == "half_pixel" else phase
    return (0, 0) if above == 0 else (0, 1) if above > 0 else (-1, 0)


def _aligned_corners(above: Indices, f: int, last: int) -> Indices:
    found = Indices(0, 0)
    n = f * (last + 1)
    for i in range(above.bits.bit_length()):
        if above.bits >> i & 1:
            at = Fraction((above.first + i) * last, n - 1) if n > 1 else Fraction(0)
            found |= Indices.run(floor(at), ceil(at))
    return found
