"""The exact field, not only its hull: which input samples a feature is computed from, and along how many paths.

With equal weights the share of a sample in a feature is its number of paths: their mean is the centre of the region,
their variance the width of the effective receptive field (theorems path-mean-is-center, uniform-weight-variance).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.layers import Layer
from symrf.network import Network, gates
from symrf.oracle import reads, sizes
from symrf.repeat import one_axis_below, only_numbers

MAX_ENTRIES = 2_000_000
Counts = Mapping[int, int]


@dataclass(frozen=True)
class Exact:
    """The paths from one feature to the input: input index -> number of paths (only where there are any)."""

    paths: Counts

    @property
    def support(self) -> tuple[int, ...]:
        """The input indices that the feature is computed from, in order."""
        return tuple(sorted(self.paths))

    @property
    def size(self) -> int:
        """The span of the support, last - first + 1; 0 where nothing is read."""
        return self.support[-1] - self.support[0] + 1 if self.paths else 0

    @property
    def holes(self) -> tuple[int, ...]:
        """The indices between the ends of the support that are not read."""
        seen = self.support
        return tuple(i for i in range(seen[0], seen[-1]) if i not in self.paths) if seen else ()

    @property
    def density(self) -> Fraction:
        """|support| / size; 0 where nothing is read."""
        return Fraction(len(self.paths), self.size) if self.paths else Fraction(0)

    @property
    def total(self) -> int:
        """The number of paths."""
        return sum(self.paths.values())

    @property
    def mean(self) -> Fraction:
        """The mean end of a path, an input index: for a chain the centre of the region."""
        return Fraction(sum(i * c for i, c in self.paths.items()), self.total)

    @property
    def variance(self) -> Fraction:
        """The variance of the end of a path, in squared input samples."""
        square = Fraction(sum(i * i * c for i, c in self.paths.items()), self.total)
        return square - self.mean**2


def exact(network: Network, output: str | None = None, feature: int = 0, *, in_bounds: bool = False) -> Exact:
    """The exact field of one output feature, on the network's only axis; needs numbers, not symbols.

    With in_bounds (needs an input size) what lies outside any map is left out.

    >>> from symrf.layers import Conv
    >>> found = exact(Conv(2, dilation=2) >> Conv(2))
    >>> dict(found.paths), found.holes, found.density
    ({0: 1, 1: 1, 2: 1, 3: 1}, (), Fraction(1, 1))
    >>> exact(Conv(1, stride=2) >> Conv(2)).holes
    (1,)
    """
    net, name = one_axis_below(network, output)
    only_numbers(net, "the exact field")
    source = net.source
    size = next(iter(net.source_size.values()), None)
    if in_bounds and size is None:
        raise SymrfError("the exact field in bounds needs an input size")
    known: dict[str, Any] = dict(sizes(net, size)) if isinstance(size, int) else {}
    gated = gates(net)
    paths: dict[str, Counter[int]] = {name: Counter({feature: 1})}
    for node in reversed(net.nodes):
        counts = paths.get(node.name)
        if counts is None or node.name == source:
            continue
        for below in node.inputs:
            into = paths.setdefault(below, Counter())
            gate = bool(counts) and (node.name, below) in gated
            _add(into, {0: sum(counts.values())} if gate else counts, node.layer, known.get(below), in_bounds)
            if in_bounds:
                for index in [i for i in into if not 0 <= i < known[below]]:
                    del into[index]
            if len(into) > MAX_ENTRIES:
                raise SymrfError(f"node {shown(below)}: more than {MAX_ENTRIES} indices; the exact field is too large")
    return Exact(dict(sorted(paths.get(source, Counter()).items())))


def _add(into: Counter[int], counts: Counts, layer: Layer, n: int | None, in_bounds: bool) -> None:
    """Every path goes on through every tap; an elementwise layer has one."""
    for y, number in counts.items():
        for index in reads(layer, y, n, in_bounds=in_bounds):
            into[index] += number
