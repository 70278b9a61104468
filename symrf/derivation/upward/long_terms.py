"""Names for intermediate results, so that the formulas of a network of L layers have length O(L) in all.

The closed form of L layers with a symbol each has Θ(L²) factors. A sum that has grown long is given a name here and
counts as one symbol from there on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from symrf.derivation.reads.extent import Extent
from symrf.derivation.shapes.phases import Phases
from symrf.derivation.shapes.shape import Shape
from symrf.field import Field
from symrf.numbers import Number
from symrf.numbers.atoms import Atoms
from symrf.numbers.sums import Sum

FACTORS = 6
"""A stride of more factors gets a name: chains of six layers, all of symbols, are still printed in full."""

WEIGHT = 80
"""A sum with more factors in all gets a name."""


class NamedTerms(Mapping[str, Any]):
    """The named terms of a derivation, in order: name → expression in the network's symbols and earlier names."""

    def __init__(self, sums: Mapping[Any, Sum]) -> None:
        self._sums = sums
        self._symbols = {symbol.name: symbol for symbol in sums}

    def __getitem__(self, name: str) -> Any:
        return self._sums[self._symbols[name]]._sympy_()

    def __iter__(self) -> Iterator[str]:
        return iter(self._symbols)

    def __len__(self) -> int:
        return len(self._symbols)

    def sums(self) -> Mapping[Any, Sum]:
        """The same by symbol, as sums."""
        return self._sums

    def expanded(self, expression: Any) -> Any:
        """The expression with every named term replaced by what it stands for."""
        if not hasattr(type(expression), "free_symbols"):
            return expression
        for symbol in reversed(self._sums):
            if symbol in expression.free_symbols:
                expression = expression.xreplace({symbol: self._sums[symbol]._sympy_()})
        return expression


class Names:
    """Gives out the names: letter and position of the layer, such as J12; none that the network uses itself."""

    def __init__(self, atoms: Atoms, taken: Iterable[str]) -> None:
        self.atoms = atoms
        self.sums: dict[Any, Sum] = {}
        self._taken = set(taken)
        self._given: dict[Sum, Sum] = {}
        self.suffix = ""

    def unused(self, name: str) -> str:
        """The name, or one made from it that nothing else has."""
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    def short(self, letter: str, position: int, value: Number) -> Number:
        """The value, under a name where it has more than one factor."""
        if not isinstance(value, Sum) or value.weight <= 1:
            return value
        known = self._given.get(value)
        if known is None:
            known = self._given[value] = self.atoms.one(self._symbol(letter, position, value))
        return known

    def _symbol(self, letter: str, position: int, value: Sum) -> Any:
        from symrf.numbers.sound_sympy import sympy

        name = self.unused(f"{letter}{position}{self.suffix}")
        more = {"positive": True} if letter == "J" else {}
        symbol = sympy.Symbol(name, integer=True, **more)
        self.sums[symbol] = value
        self.atoms.mean(symbol, value)
        return symbol

    def shorten(self, shape: Shape | None, position: int) -> Shape | None:
        """The shape, the numbers of its fields under names where one has grown long."""
        return None if shape is None else shape.each(lambda phases: self._shortened(phases, position))

    def _shortened(self, phases: Phases, position: int) -> Phases:
        if not any(map(_grown, phases.fields)):
            return phases
        named = tuple(None if f is None else self._named(f, position) for f in phases.fields)
        return Phases(named, self.short("J", position, phases.stride))

    def _named(self, field: Field, position: int) -> Field:
        return Field(*(self.short(letter, position, x) for letter, x in zip("JABQ", _numbers(field), strict=True)))

    def shorten_extent(self, extent: Extent | None, position: int) -> Extent | None:
        """The same for the extent of a map."""
        if extent is None or not (too_long(extent.shift) or too_many(extent.stride)):
            return extent
        shift, stride = self.short("E", position, extent.shift), self.short("J", position, extent.stride)
        return Extent(extent.base, shift, stride)


def _numbers(field: Field) -> tuple[Number, ...]:
    return field.stride, field.left, field.right, field.right_padding


def _grown(f: Field | None) -> bool:
    """Whether a number of it has grown long."""
    if f is None or type(f.stride) is type(f.left) is type(f.right) is int and type(f.right_padding) is int:
        return False
    return too_many(f.stride) or any(map(too_long, _numbers(f)))


def too_many(stride: Number) -> bool:
    """Whether a stride has more factors than are carried on in full."""
    return isinstance(stride, Sum) and stride.weight > FACTORS


def too_long(value: Number) -> bool:
    """Whether a sum is too long to be carried on in full."""
    return isinstance(value, Sum) and value.weight > WEIGHT
