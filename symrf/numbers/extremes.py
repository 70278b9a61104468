"""The least and the greatest of several numbers, and what is never 0. The order is imported where there are symbols."""

from __future__ import annotations

from collections.abc import Iterable

from symrf.numbers.number import Number, is_symbolic, plain


def never_zero(value: Number, step: Number = 1) -> bool:
    """Whether a number is known to be at least `step` away from 0, for all values of its symbols."""
    if not (is_symbolic(value) and value.free_symbols):
        return bool(value != 0)
    from symrf.numbers.order import at_least

    return at_least(value, step) or at_least(-value, step)


def never_above(a: Number, b: Number) -> bool:
    """Whether a <= b for all values of their symbols (False where that is not decided)."""
    if not (is_symbolic(a) or is_symbolic(b)):
        return bool(a <= b)
    from symrf.numbers.order import at_least

    return at_least(b, a)


def least(values: Iterable[Number]) -> Number:
    """The smallest, a SymPy Min only where the symbols' assumptions do not decide."""
    return _extreme(list(values), greatest=False)


def greatest(values: Iterable[Number]) -> Number:
    """The largest, a SymPy Max only where the symbols' assumptions do not decide."""
    return _extreme(list(values), greatest=True)


def _extreme(values: list[Number], greatest: bool) -> Number:
    if not any(map(is_symbolic, values)):
        return max(values) if greatest else min(values)
    from symrf.numbers.order import survivors
    from symrf.numbers.sound_sympy import sympy

    kind = sympy.Max if greatest else sympy.Min
    flat = [part for value in values for part in (value.args if isinstance(value, kind) else (value,))]
    kept = survivors(flat, greatest)
    if len(kept) == 1:
        return plain(kept[0])
    # without the common factor, as SymPy 1.14 takes an even Max divided by 6 for an integer
    kept = [sympy.Add(value, 0) for value in kept]
    factor = sympy.gcd_list([value.primitive()[0] for value in kept if value != 0])
    signs = sum(-1 if value.could_extract_minus_sign() else 1 for value in kept if value != 0)
    if signs < 0 or (signs == 0 and not greatest):  # -Max(7, k) and not Min(-7, -k), so that both ends can cancel
        kind, factor = (sympy.Min if greatest else sympy.Max), -factor
    return factor * kind(*(value / factor for value in kept), evaluate=False)
