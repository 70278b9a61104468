"""A network that claims are about, and what is derived of it: once for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, repeat

from symrf.derivation import Derivation, derive
from symrf.derivation.reads.extent import needs_size
from symrf.domain.conditions import Domain
from symrf.layers import Window
from symrf.network import Network
from symrf.numbers.symbols import symbol
from symrf.repeat import free_symbols


@dataclass(frozen=True, eq=False)
class Derived:
    """given: the network as it was given."""

    given: Network

    @cached_property
    def network(self) -> Network:
        """The network with the symbol n for its input's size where that decides a SAME padding and is not given."""
        known = self.given
        layers = (node.layer.on(known.axes[0]) for node in known.nodes)
        asked = any(isinstance(layer, Window) and needs_size(layer) for layer in layers)
        if len(known.inputs) > 1 or known.input_size or not asked:
            return known
        taken = {s.name for s in free_symbols(known)}
        return known.with_input_size(symbol(next(name for name in _sizes() if name not in taken)))

    @cached_property
    def domain(self) -> Domain:
        """For which values of its symbols it is a network; SymrfError where it is one for none."""
        return self._whole.domain

    def of(self, part: Network, node: str) -> Derivation:
        """What is derived of a node of the network, or of a part of it: seen from one input, along one axis."""
        whole = self._whole
        return whole if part == whole.network and node in whole.nodes else derive(part, node if part.nodes else None)

    @cached_property
    def _whole(self) -> Derivation:
        known = self.network
        return derive(known if known.chosen else known.seen_from(known.inputs[0]))


def _sizes() -> Iterator[str]:
    """n, n_, n__ …"""
    return accumulate(repeat("_"), initial="n")
