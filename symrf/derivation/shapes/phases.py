"""A list of phases: output T m + φ sees the input from S m + a_φ to S m + b_φ, one affine field per phase φ.

T = 1 is the affine field of the law. After an upsampling T > 1; a phase that reads nothing is None. Paths of one
stride S/T make one list together; paths of other strides make others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

from symrf.derivation.reads.extent import NotListed, TooManyPhases
from symrf.derivation.reads.reading import MAX_PERIOD, Listed, Taps
from symrf.derivation.shapes.shape import AFFINE, PERIODIC, Region, Shape
from symrf.derivation.shapes.sizes import ALWAYS, NEVER, Sizes
from symrf.errors import SymrfError
from symrf.field import Field, join
from symrf.numbers import Number, expression, is_symbolic, never_above, plain, same
from symrf.numbers.atoms import Atoms
from symrf.numbers.order import zeros
from symrf.numbers.sums import common


@dataclass(frozen=True, slots=True)
class Phases(Shape):
    """One field per phase; all have the stride S of one period."""

    fields: tuple[Field | None, ...]
    stride: Number

    @property
    def kind(self) -> str:
        return AFFINE if len(self.fields) == 1 else PERIODIC

    @property
    def period(self) -> int:
        return len(self.fields)

    @property
    def rate(self) -> Number:
        return plain(Fraction(self.stride, self.period)) if not is_symbolic(self.stride) else self.stride / self.period

    @property
    def field(self) -> Field | None:
        return self.fields[0] if len(self.fields) == 1 else None

    @property
    def moving(self) -> Phases | None:
        """Itself, but where all features see one place or nothing."""
        return None if self.stride == 0 else self

    def at(self, y: Number, residue: int | None = None) -> Region | None:
        """The region of output y; of an expression only where there is one phase, or its residue is known."""
        if not is_symbolic(y):
            steps, phase = divmod(y, self.period)
        elif self.period == 1:
            steps, phase = y, 0
        elif residue is None:
            raise SymrfError(f"the region of feature {y} depends on {y} mod {self.period}; give a number")
        else:
            phase = residue % self.period
            steps = (y - phase) / self.period
        field = self.fields[phase]
        if field is None or self.period == 1:
            return None if field is None else field.region(steps)
        return field.left + field.stride * steps, field.right + field.stride * steps

    def parts(self, atoms: Atoms) -> tuple[Phases, ...]:
        return (self,)

    def each(self, change: Callable[[Phases], Phases]) -> Phases:
        return change(self)

    def phases(self, count: int) -> tuple[Field | None, ...]:
        return tuple(
            None if f is None else Field(*(expression(x) for x in (f.stride, f.left, f.right)))
            for f in self.fields[:count]
        )

    def apart(self, other: Phases, among: Sizes) -> tuple[int, Sizes] | None:
        """The first phase whose centres differ. Unequal strides agree for no size."""
        if other is self or ((center := self._plain_center()) is not None and center == other._plain_center()):
            return None
        if not same(self.rate, other.rate):
            return 0, NEVER
        period = lcm(self.period, other.period)
        pairs = zip(self.stretched(period).fields, other.stretched(period).fields, strict=True)
        agreed, feature = ALWAYS, None
        for phase, (one, two) in enumerate(pairs):
            here = _agreement(one, two, among)
            if here != ALWAYS and feature is None:
                feature = phase
            agreed = agreed & here
        return None if feature is None else (feature, agreed)

    def _plain_center(self) -> tuple[int, int] | None:
        """Stride and doubled centre of an affine field in plain ints, the common case; None where it is another."""
        field = self.fields[0]
        if len(self.fields) > 1 or field is None or type(field.stride) is not int:
            return None
        whole = type(field.left) is int and type(field.right) is int
        return (field.stride, field.left + field.right) if whole else None

    def moved(self, y: int) -> Field | None:
        """The field of phase y mod T, moved so that its output 0 is y."""
        field = self.fields[y % self.period]
        if field is None or 0 <= y < self.period:
            return field
        step = field.stride * (y // self.period)
        return Field(field.stride, field.left + step, field.right + step, field.right_padding)

    def stretched(self, period: int) -> Phases:
        """The same written with a multiple of its phases."""
        times = period // self.period
        if times == 1:
            return self
        stride = self.stride * times
        every = map(self.moved, range(period))
        return Phases(tuple(None if f is None else Field(stride, f.left, f.right, None) for f in every), stride)

    def on_top(self, reads: Listed, atoms: Atoms) -> Phases:
        """What is seen through a layer on top. NotListed where that cannot be listed."""
        if self.field is not None:
            field = self.field
            above = [None if t is None else field @ _window(reads, t) for t in reads.phases]
            return least_period(Phases(tuple(above), field.stride * reads.stride))
        taps = [t for t in reads.phases if t is not None]
        if any(is_symbolic(x) for t in taps for x in (t.first, t.last, t.step)) or is_symbolic(reads.stride):
            raise NotListed("a layer with symbols on a field of several phases: which of them it reads is not known")
        inner, outer = self.period, len(reads.phases)
        period = outer * inner // gcd(reads.stride, inner)
        _check(period)
        stride = self.stride * (reads.stride * (period // outer) // inner)
        ends = _Ends(self, atoms)
        fields: list[Field | None] = []
        for phase in range(period):
            read = reads.phases[phase % outer]
            seen = None if read is None else ends.seen(reads.stride * (phase // outer), read)
            fields.append(None if seen is None else Field(stride, *seen, None))
        return least_period(Phases(tuple(fields), stride))


NOTHING = Phases((None,), 0)
"""What is seen where there is no path from the source."""


def _window(reads: Listed, taps: Taps) -> Field:
    return Field(reads.stride, taps.first, taps.last, reads.right_padding if len(reads.phases) == 1 else None)


def _check(period: int) -> None:
    if period > MAX_PERIOD:
        raise TooManyPhases(f"a period of {period} phases; at most {MAX_PERIOD} are written out")


class _Ends:
    """What a set of taps sees through a list of several phases."""

    def __init__(self, below: Phases, atoms: Atoms) -> None:
        self.below, self.atoms = below, atoms
        every = [*below.fields, below.moved(below.period)]
        self.rising = all(
            a and b and never_above(a.left, b.left) and never_above(a.right, b.right) for a, b in pairwise(every)
        )

    def seen(self, base: int, taps: Taps) -> tuple[Number, Number] | None:
        """First and last input index; after one period of taps the phases repeat further along, so those decide."""
        steps = (taps.last - taps.first) // taps.step
        count = 1 if self.rising else min(steps + 1, self.below.period)
        first = [self.below.moved(base + taps.first + i * taps.step) for i in range(count)]
        last = [self.below.moved(base + taps.last - i * taps.step) for i in range(count)]
        lefts, rights = [f.left for f in first if f], [f.right for f in last if f]
        if not lefts:
            return None
        if not any(map(is_symbolic, lefts + rights)):
            return min(lefts), max(rights)
        left, right = (hull_of_fields([Field(0, end, end) for end in ends], self.atoms) for ends in (lefts, rights))
        return left.left, right.right


def least_period(given: Phases) -> Phases:
    """The same with as few phases as possible."""
    period = given.period
    for factor in range(2, period + 1):
        while period % factor == 0 and (shorter := _shortened(given, period // factor)) is not None:
            given, period = shorter, period // factor
    return given


def _shortened(given: Phases, period: int) -> Phases | None:
    """The same with that many phases, if it is periodic so."""
    fields, times = given.fields, given.period // period
    first = next((i for i in range(period) if fields[i] is not None), None)
    if first is None:
        return None if any(fields) else Phases((None,) * period, 0)
    one, two = fields[first], fields[first + period]
    if one is None or two is None:
        return None
    step = two.left - one.left
    if not same(step * times, given.stride):
        return None
    for a, b in zip(fields, fields[period:], strict=False):
        if a is None or b is None:
            if a is not b:
                return None
        elif not (same(b.left - a.left, step) and same(b.right - a.right, step)):
            return None
    kept = (None if f is None else Field(step, f.left, f.right, f.right_padding) for f in fields[:period])
    return Phases(tuple(kept), step)


def of_one_rate(group: Sequence[Phases], atoms: Atoms) -> Phases:
    """The hull of lists of one rate."""
    period = lcm(*(phases.period for phases in group))
    _check(period)
    alike = [phases.stretched(period) for phases in group]
    every = ([f for f in phase if f is not None] for phase in zip(*(p.fields for p in alike), strict=True))
    return least_period(Phases(tuple(hull_of_fields(seen, atoms) if seen else None for seen in every), alike[0].stride))


def of_ints(group: Sequence[Phases]) -> Phases | None:
    """The hull of affine fields of one stride in plain ints, the common case; None where it is another."""
    fields = [phases.fields[0] for phases in group if len(phases.fields) == 1]
    first = fields[0] if len(fields) == len(group) and fields else None
    if first is None or type(first.stride) is not int:
        return None
    stride, left, right, padding = first.stride, first.left, first.right, first.right_padding
    for f in fields:
        if f is None or f.stride is not stride and f.stride != stride or type(f.stride) is not int:
            return None
        a, b, q = f.left, f.right, f.right_padding
        if type(a) is not int or type(b) is not int or type(q) is not int:
            return None
        left, right, padding = (a if a < left else left), (b if b > right else right), (q if q > padding else padding)
    return Phases((Field(stride, left, right, padding),), stride)


def hull_of_fields(fields: list[Field], atoms: Atoms) -> Field:
    """The join, computed apart from what all fields have in common, so that Min and Max stay small."""
    ends: tuple[Callable[[Field], Number], ...] = (lambda f: f.left, lambda f: f.right, lambda f: f.right_padding)
    known = ends if all(f.right_padding is not None for f in fields) else ends[:2]
    alike = [common([end(f) for f in fields]) for end in known]
    found = join(Field(f.stride, *(end(f) - same for end, same in zip(known, alike, strict=True))) for f in fields)
    numbers = [same + atoms.lift(end(found)) for end, same in zip(known, alike, strict=True)]
    return Field(found.stride, *numbers, *([] if known is ends else [None]))


def _agreement(a: Field | None, b: Field | None, among: Sizes) -> Sizes:
    """For which input sizes two centres are the same; what reads nothing has no centre."""
    if a is None or b is None or same(a.left + a.right, b.left + b.right):
        return ALWAYS
    difference = expression((a.left + a.right) - (b.left + b.right))
    if not is_symbolic(difference):
        return ALWAYS if difference == 0 else NEVER
    of = min(symbol.name for symbol in difference.free_symbols)
    found = zeros(difference, (among.modulus, among.remainders) if among.of == of else None)
    return NEVER if found is None else Sizes(found[0], tuple(found[1]), of).simplest()
