"""Networks that meet conditions: drawn layers are given the numbers that these prescribe, then all is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any

from symrf.errors import SymrfError
from symrf.formulas.quantities import LAYER_LETTERS, MAP_LETTERS
from symrf.refute.measure import Chain, scope
from symrf.statement import Said
from symrf.terms import Rel, names
from symrf.terms.evaluate import Undefined, compiled, holds
from symrf.terms.parse import number
from symrf.theorem import named, offset

ROW, FEATURE, POSITIVE = "ksdpq", ("uL", "n0"), ("k", "s", "d", "n0")
PLAIN = {"k": 1, "s": 1, "d": 1, "p": 0, "q": 0, "uL": 0, "n0": 1}


@dataclass(frozen=True)
class Condition:
    """A relation that is assumed at every index of its range."""

    said: Said

    @property
    def tree(self) -> Rel:
        return self.said.tree

    @cached_property
    def _test(self) -> Callable[[dict[str, Any]], Any]:
        return holds(self.tree)

    @cached_property
    def _sides(self) -> tuple[Any, Any]:
        return compiled(self.tree.left), compiled(self.tree.right)

    @cached_property
    def _letters(self) -> set[str]:
        return names(self.tree)[1] & (LAYER_LETTERS | MAP_LETTERS)

    @cached_property
    def unknowns(self) -> list[tuple[str, int, bool]]:
        """What it may be solved for, as (letter, layer, whether that is counted from the index); the last layer first.

        uL and n0, which belong to no layer, only where no layer is named.
        """
        found = []
        for at in named(self.tree):
            if at.name in LAYER_LETTERS:
                c, fixed = offset(at.index, self.said.index or ""), number(at.index)
                found += [(at.name, c, True)] if c is not None else []
                found += [(at.name, int(fixed), False)] if fixed is not None else []
        found.sort(key=lambda place: (not place[2], -place[1]))
        return found or [(name, 0, False) for name in FEATURE if name in names(self.tree)[0]]

    def places(self, depth: int) -> Iterator[int | None]:
        """The indices at which it is assumed of a network of that depth."""
        yield from (None,) if self.said.index is None else range(self.said.low, depth + self.said.high + 1)

    def met(self, chain: Chain, scalars: Mapping[str, int]) -> bool:
        """Whether the network has it everywhere."""
        return all(self.met_at(place, chain, scalars) for place in self.places(chain.depth))

    def met_at(self, place: int | None, chain: Chain, scalars: Mapping[str, int]) -> bool:
        """Whether the network has it at one index."""
        try:
            return bool(self._test(self._scope(place, chain, scalars))[0])
        except (Undefined, SymrfError):  # a map without features
            return False

    def _scope(self, place: int | None, chain: Chain, scalars: Mapping[str, int]) -> dict[str, Any]:
        here = {} if self.said.index is None else {self.said.index: place}
        return {**scope(chain, self._letters), **scalars, **here}

    def gap(self, place: int | None, chain: Chain, scalars: Mapping[str, int]) -> Fraction:
        """Left side less right side."""
        here = self._scope(place, chain, scalars)
        return Fraction(self._sides[0](here)) - Fraction(self._sides[1](here))


def fitted(conditions: list[Condition], chain: Chain, scalars: Mapping[str, int]) -> Chain | None:
    """The chain, some of its numbers changed so that all conditions hold; None where that did not succeed.

    Each equation is solved for one letter that no equation before it was solved for.
    """
    taken: set[str] = set()
    for condition in conditions:
        free = [unknown for unknown in condition.unknowns if _own(unknown[0]) not in taken]
        for place in condition.places(chain.depth):
            if free and not condition.met_at(place, chain, scalars):
                at = [(letter, (place or 0) + c if counted else c) for letter, c, counted in free]
                changed = (_solved(condition, place, letter, layer, chain, scalars) for letter, layer in at)
                chain = next((found for found in changed if found is not None), chain)
        if free and condition.tree.op == "==":
            taken.add(_own(free[0][0]))
    return chain if all(condition.met(chain, scalars) for condition in conditions) else None


def _own(letter: str) -> str:
    """The number of a layer that gives its letter the value wanted."""
    return "k" if letter == "K" else letter


def _solved(
    condition: Condition, place: int | None, letter: str, layer: int, chain: Chain, scalars: Mapping[str, int]
) -> Chain | None:
    """The chain with that letter of that layer such that the condition holds at the place.

    Of an inequality, as far beyond its limit as the number was from the plainest one.
    """
    if letter not in FEATURE and not 1 <= layer <= chain.depth:
        return None
    own = _own(letter)
    for base in (chain, _with(chain, layer, "d", 1)) if letter == "K" else (chain,):
        try:
            zero, one = (condition.gap(place, _with(base, layer, own, x), scalars) for x in (1, 2))
        except (Undefined, SymrfError):
            return None
        if zero == one:
            continue
        limit = 1 - zero / (one - zero)
        beyond = abs(_number(chain, layer, own) - PLAIN[own])
        slack = (0,) if condition.tree.op == "==" else (beyond, beyond + 1)
        for value in [x for more in slack for x in (ceil(limit) + more, floor(limit) - more)]:
            found = _with(base, layer, own, value)
            if (own not in POSITIVE or value >= 1) and condition.met_at(place, found, scalars):
                return found
    return None


def _number(chain: Chain, layer: int, name: str) -> int:
    found: int = getattr(chain, name) if name in FEATURE else chain.layers[layer - 1][ROW.index(name)]
    return found


def _with(chain: Chain, layer: int, name: str, value: int) -> Chain:
    """The chain with one number of one layer, or of the whole, changed."""
    if name in FEATURE:
        return replace(chain, uL=value) if name == "uL" else replace(chain, n0=value)
    k, s, d, p, q = (value if x == name else old for x, old in zip(ROW, chain.layers[layer - 1], strict=True))
    return replace(chain, layers=(*chain.layers[: layer - 1], (k, s, d, p, q), *chain.layers[layer:]))
