"""Which samples of each map one feature is computed from, and where they are seen from the input: by the walk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from symrf.derivation import derive
from symrf.derivation.shapes.shape import Shape
from symrf.errors import SymrfError, shown
from symrf.network import Input, Network, Node
from symrf.oracle import reads, sizes
from symrf.repeat import concrete, free_symbols, size_symbols, unrolled

MOST = 20_000
"""Of so many samples a field is traced, and of no more."""


@dataclass(frozen=True)
class Dependencies:
    """A network of one axis and numbers, and what one feature of its output reads. read: map -> indices."""

    network: Network
    fields: Mapping[str, Any]
    feature: int
    read: Mapping[str, frozenset[int]]
    sizes: Mapping[str, int]

    @property
    def names(self) -> list[str]:
        """The maps that are read, the input first."""
        source = self.network.source
        return [source, *(node.name for node in self.network.nodes if self.read.get(node.name) and node.name != source)]

    def position(self, name: str, index: int) -> float | None:
        """Where a sample is, in input samples: the centre of what it sees, None where it sees nothing; after
        upsampling, where phases may see the same, one behind the other at their rate."""
        if name == self.network.source:
            return float(index)
        if line := self._lines[name]:
            return float(line[0] + line[1] * index)
        center = _center(self.fields[name].shape, index)
        return None if center is None else float(center)

    @cached_property
    def _lines(self) -> Mapping[str, tuple[Fraction, Fraction] | None]:
        """Where feature 0 of a map that is read is and how far apart its features are, where it is of one rate."""
        return {name: _line(self.fields[name].shape) for name in self.read if name != self.network.source}


def _line(shape: Shape) -> tuple[Fraction, Fraction] | None:
    if shape.rate is None:
        return None
    rate = Fraction(shape.rate)
    centers = enumerate(_center(shape, y) for y in range(int(shape.period)))
    starts = [center - rate * y for y, center in centers if center is not None]
    return (sum(starts, Fraction(0)) / len(starts), rate) if starts else None


def _center(shape: Shape, index: int) -> Fraction | None:
    region = shape.at(index)
    return None if region is None else Fraction(int(region[0]) + int(region[1]), 2)


def with_values(network: Network, values: Mapping[str, int], axis: str | None) -> Network:
    """The network on one axis, with these numbers for its symbols; SymrfError where symbols are left."""
    unknown = set(values) - {symbol.name for symbol in free_symbols(network)}
    if unknown:
        names = ", ".join(sorted(s.name for s in free_symbols(network)))
        known = f"the symbols are {names}" if names else "the network has none"
        raise SymrfError(f"values: no symbol {shown(min(unknown))}; {known}")
    if axis is not None and axis not in network.axes:
        raise SymrfError(f"no axis {shown(axis)}; the axes are {', '.join(network.axes)}")
    along = network.on(axis or network.axes[0]) if len(network.axes) > 1 else network
    found = concrete(along, values)
    left = sorted(symbol.name for symbol in free_symbols(found))
    if left:
        sizes = size_symbols(found)
        given = ",".join(f"{name}={64 if name in sizes else 3}" for name in left)
        raise SymrfError(f"a picture of samples needs numbers for {', '.join(left)}; give --values {given}")
    return found


def between(network: Network, layers: tuple[str, str] | None) -> Network:
    """The network from one map, which is its input, to another; SymrfError where a layer between reads other maps.

    >>> from symrf.layers import Conv
    >>> net = Network.of(Conv(3) >> Conv(5) >> Conv(7))
    >>> [node.name for node in between(net, ("conv1", "conv2")).nodes]
    ['conv1', 'conv2']
    """
    if layers is None:
        return network
    first, last = (name if name in network.inputs else network.full_name(name) for name in layers)
    if last in network.inputs:
        raise SymrfError(f"layers: {shown(last)} is an input; name a layer as the last")
    below = network.up_to(last)
    if first == network.source:
        return below
    above = {first}
    kept = [Node(first, Input(), ())]
    for node in below.nodes:
        inside = [name for name in node.inputs if name in above]
        if inside and len(inside) < len(node.inputs):
            other = next(name for name in node.inputs if name not in above)
            raise SymrfError(f"layers: {shown(node.name)} reads {shown(other)} too, which is not above {shown(first)}")
        if inside:
            above.add(node.name)
            kept.append(node)
    if last not in above:
        raise SymrfError(f"layers: {shown(last)} is not above {shown(first)}")
    return replace(below, nodes=tuple(kept), chosen="", input_size={})


def on_the_way(network: Network, first: str, last: str) -> set[str]:
    """The nodes on the ways from one to another, both included."""
    above, below = {first}, {last}
    for node in network.nodes:
        above |= {node.name} if above & {*node.inputs} else set()
    for node in reversed(network.nodes):
        below |= {*node.inputs} if node.name in below else set()
    return above & below


def trace(network: Network, feature: int) -> Dependencies:
    """What feature `feature` of the output reads, map by map; SymrfError where it reads a whole map or too much."""
    net = unrolled(network)
    size = next(iter(net.source_size.values()), None)
    known = sizes(net, size) if isinstance(size, int) else {}
    derived = derive(net)
    fields = {name: next(iter(node.axes.values())) for name, node in derived.items()}
    last = known.get(net.output)
    if feature < 0 or (last is not None and feature >= last):
        raise SymrfError(f"no feature {feature}; the output has features 0 to {(last or 1) - 1}")
    read: dict[str, set[int]] = {net.output: {feature}}
    for node in reversed(net.nodes):
        for below, index in _below(node, read.get(node.name, set()), known):
            read.setdefault(below, set()).add(index)
        if any(len(read.get(name, ())) > MOST for name in node.inputs):
            raise SymrfError(f"node {shown(node.name)}: more than {MOST} samples; show fewer layers, as --layers A..B")
    if net.source not in read:
        raise SymrfError(f"feature {feature} reads nothing; there is no field to show")
    return Dependencies(net, fields, feature, {name: frozenset(found) for name, found in read.items()}, known)


def _below(node: Node, indices: set[int], known: Mapping[str, int]) -> list[tuple[str, int]]:
    return [
        (below, index)
        for below in node.inputs
        for y in sorted(indices)
        for index in reads(node.layer, y, known.get(below))
    ]
