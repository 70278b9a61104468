"""Networks as data: layers, the nodes that they are in, and which node reads which."""

from symrf.network.find import Frontier
from symrf.network.gates import gates, without_gates
from symrf.network.graph import Add, Elementwise, Input, Layer, Network, Node
from symrf.network.order import INPUT, MAX_NAME

__all__ = [
    "INPUT",
    "MAX_NAME",
    "Add",
    "Elementwise",
    "Frontier",
    "Input",
    "Layer",
    "Network",
    "Node",
    "gates",
    "without_gates",
]
