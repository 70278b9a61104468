"""Fields whose phases cannot be listed, as a factor or stride of an upsampling is a symbol: both ends as formulas in y.

Every layer on the way reads, of output y, from ⌊(A y + B)/D⌋ to ⌊(A y + C)/D⌋, and neither end decreases with y; then
the ends of what a feature sees are those of what it reads (theorem ends-suffice), so formulas are put into formulas.
⌊(⌊x/a⌋ + b)/c⌋ becomes ⌊(x + a b)/(a c)⌋ (theorem nested-floor). After T features the region has moved by S samples;
where T comes out as a number the phases are listed after all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise, product
from typing import Any

import sympy

from symrf.derivation.alignment import Misalignment
from symrf.derivation.branch import Branch, least_period
from symrf.derivation.equation import equation
from symrf.derivation.extent import Extent, NotDerived
from symrf.derivation.same import padding_in_force
from symrf.derivation.taps import MAX_PERIOD, may_read_less
from symrf.errors import counted
from symrf.field import Field
from symrf.layers import Layer
from symrf.network import Network
from symrf.numbers import Number, expression, greatest, half, is_symbolic, least, plain, same
from symrf.numbers.atoms import Atoms
from symrf.numbers.order import at_least
from symrf.numbers.symbols import least_of

Y = sympy.Dummy("y", integer=True)
MOST_SYMBOLS = 4
MAX_JUMPS = 12
MAX_LISTED = 16
"""More phases with symbols in them stay one formula."""


class Undecided(Exception):
    """Why it is not known whether paths agree."""


@dataclass(frozen=True)
class Rounded:
    """Output y sees left … right, formulas in Y; T = period features further the same moved by S = stride samples."""

    left: Any
    right: Any
    period: Any
    stride: Any

    @property
    def rate(self) -> Any:
        """S/T, input samples per output."""
        return sympy.cancel(self.stride / self.period)

    @property
    def symbols(self) -> set[Any]:
        """The network's symbols in it."""
        values = (self.left, self.right, self.period, self.stride)
        return set().union(*(sympy.Add(value, 0).free_symbols for value in values)) - {Y}

    def at(self, y: Number) -> tuple[Number, Number]:
        """First and last input index of output y."""
        at = {Y: sympy.Add(y, 0)}
        return plain(_settled(self.left.xreplace(at))), plain(_settled(self.right.xreplace(at)))


@dataclass(frozen=True)
class Reading:
    """What output y of a layer reads, from `low` to `high`, formulas in Y; `down` outputs further, `up` inputs further.

    bound: why it may read less than that; empty where it reads both ends.
    """

    low: Any
    high: Any
    up: Any = sympy.S.One
    down: Any = sympy.S.One
    bound: str = ""


def floor(above: Any, below: Any) -> Any:
    """⌊above/below⌋, floors of floors taken together and whole parts in front.

    >>> a, b = sympy.symbols("a b", integer=True, positive=True)
    >>> floor(floor(a, 2) + b, 3), floor(a * b + 1, b)
    (floor((a + 2*b)/6), a + floor(1/b))
    """
    above = _flat(above)
    for term in sympy.Add.make_args(above):
        if isinstance(term, sympy.floor) and (above - term).is_integer:
            inner, divisor = sympy.together(term.args[0]).as_numer_denom()
            return floor(inner + divisor * (above - term), divisor * below)
    if at_least(above, 0) and at_least(below - 1, above):
        return sympy.S.Zero
    if at_least(-1, above) and at_least(above, -below):
        return sympy.S.NegativeOne
    quotient = _flat(above / below)
    whole = sympy.Add(*(term for term in sympy.Add.make_args(quotient) if term.is_integer))
    return whole + sympy.floor(sympy.together(quotient - whole))


def reading(layer: Layer, below: Extent | None, atoms: Atoms) -> Reading:
    """What a layer reads, on a map of that extent. NotDerived where its ends are no such formulas."""
    left, _ = padding_in_force(layer, below, atoms)
    read = equation(layer, left, None if below is None else below.last)
    up, first, reach, down = (sympy.Add(expression(x), 0) for x in (read.up, read.first, read.reach, read.down))
    if down == 1 and not read.weightless:
        return Reading(up * Y + first, up * Y + first + reach, up)
    if not at_least(down, 1):
        raise NotDerived(f"align_corners from {up + 1} to {down + 1} samples, which may be one")
    bound = may_read_less(read)
    if bound and not (down.free_symbols or reach.free_symbols or first.free_symbols):
        less = f"some of {counted(down, 'phase')} may read {'less' if read.weightless else 'nothing'}"
        why = f"at stride {down} and dilation {expression(read.step)} {less}"
        raise NotDerived(f"{why}; at most {MAX_PERIOD} phases are written out")
    common = sympy.gcd(up, down)
    low, high = floor(up * Y + first + down - 1, down), floor(up * Y + first + reach, down)
    return Reading(low, high, sympy.cancel(up / common), sympy.cancel(down / common), bound)


def reading_of(field: Field) -> Reading:
    """The same of several layers together, whose field is affine."""
    stride, left, right = (expression(x) for x in (field.stride, field.left, field.right))
    return Reading(stride * Y + left, stride * Y + right, stride)


def rounded(branch: Branch) -> Rounded:
    """A branch of listed phases as formulas in Y. NotDerived where a phase reads nothing or an end goes back."""
    stride, period = sympy.Add(expression(branch.stride), 0), sympy.Integer(branch.period)
    every = [*branch.phases, branch.at(branch.period)]
    fields = [Field(*(expression(x) for x in (f.stride, f.left, f.right))) for f in every if f is not None]
    rising = branch.period == 1 or all(_le(a.left, b.left) and _le(a.right, b.right) for a, b in pairwise(fields))
    if len(fields) < len(every) or not rising:
        raise NotDerived("a layer with symbols on a field whose features do not follow one another")
    ends = ([f.left for f in fields[:-1]], [f.right for f in fields[:-1]])
    left, right = (stride * floor(Y, period) + _steps(values) for values in ends)
    return Rounded(left, right, period, stride)


def _le(a: Number, b: Number) -> bool:
    return at_least(b, a) if is_symbolic(a) or is_symbolic(b) else bool(a <= b)


def _steps(values: Sequence[Number]) -> Any:
    """The value of phase Y mod T: phase j is reached where ⌊(Y + T − j)/T⌋ is one more than ⌊Y/T⌋."""
    period = len(values)
    jumps = [(j, b - a) for j, (a, b) in enumerate(pairwise(values), 1) if not same(a, b)]
    if len(jumps) > MAX_JUMPS:
        raise NotDerived(f"a layer with symbols on a field that changes more than {MAX_JUMPS} times in a period")
    return _flat(sympy.Add(values[0], *(by * (floor(Y + period - j, period) - floor(Y, period)) for j, by in jumps)))


def on_top(below: Rounded, read: Reading) -> Rounded:
    """The field of a layer on a map of that field."""
    common = sympy.gcd(read.up, below.period)
    left, right = _settled(below.left.xreplace({Y: read.low})), _settled(below.right.xreplace({Y: read.high}))
    period = sympy.cancel(read.down * below.period / common)
    return Rounded(left, right, period, sympy.cancel(below.stride * read.up / common))


def _settled(end: Any) -> Any:
    """The formula with its floors written by `floor`, innermost first."""
    return _flat(end.replace(sympy.floor, lambda inside: floor(*sympy.together(inside).as_numer_denom())))


def _flat(value: Any) -> Any:
    """A sum of products, what stands inside of floors left as it is."""
    value = sympy.Add(value, 0)
    return sympy.Add(*(sympy.expand(term, deep=False) for term in sympy.Add.make_args(value)))


def listed(field: Rounded, atoms: Atoms) -> Branch | None:
    """The branch with one affine field per phase, where the number of phases is a number and not too large."""
    most = MAX_LISTED if field.symbols else MAX_PERIOD
    if not field.period.is_Integer or field.period > most:
        return None
    stride = atoms.lift(expression(field.stride))
    phases = []
    for phase in range(int(field.period)):
        left, right = field.at(phase)
        phases.append(Field(stride, atoms.lift(left), atoms.lift(right), None))
    return least_period(Branch(tuple(phases), stride))


def joined(fields: Sequence[Rounded]) -> Rounded:
    """The hull of fields of one rate."""
    first, *others = dict.fromkeys(fields)
    if not others:
        return first
    if not all(same(first.rate, other.rate) for other in others):
        raise NotDerived("paths of different strides, through an upsampling by a symbol")
    every = [first, *others]
    period = reduce(sympy.lcm, (field.period for field in every))
    left, right = least(field.left for field in every), greatest(field.right for field in every)
    return Rounded(left, right, period, sympy.cancel(first.rate * period))


def disagreement(network: Network, join: str, inputs: Mapping[str, Rounded]) -> Misalignment | None:
    """The first two inputs of a join that differ in stride or centre, or None. Undecided where that is not decided."""
    (name, first), *others = inputs.items()
    for other, second in others:
        rates = (plain(first.rate), plain(second.rate))
        apart = _flat(first.left + first.right - second.left - second.right)
        if same(*rates) and apart == 0:
            continue
        feature = 0 if not same(*rates) else _nonzero(apart)
        if feature is None:
            raise Undecided(f"whether the paths by {name} and {other} agree is not decided")
        (a, b), (c, d) = first.at(feature), second.at(feature)
        return Misalignment(network, join, (name, other), rates, (half(a + b), half(c + d)), feature)
    return None


def _nonzero(apart: Any) -> int | None:
    """The first feature of 0 … 7 at which an expression is not 0, for some small values of its symbols."""
    symbols = sorted(apart.free_symbols - {Y}, key=str)[:MOST_SYMBOLS]
    starts = [least_of(symbol) or 0 for symbol in symbols]
    for feature in range(8):
        for more in product(range(3), repeat=len(symbols)):
            values = {s: sympy.Integer(start + m) for s, start, m in zip(symbols, starts, more, strict=True)}
            if apart.xreplace({Y: sympy.Integer(feature), **values}).is_zero is False:
                return feature
    return None


def of_branches(branches: Sequence[Branch]) -> Rounded:
    """All branches together."""
    return joined([rounded(branch) for branch in branches])
