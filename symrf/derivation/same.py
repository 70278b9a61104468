"""SAME padding, also where the input size n is a symbol: then it is a function of n, of whole periods.

With ℓ the last index of the map below and ℓ' that above, the total is max(K − 1 − (ℓ − s ℓ'), 0), and ℓ − s ℓ' is
0 … s − 1. Where half of that is a straight line in ℓ − s ℓ' it is written so, and sums over layers then telescope.
"""

from __future__ import annotations

from math import lcm

from symrf.derivation.extent import Extent, paddings
from symrf.derivation.sums import Atoms
from symrf.layers import SAME, Window
from symrf.number import Number, expression, is_symbolic


def same_paddings(layer: Window, below: Extent | None, atoms: Atoms) -> tuple[Number, Number]:
    """(left, right) padding of a window layer."""
    if isinstance(layer.padding, tuple):
        return layer.padding
    if layer.stride == 1 or below is None or isinstance(below.last, int):
        left, right = paddings(layer, below)
        return atoms.lift(left), atoms.lift(right)
    after = below.above(layer.stride, 0)
    rest = below.last_sum(atoms) - layer.stride * after.last_sum(atoms)
    if is_symbolic(layer.span) or is_symbolic(layer.stride):
        return _symbolic(layer, rest, atoms)
    totals = [max(layer.span - 1 - r, 0) for r in range(layer.stride)]
    lefts = [t // 2 if layer.padding == SAME else t - t // 2 for t in totals]
    period = lcm(after.period(atoms) or 0, 1)
    left, right = (
        _of_rest([x if side == 0 else t - x for x, t in zip(lefts, totals, strict=True)], rest, layer, atoms, period)
        for side in (0, 1)
    )
    return left, right


def _of_rest(values: list[int], rest: Number, layer: Window, atoms: Atoms, period: int) -> Number:
    """The function r ↦ values[r] of the rest: a line, or half of a number of samples."""
    slope = values[1] - values[0]
    if all(values[r] == values[0] + slope * r for r in range(len(values))):
        return values[0] + slope * rest
    import sympy

    lacking = sympy.Max(layer.span - 1 - expression(rest), 0) if values[-1] == 0 else layer.span - 1 - expression(rest)
    lower = [max(layer.span - 1 - r, 0) // 2 for r in range(len(values))] == values
    half = sympy.floor(lacking / 2) if lower else sympy.ceiling(lacking / 2)
    return atoms.function(half, lambda n: values[atoms.at(rest, n)], period)


def _symbolic(layer: Window, rest: Number, atoms: Atoms) -> tuple[Number, Number]:
    import sympy

    total = sympy.Max(expression(layer.span - 1) - expression(rest), 0)
    small = atoms.lift(sympy.floor(total / 2))
    large = atoms.lift(total) - small
    return (small, large) if layer.padding == SAME else (large, small)
