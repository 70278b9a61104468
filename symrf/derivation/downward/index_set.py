"""Sets of indices as bits of one integer, and what each layer reads of its input for a set of its outputs.

Whole sets move at once: A spreads the bits, the taps are a shift per doubling of their number, D gathers the bits.
"""

from __future__ import annotations

from dataclasses import dataclass

from symrf.derivation.reads.equation import Equation
from symrf.errors import SymrfError
from symrf.layers import CIRCULAR, REFLECT, REPLICATE, ZEROS

MAX_SPAN, MAX_SPREAD = 1 << 26, 1 << 20
"""Sets that reach over more indices than MAX_SPAN are not built; MAX_SPREAD: nor spread out on the way."""


@dataclass(frozen=True)
class IndexSet:
    """The set of first + i for every bit i of `bits` that is set."""

    first: int
    bits: int

    @classmethod
    def run(cls, first: int, last: int) -> IndexSet:
        """All indices from first to last.

        >>> IndexSet.run(2, 4).hull
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

    def __or__(self, other: IndexSet) -> IndexSet:
        if not self.bits or not other.bits:
            return self if self.bits else other
        low, high = (self, other) if self.first <= other.first else (other, self)
        return IndexSet(low.first, low.bits | high.bits << _room(high.first - low.first))

    def within(self, last: int) -> IndexSet:
        """The part from 0 to last."""
        bits, first = self.bits, self.first
        if first < 0:
            bits, first = bits >> -first, 0
        width = max(last - first + 1, 0)
        return IndexSet(first, bits if bits.bit_length() <= width else bits & ((1 << width) - 1))

    def clamped(self, last: int) -> IndexSet:
        """The set with smaller indices moved to 0 and larger ones to last."""
        inside, ends = self.within(last), self.hull
        if ends is None:
            return self
        for end in ends:
            inside |= IndexSet(min(max(end, 0), last), 1)
        return inside

    def wrapped(self, last: int) -> IndexSet:
        """The set with every index taken modulo last + 1."""
        period, bits = _room(last + 1), self.bits << self.first % (last + 1)
        inside = 0
        while bits:
            inside |= bits & (1 << period) - 1
            bits >>= period
        return IndexSet(0, inside)

    def reflected(self, last: int) -> IndexSet:
        """The set mirrored at 0 and at last, which are not repeated."""
        if last == 0:
            return self.clamped(0)
        bits = self.wrapped(2 * last - 1).bits
        upper = bits >> last + 1
        mirrored = int(f"{upper:0{last - 1}b}"[::-1], 2) << 1 if upper else 0
        return IndexSet(0, bits & (1 << last + 1) - 1 | mirrored)


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


def _multiples(first: int, bits: int, step: int) -> IndexSet:
    """The indices that are multiples of step, divided by it."""
    if step == 1:
        return IndexSet(first, bits)
    skip = -first % step
    return IndexSet((first + skip) // step, _gather(bits >> skip, step))


def read(equation: Equation, above: IndexSet, last: int | None = None) -> IndexSet:
    """What a layer of that equation reads of its input for a set of its outputs.

    last: only indices 0 … last; of those beyond, the ones that stand for them, as the equation's border says.

    >>> read(Equation(up=2, first=-1, taps=3), IndexSet.run(0, 1)).hull
    (-1, 3)
    """
    found = IndexSet(0, 0)
    for run in equation.runs() if above.bits else ():
        found |= _read(run, above)
    return found if last is None else INSIDE[equation.border](found, last)


INSIDE = {
    ZEROS: IndexSet.within, REPLICATE: IndexSet.clamped, REFLECT: IndexSet.reflected, CIRCULAR: IndexSet.wrapped,
}  # fmt: skip


def _read(e: Equation, above: IndexSet) -> IndexSet:
    if e.up * above.bits.bit_length() > MAX_SPREAD and e.down > 1 and e.step == 1:
        return _one_by_one(e, above)
    return _multiples(e.up * above.first + e.first, _smear(_spread(above.bits, e.up), e.step, e.taps), e.down)


def _one_by_one(e: Equation, above: IndexSet) -> IndexSet:
    """One output at a time, each reading a run; where spreading the outputs by A would make too large a set."""
    found, ends = IndexSet(0, 0), (0, -1)
    for i, bit in enumerate(reversed(f"{above.bits:b}")):
        at = e.up * (above.first + i) + e.first
        first, last = -(-at // e.down), (at + e.reach) // e.down
        if bit == "0" or last < first:
            continue
        if ends[0] <= first <= ends[1] + 1:
            ends = ends[0], max(last, ends[1])
            continue
        found, ends = found | IndexSet.run(*ends), (first, last)
    return found | IndexSet.run(*ends)
