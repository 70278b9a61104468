"""SymPy, set right: which products are integers, and which sums are positive; its answer where that holds.

SymPy (1.14) looks at powers of 2 alone: to it n (k - 1)/6 is one for every odd k, and neither k/3 nor k/s for any
even k and odd s > 1. What is divided by more than powers of 2 is left open here. Every module takes
SymPy from this one; the rules are then others in the whole process, and say less.

Of a quotient by two symbols it takes the greatest value for the least: 1/(n s) - 1/2 is positive to it, and so is what
depends on it, such as Max(1/(n s), 1/2). The sign of a sum with such a quotient is left open too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sympy
from sympy.core import exprtools

__all__ = ["spelled", "sympy"]

_SAID, _CLOSEST = sympy.Mul._eval_is_integer, exprtools._monotonic_sign


def _is_integer(product: Any) -> bool | None:
    return None if any(map(_divides_by_more_than_two, product.args)) else _SAID(product)


def _divides_by_more_than_two(factor: Any) -> bool:
    if factor.is_Rational:
        below = int(factor.q)
        return below & (below - 1) != 0
    return bool(factor.is_Pow and not factor.is_integer)


def _closest_to_zero(value: Any) -> Any:
    """The value closest to 0, where it has one sign, is at the least values of symbols only where it rises with all."""
    rest = value.as_coeff_Add()[1]
    if len(rest.free_symbols) < 2 or rest.is_polynomial():
        return _CLOSEST(value)
    return None if value.is_Add or not value.as_numer_denom()[1].is_number else _CLOSEST(value)


sympy.Mul._prop_handler["integer"] = _is_integer
exprtools._monotonic_sign = _closest_to_zero


class _Printer(sympy.StrPrinter):
    """Prints each part once: in what is derived of a deep network expressions stand in one another."""

    @lru_cache(maxsize=10_000, typed=True)  # noqa: B019  # there is one
    def _print(self, expr: Any) -> str:
        return str(super()._print(expr))


spelled = _Printer().doprint
"""str of an expression, at the cost of what is new in it."""
