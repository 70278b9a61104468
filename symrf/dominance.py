"""Which of several expressions can be the largest, by the symbols' assumptions alone.

a >= b everywhere when, after each symbol is shifted by its lower bound, no coefficient of a - b is negative.
"""

from __future__ import annotations

from typing import Any

import sympy


def at_least(a: Any, b: Any) -> bool:
    """Whether a >= b for every value that the symbols' assumptions allow (False where that is not decided)."""
    difference = sympy.expand(a - b)
    if difference.is_number:
        return bool(difference >= 0)
    symbols = sorted(difference.free_symbols, key=str)
    if not all(s.is_nonnegative for s in symbols) or not difference.is_polynomial(*symbols):
        return False
    shifts = {s: s + 1 for s in symbols if s.is_positive and s.is_integer}
    polynomial = sympy.Poly(difference.subs(shifts, simultaneous=True), *symbols)
    return all(c.is_nonnegative for c in polynomial.coeffs())


def survivors(values: list[Any], greatest: bool) -> list[Any]:
    """The values that no other one dominates, in their order, without repetitions."""
    kept: list[Any] = []
    for value in values:
        if any(at_least(k, value) if greatest else at_least(value, k) for k in kept):
            continue
        kept = [k for k in kept if not (at_least(value, k) if greatest else at_least(k, value))]
        kept.append(value)
    return kept
