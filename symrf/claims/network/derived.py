"""A network that claims are about, and what is derived of it: once for all of them."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from symrf.derivation import Derivation, asks_size, derive
from symrf.derivation.reads.extent import needs_size
from symrf.domain.conditions import Domain
from symrf.layers import Window
from symrf.network import Network
from symrf.network.axes import alike_axes
from symrf.numbers import is_symbolic
from symrf.numbers.symbols import symbol
from symrf.repeat import concrete, free_symbols
from symrf.terms import Rel, names

KEPT = 64
"""So many networks of numbers are kept; trials begin with the same values of the symbols."""
RECENT = 8
"""Of so many networks what was derived is kept."""


def unused(name: str, taken: Container[str]) -> str:
    """The name, or the first that is not taken of it with _ behind it, __ and so on."""
    while name in taken:
        name += "_"
    return name


class Few(dict[Any, Any]):
    """A table that forgets all that it holds, rather than hold more than so many."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __setitem__(self, key: Any, value: Any) -> None:
        if len(self) >= self.most:
            self.clear()
        super().__setitem__(key, value)


@dataclass(frozen=True, eq=False)
class FromInput:
    """A network seen from one input, on the axes that are asked about, and what it is at values of its symbols."""

    network: Network
    _kept: dict[Any, Network] = field(default_factory=lambda: Few(KEPT))

    def at(self, values: Mapping[str, int], axis: str) -> Network:
        """The network of numbers on one axis; SymrfError where it is none on any."""
        key = axis, frozenset(values.items())
        if key not in self._kept:
            self._kept[key] = concrete(self.network, values).on(axis)
        return self._kept[key]


@dataclass(frozen=True, eq=False)
class Derived:
    """given: the network as it was given. routes: those that may be asked of claims about it; None: all.

    The rest is what claims about it keep for one another. subjects: the nodes that were asked about. maps: the sizes of
    all maps at values of the symbols, and the work taken.
    """

    given: Network
    routes: Sequence[str] | None = None
    subjects: dict[Any, Any] = field(default_factory=dict)
    maps: dict[Any, tuple[list[dict[str, int]] | None, int]] = field(default_factory=lambda: Few(4 * KEPT))

    @cached_property
    def network(self) -> Network:
        """The network with symbols for its input's size where these decide a SAME padding and are not given."""
        layers = (node.layer.on(self.given.axes[0]) for node in self.given.nodes)
        padded = any(isinstance(layer, Window) and needs_size(layer) for layer in layers)
        return self.given.with_input_size(self.sizes) if padded and self.sizes else self.given

    @cached_property
    def sizes(self) -> Mapping[str, Any]:
        """By axis the symbol that documents have for a size of the input that is not given; of those that matter."""
        known, found = self.given, dict[str, Any]()
        if len(known.inputs) > 1 or known.input_size:
            return found
        taken = {s.name for s in free_symbols(known)}
        for axes in alike_axes(known):
            if any(asks_size(node.layer.on(axes[0])) for node in known.nodes):
                name = "n" if axes[0] == known.axes[0] else f"n_{axes[0]}"
                found |= dict.fromkeys(axes, symbol(unused(name, taken)))
        return found

    def naming_sizes(self, claims: Sequence[Rel]) -> Derived:
        """With symbols for the input's size where claims name one, or a number of the output that depends on it."""
        if not self.sizes or self.network is not self.given:
            return self
        free = {name for claim in claims for name in names(claim)[0]}
        named = not free.isdisjoint(map(str, self.sizes.values()))
        return self.with_sizes if named or any("." not in name for name in free) and self._depends else self

    @cached_property
    def _depends(self) -> bool:
        """Whether what the output sees depends on a size that is not given."""
        fields = self._whole.output.axes.values()
        numbers = [(field.size_symbol, value) for field in fields for value in field.sums.values()]
        return any(is_symbolic(value) and size in value.free_symbols for size, value in numbers)

    @cached_property
    def with_sizes(self) -> Derived:
        """With symbols for the sizes of the input that are not given, where something depends on them."""
        return Derived(self.given.with_input_size(self.sizes), self.routes) if self.sizes else self

    @cached_property
    def domain(self) -> Domain:
        """For which values of its symbols it is a network; SymrfError where it is one for none."""
        return self._whole.domain

    def of(self, part: Network, node: str) -> Derivation:
        """What is derived of a node of the network, or of a part of it: seen from one input, along one axis."""
        whole = self._whole
        return whole if part == whole.network and node in whole.nodes else derive(part, node if part.nodes else None)

    @cached_property
    def sized(self) -> bool:
        """Whether the sizes of all inputs are known, on some axis at least."""
        return all(self.network.seen_from(name).source_size for name in self.network.inputs)

    def seen(self, source: str, axis: str | None) -> FromInput:
        """The network seen from one input, on one axis or on all."""
        if (source, axis) not in self._seen:
            seen = self.network.seen_from(source)
            self._seen[source, axis] = FromInput(seen if axis is None else seen.on(axis))
        return self._seen[source, axis]

    @cached_property
    def _seen(self) -> dict[tuple[str, str | None], FromInput]:
        return {}

    @cached_property
    def _whole(self) -> Derivation:
        known = self.network
        return derive(known if known.chosen else known.seen_from(known.inputs[0]))


_RECENT: Few = Few(RECENT)


def derived_of(network: Network, routes: Sequence[str] | None = None) -> Derived:
    """What claims about a network keep for one another; also for claims that are typed later, about the same object."""
    key = id(network), None if routes is None else tuple(routes)  # which it is as long as `given` keeps it
    if key not in _RECENT:
        _RECENT[key] = Derived(network, routes)
    found: Derived = _RECENT[key]
    return found
