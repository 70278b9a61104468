"""What a layer reads, phase by phase: for output T m + φ the inputs S m + first … S m + last.

A window has one phase. A layer with D > 1 has T = D/g of them, and S = A/g, g = gcd(A, D) (see equation).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

from symrf.derivation.reads.equation import Equation, equation
from symrf.derivation.reads.extent import Extent, NotListed, needs_size
from symrf.derivation.reads.padding import padding_in_force
from symrf.layers import ConvTranspose, Crop, Layer, Window
from symrf.numbers import Number, expression, floor_divide, is_symbolic
from symrf.numbers.atoms import Atoms
from symrf.numbers.order import at_least

MAX_PERIOD = 1024
"""Longer periods are not written out phase by phase."""


@dataclass(frozen=True)
class Taps:
    """The inputs first, first + step, …, last, relative to where the period begins."""

    first: Number
    last: Number
    step: Number = 1


@dataclass(frozen=True)
class Reads:
    """Output T m + φ reads inputs S m + phases[φ], T the number of phases; None where it reads nothing.

    bound: why it may read less than that; empty where it reads exactly that.
    """

    stride: Number
    phases: tuple[Taps | None, ...]
    right_padding: Number = 0
    bound: str = ""


def reads(layer: Layer, below: Extent | None, atoms: Atoms) -> Reads:
    """What the layer reads, on a map of that extent. NotDerived where there is no such formula."""
    left, right = padding_in_force(layer, below, atoms)
    last = None if below is None else below.last
    if last is not None and not isinstance(last, int):
        if needs_size(layer) and not isinstance(layer, Window):
            raise NotListed(f"the phases of {layer.op} depend on the input size; give --input-size")
        last = atoms.lift(last)
    read = equation(layer, left, last)
    if isinstance(read.down, int) and read.down == 1 and not read.weightless:
        taps = Taps(read.first, read.first + read.reach, read.step)
        return Reads(read.up, (taps,), _right_padding(layer, read, right))
    if is_symbolic(read.down):
        raise NotListed(f"{layer.op} with {expression(read.down)} phases has no finite list of them")
    common = gcd(read.up, read.down)
    period = read.down // common
    if period > MAX_PERIOD:
        raise NotListed(f"{period} phases; at most {MAX_PERIOD} are written out")
    if any(map(is_symbolic, (read.first, read.step, read.taps))):
        return Reads(read.up // common, tuple(_ends(read, y, atoms) for y in range(period)), bound=may_read_less(read))
    return Reads(read.up // common, tuple(_phase(read, y) for y in range(period)))


def _right_padding(layer: Layer, read: Equation, right: Number) -> Number:
    """What the layer adds to the right of its input, as a window that fits counts it."""
    if isinstance(layer, Crop):
        return -layer.right
    return read.reach - right + layer.output_padding if isinstance(layer, ConvTranspose) else right


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
    down, step, taps = map(expression, (read.down, read.step, read.taps))
    if step == 1 and at_least(taps, down):
        return ""
    return f"some outputs may read less, as kernel ≥ {down} and dilation 1 are not known to hold"
