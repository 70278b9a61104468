"""From one feature down to the input with sets of indices: exact whatever the layers are, on integers only.

With an input size every map can be clipped to its own indices, which gives the region without padding.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symrf.derivation.downward.index_set import IndexSet, read
from symrf.derivation.reads.equation import Equation
from symrf.derivation.reads.existence import existing
from symrf.derivation.reads.extent import Extent, NotDerived
from symrf.derivation.reads.reading import Reading
from symrf.domain.conditions import Domain
from symrf.errors import SymrfError, shown
from symrf.network import Layer, Network, Node, gates
from symrf.numbers import is_symbolic
from symrf.numbers.atoms import Atoms
from symrf.numbers.symbols import least_of
from symrf.repeat import free_symbols

NO_SIZE = "the region in bounds needs an input size that is a number; give --input-size"


@dataclass(frozen=True)
class Unused:
    """How many input samples no feature reads: before the first that is read, after the last, and in all."""

    before: int
    after: int
    total: int


@dataclass(frozen=True)
class Descent:
    """A network along one axis, with the extent of every map where known, and the nodes whose fields were checked."""

    network: Network
    extents: Mapping[str, Extent | None]
    checked: Collection[str] = ()

    @property
    def domain(self) -> tuple[str, ...]:
        """For which values of the symbols there is such a network; SymrfError where for none."""
        return self.known.conditions

    @cached_property
    def known(self) -> Domain:
        """The same, and what is known of each symbol alone."""
        return existing(self.network, [(self.network, self.extents)])

    @cached_property
    def fingerprint(self) -> str:
        """The hash of the network and of what is known of its symbols."""
        symbols = sorted((s.name, least_of(s), str(sorted(s.assumptions0.items()))) for s in free_symbols(self.network))
        nodes = [[node.name, repr(node.layer), node.inputs] for node in self.network.nodes]
        return hash_of([self.network.source, str(self.network.source_size), nodes, symbols])

    @cached_property
    def gated(self) -> frozenset[tuple[str, str]]:
        """The gates of the network."""
        return gates(self.network)

    @cached_property
    def _equations(self) -> dict[tuple[str, str], Equation]:
        return {}

    def equation(self, node: Node, below: str) -> Equation:
        """What a node reads of a map below it.

        SymrfError where it has symbols, NotDerived where that depends on a size that is not known.
        """
        if (node.name, below) not in self._equations:
            _only_integers(node.name, node.layer)
            last = self.last(below)
            found = Reading.of(node.layer, None if last is None else Extent(last), Atoms()).equation
            self._equations[node.name, below] = found
        return self._equations[node.name, below]

    def last(self, name: str) -> int | None:
        """The last index of a map, where it is a number."""
        extent = self.extents[name]
        return extent.last if extent is not None and isinstance(extent.last, int) else None

    def sets(self, name: str, y: int | IndexSet, in_bounds: bool) -> IndexSet:
        """The indices of the source that feature y of the node, or any of a set of features, is computed from."""
        return self.maps(name, y, in_bounds).get(self.network.source, IndexSet(0, 0))

    def maps(self, name: str, y: int | IndexSet, in_bounds: bool) -> Mapping[str, IndexSet]:
        """The indices of every map below the node that feature y of it, or any of a set, is computed from."""
        seen = {name: IndexSet(y, 1) if isinstance(y, int) else y}
        for node in reversed(self.network.nodes):
            above = seen.get(node.name)
            if above is None or node.name == self.network.source:
                continue
            for below in dict.fromkeys(node.inputs):
                last = self.last(below)
                if above.bits and (node.name, below) in self.gated:
                    seen[below] = seen.get(below, IndexSet(0, 0)) | IndexSet(0, 1)
                    continue
                unbounded = in_bounds and last is None
                try:
                    equation = self.equation(node, below)
                except NotDerived as why:
                    raise SymrfError(NO_SIZE if unbounded else f"node {shown(node.name)}: {why}") from None
                if unbounded:
                    raise SymrfError(NO_SIZE)
                found = read(equation, above, last if in_bounds else None)
                seen[below] = seen[below] | found if below in seen else found
        return seen

    def unused(self, name: str) -> Unused | None:
        """The samples of the source that no feature of a node reads; None where that is not a number."""
        last, features = self.last(self.network.source), self.last(name)
        if last is None or features is None:
            return None
        try:
            return unread(self.sets(name, IndexSet.run(0, features), in_bounds=True), last + 1)
        except SymrfError:
            return None


def hash_of(data: Any) -> str:
    """The SHA-256 of what JSON can say."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def unread(seen: IndexSet, samples: int) -> Unused:
    """Which of the samples 0 … samples − 1 are not among those that are read.

    >>> unread(IndexSet(1, 0b10101), samples=8)
    Unused(before=1, after=2, total=5)
    """
    ends = seen.hull
    if ends is None:
        return Unused(samples, 0, samples)
    return Unused(ends[0], samples - 1 - ends[1], samples - seen.bits.bit_count())


def _only_integers(name: str, layer: Layer) -> None:
    for value in layer.values:
        for number in value if isinstance(value, tuple) else (value,):
            if is_symbolic(number):
                raise SymrfError(f"node {shown(name)}: {number} is a symbol; the region in bounds needs integers")
