"""What a layer reads, in two forms: phase by phase (taps), or from end to end as formulas in y."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import sympy

from symrf.derivation.reads.equation import equation
from symrf.derivation.reads.extent import Extent, NotDerived, NotListed
from symrf.derivation.reads.padding import padding_in_force
from symrf.derivation.reads.taps import MAX_PERIOD, Reads, Taps, may_read_less, reads
from symrf.errors import counted
from symrf.field import Field
from symrf.layers import Layer
from symrf.numbers import expression
from symrf.numbers.atoms import Atoms
from symrf.numbers.floors import floor
from symrf.numbers.order import at_least

Y = sympy.Dummy("y", integer=True)
"""The output that formulas are about."""


class Reading(ABC):
    """What a layer, or several together, read of a map."""

    @abstractmethod
    def phases(self) -> Reads:
        """Phase by phase. NotListed where phases cannot be listed, NotDerived where there is no such formula."""

    @abstractmethod
    def ends(self) -> Ends:
        """From end to end. NotDerived where the ends are no such formulas."""


@dataclass(frozen=True)
class Ends(Reading):
    """Output y reads from `low` to `high`, formulas in Y; `down` outputs further, `up` inputs further.

    bound: why it may read less than that; empty where it reads both ends.
    """

    low: Any
    high: Any
    up: Any = sympy.S.One
    down: Any = sympy.S.One
    bound: str = ""

    def phases(self) -> Reads:
        raise NotListed("what is read is known by its ends only")

    def ends(self) -> Ends:
        return self


@dataclass(frozen=True)
class OfField(Reading):
    """What layers read together, whose field is affine."""

    field: Field

    def phases(self) -> Reads:
        return Reads(self.field.stride, (Taps(self.field.left, self.field.right),), self.field.right_padding)

    def ends(self) -> Ends:
        stride, left, right = (expression(x) for x in (self.field.stride, self.field.left, self.field.right))
        return Ends(stride * Y + left, stride * Y + right, stride)


@dataclass(frozen=True)
class OfLayer(Reading):
    """What one layer reads of a map of that extent."""

    layer: Layer
    below: Extent | None
    atoms: Atoms

    def phases(self) -> Reads:
        return reads(self.layer, self.below, self.atoms)

    def ends(self) -> Ends:
        """Read off the same: from ⌈(A y + B)/D⌉ to ⌊(A y + B + d (k − 1))/D⌋."""
        left, _ = padding_in_force(self.layer, self.below, self.atoms)
        read = equation(self.layer, left, None if self.below is None else self.below.last)
        up, first, reach, down = (sympy.Add(expression(x), 0) for x in (read.up, read.first, read.reach, read.down))
        if down == 1 and not read.weightless:
            return Ends(up * Y + first, up * Y + first + reach, up)
        if not at_least(down, 1):
            raise NotDerived(f"align_corners from {up + 1} to {down + 1} samples, which may be one")
        bound = may_read_less(read)
        if bound and not (down.free_symbols or reach.free_symbols or first.free_symbols):
            less = f"some of {counted(down, 'phase')} may read {'less' if read.weightless else 'nothing'}"
            why = f"at stride {down} and dilation {expression(read.step)} {less}"
            raise NotDerived(f"{why}; at most {MAX_PERIOD} phases are written out")
        common = sympy.gcd(up, down)
        low, high = floor(up * Y + first + down - 1, down), floor(up * Y + first + reach, down)
        return Ends(low, high, sympy.cancel(up / common), sympy.cancel(down / common), bound)
