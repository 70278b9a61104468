"""When every map of a network has a feature and all joins fit: conditions on its symbols, from the sizes of maps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import lcm
from typing import Any

from symrf.derivation.reads.extent import Extent
from symrf.domain import domain
from symrf.domain.conditions import Domain
from symrf.domain.words import Demand
from symrf.errors import SymrfError, shown
from symrf.layers import Input, Layer, Upsample
from symrf.network import Network, gates
from symrf.numbers import expression, is_symbolic, never_above
from symrf.numbers.order import MAX_PERIOD, rises_from, zeros
from symrf.numbers.sums import has_extreme
from symrf.repeat import free_symbols

Extents = Mapping[str, Extent | None]
Axes = Sequence[tuple[Network, Extents]]
"""Along each axis the network and the extents of its maps."""


def existing(network: Network, axes: Axes) -> Domain:
    """The domain of a network, with what the sizes of its maps on each axis ask for.

    SymrfError, in one line, where no values of the symbols satisfy the conditions.
    """
    symbols = free_symbols(network)
    if not symbols:
        return domain(network)
    joins = _Joins(symbols)
    bounds = []
    for along, extents in axes:
        bounds += [one for one in _features(along, extents) if _known(one.value, symbols)]
        for name, difference in _differences(along, extents):
            joins.fit(name, difference)
    return domain(network, [*joins.classes(), *bounds], joins.others)


def _known(value: Any, symbols: set[Any]) -> bool:
    """Whether it is in the network's own symbols, and not in the name of a long term."""
    return is_symbolic(value) and value.free_symbols <= symbols


def _features(network: Network, extents: Extents) -> Iterator[Demand]:
    """What is at least 0 where the maps have features: ⌊x/S⌋ >= 0 where x >= 0."""
    for node in network.nodes:
        extent = extents[node.name]
        if extent is None or isinstance(node.layer, Input):
            continue
        above = expression(extent.base - extent.shift)
        if not is_symbolic(above):
            if above < 0:
                raise SymrfError(f"node {shown(node.name)}: its map has no feature, whatever the symbols are")
            continue
        above = above.expand()
        start = rises_from(above)
        if start is not None:
            (symbol,) = above.free_symbols
            above = symbol - start
        elif _as_many(node.layer, extent, extents[node.inputs[0]]):
            continue
        yield Demand(f"size of {node.name}", above, 0, whole=True)


def _as_many(layer: Layer, above: Extent, below: Extent | None) -> bool:
    """Whether a map has for each feature of the map below one, or more."""
    if isinstance(layer, Upsample) and layer.size is None and never_above(1, layer.factor):
        return True
    if below is None or not is_symbolic(below.size):
        return False
    if above.size == below.size or has_extreme(above.size) or has_extreme(below.size):  # of which no quotient is taken
        return bool(above.size == below.size)
    from symrf.numbers.sound_sympy import sympy

    times = sympy.cancel(above.size / below.size)
    return bool(times.is_integer and times.is_positive)


def _differences(network: Network, extents: Extents) -> Iterator[tuple[str, Any]]:
    """For every join the differences of sizes that have to be 0."""
    gated = gates(network)
    for node in network.nodes:
        known = [e for name in node.inputs if (node.name, name) not in gated and (e := extents[name]) is not None]
        for other in known[1:]:
            difference = expression(other.size - known[0].size)
            if is_symbolic(difference) and (difference := difference.expand()) != 0:
                yield node.name, difference


class _Joins:
    """Differences that are 0: remainders of one symbol, all joins together, or else as they are."""

    def __init__(self, symbols: set[Any]) -> None:
        self.symbols = symbols
        self.others: list[str] = []
        self._good: dict[Any, tuple[int, set[int], str]] = {}
        self._texts: dict[Any, list[str]] = {}

    def fit(self, name: str, difference: Any) -> None:
        """Note the join of that name."""
        if not _known(difference, self.symbols):
            return
        found, said = zeros(difference), _equal(difference)
        if found is None:
            self.others.append(_multiple(difference) or said)
            return
        (symbol,) = difference.free_symbols
        period, remainders = found
        before, good, _ = self._good.get(symbol, (1, {0}, ""))
        both = lcm(before, period)
        if both > MAX_PERIOD:
            self.others.append(said)
            return
        kept = {r for r in range(both) if r % before in good and r % period in remainders}
        if not kept:
            raise SymrfError(f"node {shown(name)}: its inputs differ in size for every {symbol}; {said} never holds")
        self._good[symbol] = both, kept, name
        self._texts.setdefault(symbol, []).append(said)

    def classes(self) -> Iterator[Demand]:
        """(n - r)/M, an integer where all joins fit; where that is no one class the differences are `others`."""
        for symbol, (period, good, name) in self._good.items():
            modulus, first = period // len(good), min(good)
            if period % len(good) == 0 and all((r - first) % modulus == 0 for r in good):
                if modulus > 1:
                    yield Demand(f"sizes joined at {name}", (symbol - first) / modulus, None)
            else:
                self.others += self._texts[symbol]


def _multiple(difference: Any) -> str | None:
    """n/m is an integer, of n - m floor(n/m), or minus that."""
    from symrf.numbers.sound_sympy import sympy

    (rounded, *more) = difference.atoms(sympy.floor) or (None,)
    if rounded is None or more:
        return None
    m = difference.coeff(rounded)
    n = sympy.expand(difference - m * rounded)
    inside = rounded.args[0]
    return f"{inside} is an integer" if sympy.cancel(inside * m + n) == 0 else None


def _equal(difference: Any) -> str:
    """difference == 0, with what is subtracted on the other side."""
    from symrf.numbers.sound_sympy import sympy

    terms = sympy.Add.make_args(difference)
    right = [-t for t in terms if t.could_extract_minus_sign()]
    return f"{sympy.Add(*(t for t in terms if -t not in right))} == {sympy.Add(*right)}"
