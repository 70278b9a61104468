"""Several networks as one, each with an input of its own, for claims about all of them."""

from __future__ import annotations

from collections.abc import Mapping

from symrf.errors import SymrfError, shown
from symrf.network.graph import Elementwise, Input, Network, Node


def beside(networks: Mapping[str, Network]) -> Network:
    """The networks side by side. NAME is the output of the one of that name, NAME/node its nodes, NAME/input its input.

    SymrfError where their axes differ, or one has several inputs.

    >>> from symrf.layers import Conv
    >>> [node.name for node in beside({"A": Network.of(Conv(3)), "B": Network.of(Conv(5))}).nodes]
    ['A/input', 'A/conv1', 'A', 'B/input', 'B/conv1', 'B']
    """
    first, *others = networks.values()
    for other in others:
        if other.axes != first.axes:
            raise SymrfError(f"networks with the axes {', '.join(first.axes)} and {', '.join(other.axes)}")
    nodes: list[Node] = []
    for name, network in networks.items():
        if len(network.inputs) > 1:
            raise SymrfError(f"{shown(name)} has several inputs, {', '.join(network.inputs)}; it needs one")
        inside = {node.name: f"{name}/{node.name}" for node in network.nodes} | {network.source: f"{name}/input"}
        nodes.append(Node(f"{name}/input", Input(dict(network.source_size) or None), ()))
        nodes += [Node(inside[node.name], node.layer, tuple(inside[below] for below in node.inputs))
                  for node in network.nodes if node.name != network.source]  # fmt: skip
        nodes.append(Node(name, Elementwise(), (inside[network.output] if network.nodes else f"{name}/input",)))
    return Network(tuple(nodes), first.axes)
