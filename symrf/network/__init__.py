"""Networks as data: layers, the nodes that they are in, and which node reads which."""

from symrf.network.gates import gates
from symrf.network.graph import Add, Elementwise, Input, Layer, Network, Node
from symrf.network.order import INPUT, MAX_NAME

__all__ = ["INPUT", "MAX_NAME", "Add", "Elementwise", "Input", "Layer", "Network", "Node", "gates"]
