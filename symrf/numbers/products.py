"""Which products are integers: SymPy's answer, where it holds.

SymPy (1.14) looks at powers of 2 alone: to it n (k - 1)/6 is one for every odd k, and neither k/3 nor k/s for any
even k and odd s > 1. What is divided by more than powers of 2 is left open here. Every module takes
SymPy from this one; the rule is then another in the whole process, and says less.
"""

from __future__ import annotations

from typing import Any

import sympy

__all__ = ["sympy"]

_SAID = sympy.Mul._eval_is_integer


def _is_integer(product: Any) -> bool | None:
    return None if any(map(_divides_by_more_than_two, product.args)) else _SAID(product)


def _divides_by_more_than_two(factor: Any) -> bool:
    if factor.is_Rational:
        below = int(factor.q)
        return below & (below - 1) != 0
    return bool(factor.is_Pow and not factor.is_integer)


sympy.Mul._prop_handler["integer"] = _is_integer
