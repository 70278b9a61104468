"""What layers read of a map: an equation, and from it the taps of each phase, or both ends as formulas in y.

Output T m + φ reads the inputs S m + first … S m + last. A window has one phase. A layer with D > 1 has T = D/g of
them, and S = A/g, g = gcd(A, D) (see equation).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import gcd
from typing import Any

from symrf.derivation.reads.equation import Equation, equation
from symrf.derivation.reads.extent import Extent, NotDerived, NotListed, TooManyPhases
from symrf.derivation.reads.padding import padding_in_force
from symrf.errors import counted
from symrf.field import Field
from symrf.layers import CUBIC, ConvTranspose, Crop, Layer, Upsample
from symrf.numbers import Number, expression, floor_divide, is_symbolic
from symrf.numbers.atoms import Atoms
from symrf.numbers.floors import floor, lowest
from symrf.numbers.order import at_least
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of
from symrf.terms.sympy_form import number_text

MAX_PERIOD = 1024
"""Longer periods are not written out phase by phase."""

Y = sympy.Dummy("y", integer=True)
"""The output that formulas are about."""


@dataclass(frozen=True)
class Taps:
    """The inputs first, first + step, …, last, relative to where the period begins."""

    first: Number
    last: Number
    step: Number = 1


@dataclass(frozen=True)
class Listed:
    """Output T m + φ reads inputs S m + phases[φ], T the number of phases; None where it reads nothing.

    bound: why it may read less than that; empty where it reads exactly that.
    """

    stride: Number
    phases: tuple[Taps | None, ...]
    right_padding: Number = 0
    bound: str = ""

    @property
    def field(self) -> Field | None:
        """As one field of the law, where there is one phase that reads something."""
        (taps, *others) = self.phases
        if others or taps is None:
            return None
        return Field(self.stride, taps.first, taps.last, self.right_padding)


@dataclass(frozen=True)
class Ends:
    """Output y reads from `low` to `high`, formulas in Y; `down` outputs further, `up` inputs further.

    bound: why it may read less than that; empty where it reads both ends.
    """

    low: Any
    high: Any
    up: Any
    down: Any
    bound: str


@dataclass(frozen=True)
class Reading:
    """What a layer, or several together, read; right_padding: as a window that fits counts it."""

    equation: Equation
    right_padding: Number = None

    @classmethod
    def of(cls, layer: Layer, below: Extent | None, atoms: Atoms) -> Reading:
        """That of a layer on a map of that extent. NotDerived where it depends on a size that is not known."""
        left, right = padding_in_force(layer, below, atoms)
        read = equation(layer, left, None if below is None else below.last)
        if isinstance(layer, Crop):
            right = -layer.right
        elif isinstance(layer, ConvTranspose):
            right = read.reach - right + layer.output_padding
        return cls(read, right)

    @classmethod
    def of_field(cls, field: Field) -> Reading:
        """That of layers together whose field is affine."""
        return cls(Equation(field.stride, field.left, 1, field.right - field.left + 1), field.right_padding)

    def listed(self, atoms: Atoms) -> Listed:
        """Phase by phase. NotListed where phases cannot be listed."""
        read = self.equation
        symbolic = any(map(is_symbolic, (read.first, read.step, read.taps)))
        if symbolic or is_symbolic(read.up):
            up, first, step, taps = map(atoms.lift, (read.up, read.first, read.step, read.taps))
            read = replace(read, up=up, first=first, step=step, taps=taps)
        if isinstance(read.down, int) and read.down == 1 and not read.weightless:
            return Listed(read.up, (Taps(read.first, read.first + read.reach, read.step),), self.right_padding)
        if is_symbolic(read.down) or is_symbolic(read.up):
            raise NotListed("the number of phases is a symbol")
        common = gcd(read.up, read.down)
        period = read.down // common
        if period > MAX_PERIOD:
            raise TooManyPhases(f"{period} phases; at most {MAX_PERIOD} are written out")
        phases = tuple(_ends(read, y, atoms) if symbolic else _phase(read, y) for y in range(period))
        return Listed(read.up // common, phases, bound=may_read_less(read) if symbolic else "")

    def ends(self) -> Ends:
        """From ⌈(A y + B)/D⌉ to ⌊(A y + B + d (k − 1))/D⌋. NotDerived where these are no such formulas."""
        read = self.equation
        up, first, reach, down = (sympy.Add(expression(x), 0) for x in (read.up, read.first, read.reach, read.down))
        if down == 1 and not read.weightless:
            return Ends(up * Y + first, up * Y + first + reach, up, down, "")
        if not (down.is_positive or at_least(down, 1)):
            raise NotDerived(f"align_corners from {up + 1} to {down + 1} samples, which may be one")
        bound = may_read_less(read)
        if bound and not (down.free_symbols or reach.free_symbols or first.free_symbols):
            less = f"some of {counted(down, 'phase')} may read {'less' if read.weightless else 'nothing'}"
            why = f"at stride {down} and dilation {expression(read.step)} {less}"
            raise NotDerived(f"{why}; at most {MAX_PERIOD} phases are written out")
        low, high = floor(up * Y + first + down - 1, down), floor(up * Y + first + reach, down)
        return Ends(low, high, *lowest(up, down), bound)


def _phase(read: Equation, y: int) -> Taps | None:
    """What output y reads; without weightless taps it is every D/gcd(D, d)-th m, if there is one."""
    found = [taps for run in read.runs() if (taps := _run(run, y)) is not None]
    if len(found) > 1:  # the runs of an interpolation follow one another
        return Taps(found[0].first, found[-1].last)
    return found[0] if found else None


def _run(read: Equation, y: int) -> Taps | None:
    """The t with D t = A y + B + d m for some m = 0 … k − 1."""
    at, common = read.up * y + read.first, gcd(read.down, read.step)
    if at % common:
        return None
    cycle = read.down // common
    m = -at // common * pow(read.step // common, -1, cycle) % cycle
    if m >= read.taps:
        return None
    most = m + (read.taps - 1 - m) // cycle * cycle
    return Taps((at + read.step * m) // read.down, (at + read.step * most) // read.down, read.step // common)


def _ends(read: Equation, y: int, atoms: Atoms) -> Taps:
    """With symbols, the ends of a window without gaps: exact where d = 1 and k ≥ D."""
    at = read.up * y + read.first
    first = -atoms.lift(floor_divide(expression(-at), read.down))
    return Taps(first, atoms.lift(floor_divide(expression(at + read.reach), read.down)))


def may_read_less(read: Equation) -> str:
    """Why a layer may read less than from end to end; empty where d = 1 and k ≥ D, and every output reads both ends."""
    if read.weightless:
        return "some outputs read less, as the sample at a whole coordinate alone"
    unless = _exact_where(read)
    if unless is None:
        return f"some outputs may read less at stride {expression(read.down)} and dilation {expression(read.step)}"
    return f"some outputs may read less unless {' and '.join(unless)}" if unless else ""


def exact_where(layer: Layer) -> tuple[str, ...] | None:
    """The conditions under which outputs of a layer with symbols read both of their ends; None where none are known.

    >>> k, s = sympy.symbols("k s", integer=True, positive=True)
    >>> exact_where(ConvTranspose(k, s)), exact_where(ConvTranspose(2 * k, s))
    (('k >= s',), None)
    """
    if layer.less or isinstance(layer, Upsample) and layer.mode == CUBIC:
        return None
    if not isinstance(layer, ConvTranspose) or layer.plain:
        return ()
    return _exact_where(Equation(1, 0, layer.dilation, layer.kernel, layer.stride))


def _exact_where(read: Equation) -> tuple[str, ...] | None:
    down, step, taps = (sympy.Add(expression(x), 0) for x in (read.down, read.step, read.taps))
    found = []
    if step != 1:
        if not step.is_Symbol or least_of(step) != 1:
            return None
        found.append(f"{step} == 1")
    if not at_least(taps, down):
        free = taps.is_Symbol and taps.is_odd is None and taps not in down.free_symbols
        if not (free and at_least(down, least_of(taps)) or taps.is_number and down.is_Symbol):
            return None
        found.append(f"{number_text(taps)} >= {number_text(down)}")
    return tuple(found)
