"""Sets of indices as bits of one integer, and what each layer reads of its input for a set of its outputs.

Whole sets move at once: A spreads the bits, the taps are a shift per doubling of their number, D gathers the bits.
"""

from __future__ import annotations

from dataclasses import dataclass

from symrf.derivation.equation import Equation
from symrf.errors import SymrfError

MAX_SPAN, MAX_SPREAD = 1 << 26, 1 << 20
"""Sets that reach over more indices than MAX_SPAN are not built; MAX_SPREAD: nor spread out on the way."""


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
    return int(("0" * (step - 1)).join(f"{bits:b}"), 2) if step > 1 else bits if step else 1


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
    if step == 1:
        return Indices(first, bits)
    skip = -first % step
    return Indices((first + skip) // step, _gather(bits >> skip, step))


def read(equation: Equation, above: Indices, last: int | None = None) -> Indices:
    """What a layer of that equation reads of its input for a set of its outputs.

    last: only indices 0 … last; interpolation repeats the samples at the ends instead of reading beyond them.

    >>> read(Equation(up=2, first=-1, taps=3), Indices.run(0, 1)).hull
    (-1, 3)
    """
    found = _read(equation, above) if above.bits else above
    if last is None:
        return found
    return found.clamped(last) if equation.repeats_ends else found.within(last)


def _read(e: Equation, above: Indices) -> Indices:
    if e.up * above.bits.bit_length() > MAX_SPREAD and e.down > 1 and e.step == 1:
        return _runs(e, above)
    return _multiples(e.up * above.first + e.first, _smear(_spread(above.bits, e.up), e.step, e.taps), e.down)


def _runs(e: Equation, above: Indices) -> Indices:
    """One output at a time, each reading a run; where spreading the outputs by A would make too large a set."""
    found, ends = Indices(0, 0), (0, -1)
    for i, bit in enumerate(reversed(f"{above.bits:b}")):
        at = e.up * (above.first + i) + e.first
        first, last = -(-at // e.down), (at + e.reach) // e.down
        if bit == "0" or last < first:
            continue
        if ends[0] <= first <= ends[1] + 1:
            ends = ends[0], max(last, ends[1])
            continue
        found, ends = found | Indices.run(*ends), (first, last)
    return found | Indices.run(*ends)
