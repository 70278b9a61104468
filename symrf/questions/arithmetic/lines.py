"""Sizes of maps on every n of one residue class: with n = M t + ρ each is a line a t + b, and floors are exact.

A numeral is a line with a = 0, so one code path decides single sizes and whole classes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm

from symrf.derivation.reads.extent import Extent
from symrf.derivation.reads.padding import padding_in_force
from symrf.derivation.reads.size_rule import size_rule
from symrf.layers import ConvTranspose, Input, Layer, Window
from symrf.network import INPUT, Network
from symrf.numbers.atoms import Atoms


class Unanswered(Exception):
    """Why a question about sizes has no answer here."""


@dataclass(frozen=True)
class Line:
    """a t + b for t = 0, 1, 2, … (a = 0: a number)."""

    a: int
    b: int

    def plus(self, number: int) -> Line:
        """The line moved up."""
        return Line(self.a, self.b + number)

    def times(self, factor: int) -> Line:
        """The line stretched."""
        return Line(self.a * factor, self.b * factor)

    def over(self, divisor: int) -> Line:
        """⌊line/divisor⌋: exact as the slope is a multiple of the divisor."""
        if self.a % divisor:
            raise Unanswered(f"the period does not hold {divisor}")
        return Line(self.a // divisor, self.b // divisor)


@dataclass
class Late:
    """Comparisons of lines as they turn out for all t >= since; each moves `since` to where it is settled."""

    since: int = 0

    def at_least(self, x: Line, y: Line) -> bool:
        """Whether x >= y for every t >= since."""
        slope, gap = x.a - y.a, x.b - y.b
        if slope == 0:
            return gap >= 0
        crossing = Fraction(-gap, slope)  # x = y here
        self.since = max(self.since, crossing.__floor__() + 1)
        return slope > 0

    def equal(self, x: Line, y: Line) -> bool:
        """Whether x = y for every t >= since, x != y for every such t otherwise."""
        if x.a != y.a:
            self.since = max(self.since, Fraction(y.b - x.b, x.a - y.a).__floor__() + 1)
            return False
        return x.b == y.b

    def least(self, x: Line, y: Line) -> Line:
        """The smaller of two, for every t >= since."""
        return y if self.at_least(x, y) else x


def output_size(layer: Layer, below: Line) -> Line:
    """The number of outputs of a layer on so many samples, as its framework counts them."""
    times, more, over = _rule(layer)
    return below.plus(-1).times(times).plus(more).over(over).plus(1)


def _rule(layer: Layer) -> tuple[int, int, int]:
    found = size_rule(layer)
    if found is None:
        raise Unanswered(f"{layer.op} has no size here")
    return found


def padding(layer: Window | ConvTranspose, below: Line) -> tuple[int, int]:
    """(left, right) in force on a map of that size; of SAME it depends on the rest of the last index by the stride."""
    if isinstance(layer.padding, tuple):
        return layer.padding
    if isinstance(layer, Window) and below.a % layer.stride:
        raise Unanswered("the period does not hold the stride of SAME")
    return _same(layer, (below.b - 1) % layer.stride)


@lru_cache(maxsize=4096)
def _same(layer: Window | ConvTranspose, rest: int) -> tuple[int, int]:
    left, right = padding_in_force(layer, Extent(rest), Atoms())
    return int(left), int(right)


MAX_PERIOD = 4096
"""Longer periods are not gone through."""


def period(network: Network) -> int:
    """An M such that on n = M t + ρ every size of the network is a line in t."""
    rates: dict[str, Fraction] = {network.source: Fraction(1)}
    found = 1
    for node in network.nodes:
        if isinstance(node.layer, Input):
            rates.setdefault(node.name, Fraction(0))
            continue
        times, _, over = _rule(node.layer)
        rates[node.name] = max(rates[name] for name in node.inputs) * times / over
        found = lcm(found, *(rates[name].denominator for name in (node.name, *node.inputs)))
    if found > MAX_PERIOD:
        raise Unanswered(f"sizes repeat only every {found} samples, and at most {MAX_PERIOD} are gone through")
    return found


def others(network: Network) -> Mapping[str, Line]:
    """The inputs other than the source, which have sizes of their own."""
    sizes = {INPUT: next(iter(network.input_size.values()), None)}
    sizes |= {node.name: node.layer.size for node in network.nodes if isinstance(node.layer, Input)}
    return {name: Line(0, size) for name, size in sizes.items() if isinstance(size, int) and name != network.source}
