"""The quantities of one node of a network of numbers, measured with the walk; nothing here is derived."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from symrf.claims.typed.names import sample
from symrf.errors import SymrfError, shown
from symrf.formulas.quantities import FIELD
from symrf.layers import Window
from symrf.network import INPUT, Network
from symrf.oracle import Indices, sizes, walk
from symrf.refute.measure import readers
from symrf.terms.evaluate import WORK, Undefined

Measure = int | Fraction
NODE = 100
"""What a node takes, as WORK is counted, beside the samples of it that are looked at."""
MANY = 40
"""The least and the greatest size are those among so many features, where there are more."""


@dataclass(frozen=True)
class Walked:
    """One node on one axis. period: after so many features the stride is looked at.

    way: names of nodes from the input up, a path to look at where there are too many to look at all.
    """

    network: Network
    node: str
    period: int = 1
    way: Callable[[], tuple[str, ...]] = tuple
    _ends: dict[int, tuple[tuple[int, int] | None, int]] = field(default_factory=dict, compare=False)

    @property
    def _input(self) -> int | None:
        return next(iter(self.network.source_size.values()), None)

    @cached_property
    def features(self) -> int | None:
        """The number of features; None where the input size is not known."""
        if self._input is None:
            return None
        below = self.network.up_to(self.node) if self.node != INPUT else self.network
        return sizes(below, self._input)[self.node]

    def seen(self, y: int) -> tuple[int, int] | None:
        """First and last index that feature y reads; None where it reads nothing. Undefined where there is no y."""
        if y < 0 or (self.features is not None and y >= self.features):
            raise Undefined(f"no feature {y}")
        return self._extent(y)

    def _extent(self, y: int) -> tuple[int, int] | None:
        """The same, whether or not there is a feature y; what is walked once takes as much work as if it were again."""
        if y in self._ends:
            found, work = self._ends[y]
            WORK.done += work
            return found
        before, samples = WORK.done, self._walk(y)
        found = (min(samples), max(samples)) if samples else None
        self._ends[y] = found, WORK.done - before
        return found

    def _walk(self, y: int, size: int | None = None, in_bounds: bool = False) -> Indices:
        """The samples that feature y reads, whether or not it exists; size: of the input, where it is not known."""
        known = self._input if size is None else size
        found = walk(self.network, self.node, frozenset({y}), known, in_bounds=in_bounds)
        WORK.done += sum(NODE + len(samples) for samples in found.values())
        return found[self.network.source]

    def region(self, y: int) -> tuple[int, int]:
        """The same of a feature that reads something."""
        found = self.seen(y)
        if found is None:
            raise Undefined(f"feature {y} of node {shown(self.node)} reads nothing")
        return found

    def of_feature(self, letter: str, y: int) -> Measure:
        """r, u, v, c or start of feature y."""
        u, v = self.region(y)
        center = Fraction(u + v, 2)
        known: dict[str, Measure] = {"r": v - u + 1, "u": u, "v": v, "c": center, "start": center + Fraction(1, 2)}
        return known[letter]

    def measured(self, attribute: str, expected: int | None = None) -> Measure:
        """A quantity of the node; Undefined where the walk cannot say it. expected: what was derived."""
        if (x := sample(attribute)) is not None:
            return self._endless._readers(x)
        match attribute:
            case "output_size":
                if self.features is None:
                    raise SymrfError("claim: n needs an input size")
                return self.features
            case "size_min":
                return min(self._sizes())
            case "size_max":
                return max(self._sizes())
            case "fewest" | "most":
                return readers(self._endless._walk)[attribute == "most"]
            case "support" | "density":
                return self._share(attribute)
            case "inside" | "firstinside" | "lastinside":
                return self._inside(attribute)
            case "stride":
                return Fraction(self._moved() - self.region(0)[0], self.period)
            case "right_padding":
                return self._right_padding(expected)
            case "padding":
                return -self.region(0)[0]
        return self.of_feature(next(letter for letter, what in FIELD.items() if what == attribute), 0)

    @property
    def _endless(self) -> Walked:
        """The same on an input without ends: SymrfError where a layer depends on its size."""
        if self.period > 1:
            raise Undefined("how many features read a sample is counted without upsampling")
        return replace(self, network=replace(self.network, input_size={}))

    def _readers(self, x: int) -> int:
        """How many features read sample x: of those whose regions reach there."""
        (u, v), step = self.region(0), self._moved() - self.region(0)[0]
        if step < 1:
            raise Undefined("all features read the same")
        return sum(x in self._walk(y) for y in range((x - v) // step - 1, (x - u) // step + 2))

    def _inside(self, attribute: str) -> int:
        """How many samples that are no padding are read by the first feature, the last, or that which reads fewest."""
        if self.features is None:
            raise SymrfError("claim: which samples are padding needs an input size")
        last = self.features - 1
        asked = {"firstinside": range(1), "lastinside": range(last, last + 1)}.get(attribute, range(last + 1))
        return min(len(self._walk(y, in_bounds=True)) for y in asked)

    def _share(self, attribute: str) -> Measure:
        """How many samples a feature reads, or their share of its region, where that is the same of all."""
        found = set(map(self._read, range(min(self.period, self.period if self.features is None else self.features))))
        if len(found) != 1:
            raise Undefined(f"features of node {shown(self.node)} read unequally many samples")
        support, size = found.pop()
        return support if attribute == "support" else Fraction(support, size)

    def _read(self, y: int) -> tuple[int, int]:
        u, v = self.region(y)
        return len(self._walk(y)), v - u + 1

    def _moved(self) -> int:
        """The first sample of the feature one period on, whether or not the map is as large."""
        found = self._extent(self.period)
        if not found:
            raise Undefined("nothing is read")
        return found[0]

    def _sizes(self) -> Iterable[int]:
        there = max(2 * self.period + 2, MANY)
        every = (self.seen(y) for y in range(there if self.features is None else min(self.features, there)))
        found = [v - u + 1 for u, v in filter(None, every)]
        if not found:
            raise Undefined("nothing is read")
        return found

    def _right_padding(self, expected: int | None = None) -> int:
        """How far the last window reaches beyond the input, of the size that it fits best among S in a row.

        One that ceil mode adds reaches farther, and is not counted.
        Where some of these sizes do not fit a join, the most of what each path alone comes to.
        """
        stride = self._moved() - self.region(0)[0]
        if self._input is not None:
            return self._counted(self._input, stride, expected)
        if any(isinstance(node.layer, Window) and node.layer.ceil_mode for node in self.network.nodes):
            return Walked(_of_whole_windows(self.network), self.node)._right_padding()
        first = max(1, self.region(0)[1] + 1)
        beyond = []
        for size in range(first, first + max(stride, 1)):
            try:
                features = sizes(self.network.up_to(self.node), size)[self.node]
            except SymrfError:  # the inputs of a join are of different sizes
                paths = list(self._paths())
                if len(paths) < 2:
                    raise Undefined("no size of the input fits") from None
                return max(Walked(path, self.node)._right_padding() for path in paths)
            beyond.append(max(self._walk(features - 1, size)) - (size - 1))
        return max(beyond)

    def _counted(self, size: int, stride: int, expected: int | None) -> int:
        """What was derived, as long as it makes the number of features that are counted: that is all there is to see.

        ⌊(n + P + Q − r)/S⌋ + 1 features, as of one layer. Undefined where it does not, as it may where paths join.
        """
        _, v = self.region(0)
        if stride and expected is not None and (size + expected - v - 1) // stride + 1 == self.features:
            return expected
        raise Undefined("Q is measured by varying the input size, which is given")

    def _paths(self) -> list[Network]:
        """Every path to the node as a network of its own, of many the first and `way`; Undefined where it is alone."""
        nodes = {node.name: node for node in self.network.nodes}
        found: list[tuple[str, ...]] = [(self.node,)]
        many = False
        while any(path[0] in nodes for path in found):
            longer = [(below, *path) for path in found if path[0] in nodes for below in nodes[path[0]].inputs]
            found = [*longer, *(path for path in found if path[0] not in nodes)]
            many, found = many or len(found) > MANY, found[:MANY]
        if len(found) < 2:
            raise Undefined("a map is empty")
        found += [self.way()] if many else []
        return [
            replace(self.network, nodes=tuple(replace(nodes[x], inputs=(below,)) for below, x in pairwise(path)))
            for path in found
        ]



def _of_whole_windows(network: Network) -> Network:
    """The network without the windows that ceil mode adds."""
    nodes = [
        replace(node, layer=replace(node.layer, ceil_mode=False)) if isinstance(node.layer, Window) else node
        for node in network.nodes
    ]
    return replace(network, nodes=tuple(nodes))
