"""What the generators share: nodes added one by one, each reading the one before or those it names."""

from __future__ import annotations

from collections.abc import Iterable

from symrf.layers import SAME, Conv, Layer
from symrf.network import INPUT, Network, Node

IMAGE = ("h", "w")
VOLUME = ("d", "h", "w")
TIME = ("t",)

Named = Iterable[tuple[str, Layer]]


class Builder:
    """A network in the making.

    >>> graph = Builder()
    >>> stem = graph.add("stem", Conv(3, padding=1))
    >>> graph.chain([("a", Conv(3)), ("b", Conv(3))], scope="branch/")
    'branch/b'
    >>> [(node.name, *node.inputs) for node in graph.network("Three layers").nodes]
    [('stem', 'input'), ('branch/a', 'stem'), ('branch/b', 'branch/a')]
    """

    def __init__(self) -> None:
        self.nodes: list[Node] = []

    @property
    def last(self) -> str:
        """The name of the node added last."""
        return self.nodes[-1].name if self.nodes else INPUT

    def add(self, name: str, layer: Layer, *inputs: str) -> str:
        """Add a node on the nodes named, or on the last one; its name."""
        self.nodes.append(Node(name, layer, inputs or (self.last,)))
        return name

    def chain(self, layers: Named, start: str | None = None, scope: str = "") -> str:
        """Add layers in series on the node `start`, or on the last one; the name of the last of them."""
        at = self.last if start is None else start
        for name, layer in layers:
            at = self.add(scope + name, layer, at)
        return at

    def network(self, title: str, axes: tuple[str, ...] = IMAGE) -> Network:
        """The network made of the nodes added so far."""
        return Network(tuple(self.nodes), axes, title=title)


def chain(title: str, layers: Named, axes: tuple[str, ...] = IMAGE) -> Network:
    """A network of layers in series."""
    graph = Builder()
    graph.chain(layers)
    return graph.network(title, axes)


def same_conv(kernel: int, stride: int = 1) -> Conv:
    """A convolution padded as TensorFlow's SAME."""
    return Conv(kernel, stride, padding=SAME)


def fixed(kernel: int, stride: int = 1, dilation: int = 1) -> Conv:
    """A convolution with the padding of stride 1 whatever its stride: half the span, the odd sample right.

    TF-Slim's conv2d_same; for odd kernels also the padding that PyTorch's networks write out.

    >>> fixed(7, stride=2).padding, fixed(4).padding
    ((3, 3), (1, 2))
    """
    span = dilation * (kernel - 1)
    return Conv(kernel, stride, dilation, (span // 2, span - span // 2))
