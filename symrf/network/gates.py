"""Gates: where one feature, such as that of a squeeze, is joined to every feature of a map."""

from __future__ import annotations

from symrf.network.graph import Add, Network


def gates(network: Network) -> frozenset[tuple[str, str]]:
    """(join, input) wherever a global operation's map of one feature is joined to every feature of another map.

    >>> from symrf.layers import Conv, Elementwise, Global
    >>> gates(Conv(3) >> (Elementwise() | Global()))
    frozenset({('add1', 'global1')})
    """
    single: set[str] = set()
    found: set[tuple[str, str]] = set()
    for node in network.nodes:
        alone = [name for name in node.inputs if name in single]
        if node.layer.single or (len(alone) == len(node.inputs) and node.layer.pointwise):
            single.add(node.name)
        elif isinstance(node.layer, Add) and len(alone) < len(node.inputs):
            found.update((node.name, name) for name in alone)
    return frozenset(found)
