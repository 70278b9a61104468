"""Which of several expressions can be the largest, by the symbols' assumptions alone.

a >= b everywhere when, after each symbol is shifted by its lower bound, no coefficient of a - b is negative. Where
a - b holds floors of one integer n, it is a line plus something periodic, and one period of values decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import ceil, lcm, prod
from typing import Any

from symrf.numbers.sound_sympy import sympy
from symrf.numbers.sums import Sum
from symrf.numbers.symbols import least_of, symbol

MAX_PERIOD, LONGEST = 4096, 1 << 64
"""Functions of longer periods are not decided, nor tried for single numbers."""

MAX_TERMS = 256
"""Nor are products that have more terms where each factor is written as its least value and more: eight symbols."""

Function = tuple[Callable[[int], Fraction], int]
"""n ↦ value, and a p such that value(n + p) − value(n) is the same for every n."""


def at_least(a: Any, b: Any) -> bool:
    """Whether a >= b for every value that the symbols' assumptions allow (False where that is not decided)."""
    difference = a - b
    sign = difference.sign() if isinstance(difference, Sum) else None
    if sign is not None:
        return bool(sign > 0)
    return _never_negative(sympy.expand(difference))


@lru_cache(maxsize=1000)
def _never_negative(difference: Any) -> bool:
    if difference.is_number:
        return bool(difference >= 0)
    linear = _linear_least(difference)
    if linear is not None:
        return linear
    shorter = _shorter(difference)
    if shorter != difference:
        return _never_negative(sympy.expand(shorter))
    symbols = sorted(difference.free_symbols, key=str)
    if not difference.is_polynomial(*symbols):
        least = _without_floors(difference)
        return least is not None and at_least(least, 0) or _periodic_at_least(difference)
    bounds = {s: least_of(s) for s in symbols}
    if None in bounds.values():
        return False
    if max(prod(e + 1 for e in powers) for powers in sympy.Poly(difference, *symbols).monoms()) > MAX_TERMS:
        return False
    shifts = {s: s + bound for s, bound in bounds.items()}
    polynomial = sympy.Poly(difference.subs(shifts, simultaneous=True), *symbols)
    return all(c.is_nonnegative for c in polynomial.coeffs())


def _linear_least(difference: Any) -> bool | None:
    """Whether a sum of symbols times numbers is never negative; None where it is no such sum. The common case."""
    parts = difference.as_coefficients_dict()
    constant = parts.pop(sympy.S.One, sympy.S.Zero)
    if not all(part.is_Symbol and coefficient.is_Rational for part, coefficient in parts.items()):
        return None
    leasts = [(least_of(part), coefficient) for part, coefficient in parts.items()]
    if any(least is None or coefficient.is_negative for least, coefficient in leasts):
        return False
    return bool(constant + sum(least * coefficient for least, coefficient in leasts) >= 0)


def _shorter(difference: Any) -> Any:
    """The same in x, of a shorter period, where its one symbol stands in ⌊m/(g d)⌋ = ⌊⌊m/g⌋/d⌋ = ⌊x/d⌋ alone, m linear.

    x is every integer from its least value on, of which ⌊m/g⌋ takes some: what holds for all x holds.

    >>> n = sympy.Symbol("n", integer=True, positive=True)
    >>> _shorter(2 * sympy.floor((n - 1) / 8192) - sympy.floor((n - 1) / 4096))
    -n_ + 2*floor(n_/2)
    """
    symbols = difference.free_symbols
    start = least_of(next(iter(symbols))) if len(symbols) == 1 else None
    floors = {} if start is None else {f: f.args[0].as_numer_denom() for f in difference.atoms(sympy.floor)}
    floors = {f: parts for f, parts in floors.items() if parts[0].is_polynomial(*symbols)}
    if len({above for above, _ in floors.values()}) != 1:
        return difference
    above, unit = next(iter(floors.values()))[0], sympy.gcd_list([below for _, below in floors.values()])
    rise = above.diff(*symbols)
    if not (above.is_integer and unit.is_Integer and unit > 1 and rise.is_Integer and rise > 0):
        return difference
    (old,) = symbols
    x = symbol(f"{old.name}_", int(above.subs(old, start) // unit))  # another name than that of what it replaces
    shorter = difference.xreplace({f: sympy.floor(x / (below / unit)) for f, (_, below) in floors.items()})
    return shorter if shorter.free_symbols <= {x} else difference


def _without_floors(difference: Any) -> Any:
    """A polynomial that is nowhere larger, but for a positive factor, as (m − d + 1)/d <= ⌊m/d⌋ <= m/d; or None."""
    total = []
    for term in sympy.Add.make_args(difference):
        floors = [factor for factor in sympy.Mul.make_args(term) if isinstance(factor, sympy.floor)]
        if not floors:
            total.append(term)
            continue
        above, below = sympy.together(floors[0].args[0]).as_numer_denom()
        rest = term / floors[0]
        if len(floors) > 1 or not (above.is_integer and below.is_integer and below.is_positive):
            return None
        upward = not rest.has(sympy.floor) and at_least(rest, 0)
        if rest.has(sympy.floor) or not (upward or at_least(0, rest)):
            return None
        total.append(rest * (above - below + 1 if upward else above) / below)
    least, positive = sympy.together(sympy.Add(*total)).as_numer_denom()
    known = least.is_polynomial(*least.free_symbols) and not least.has(sympy.floor)
    return sympy.expand(least) if known and positive.is_positive else None


def survivors(values: list[Any], greatest: bool) -> list[Any]:
    """The values that no other one dominates, in their order, without repetitions."""
    kept: list[Any] = []
    for value in values:
        if any(at_least(k, value) if greatest else at_least(value, k) for k in kept):
            continue
        kept = [k for k in kept if not (at_least(value, k) if greatest else at_least(k, value))]
        kept.append(value)
    return kept


def zeros(expression: Any, among: tuple[int, Sequence[int]] | None = None) -> tuple[int, list[int]] | None:
    """(p, residues r): a function of one positive integer n is 0 exactly where n mod p is one of them.

    None where the function has no such form, such as one that grows, or where p is too large to try them all; then, of
    the n that are asked about alone: among (modulus, remainders).

    >>> n = sympy.Symbol("n", integer=True, positive=True)
    >>> zeros(n - 2 * sympy.floor(n / 2))
    (2, [0])
    """
    asked: tuple[int, Sequence[int]] = 1, (0,)
    found = _function_of_one(expression)
    if found is None and among is not None:
        found, asked = _function_of_one(expression, LONGEST), among
    if found is None or (found[0])(found[2] + found[1]) != (found[0])(found[2]):
        return None
    (value, period, start), (modulus, remainders) = found, asked
    every = lcm(period, modulus)
    if every // modulus * len(remainders) > MAX_PERIOD:
        return None
    firsts = (start + (remainder - start) % modulus for remainder in remainders)
    tried = (n for first in firsts for n in range(first, start + every, modulus))
    return every, sorted(n % every for n in tried if value(n) == 0)


def rises_from(expression: Any) -> int | None:
    """The least n from which a function of one integer n that never falls is at least 0; None of any other.

    >>> n = sympy.Symbol("n", integer=True, positive=True)
    >>> rises_from(2 * sympy.floor((n - 4) / 2) - 5)
    10
    """
    found = _function_of_one(expression)
    if found is None:
        return None
    value, period, start = found
    gain = value(start + period) - value(start)
    if gain <= 0 or any(value(n + 1) < value(n) for n in range(start, start + period)):
        return None
    enough = start + ceil(max(Fraction(0), -value(start)) / gain) * period
    return start + bisect_left(range(start, enough + 1), True, key=lambda n: value(n) >= 0)


def _periodic_at_least(difference: Any) -> bool:
    found = _function_of_one(difference)
    if found is None:
        return False
    value, period, start = found
    return value(start + period) >= value(start) and all(value(n) >= 0 for n in range(start, start + period))


def _function_of_one(expression: Any, most: int = MAX_PERIOD) -> tuple[Callable[[int], Fraction], int, int] | None:
    """The expression as a function of its one symbol, with its period, which is at most `most`, and the least value
    of the symbol."""
    symbols = expression.free_symbols
    start = least_of(next(iter(symbols))) if len(symbols) == 1 else None
    found = None if start is None else _function(expression, most)
    return None if found is None or start is None or found[1] > most else (*found, start)


@lru_cache(maxsize=500)
def _function(e: Any, most: int) -> Function | None:
    """The expression as a function; each part of it is looked at, and worked out for a number, once."""
    found = _of_parts(e, most)
    return None if found is None else (lru_cache(maxsize=2 * MAX_PERIOD)(found[0]), found[1])


def _of_parts(e: Any, most: int) -> Function | None:
    if e.is_Rational:
        constant = Fraction(int(e.p), int(e.q))
        return (lambda n: constant), 1
    if e.is_Symbol:
        return Fraction, 1
    parts = [part for a in e.args if (part := _function(a, most)) is not None]
    if not parts or len(parts) < len(e.args):
        return None
    functions, period = [f for f, _ in parts], lcm(*(p for _, p in parts))
    if period > most:
        return None
    if e.is_Add:
        return (lambda n: sum((f(n) for f in functions), Fraction(0))), period
    if e.is_Mul and sum(bool(a.free_symbols) for a in e.args) == 1:
        factor, (moving,) = Fraction(1), [f for f, a in zip(functions, e.args, strict=True) if a.free_symbols]
        for a in e.args:
            factor *= 1 if a.free_symbols else Fraction(int(a.p), int(a.q))
        return (lambda n: factor * moving(n)), period
    slopes = {f(1 + period) - f(1) for f in functions}
    if isinstance(e, sympy.floor | sympy.ceiling):
        (inner,), (slope,) = functions, slopes
        down = isinstance(e, sympy.floor)
        return (lambda n: Fraction(inner(n).__floor__() if down else inner(n).__ceil__())), period * slope.denominator
    if isinstance(e, sympy.Max | sympy.Min) and len(slopes) == 1:
        pick = max if isinstance(e, sympy.Max) else min
        return (lambda n: pick(f(n) for f in functions)), period
    return None
