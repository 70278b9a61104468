"""Which expressions are positive for every value of their symbols: each symbol is written as its least value and more.

b**t is 1 + something where t >= 0 and b >= 1, so an expression is positive where, so written, no coefficient is
negative and the constant is not 0.
"""

from __future__ import annotations

from typing import Any

from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of, symbol


def exact(value: Any) -> Any:
    """A number as SymPy has it; text is none."""
    return sympy.S.Zero + value


def never_negative(value: Any) -> bool:
    """Whether the value is at least 0 for all that its symbols stand for; False where that is not seen."""
    coefficients = _coefficients(value)
    return coefficients is not None and all(c >= 0 for _, c in coefficients)


def always_positive(value: Any) -> bool:
    """Whether the value is more than 0 for all that its symbols stand for; False where that is not seen.

    >>> k = symbol("k", least=2)
    >>> always_positive((2**symbol("L") - 1) * (k - 1)), always_positive(symbol("k") - 1)
    (True, False)
    """
    coefficients = _coefficients(value)
    if coefficients is None:
        return False
    constant = next((c for powers, c in coefficients if not any(powers)), 0)
    return all(c >= 0 for _, c in coefficients) and bool(constant > 0)


Terms = list[tuple[Any, tuple[tuple[Any, int], ...]]]
"""Of a sum: (coefficient, ((what is never negative, its power), …)) of each term."""


def witness(value: Any) -> Terms | None:
    """The value as a sum of a positive number and products of what is never negative; None where none is seen.

    >>> witness(2 * symbol("k", least=2) - 2)
    [(2, ((k - 2, 1),)), (2, ())]
    """
    return terms(value) if always_positive(value) else None


def _coefficients(value: Any) -> list[tuple[tuple[int, ...], Any]] | None:
    found = terms(value)
    return None if found is None else [(tuple(e for _, e in factors), c) for c, factors in found]


def terms(value: Any) -> Terms | None:
    """The value as a sum of products of what is never negative; None where it is no such sum."""
    value = exact(value)
    above, below = sympy.fraction(sympy.together(value))
    if below.free_symbols or not below.is_positive:
        return None
    more: dict[Any, Any] = {}
    back: dict[Any, Any] = {}
    for s in sorted(value.free_symbols, key=str):
        least = least_of(s)
        if least is None:
            return None
        beyond = sympy.Dummy(f"{s}_more", integer=True, nonnegative=True)
        more[s], back[beyond] = least + beyond, s - least
    shifted = sympy.expand(above.xreplace(more))
    for power in sorted(shifted.atoms(sympy.Pow), key=sympy.default_sort_key):
        if power.exp.is_Integer and power.exp > 0:
            continue
        if not (power.base.is_Integer and power.base >= 1) or not never_negative_exponent(power):
            return None
        grown = sympy.Dummy("grown", nonnegative=True)
        shifted, back[grown] = shifted.xreplace({power: 1 + grown}), power.xreplace(back) - 1
    shifted = sympy.expand(shifted)
    gens = sorted(shifted.free_symbols, key=str)
    if not gens:
        return [(shifted / below, ())] if shifted.is_Rational else None
    if not shifted.is_polynomial(*gens):
        return None
    found = sympy.Poly(shifted, *gens).terms()
    if not all(c.is_Rational for _, c in found):
        return None
    return [(c / below, tuple((back[g], e) for g, e in zip(gens, powers, strict=True) if e)) for powers, c in found]


def never_negative_exponent(power: Any) -> bool:
    """Whether the exponent is a sum of symbols that are at least 0, times positive numbers."""
    parts = power.exp.as_coefficients_dict()
    constant = parts.pop(sympy.S.One, sympy.S.Zero)
    return bool(constant >= 0) and all(p.is_Symbol and p.is_nonnegative and c.is_positive for p, c in parts.items())


def raised(value: Any) -> tuple[Any, dict[Any, Any]] | None:
    """The value, positive, where one of its symbols starts one later: k - 1 where k >= 2; None where none helps."""
    for s in sorted(value.free_symbols, key=str):
        least = least_of(s)
        if least is None:
            continue
        later = {s: symbol(s.name, least=least + 1)}
        if always_positive(value.xreplace(later)):
            return value.xreplace(later), later
    return None
