"""A field of period T: output T m + φ sees the input from S m + a_φ to S m + b_φ, one affine field per phase φ.

T = 1 is the affine field of the law. After an upsampling T > 1; a phase that reads nothing is None. Paths of one
stride S/T make one branch together; paths of other strides make others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

from symrf.derivation.extent import NotDerived, NotListed
from symrf.derivation.extreme import least_lines
from symrf.derivation.taps import MAX_PERIOD, Reads, Taps
from symrf.field import Field, join
from symrf.numbers import Number, is_symbolic, plain, same
from symrf.numbers.atoms import Atoms
from symrf.numbers.sums import common

MAX_BRANCHES = 64


@dataclass(frozen=True, slots=True)
class Branch:
    """One field per phase; all have the stride S of one period."""

    phases: tuple[Field | None, ...]
    stride: Number

    @property
    def period(self) -> int:
        """T, the number of phases."""
        return len(self.phases)

    @property
    def rate(self) -> Number:
        """S/T, input samples per output."""
        return plain(Fraction(self.stride, self.period)) if not is_symbolic(self.stride) else self.stride / self.period

    @property
    def field(self) -> Field | None:
        """The field, where there is one phase."""
        return self.phases[0] if len(self.phases) == 1 else None

    def at(self, y: int) -> Field | None:
        """The field of phase y mod T, moved so that its output 0 is y."""
        field = self.phases[y % self.period]
        return None if field is None else moved(field, y // self.period)


def moved(field: Field, periods: Number) -> Field:
    """The field whose output 0 is this one's output `periods`."""
    if isinstance(periods, int) and periods == 0:
        return field
    step = field.stride * periods
    return Field(field.stride, field.left + step, field.right + step, field.right_padding)


NOTHING = Branch((None,), 0)
"""The branch of what has no path from the source."""


def on_top(below: Branch, reads: Reads, atoms: Atoms) -> Branch:
    """The branch of a layer that stands on this one."""
    if below.field is not None:
        field = below.field
        above = [None if t is None else field @ _window(reads, t) for t in reads.phases]
        return least_period(Branch(tuple(above), field.stride * reads.stride))
    taps = [t for t in reads.phases if t is not None]
    if any(is_symbolic(x) for t in taps for x in (t.first, t.last, t.step)) or is_symbolic(reads.stride):
        raise NotListed("a layer with symbols on a field of several phases: which of them it reads is not known")
    inner, outer = below.period, len(reads.phases)
    period = outer * inner // gcd(reads.stride, inner)
    _check(period)
    stride = below.stride * (reads.stride * (period // outer) // inner)
    ends = _Ends(below, atoms)
    phases: list[Field | None] = []
    for phase in range(period):
        read = reads.phases[phase % outer]
        base = reads.stride * (phase // outer)
        seen = None if read is None else ends.seen(base, read)
        phases.append(None if seen is None else Field(stride, *seen, None))
    return least_period(Branch(tuple(phases), stride))


def _window(reads: Reads, taps: Taps) -> Field:
    return Field(reads.stride, taps.first, taps.last, reads.right_padding if len(reads.phases) == 1 else None)


def _check(period: int) -> None:
    if period > MAX_PERIOD:
        raise NotListed(f"a period of {period} phases; at most {MAX_PERIOD} are written out")


class _Ends:
    """What a set of taps sees through a branch of several phases."""

    def __init__(self, below: Branch, atoms: Atoms) -> None:
        self.below, self.atoms = below, atoms
        every = [*below.phases, below.at(below.period)]
        self.rising = all(a and b and _le(a.left, b.left) and _le(a.right, b.right) for a, b in pairwise(every))

    def seen(self, base: int, taps: Taps) -> tuple[Number, Number] | None:
        """First and last input index; after one period of taps the phases repeat further along, so those decide."""
        steps = (taps.last - taps.first) // taps.step
        count = 1 if self.rising else min(steps + 1, self.below.period)
        first = [self.below.at(base + taps.first + i * taps.step) for i in range(count)]
        last = [self.below.at(base + taps.last - i * taps.step) for i in range(count)]
        lefts, rights = [f.left for f in first if f], [f.right for f in last if f]
        if not lefts:
            return None
        if not any(map(is_symbolic, lefts + rights)):
            return min(lefts), max(rights)
        left, right = (hull([Field(0, end, end) for end in ends], self.atoms) for ends in (lefts, rights))
        return left.left, right.right


def _le(a: Number, b: Number) -> bool:
    if not (is_symbolic(a) or is_symbolic(b)):
        return bool(a <= b)
    from symrf.numbers.order import at_least

    return at_least(b, a)


def least_period(branch: Branch) -> Branch:
    """The same branch with as few phases as possible."""
    period = branch.period
    for factor in range(2, period + 1):
        while period % factor == 0 and (shorter := _shortened(branch, period // factor)) is not None:
            branch, period = shorter, period // factor
    return branch


def _shortened(branch: Branch, period: int) -> Branch | None:
    """The branch with that many phases, if it is periodic so."""
    times = branch.period // period
    first = next((i for i in range(period) if branch.phases[i] is not None), None)
    if first is None:
        return None if any(branch.phases) else Branch((None,) * period, 0)
    one, two = branch.phases[first], branch.phases[first + period]
    if one is None or two is None:
        return None
    step = two.left - one.left
    if not same(step * times, branch.stride):
        return None
    for a, b in zip(branch.phases, branch.phases[period:], strict=False):
        if a is None or b is None:
            if a is not b:
                return None
        elif not (same(b.left - a.left, step) and same(b.right - a.right, step)):
            return None
    phases = (None if f is None else Field(step, f.left, f.right, f.right_padding) for f in branch.phases[:period])
    return Branch(tuple(phases), step)


def stretched(branch: Branch, period: int) -> Branch:
    """The same branch written with a multiple of its phases."""
    times = period // branch.period
    if times == 1:
        return branch
    stride = branch.stride * times
    every = (branch.at(phase) for phase in range(period))
    return Branch(tuple(None if f is None else Field(stride, f.left, f.right, None) for f in every), stride)


def merged(branches: Iterable[Branch], atoms: Atoms) -> tuple[Branch, ...]:
    """Branches of one rate become one, their hull; the others stay apart, and those that read nothing go."""
    every = list(branches)
    known = every[0] if len(every) == 1 else _of_ints(every)
    if known is not None:
        return (known,)
    every = [branch for branch in every if any(branch.phases)] or every[:1]
    groups: list[list[Branch]] = []
    for branch in every:
        group = next((g for g in groups if same(g[0].rate, branch.rate)), None)
        if group is None:
            groups.append([branch])
        elif branch not in group:
            group.append(branch)
    found = tuple(group[0] if len(group) == 1 else _hull(group, atoms) for group in groups)
    found = _extreme(found) if len(found) > 2 else found
    if len(found) > MAX_BRANCHES:
        raise NotDerived(f"paths of more than {MAX_BRANCHES} different strides")
    return found


def _extreme(branches: tuple[Branch, ...]) -> tuple[Branch, ...]:
    """Without the branches that decide neither end for any feature; all of them where they are not lines of ints."""
    fields = [branch.field for branch in branches]
    lines = [(f.stride, f.left, f.right) for f in fields if f is not None]
    if len(lines) < len(fields) or not all(type(x) is int for line in lines for x in line):
        return branches
    left = least_lines((stride, left) for stride, left, _ in lines)
    right = least_lines((-stride, -right) for stride, _, right in lines)
    kept = ((stride, left_) in left or (-stride, -right_) in right for stride, left_, right_ in lines)
    return tuple(branch for branch, keep in zip(branches, kept, strict=True) if keep)


def _of_ints(branches: list[Branch]) -> Branch | None:
    """The hull of affine branches of one stride in plain ints, the common case; None where it is another."""
    fields = [branch.phases[0] for branch in branches if len(branch.phases) == 1]
    first = fields[0] if len(fields) == len(branches) and fields else None
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
    return Branch((Field(stride, left, right, padding),), stride)


def _hull(group: list[Branch], atoms: Atoms) -> Branch:
    period = lcm(*(branch.period for branch in group))
    _check(period)
    alike = [stretched(branch, period) for branch in group]
    fields = ([f for f in phase if f is not None] for phase in zip(*(b.phases for b in alike), strict=True))
    phases = tuple(hull(present, atoms) if present else None for present in fields)
    return least_period(Branch(phases, alike[0].stride))


def hull(fields: list[Field], atoms: Atoms) -> Field:
    """The join, computed apart from what all fields have in common, so that Min and Max stay small."""
    ends: tuple[Callable[[Field], Number], ...] = (lambda f: f.left, lambda f: f.right, lambda f: f.right_padding)
    known = ends if all(f.right_padding is not None for f in fields) else ends[:2]
    alike = [common([end(f) for f in fields]) for end in known]
    found = join(Field(f.stride, *(end(f) - same for end, same in zip(known, alike, strict=True))) for f in fields)
    numbers = [same + atoms.lift(end(found)) for end, same in zip(known, alike, strict=True)]
    return Field(found.stride, *numbers, *([] if known is ends else [None]))
