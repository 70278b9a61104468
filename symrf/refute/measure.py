"""A concrete chain and its quantities, measured with the walk and never computed from a formula.

k kernel, s stride, d dilation, p and q left and right padding of layers 1 … L.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from symrf.errors import SymrfError
from symrf.formulas.quantities import LAYER_LETTERS, MAP_LETTERS
from symrf.layers import Conv, Layer, Pool
from symrf.network import INPUT, Network, Node
from symrf.oracle import Indices, output_size, reads, sizes, walk
from symrf.terms.evaluate import WORK, Undefined

LayerNumbers = tuple[int, int, int, int, int]


@dataclass(frozen=True)
class Chain:
    """L layers (k, s, d, p, q), the output feature uL looked at, and an input size n0.

    outside: values that sequences take where there is no layer (sums may read layer 0 or L + 1); given: such values
    one by one, as ("s[0]", 2).
    padding: "explicit", "same" or "ceil"; in SAME chains p and q are not given but follow from n0.
    """

    layers: tuple[LayerNumbers, ...] = ()
    uL: int = 0
    n0: int = 1
    outside: tuple[int, ...] = (1,)
    padding: str = "explicit"
    given: tuple[tuple[str, int], ...] = ()

    @cached_property
    def network(self) -> Network:
        """The chain as a network; map l is node "f<l>"."""
        made = (_made(numbers, self.padding) for numbers in self.layers)
        return Network(tuple(Node(f"f{i}", layer, (self.map(i - 1),)) for i, layer in enumerate(made, 1)))

    @staticmethod
    def map(level: int) -> str:
        """The node of map f_level."""
        return f"f{level}" if level else INPUT

    @property
    def depth(self) -> int:
        """L."""
        return len(self.layers)

    def text(self) -> str:
        """The chain as a person would draw it."""
        pads = [("" if self.padding == "same" else f" p={p} q={q}") for *_, p, q in self.layers]
        layers = ", ".join(f"(k={k} s={s} d={d}{pad})" for (k, s, d, _, _), pad in zip(self.layers, pads, strict=True))
        kind = {"same": ", padding SAME", "ceil": ", ceil mode"}.get(self.padding, "") if layers else ""
        return f"L = {self.depth}" + (f": {layers}{kind}" if layers else "")


@lru_cache(maxsize=4096)
def _made(numbers: LayerNumbers, padding: str) -> Layer:
    """The layer of these numbers in a chain of that padding."""
    (k, s, d), pads = numbers[:3], "same" if padding == "same" else numbers[3:]
    return Pool(k, s, d, pads, ceil_mode=True) if padding == "ceil" else Conv(k, s, d, pads)


def scope(chain: Chain, letters: Iterable[str]) -> dict[str, Any]:
    """The chain's numbers for the evaluator: L, uL, n0 and the sequences named in `letters`."""
    values: dict[str, Any] = {"L": chain.depth, "uL": chain.uL, "n0": chain.n0}
    measured = _measured(chain)
    for letter in letters:
        if letter in LAYER_LETTERS:
            values[letter] = _layers(chain, letter, measured)
        elif letter in MAP_LETTERS:
            values[letter] = measured.sequence(letter)
    return values


@lru_cache(maxsize=8)
def _measured(chain: Chain) -> _Measured:
    """What is measured of a chain, for all statements that are looked at on it."""
    return _Measured(chain)


def outside(chain: Chain, letter: str, index: int) -> int:
    """An arbitrary value for a place where there is no layer."""
    other = chain.outside[(index + sum(map(ord, letter))) % len(chain.outside)]
    return dict(chain.given).get(f"{letter}[{index}]", other)


def _layers(chain: Chain, letter: str, measured: _Measured) -> Callable[[int], int]:
    def value(index: int) -> int:
        if not 1 <= index <= chain.depth:
            k, d = outside(chain, "k", index), outside(chain, "d", index)
            return d * (k - 1) + 1 if letter == "K" else outside(chain, letter, index)
        k, s, d, _, _ = chain.layers[index - 1]
        if letter in "pq":
            return measured.paddings[index - 1]["pq".index(letter)]
        return measured.span(index) if letter == "K" else {"k": k, "s": s, "d": d}[letter]

    return value


class _Measured:
    """Everything the walk says about one chain, each thing measured when first asked for."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._walks: dict[tuple[int, int], dict[str, Indices]] = {}
        self._bounded: dict[int, dict[str, Indices]] = {}

    @property
    def network(self) -> Network:
        return self.chain.network  # made when it is asked for: conditions on layers need none

    @cached_property
    def maps(self) -> dict[str, int]:
        try:
            return sizes(self.network, self.chain.n0)
        except SymrfError as empty:
            raise Undefined(str(empty)) from None

    @cached_property
    def known_size(self) -> int | None:
        return self.chain.n0 if self.chain.padding == "same" else None

    @cached_property
    def paddings(self) -> list[tuple[int, int]]:
        """What the layers really pad: for SAME, what the first window reads left and the last one right of the map."""
        if self.chain.padding != "same":
            return [(p, q) for _, _, _, p, q in self.chain.layers]
        found = []
        for i, node in enumerate(self.network.nodes):
            n, m = self.maps[self.chain.map(i)], self.maps[self.chain.map(i + 1)]
            found.append((-min(reads(node.layer, 0, n)), max(max(reads(node.layer, m - 1, n)) - (n - 1), 0)))
        return found

    def span(self, index: int) -> int:
        taps = reads(_made(self.chain.layers[index - 1], self.chain.padding), 0, self._size_below(index))
        return max(taps) - min(taps) + 1

    def _size_below(self, index: int) -> int | None:
        return self.maps[self.chain.map(index - 1)] if self.known_size is not None else None

    def seen(self, top: int, y: int) -> dict[str, Indices]:
        """Per map, what feature y of map f_top is computed from."""
        if (top, y) not in self._walks:
            self._walks[top, y] = walk(self.network, self.chain.map(top), frozenset({y}), self.known_size)
        found = self._walks[top, y]
        WORK.done += sum(map(len, found.values()))  # also of a walk that is known, from whichever claim before
        return found

    def sequence(self, letter: str) -> Callable[[int], int | Fraction]:
        known: dict[int, int | Fraction] = {}

        def value(level: int) -> int | Fraction:
            if not 0 <= level <= self.chain.depth:
                raise Undefined(f"there is no map {level}")
            if level not in known:
                known[level] = MEASURES[letter](self, level)
            return known[level]

        return value

    def region(self, level: int, y: int | None = None) -> Indices:
        """What feature y of the last map reads of a map; uL where no y is said."""
        return self.seen(self.chain.depth, self.chain.uL if y is None else y)[self.chain.map(level)]

    def of_input(self, level: int, y: int = 0) -> Indices:
        """What feature y of a map reads of the input."""
        return self.seen(level, y)[INPUT]

    def readers(self, level: int) -> tuple[int, int]:
        if self.known_size is not None:
            raise Undefined("how many features read a sample is counted without ends")
        return readers(lambda y: self.region(level, y))

    def in_bounds(self, level: int, y: int) -> Indices:
        """What feature y of the last map reads of a map that is no padding."""
        if y not in self._bounded and self.maps:  # there are no features of a map that is empty
            top = self.chain.map(self.chain.depth)
            self._bounded[y] = walk(self.network, top, frozenset({y}), self.chain.n0, in_bounds=True)
        WORK.done += sum(map(len, self._bounded[y].values()))
        return self._bounded[y].get(self.chain.map(level), frozenset())

    @property
    def features(self) -> int:
        return self.maps[self.chain.map(self.chain.depth)]

    def inside(self, level: int) -> Indices:
        region = self.in_bounds(level, self.chain.uL)
        if not region:
            raise Undefined("the feature reads nothing inside the map")
        return region

    def beyond(self, level: int) -> int:
        """How far the last of some outputs reaches beyond the smallest map that yields so many outputs."""
        n, count = self.tight
        return max(self.region(level, count - 1)) - (n[level] - 1)

    @cached_property
    def tight(self) -> tuple[list[int], int]:
        """The smallest maps with a given number of outputs, that number large enough for all maps to exist."""
        for count in (1, 4, 16, 64, 256, 1024):
            n = [count]
            for node in reversed(self.network.nodes):
                size = _smallest(node.layer, n[0])
                if size is None:
                    break
                n.insert(0, size)
            else:
                return n, count
        raise Undefined("no map is large enough for this padding")


def _size(region: Indices) -> int:
    return max(region) - min(region) + 1


def _middle(region: Indices, at: int = 0) -> Fraction:
    """Of samples that lie at their indices, or half of `at` beside them."""
    return Fraction(min(region) + max(region) + at, 2)


MEASURES: Mapping[str, Callable[[_Measured, int], int | Fraction]] = {
    "r": lambda m, level: _size(m.region(level)),
    "u": lambda m, level: min(m.region(level)),
    "v": lambda m, level: max(m.region(level)),
    "c": lambda m, level: _middle(m.region(level)),
    "count": lambda m, level: len(m.region(level)),
    "fewest": lambda m, level: m.readers(level)[0],
    "most": lambda m, level: m.readers(level)[1],
    "inside": lambda m, level: min(len(m.in_bounds(level, y)) for y in range(m.features)),
    "firstinside": lambda m, level: len(m.in_bounds(level, 0)),
    "lastinside": lambda m, level: len(m.in_bounds(level, m.features - 1)),
    "ub": lambda m, level: min(m.inside(level)),
    "vb": lambda m, level: max(m.inside(level)),
    "S": lambda m, level: min(m.region(level, m.chain.uL + 1)) - min(m.region(level)),
    "P": lambda m, level: -min(m.region(level, 0)),
    "Q": _Measured.beyond,
    "J": lambda m, level: min(m.of_input(level, 1)) - min(m.of_input(level)),
    "R": lambda m, level: _size(m.of_input(level)),
    "start": lambda m, level: _middle(m.of_input(level), 1),
    "n": lambda m, level: m.maps[m.chain.map(level)],
}
"""What each letter of a map is, by the walk."""


def readers(seen: Callable[[int], Indices]) -> tuple[int, int]:
    """How many features read a sample: that which the fewest read, and that which the most do.

    seen: what feature y reads, each the same number of samples farther. Undefined where some feature reads nothing.

    >>> readers(lambda y: frozenset({3 * y, 3 * y + 1}))
    (0, 1)
    """
    here, there = seen(0), seen(1)
    if not here or not there or (step := min(there) - min(here)) < 1:
        raise Undefined("features read nothing, or all the same")
    reach = (max(here) - min(here)) // step + 1
    regions = [seen(y) for y in range(-reach, reach + 2)]
    counts = [sum(x in region for region in regions) for x in range(min(here), min(here) + step)]
    return min(counts), max(counts)


def _smallest(layer: Layer, wanted: int) -> int | None:
    """The smallest input size with exactly so many outputs, and fewer on one input less; None where there is none."""
    bound = 2
    while _outputs(layer, bound) < wanted:
        bound *= 2
    size = bisect_left(range(bound), wanted, lo=1, key=lambda n: _outputs(layer, n))
    return size if size > 1 and _outputs(layer, size) == wanted else None


def _outputs(layer: Layer, size: int) -> int:
    """The number of outputs, which are counted one by one."""
    found = output_size(layer, size)
    WORK.done += found
    return found
