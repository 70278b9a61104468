"""The two toy graphs of Araujo, Norris and Sim, Computing receptive fields of convolutional neural networks (2019)."""

from __future__ import annotations

from symrf.layers import Add, Conv
from symrf.network import INPUT, Network
from symrf.zoo.build import Builder


def distill_aligned() -> Network:
    """Two paths of stride 4 with the same centres: r = 3, S = 4, P = 1."""
    graph = Builder()
    left = graph.chain([("left", Conv(1, stride=4))], INPUT)
    right = graph.chain([("right1", Conv(3, stride=2, padding=(1, 0))), ("right2", Conv(1, stride=2))], INPUT)
    graph.add("add", Add(), left, right)
    return graph.network("Aligned paths", ("x",))


def distill_misaligned() -> Network:
    """Paths of strides 2 and 1: the size depends on the feature, 7, 6, 5, 6, 7 for the five of an input of 9.

    The figure pads the left path by 2 and 1 and shows an input of 8; 2 and 2 leave every region as it is.
    """
    graph = Builder()
    left = graph.chain([("left", Conv(5, stride=2, padding=2))], INPUT)
    right = graph.chain([("right1", Conv(3)), ("right2", Conv(3))], INPUT)
    graph.add("add", Add(), left, right)
    return graph.network("Misaligned paths", ("x",))
