"""The kernel's polynomials under the names that the finder uses."""

from __future__ import annotations

from functools import reduce
from operator import add as _add
from operator import mul, sub

from symrf.kernel.polynomial import Poly, atom, const

__all__ = ["ONE", "ZERO", "Poly", "add", "atom", "const", "mul", "sub"]

ONE, ZERO = const(1), const(0)


def add(*polys: Poly) -> Poly:
    """The sum of any number of polynomials."""
    return reduce(_add, polys, ZERO)
