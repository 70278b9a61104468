"""The greatest common divisor in SymPy, where its own takes symbols for polynomials: gcd(4 k, 6 k) would be 2 k."""

from __future__ import annotations

from typing import Any

from symrf.numbers.sound_sympy import sympy


class gcd(sympy.Function):  # noqa: N801 - printed so
    """The greatest common divisor of two integers.

    >>> k = sympy.Symbol("k", integer=True, positive=True)
    >>> gcd(12, 18), gcd(k, 2), gcd(k, 2).is_positive
    (6, gcd(k, 2), True)
    """

    nargs = 2
    is_integer = True
    is_nonnegative = True

    @classmethod
    def eval(cls, a: Any, b: Any) -> Any:
        """The value of numbers."""
        return sympy.igcd(a, b) if a.is_Integer and b.is_Integer else None

    def _eval_is_positive(self) -> bool | None:
        return True if any(part.is_nonzero for part in self.args) else None
