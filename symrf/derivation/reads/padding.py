"""SAME padding, also where the input size n is a symbol: then it is a function of n, periodic in n.

With ℓ the last index of the map below and ℓ' that of the map above, the total is max(K − 1 − (ℓ − s ℓ'), 0), and the
rest ℓ − s ℓ' is 0 … s − 1. Where half of the total is a straight line in the rest it is written as one: then sums over
layers telescope.
"""

from __future__ import annotations

from symrf.derivation.reads.extent import Extent, NotDerived, paddings
from symrf.layers import SAME, ConvTranspose, Layer, Window
from symrf.numbers import Number, expression, is_symbolic
from symrf.numbers.atoms import Atoms


def padding_in_force(layer: Layer, below: Extent | None, atoms: Atoms) -> tuple[Number, Number]:
    """(left, right) padding of any layer on a map of that extent; 0 of one that has none."""
    if isinstance(layer, Window):
        return same_paddings(layer, below, atoms)
    if isinstance(layer, ConvTranspose):
        left, right = paddings(layer, None)
        return atoms.lift(left), atoms.lift(right)
    return 0, 0


def same_paddings(layer: Window, below: Extent | None, atoms: Atoms) -> tuple[Number, Number]:
    """(left, right) padding of a window layer; explicit padding as it is."""
    if isinstance(layer.padding, tuple):
        return layer.padding
    if below is None and layer.stride != 1:
        raise NotDerived("SAME padding depends on the input size; give --input-size")
    if layer.stride == 1 or below is None or isinstance(below.last, int):
        left, right = paddings(layer, below)
        return atoms.lift(left), atoms.lift(right)
    after = below.above(layer.stride, 0)
    rest = atoms.lift(below.last) - layer.stride * atoms.lift(after.last)
    left, right = _halves(layer, rest, atoms)
    return (left, right) if layer.padding == SAME else (right, left)


def _halves(layer: Window, rest: Number, atoms: Atoms) -> tuple[Number, Number]:
    """⌊total/2⌋ and ⌈total/2⌉ as functions of the rest."""
    import sympy

    lacking = expression(layer.span - 1 - rest)
    symbolic = is_symbolic(layer.span) or is_symbolic(layer.stride)
    totals = [] if symbolic else [max(layer.span - 1 - r, 0) for r in range(layer.stride)]
    if symbolic or totals[-1] == 0:
        lacking = sympy.Max(lacking, 0)
    lines = [_line([(t + up) // 2 for t in totals], rest) for up in (0, 1)]
    rounded = (sympy.floor(lacking / 2), sympy.ceiling(lacking / 2))
    small, large = (atoms.lift(r) if line is None else line for line, r in zip(lines, rounded, strict=True))
    return small, large


def _line(values: list[int], rest: Number) -> Number | None:
    """The line through (0, values[0]), (1, values[1]), … in the rest, where they lie on one."""
    if not values:
        return None
    slope = values[1] - values[0]
    return values[0] + slope * rest if all(v == values[0] + slope * r for r, v in enumerate(values)) else None
