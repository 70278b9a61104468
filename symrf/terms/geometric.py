"""The geometric sum 1 + b + … + b^(n - 1) as one factor, right at b = 1 too, where (b^n - 1)/(b - 1) is not.

It is written Sum(b**(i - 1), (i, 1, n)), and a sum that says so is read as one. SymPy's own Sum would do for printing,
but its ends follow another convention, its index is captured by what is put in, and it is not known to be an integer.
"""

from __future__ import annotations

from typing import Any

from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of, symbol

MAX_TERMS = 32
"""A known number of terms of an unknown base up to which the sum is written out."""

INDICES = ("i", "j", "m", "t")


class Geometric(sympy.Function):
    """1 + base + … + base**(times - 1), for times >= 0.

    >>> s, B = sympy.symbols("s B", integer=True, positive=True)
    >>> Geometric(s, B), Geometric(s, 3), Geometric(2, B), Geometric(s, B).subs(s, 1)
    (Sum(s**(i - 1), (i, 1, B)), s**2 + s + 1, 2**B - 1, B)
    """

    nargs = 2

    @classmethod
    def eval(cls, base: Any, times: Any) -> Any:
        """The value, where base or times is a number."""
        if base == 1:
            return times
        if base.is_Rational:
            return (base**times - 1) / (base - 1)
        if times.is_Integer and times <= MAX_TERMS:
            return sympy.Add(*(base**i for i in range(int(times))))
        return None

    def _eval_is_integer(self) -> bool | None:
        base, times = self.args
        return True if base.is_integer and times.is_integer and times.is_nonnegative else None

    def _eval_is_nonnegative(self) -> bool | None:
        return True if self.args[0].is_nonnegative else None

    def _eval_is_positive(self) -> bool | None:
        base, times = self.args
        return True if base.is_nonnegative and times.is_positive else None

    def fdiff(self, argindex: int = 1) -> Any:
        """No derivative is needed, and SymPy's own would be by a symbol that stands for an integer."""
        raise sympy.ArgumentIndexError(self, argindex)

    @property
    def index(self) -> Any:
        """An index that neither base nor times mentions."""
        taken = {symbol.name for symbol in self.free_symbols}
        name = next((i for i in INDICES if i not in taken), "i_")
        while name in taken:
            name += "_"
        return sympy.Symbol(name, integer=True)

    @property
    def power(self) -> tuple[Any, Any]:
        """Base and exponent of the term, as they are written: a power of a power has one exponent."""
        base, exponent = self.args[0], sympy.Integer(1)
        if base.is_Pow:
            base, exponent = base.args
        return base, sympy.Mul(exponent, self.index - 1, evaluate=False) if exponent != 1 else self.index - 1

    @property
    def limits(self) -> tuple[Any, Any, Any]:
        """Index, first and last value, as it is written."""
        return self.index, sympy.Integer(1), self.args[1]

    def _eval_rewrite_as_Sum(self, base: Any, times: Any, **_: Any) -> Any:
        """As a Sum from 0, whose exponents are never negative."""
        return sympy.Sum(base**self.index, (self.index, 0, times - 1))

    def _sympystr(self, printer: Any) -> str:
        (base, exponent), (i, _, times) = self.power, self.limits
        bracketed = printer._print(base) if base.is_Symbol else f"({printer._print(base)})"
        return f"Sum({bracketed}**({printer._print(exponent)}), ({i}, 1, {printer._print(times)}))"

    _sympyrepr = _sympystr

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        (base, exponent), (i, _, times) = self.power, self.limits
        body = printer.parenthesize(base, 1000) if not base.is_Symbol else printer._print(base)
        said = rf"\sum_{{{i}=1}}^{{{printer._print(times)}}} {body}^{{{printer._print(exponent)}}}"
        return said if exp is None else rf"\left({said}\right)^{{{exp}}}"


def geometric(body: Any, index: Any, first: Any, last: Any) -> Any:
    """The sum of `body` over index = first … last by Geometric, where it is a geometric one; None where it is not.

    >>> s, B, i = sympy.symbols("s B i", integer=True, positive=True)
    >>> geometric(3 * s ** (i + 1), i, 1, B)
    3*s**2*Sum(s**(i - 1), (i, 1, B))
    """
    body = body.replace(lambda e: e.is_Pow and e.has(index), lambda e: e.base ** sympy.expand(e.exp))
    factor, moving = sympy.expand_power_exp(body).as_independent(index, as_Add=False)
    times = last - first + 1
    if factor == 0 or moving == 1 or not times.is_integer or not times.is_nonnegative:
        return None
    base = sympy.Integer(1)
    for power in sympy.Mul.make_args(moving):
        if not power.is_Pow or power.base.has(index) or not power.base.is_positive:
            return None
        rate = sympy.expand(power.exp).coeff(index, 1)
        if sympy.expand(power.exp - rate * index) != 0 or not (rate.is_integer and rate.is_positive):
            return None
        base *= power.base**rate
    return sympy.powsimp(factor * base**first) * Geometric(base, times)


def summed(e: Any) -> Any:
    """The expression with SymPy's Sum for every geometric one."""
    return e.rewrite(sympy.Sum) if e.has(Geometric) else e


def counted_from_zero(expressions: list[Any]) -> list[Any]:
    """The expressions with (B - 2) as one symbol where sums end at B - 2, for B >= 2: a number of terms from 0 on.

    >>> from symrf.numbers.symbols import symbol
    >>> i, s, B = sympy.Symbol("i", integer=True), symbol("s"), symbol("B", 2)
    >>> counted_from_zero([sympy.Sum(s ** (i - 1), (i, 1, B - 2)), s**B])
    [Sum(s**(i - 1), (i, 1, (B - 2))), s**((B - 2) + 2)]
    """
    expressions = [sympy.Add(e, 0) for e in expressions]
    less: dict[Any, int] = {}
    for sum_ in {part for e in expressions for part in e.atoms(sympy.Sum, Geometric)}:
        last = sum_.args[1] if isinstance(sum_, Geometric) else sum_.limits[0][2]
        count, number = last - last.as_coeff_Add()[0], last.as_coeff_Add()[0]
        if count.is_Symbol and number.is_Integer and number < 0:
            less[count] = max(less.get(count, 0), -int(number))
    put = {}
    for count, by in less.items():
        least = least_of(count)
        if least is not None and least >= by:
            put[count] = symbol(f"({count} - {by})", least - by) + by
    return [_as_geometric(e.xreplace(put)) for e in expressions]


def _as_geometric(e: Any) -> Any:
    """The expression with a Geometric for every sum that is one."""
    found = {}
    for sum_ in e.atoms(sympy.Sum):
        if len(sum_.limits) == 1 and (closed := geometric(sum_.function, *sum_.limits[0])) is not None:
            found[sum_] = closed
    return e.xreplace(found) if found else e
