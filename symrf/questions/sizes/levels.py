"""Which sizes fit a network with symbols, such as an encoder-decoder of depth D: every map has u ⌊n/m⌋ features.

A layer of which K - p - q is its stride s makes ⌊n/s⌋ features of n, and floors of floors are one (nested-floor). What
comes back to the size m ⌊n/m⌋ is joined with n features exactly where m divides n (sizes-that-pass, of one level).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symrf.derivation import domain_of
from symrf.layers import Attention, ConvTranspose, Crop, Elementwise, Layer, Upsample, Window
from symrf.network import INPUT, Network, gates
from symrf.numbers.positive import exact
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import symbol
from symrf.questions.arithmetic.lines import Unanswered
from symrf.questions.arithmetic.threshold import number
from symrf.questions.evidence import by_walk, instance
from symrf.questions.solution import Solution, judged
from symrf.repeat import Repeat
from symrf.terms import latex
from symrf.terms.sympy_form import number_text, to_term
from symrf.verification.recorded import theorems
from symrf.verification.result import Result

ONE = sympy.S.One


@dataclass(frozen=True)
class MapSize:
    """A map of up ⌊n/down⌋ features, n being the number of those of the input."""

    up: Any = ONE
    down: Any = ONE

    def times(self, factor: Any) -> MapSize:
        """So many times as many features."""
        return MapSize(self.up * factor, self.down)

    def over(self, divisor: Any) -> MapSize:
        """⌊features/divisor⌋."""
        if self.up == 1:
            return MapSize(ONE, self.down * divisor)
        if not divides(divisor, self.up):
            raise Unanswered(f"{self.up} times as many features are not known to be a multiple of {divisor}")
        return MapSize(_quotient(self.up, divisor), self.down)


class Levels:
    """The levels of maps, what makes them right, and what n has to be a multiple of.

    equations: of every window, what has to be its stride. below: the m of all maps, each of which has a feature where
    n >= m. joins: (m, k), where the joined sizes agree exactly if m divides n, of all n that k divides.
    """

    def __init__(self) -> None:
        self.equations: list[tuple[Any, Any]] = []
        self.below: list[Any] = [ONE]
        self.joins: list[tuple[Any, Any]] = []

    def through(self, network: Network) -> MapSize:
        """The level of the output."""
        if gates(network) or network.source != INPUT:
            raise Unanswered("sizes of several inputs or of gates are not followed")
        found = {INPUT: MapSize()}
        for node in network.nodes:
            first, *rest = dict.fromkeys(found[name] for name in node.inputs)
            for other in rest:
                first = self._join(node.name, first, other)
            found[node.name] = self._above(node.layer, first)
            self.below.append(found[node.name].down)
        return found[network.output]

    def _join(self, name: str, one: MapSize, other: MapSize) -> MapSize:
        """Where two that differ are equal."""
        low, high = sorted((one, other), key=lambda level: level.up != 1)
        if low.up != 1 or sympy.expand(high.up * low.down - high.down) != 0:
            raise Unanswered(f"the sizes joined at {name!r} do not return to each other")
        self.joins.append((high.down, low.down))
        return low

    def multiples(self) -> list[Any]:
        """What has to divide n for all joins to fit, and nothing more has to."""
        found, left = [ONE], [*dict.fromkeys(self.joins)]
        while left:
            m, known = next((join for join in left if any(divides(join[1], m) for m in found)), (None, None))
            if m is None:
                raise Unanswered("what is joined is known to agree only where n is a multiple")
            found.append(m)
            left.remove((m, known))
        return found

    def _above(self, layer: Layer, below: MapSize) -> MapSize:
        match layer:
            case Elementwise() | Attention() | Crop(left=0, right=0, step=1):
                return below
            case Repeat():
                return self._copies(layer, below)
            case Window(padding=str(), stride=1):
                return below
            case Window(padding=tuple(), ceil_mode=False):
                self._equal(layer, layer.span - sum(map(exact, layer.padding)))
                return below.over(exact(layer.stride))
            case ConvTranspose(padding=tuple()):
                self._equal(layer, layer.span - sum(map(exact, layer.padding)) + layer.output_padding)
                return below.times(exact(layer.stride))
            case Upsample(size=None) if exact(layer.factor).is_integer:
                return below.times(exact(layer.factor))
        raise Unanswered(f"the size of a map above {layer.op} is not followed")

    def _equal(self, layer: Window | ConvTranspose, kept: Any) -> None:
        """A stride is what a layer has beyond its padding: then sizes are quotients and multiples, without a rest."""
        if sympy.expand(kept - layer.stride) != 0:
            raise Unanswered(f"a {layer.op} with K - p - q = {kept} and stride {layer.stride} is no level")
        self.equations.append((exact(kept), exact(layer.stride)))

    def _copies(self, layer: Repeat, below: MapSize) -> MapSize:
        inside = Levels()
        copy, times = inside.through(layer.body), exact(layer.times)
        self.equations += inside.equations
        named = {s.name for s in copy.up.free_symbols | copy.down.free_symbols}
        if inside.joins or layer.index in named or not all(divides(m, copy.down) for m in inside.below):
            raise Unanswered("what copies of a block do to sizes is not followed")
        if copy.up != 1 != copy.down:
            raise Unanswered("a block that makes maps smaller and larger is not followed")
        return below.times(copy.up**times) if copy.down == 1 else below.over(copy.down**times)


def divides(m: Any, whole: Any) -> bool:
    """Whether the one is seen to divide the other, for all values of their symbols."""
    return bool(_quotient(whole, m).is_integer)


def _quotient(whole: Any, m: Any) -> Any:
    return sympy.powsimp(sympy.cancel(exact(whole) / m))


def fitting(network: Network, question: str, name: str) -> Solution:
    """The sizes of which every map has a feature and joins agree, of a network with symbols."""
    levels = Levels()
    levels.through(network)
    every = levels.multiples() if levels.joins else levels.below
    most = next((m for m in every if all(divides(other, m) for other in (*every, *levels.below))), None)
    if most is None:
        raise Unanswered("no one number is a multiple of all that sizes are divided by")
    n = symbol(name)
    routes = {
        "kernel": instance.equal("sizes-that-pass", list(dict.fromkeys(levels.equations))),
        "theorem": theorems("sizes-that-pass", "nested-floor"),
        "walk": walked(network, name, most, bool(levels.joins)),
    }
    whole = f"{number_text(n / most)} is an integer"
    written = latex(to_term(n)), latex(to_term(most))
    verdict, reason = judged(routes, "kernel")
    return Solution(
        question, (name,), verdict, domain=domain_of(network).conditions,
        routes=routes, sentence=whole if levels.joins else f"{name} >= {number_text(most)}",
        formula=r"{} \equiv 0 \pmod{{{}}}".format(*written) if levels.joins else r"{} \ge {}".format(*written),
        reason=reason, put=lambda values: int(number(most, values)),
    )  # fmt: skip


def walked(network: Network, name: str, most: Any, only_multiples: bool) -> Result:
    """Random values of the symbols: sizes are tried one by one."""

    def said(at: Mapping[str, int]) -> bool:
        m = number(most, at)
        return bool(at[name] % m == 0 if only_multiples else at[name] >= m)

    leasts = {s: at for s, at in domain_of(network).values.items() if s != name}
    return by_walk.every(network, name, lambda plain, at: by_walk.holds(plain, at[name], False), said, leasts, 12)
