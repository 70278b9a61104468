"""Gates: where one feature, such as that of a squeeze, is joined to every feature of a map."""

from __future__ import annotations

from dataclasses import replace

from symrf.network.graph import Add, Network


def gates(network: Network) -> frozenset[tuple[str, str]]:
    """(join, input) wherever a global operation's map of one feature is joined to every feature of another map.

    >>> from symrf.layers import Conv, Elementwise, Global
    >>> gates(Conv(3) >> (Elementwise() | Global()))
    frozenset({('add1', 'global1')})
    """
    if len(network.axes) > 1 and not all(node.layer.uniform for node in network.nodes):
        return frozenset.intersection(*(gates(network.on(axis)) for axis in network.axes))
    single: set[str] = set()
    found: set[tuple[str, str]] = set()
    for node in network.nodes:
        alone = [name for name in node.inputs if name in single]
        if node.layer.single or (len(alone) == len(node.inputs) and node.layer.pointwise):
            single.add(node.name)
        elif isinstance(node.layer, Add) and len(alone) < len(node.inputs):
            found.update((node.name, name) for name in alone)
    return frozenset(found)


def without_gates(network: Network) -> Network:
    """The same network with every gate left out: a join passes on the maps that have more than one feature.

    >>> from symrf.layers import Conv, Elementwise, Global
    >>> [node.name for node in without_gates(Conv(3) >> (Elementwise() | Global())).nodes]
    ['conv1', 'elementwise1', 'add1']
    """
    return network.changed(_without)


def _without(network: Network) -> Network:
    cut, read = gates(network), {name for node in network.nodes for name in node.inputs}
    needed = {node.name for node in network.nodes} - read
    nodes = []
    for node in reversed(network.nodes):
        if node.name in needed:
            kept = replace(node, inputs=tuple(i for i in node.inputs if (node.name, i) not in cut))
            needed.update(kept.inputs)
            nodes.append(kept)
    return replace(network, nodes=tuple(reversed(nodes)))
