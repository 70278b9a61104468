"""The least x with A φ(x) + C >= 0, A > 0, for φ(x) = x, x² + e x, b**x: a formula, and exact integers put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.numbers.positive import always_positive, exact, never_negative, raised
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of
from symrf.terms import Op, Term
from symrf.terms.sympy_form import to_term

LINE, SQUARE, POWER = "line", "square", "power"


@dataclass(frozen=True)
class Threshold:
    """The least x >= lowest with φ(x) >= need. kind: what φ is; by: its b or e.

    domain: what the symbols have to satisfy besides what they say themselves.
    """

    name: str
    kind: str
    need: Any
    by: Any
    lowest: int
    factor: Any
    domain: tuple[str, ...] = ()

    @property
    def real(self) -> bool:
        """Whether the need is a number of which there is a logarithm, or a root, for all values of the symbols."""
        if self.kind == LINE:
            return True
        if self.kind == POWER:
            return always_positive(sympy.expand(sympy.cancel(self.factor * self.need)))
        return never_negative(sympy.expand(sympy.cancel(self.factor * (self.by**2 + 4 * self.need))))

    @property
    def expression(self) -> Any:
        """The least x as an expression. Nothing with a logarithm or a root in it is ever evaluated in floats."""
        if self.kind == LINE:
            above = sympy.ceiling(self.need)
        elif self.kind == SQUARE:
            square = self.by**2 + 4 * self.need
            root = sympy.sqrt(square if self.real else sympy.Max(0, square, evaluate=False))
            above = sympy.ceiling((root - self.by) / 2)
        else:
            need = self.need if self.real else sympy.Max(1, self.need, evaluate=False)
            above = sympy.ceiling(sympy.log(need) / sympy.log(self.by), evaluate=False)
        return sympy.Max(self.lowest, above, evaluate=False)

    def least(self, values: Mapping[str, int]) -> int:
        """The least x at these values of the symbols, in integers and fractions alone."""
        need = number(self.need, values)
        by = number(self.by, values)
        return first(lambda x: self._grown(x, by) >= need, self.lowest)

    def _grown(self, x: int, by: Fraction) -> Fraction:
        return Fraction(x) if self.kind == LINE else x * x + by * x if self.kind == SQUARE else by**x


class Never(SymrfError):
    """Why no number is enough."""


def first(holds: Callable[[int], bool], lowest: int, most: int = 1 << 80) -> int:
    """The least x >= lowest of which it holds, by doubling and bisection: once it holds it goes on to hold."""
    if holds(lowest):
        return lowest
    step = 1
    while not holds(lowest + step):
        step *= 2
        if step > most:
            raise Never(f"no number up to {most} is enough")
    below, above = lowest + step // 2, lowest + step
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (below, middle) if holds(middle) else (middle, above)
    return above


def number(value: Any, values: Mapping[str, int]) -> Fraction:
    """The value of a rational expression, exactly; SymrfError where a symbol has no value."""
    put = put_in(value, values)
    if not put.is_Rational:
        left = ", ".join(sorted(s.name for s in put.free_symbols))
        raise SymrfError(f"{shown(str(put))} is no number; give values of {left}" if left else f"{shown(str(put))}")
    return Fraction(int(put.p), int(put.q))


MAX_BITS = 1 << 20
"""Longer powers are not worked out."""


def put_in(value: Any, values: Mapping[str, int]) -> Any:
    """The expression with numbers for symbols; SymrfError, before it is worked out, where a power is too long.

    >>> n = sympy.Symbol("n")
    >>> put_in(n**n + 1, {"n": 3})
    28
    >>> put_in(n**n**n, {"n": 12})
    Traceback (most recent call last):
    ...
    symrf.errors.SymrfError: 'n**(n**n)': a power of more than 1048576 bits
    """
    value = exact(value)
    if value.is_Symbol:
        return sympy.Integer(values[value.name]) if value.name in values else value
    if not value.free_symbols:
        return value
    args = [put_in(arg, values) for arg in value.args]
    if value.is_Pow and all(arg.is_Rational for arg in args):
        base, exponent = args
        if max(base.p.bit_length(), base.q.bit_length()) * abs(exponent) > MAX_BITS and abs(base) not in (0, 1):
            raise SymrfError(f"{shown(str(value))}: a power of more than {MAX_BITS} bits")
    return value.func(*args)


def threshold(difference: Any, x: Any) -> Threshold | None:
    """Where difference >= 0 begins to hold for x; None where the difference is of no kind known here."""
    found = _parts(sympy.expand(difference), x)
    if found is None:
        return None
    kind, by, factor, rest = found
    domain: tuple[str, ...] = ()
    if not always_positive(factor):
        later = raised(sympy.factor(factor))
        if later is None:
            return None
        _, symbols = later
        factor, rest, by = (exact(part).xreplace(symbols) for part in (factor, rest, by))
        domain = tuple(f"{s.name} >= {least_of(s)}" for s in symbols.values())
    lowest = least_of(x)
    return None if lowest is None else Threshold(x.name, kind, _over(-rest, factor), by, lowest, factor, domain)


def _parts(difference: Any, x: Any) -> tuple[str, Any, Any, Any] | None:
    """(kind, b or e, A, C) of A φ(x) + C."""
    powers = {p for p in difference.atoms(sympy.Pow) if x in p.exp.free_symbols}
    if not powers:
        if not difference.is_polynomial(x):
            return None
        coefficients = sympy.Poly(difference, x).all_coeffs()
        if len(coefficients) == 2:
            return LINE, sympy.S.Zero, *coefficients
        if len(coefficients) == 3:
            square, linear, rest = coefficients
            by = sympy.cancel(linear / square)
            return (SQUARE, by, square, rest) if by.is_Rational and by >= 0 else None
        return None
    bases = {p.base for p in powers}
    if len(bases) != 1 or any(p.exp != x for p in powers):
        return None
    (base,) = bases
    least = base if base.is_Integer else least_of(base) if base.is_Symbol else None
    if least is None or least < 2:
        return None
    grown = sympy.Dummy("grown")
    line = difference.xreplace({base**x: grown})
    if x in line.free_symbols or base in line.free_symbols or not line.is_polynomial(grown):
        return None
    coefficients = sympy.Poly(line, grown).all_coeffs()
    return (POWER, base, *coefficients) if len(coefficients) == 2 else None


def _over(above: Any, below: Any) -> Any:
    """above/below, with what is a whole number of times `below` taken out: 1 + (n - 1)/(2 (k - 1))."""
    powers = {p: sympy.Dummy("power") for p in (above * below).atoms(sympy.Pow) if p.exp.free_symbols}
    back = {dummy: power for power, dummy in powers.items()}
    above, below = (sympy.expand(sympy.expand(part).xreplace(powers)) for part in (above, below))
    symbols = sorted(below.free_symbols, key=str)
    if symbols and all(part.is_polynomial(*symbols) for part in (above, below)):
        whole, rest = sympy.div(above, below, *symbols)
        if whole.is_Rational:
            return whole + (sympy.factor(rest) / sympy.factor(below)).xreplace(back)
    return sympy.factor(above / below).xreplace(back)


def as_term(found: Threshold) -> Term:
    """The least value as a tree: Max(1, ceil(log(1 + (n - 1)/(2*(k - 1)), 2))).

    Of a need that may be below what the least value has, that is taken.
    """
    need = _sum(found.need)
    if found.kind == LINE:
        return _most(found.lowest, need if found.need.is_integer else Op("ceil", (need,)))
    if found.kind == SQUARE:
        root = to_term(sympy.expand(found.by**2 + 4 * found.need))
        above: Term = Op("sqrt", (root if found.real else _most(0, root),))
        above = Op("+", (above, Op("neg", (to_term(found.by),)))) if found.by != 0 else above
        inner = Op("/", (above, to_term(2)))
    else:
        inner = Op("log", (need if found.real else _most(1, need), to_term(exact(found.by))))
    return _most(found.lowest, Op("ceil", (inner,)))


def _most(least: int, other: Term) -> Term:
    return Op("Max", (to_term(least), other))


def _sum(value: Any) -> Term:
    """1 + (n - 1)/(2 (k - 1)), where to_term would make one fraction of it."""
    number, rest = exact(value).as_coeff_Add()
    if number == 0 or rest == 0 or not sympy.fraction(rest)[1].free_symbols:
        return to_term(value)
    minus = rest.could_extract_minus_sign()
    return Op("+", (to_term(number), Op("neg", (to_term(-rest),)) if minus else to_term(rest)))
