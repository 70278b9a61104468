"""SAME padding, also where the input size n is a symbol: then it is a function of n, periodic in n.

With ℓ the last index of the map below and ℓ' that of the map above, the total is max(K − 1 − (ℓ − s ℓ'), 0), and the
rest ℓ − s ℓ' is 0 … s − 1. Where half of the total is a straight line in the rest it is written as one: then sums over
layers telescope.
"""

from __future__ import annotations

from functools import partial

from symrf.derivation.reads.extent import Extent, NotDerived, dropped_by, needs_size
from symrf.layers import SAME, ConvTranspose, Layer, Window
from symrf.numbers import Number, expression, floor_divide, greatest, is_symbolic, remainder
from symrf.numbers.atoms import Atoms


def padding_in_force(layer: Layer, below: Extent | None, atoms: Atoms) -> tuple[Number, Number]:
    """(left, right) padding of any layer on a map of that extent; 0 of one that has none.

    NotDerived where it depends on a size that is not known.
    """
    if not isinstance(layer, Window | ConvTranspose):
        return 0, 0
    if isinstance(layer.padding, tuple):
        return layer.padding
    if isinstance(layer, ConvTranspose):
        small, large = _halved(dropped_by(layer), atoms)
    elif not needs_size(layer) or below is not None and isinstance(below.last, int):
        rest = remainder(below.last, layer.stride) if below is not None and needs_size(layer) else 0
        small, large = _halved(greatest([layer.span - 1 - rest, 0]), atoms)
    elif below is None:
        raise NotDerived("SAME padding depends on the input size; give --input-size")
    else:
        rest = atoms.lift(below.last) - layer.stride * atoms.lift(below.above(layer.stride, 0).last)
        small, large = _along(layer, rest, atoms)
    return (small, large) if layer.padding == SAME else (large, small)


def _halved(total: Number, atoms: Atoms) -> tuple[Number, Number]:
    small = floor_divide(total, 2)
    return atoms.lift(small), atoms.lift(total - small)


def _along(layer: Window, rest: Number, atoms: Atoms) -> tuple[Number, Number]:
    """⌊total/2⌋ and ⌈total/2⌉ as functions of the rest."""
    from symrf.numbers.sound_sympy import sympy

    lacking = expression(layer.span - 1 - rest)
    if not is_symbolic(lacking):
        return _halved(max(lacking, 0), atoms)
    symbolic = is_symbolic(layer.span) or is_symbolic(layer.stride)
    # the total falls by one up to 0 and stays there: three on a line are all on it
    totals = [] if symbolic else [max(layer.span - 1 - r, 0) for r in range(min(layer.stride, 3))]
    small, large = (_line([(t + up) // 2 for t in totals], rest) for up in (0, 1))
    if small is not None and large is not None:
        return small, large
    if symbolic or layer.span < layer.stride:
        lacking = sympy.Max(lacking, 0, evaluate=symbolic)
    down, up = (half(lacking / 2, evaluate=symbolic) for half in (sympy.floor, sympy.ceiling))
    rounded = atoms.lift if symbolic else partial(atoms.one, nonnegative=True)
    return rounded(down) if small is None else small, rounded(up) if large is None else large


def _line(values: list[int], rest: Number) -> Number | None:
    """The line through (0, values[0]), (1, values[1]), (2, values[2]) in the rest, where they lie on one."""
    if not values:
        return None
    slope = values[1] - values[0]
    return values[0] + slope * rest if all(v == values[0] + slope * r for r, v in enumerate(values)) else None
