"""Both ends as formulas in y, where phases cannot be listed, or symbols make one formula shorter than their list.

Every layer on the way reads, of output y, from ⌊(A y + B)/D⌋ to ⌊(A y + C)/D⌋, and neither end decreases with y; then
the ends of what a feature sees are those of what it reads (theorem ends-suffice), so formulas are put into formulas.
After T features the region has moved by S samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import count, pairwise, product, zip_longest
from typing import Any, ClassVar

from symrf.derivation.reads.extent import NotDerived, NotListed
from symrf.derivation.reads.reading import MAX_PERIOD, Ends, Y
from symrf.derivation.shapes.border import Border, rising_border
from symrf.derivation.shapes.phases import Phases, least_period
from symrf.derivation.shapes.shape import PERIODIC, Region, Shape
from symrf.derivation.shapes.size_range import SizeRange
from symrf.derivation.shapes.sizes import NEVER, Sizes
from symrf.errors import SymrfError
from symrf.field import Field
from symrf.numbers import Number, expression, greatest, least, never_above, plain, same
from symrf.numbers.atoms import Atoms
from symrf.numbers.floors import flat, floor, fraction, lowest, put
from symrf.numbers.order import at_least
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of, symbol
from symrf.terms.evaluate import Undefined, compiled
from symrf.terms.sympy_form import an_integer, to_term

MOST_SYMBOLS = 4
MAX_JUMPS = 12
MAX_LISTED = 16
"""More phases with symbols in them stay one formula."""

MAX_FLOORS = 100
"""Nor are those listed that have more floors in all of their ends together: the formula is shorter."""

FEW = 256
"""So many features are gone through one by one for the least and the greatest size."""


@dataclass(frozen=True)
class InY(Shape):
    """Output y sees left … right, formulas in Y; T features further, as many as phases, the same is seen, S further."""

    left: Any
    right: Any
    phase_count: Any
    stride: Any
    listed: ClassVar[bool] = False

    @property
    def kind(self) -> str:
        return PERIODIC

    @property
    def period(self) -> Any:
        return self.phase_count

    @property
    def rate(self) -> Any:
        stride, period = lowest(self.stride, self.period)
        return stride / period

    @property
    def symbols(self) -> set[Any]:
        """The network's symbols in it."""
        values = (self.left, self.right, self.period, self.stride)
        return set().union(*(sympy.Add(value, 0).free_symbols for value in values)) - {Y}

    @property
    def long(self) -> bool:
        """Whether it is shorter than the list of its phases."""
        floors = sum(len(sympy.Add(end, 0).atoms(sympy.floor)) for end in (self.left, self.right))
        return bool(self.symbols and self.period.is_Integer and floors * self.period > MAX_FLOORS)

    @property
    def moving(self) -> InY:
        return self

    @property
    def phase_symbol(self) -> Any:
        """A symbol that the network does not use itself."""
        taken = {symbol.name for symbol in self.symbols}
        return symbol(next(name for n in count() if (name := "phi" + "_" * n) not in taken), 0)

    def at(self, y: Number, residue: int | None = None) -> Region:
        at = {Y: sympy.Add(y, 0)}
        return plain(put(self.left, at)), plain(put(self.right, at))

    def on_top(self, read: Ends) -> InY:
        """What is seen through a layer on top."""
        left, right = put(self.left, {Y: read.low}), put(self.right, {Y: read.high})
        up, period = lowest(read.up, self.period)
        return InY(left, right, read.down * period, self.stride * up)

    def parts(self, atoms: Atoms) -> tuple[Phases, ...]:
        """The list of phases, where their number is a number and not too large."""
        most = MAX_LISTED if self.symbols else MAX_PERIOD
        if not self.period.is_Integer or self.period > most:
            raise NotListed(f"{self.period} phases are not listed")
        stride = atoms.lift(expression(self.stride))
        ends = map(self.at, range(int(self.period)))
        fields = tuple(Field(stride, atoms.lift(left), atoms.lift(right), None) for left, right in ends)
        return (least_period(Phases(fields, stride)),)

    def phases(self, count: int) -> tuple[Field, ...]:
        """One field, with the symbol of a phase."""
        return (Field(self.stride, *self.at(self.phase_symbol), None),)

    def border(self, features: int, samples: int) -> Border | None:
        """By halving, as neither end goes back."""
        return None if self.symbols else rising_border(self.at, features, samples)

    def as_fast_as(self, other: InY) -> bool:
        """Whether both have the same rate."""
        return same(*lowest(self.stride * other.period, other.stride * self.period))

    def apart(self, other: InY, among: Sizes) -> tuple[int | None, Sizes] | None:
        """Unequal rates, or the first feature at which the centres differ, where one is found."""
        if not self.as_fast_as(other):
            return 0, NEVER
        apart = flat(self.left + self.right - other.left - other.right)
        return None if apart == 0 else (_nonzero(apart), NEVER)

    def size_range(self, last: Number | None) -> SizeRange | None:
        """Of few features the least and the greatest; of others where both ends are one floor each of y.

        Both are of y plus something over the same D, times the same factor.
        """
        if isinstance(last, int) and last < FEW and not self.symbols:
            sizes = [plain(v - u + 1) for u, v in map(self.at, range(last + 1))]
            return min(sizes), max(sizes)
        one, two = (_one_floor(end) for end in (self.left, self.right))
        if one is None or two is None:
            size = plain(flat(self.right - self.left + 1))
            return None if Y in sympy.Add(size, 0).free_symbols else (size, size)
        (factor, above, below, rest), (other, top, under, more) = one, two
        if factor != other or below != under or not at_least(factor, 1):
            return None
        if last is not None and not at_least(last + 1, below):
            return None
        part = flat(top - above) / below
        low, high = (factor * rounding(part) + more - rest + 1 for rounding in (sympy.floor, sympy.ceiling))
        return plain(flat(low)), plain(flat(high))


def in_y(shape: Shape, atoms: Atoms) -> InY:
    """Any shape as formulas. NotDerived where there are several rates, a phase reads nothing or an end goes back."""
    return shape if isinstance(shape, InY) else hull_in_y([_of_phases(part) for part in shape.parts(atoms)])


def hull_in_y(every: Sequence[InY]) -> InY:
    """The hull of formulas of one rate."""
    first, *others = dict.fromkeys(every)
    if not others:
        return first
    if not all(map(first.as_fast_as, others)):
        raise NotDerived("paths of different strides, through an upsampling by a symbol")
    every = [first, *others]
    period = reduce(lambda whole, part: whole * lowest(part, whole)[0], (one.period for one in every))
    left, right = least(one.left for one in every), greatest(one.right for one in every)
    moved, features = lowest(first.stride * period, first.period)
    return InY(left, right, period, moved / features)


def _of_phases(phases: Phases) -> InY:
    stride, period = sympy.Add(expression(phases.stride), 0), sympy.Integer(phases.period)
    every = [*phases.fields, phases.moved(phases.period)]
    fields = [Field(*(expression(x) for x in (f.stride, f.left, f.right))) for f in every if f is not None]
    rising = phases.period == 1 or all(
        never_above(a.left, b.left) and never_above(a.right, b.right) for a, b in pairwise(fields)
    )
    if len(fields) < len(every) or not rising:
        raise NotDerived("a layer with symbols on a field whose features do not follow one another")
    ends = ([f.left for f in fields[:-1]], [f.right for f in fields[:-1]])
    left, right = (stride * floor(Y, period) + _steps(values) for values in ends)
    return InY(left, right, period, stride)


def _steps(values: Sequence[Number]) -> Any:
    """The value of phase Y mod T: phase j is reached where ⌊(Y + T − j)/T⌋ is one more than ⌊Y/T⌋."""
    period = len(values)
    jumps = [(j, b - a) for j, (a, b) in enumerate(pairwise(values), 1) if not same(a, b)]
    if len(jumps) > MAX_JUMPS:
        raise NotDerived(f"a layer with symbols on a field that changes more than {MAX_JUMPS} times in a period")
    return flat(sympy.Add(values[0], *(by * (floor(Y + period - j, period) - floor(Y, period)) for j, by in jumps)))


def _nonzero(apart: Any) -> int | None:
    """The first feature of 0 … 7 at which an expression is not 0, for some small values of its symbols."""
    symbols = sorted(apart.free_symbols - {Y}, key=str)
    starts = [least_of(symbol) or 0 for symbol in symbols]
    names = [f"value_{i}" for i in range(len(symbols) + 1)]  # a symbol of a network may be called y too
    written = apart.xreplace(dict(zip((Y, *symbols), map(an_integer, names), strict=True)))
    try:
        value = compiled(to_term(written))
        for feature in range(8):
            for more in product(range(3), repeat=min(len(symbols), MOST_SYMBOLS)):
                at = (start + m for start, m in zip_longest(starts, more, fillvalue=0))
                if value(dict(zip(names, (feature, *at), strict=True))) != 0:
                    return feature
    except (SymrfError, Undefined):  # what formulas have no words for, or no value
        return None
    return None


def _one_floor(end: Any) -> tuple[Any, Any, Any, Any] | None:
    """(f, a, D, c), where the formula is f ⌊(y + a)/D⌋ + c; None where it is another."""
    rest, moving = flat(end).as_independent(Y, as_Add=True)
    factor, floor = moving.as_independent(Y, as_Add=False)
    if not isinstance(floor, sympy.floor):
        return None
    above, below = fraction(floor.args[0])
    shift = flat(above - Y)
    return None if shift.has(Y) or below.has(Y) else (factor, shift, below, rest)
