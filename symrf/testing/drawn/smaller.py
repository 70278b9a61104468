"""The least network on which a function fails: first the failing one made smaller, then all that are smaller still."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import islice, product
from typing import Any

from symrf.errors import SymrfError
from symrf.layers import (
    SAME,
    SAME_LOWER,
    Add,
    Concat,
    Conv,
    ConvTranspose,
    Elementwise,
    Layer,
    Pool,
    Upsample,
)
from symrf.network import INPUT, Network, Node
from symrf.testing.drawn.capabilities import Capability
from symrf.testing.drawn.draw import Ranges, chain_of, has_features
from symrf.testing.truth import samples

HEAVIEST = 6
"""Least networks are looked for up to this weight of their parameters."""

Failing = Callable[[Sequence[Network]], Network | None]
"""The first of these networks on which the function fails in the same way."""


def weight(network: Network) -> tuple[int, int, int]:
    """How large a network is: layers (joins left out), how far their numbers are from the plainest, samples."""
    layers = [node.layer for node in network.nodes if not node.layer.joins]
    edges = sum(len(node.inputs) - 1 + isinstance(node.layer, Concat) for node in network.nodes)
    return len(layers), sum(map(_weight, layers)) + edges, samples(network) or 0


def _weight(layer: Layer) -> int:
    total = 0 if not isinstance(layer, Pool) else 1
    for f in fields(layer):
        value = getattr(layer, f.name)
        if isinstance(value, bool | str):
            total += value not in (False, "", "nearest", "zeros", "floor", "asymmetric", "half_pixel", SAME)
        elif isinstance(value, tuple):
            total += sum(map(abs, value))
        elif isinstance(value, int):
            total += abs(value - (1 if f.name not in ("left", "right", "output_padding") else 0))
    return total


def least(network: Network, capability: Capability, failing: Failing, limit: int) -> Network:
    """The least network found on which the function fails, beginning with one on which it does.

    limit: how many of the networks that are smaller than one that cannot be made smaller are tried.
    """
    found = network
    while (smaller := failing(_less_than(found, simpler(found), capability))) is not None:
        found = smaller
    smallest = islice((x for x in small(capability) if weight(x)[0] <= weight(found)[0]), limit)
    return renamed(failing(sorted(_less_than(found, smallest, capability), key=weight)) or found)


def renamed(network: Network) -> Network:
    """The same with nodes l1, l2, …: which of them were left out on the way is nobody's business."""
    names = {node.name: f"l{i}" for i, node in enumerate(network.nodes, 1)}
    nodes = (replace(x, name=names[x.name], inputs=tuple(names.get(i, i) for i in x.inputs)) for x in network.nodes)
    return replace(network, nodes=tuple(nodes))


def _less_than(network: Network, others: Iterable[Network], capability: Capability) -> list[Network]:
    """Those of the others that are smaller and of the capability's kind."""
    bound = weight(network)
    return [x for x in others if weight(x) < bound and capability.admits(x)]


def simpler(network: Network) -> Iterator[Network]:
    """The network with one thing less, the largest steps first."""
    n = samples(network)
    for made in _without(network):
        yield from _fitted(made, n)
    for index, node in enumerate(network.nodes):
        for layer in _lighter(node.layer):
            nodes = (*network.nodes[:index], replace(node, layer=layer), *network.nodes[index + 1 :])
            yield from _fitted(replace(network, nodes=nodes), n)
    if n is not None:
        for size in sorted({1, n // 2, n - 1} - {0, n}):
            if has_features(network, size):
                yield network.with_input_size(size)


def _without(network: Network) -> Iterator[Network]:
    """One node left out; what read it reads what it read."""
    for gone in network.nodes:
        for source in gone.inputs:
            nodes = [
                replace(node, inputs=tuple(dict.fromkeys(source if i == gone.name else i for i in node.inputs)))
                for node in network.nodes
                if node.name != gone.name
            ]
            if nodes:
                yield replace(network, nodes=tuple(nodes)).up_to(nodes[-1].name)
        if type(gone.layer) is Concat:
            nodes = [replace(node, layer=Add()) if node is gone else node for node in network.nodes]
            yield replace(network, nodes=tuple(nodes))
        if len(gone.inputs) > 2:
            for less in range(len(gone.inputs)):
                inputs = (*gone.inputs[:less], *gone.inputs[less + 1 :])
                nodes = [replace(node, inputs=inputs) if node is gone else node for node in network.nodes]
                yield replace(network, nodes=tuple(nodes)).up_to(nodes[-1].name)


def _lighter(layer: Any) -> Iterator[Layer]:
    if isinstance(layer, Pool) and not layer.ceil_mode:
        yield Conv(layer.kernel, layer.stride, layer.dilation, layer.padding)
    for f in fields(layer):
        value = getattr(layer, f.name)
        if isinstance(value, tuple):
            yield from (replace(layer, padding=p) for p in ((0, 0), (value[0], 0), (0, value[1]), _less(value)))
        elif f.name in ("kernel", "stride", "dilation", "factor", "output_padding") and isinstance(value, int):
            floor = 0 if f.name == "output_padding" else 1
            values = {floor, floor + 1, value - 2, value - 1}
            yield from (replace(layer, **{f.name: x}) for x in sorted(values) if floor <= x < value)
        elif f.name == "mode" and value == "linear":
            yield replace(layer, mode="nearest", rule="asymmetric")


def _less(pads: tuple[int, int]) -> tuple[int, int]:
    left, right = (p - (p > 0) for p in pads)
    return left, right


def _fitted(network: Network, n: int | None) -> Iterator[Network]:
    """On the same input, or on a larger one where no map would have features."""
    if n is None:
        yield network
        return
    for size in (n, n + 1, 2 * n, 4 * n):
        if has_features(network, size):
            yield network.with_input_size(size)
            return


def small(capability: Capability) -> Iterator[Network]:
    """All small networks of the capability's kind, by number of layers, then by weight."""
    layers = sorted(_small_layers(capability.ranges), key=_weight)
    if not capability.parallel:
        yield from _sized((chain_of([one]) for one in layers), 12)
        pairs = [(a, b) for a, b in product(layers, layers) if _weight(a) + _weight(b) <= HEAVIEST]
        yield from _sized((chain_of(pair) for pair in sorted(pairs, key=lambda x: sum(map(_weight, x)))), 12)
        return
    yield from _sized((Network((Node("l1", a), Node("l2", Add(), ("l1", INPUT)))) for a in layers), 12)
    pairs = [(a, b) for a, b in product(layers, layers) if _weight(a) + _weight(b) <= HEAVIEST + 2]
    yield from _sized((_beside(*pair) for pair in sorted(pairs, key=lambda x: sum(map(_weight, x)))), 12)


def _beside(a: Layer, b: Layer) -> Network:
    return Network((Node("l1", a), Node("l2", b), Node("l3", Add(), ("l1", "l2"))))


def _sized(networks: Iterable[Network], most: int) -> Iterator[Network]:
    """Each on the three least inputs on which it has features."""
    for network in networks:
        fitting = (n for n in range(1, most + 1) if has_features(network, n))
        for _, n in zip(range(3), fitting, strict=False):
            yield network.with_input_size(n)


def _small_layers(ranges: Ranges) -> Iterator[Layer]:
    kernels, strides, dilations, pads = (
        sorted(v for v in set(values) if v <= most)
        for values, most in ((ranges.kernels, 5), (ranges.strides, 3), (ranges.dilations, 3), (ranges.pads, 2))
    )
    rights: list[Any] = [None] if ranges.symmetric else pads
    for operation, k, s, d in product(dict.fromkeys(ranges.operations), kernels, strides, dilations):
        if ranges.overlapping and s > k:
            continue
        for p, q in product(pads, rights):
            padding = (p, p if q is None else q)
            try:
                yield from _one(operation, k, s, d, padding)
            except SymrfError:
                continue


def _one(operation: str, k: int, s: int, d: int, padding: tuple[int, int]) -> Iterator[Layer]:
    if operation == "conv":
        yield Conv(k, s, d, padding)
    elif operation == "ceil":
        if max(padding) <= k // 2:
            yield Pool(k, s, d, padding, ceil_mode=True)
    elif operation == "transposed":
        yield from (ConvTranspose(k, s, d, padding, more) for more in range(min(s, 2)))
    elif padding != (0, 0):
        return
    elif operation == "same":
        yield from (Conv(k, s, d, side) for side in (SAME, SAME_LOWER))
    elif operation == "upsample" and (k, s, d) == (1, 1, 1):
        yield from (Upsample(f, mode) for f in (2, 3) for mode in ("nearest", "linear"))
    elif operation == "elementwise" and (k, s, d) == (1, 1, 1):
        yield Elementwise()
