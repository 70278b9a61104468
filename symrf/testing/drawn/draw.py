"""Random networks, one number at a time: whoever picks decides whether they come from Hypothesis or from a seed.

Numbers lie away from the defaults (k = 3, s = 1, d = 1, p = q) at which false formulas agree with the truth.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from symrf.errors import SymrfError
from symrf.layers import SAME, SAME_LOWER, Add, Concat, Conv, ConvTranspose, Elementwise, Layer, Pool, Upsample
from symrf.network import INPUT, Network, Node
from symrf.oracle import sizes

Pick = Callable[[Sequence[Any]], Any]
"""Chooses one of several values."""

MOST_SAMPLES = 3000


@dataclass(frozen=True)
class Ranges:
    """The values that the layers of random networks take, the plainest first; a value may stand several times."""

    kernels: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)
    strides: tuple[int, ...] = (1, 1, 1, 2, 2, 3, 5)
    dilations: tuple[int, ...] = (1, 1, 2, 3)
    pads: tuple[int, ...] = (0, 1, 2, 3, 4)
    symmetric: bool = False
    """Left and right padding are the same."""
    overlapping: bool = False
    """No kernel is smaller than its stride."""
    operations: tuple[str, ...] = ("conv", "pool")


def seeded(seed: int | str) -> Pick:
    """Choices from a seed, the same on every machine and in every version of Python."""
    source = random.Random(seed)
    return lambda values: values[int(source.random() * len(values))]


def layer(pick: Pick, ranges: Ranges) -> Layer:
    """One layer."""
    return OF_KIND[pick(ranges.operations)](pick, ranges)


def _numbers(pick: Pick, ranges: Ranges) -> tuple[int, int, int, tuple[int, int]]:
    kernel, dilation, left = pick(ranges.kernels), pick(ranges.dilations), pick(ranges.pads)
    fitting = [s for s in ranges.strides if s <= kernel] if ranges.overlapping else ranges.strides
    return kernel, pick(fitting), dilation, (left, left if ranges.symmetric else pick(ranges.pads))


def _ceil(pick: Pick, ranges: Ranges) -> Layer:
    kernel, stride, dilation, (left, right) = _numbers(pick, ranges)
    most = kernel // 2  # so much padding a pooling may have in torch; onnxruntime wants less than the kernel
    return Pool(kernel, stride, dilation, (min(left, most), min(right, most)), ceil_mode=True)


def _transposed(pick: Pick, ranges: Ranges) -> Layer:
    kernel, stride, dilation, (left, right) = _numbers(pick, ranges)
    room = dilation * (kernel - 1)
    left, right = min(left, room // 2), min(right, room // 2)
    return ConvTranspose(kernel, stride, dilation, (left, right), pick(range(stride)))


OF_KIND: dict[str, Callable[[Pick, Ranges], Layer]] = {
    "conv": lambda pick, ranges: Conv(*_numbers(pick, ranges)),
    "pool": lambda pick, ranges: Pool(*_numbers(pick, ranges)),
    "same": lambda pick, ranges: Conv(*_numbers(pick, ranges)[:3], pick((SAME, SAME_LOWER))),
    "ceil": _ceil,
    "transposed": _transposed,
    "upsample": lambda pick, _: Upsample(pick((2, 2, 3)), pick(("nearest", "nearest", "linear"))),
    "elementwise": lambda _, __: Elementwise(),
}
OPERATIONS = tuple(OF_KIND)


def chain_of(layers: Sequence[Layer]) -> Network:
    """The layers one after another, as l1, l2, …"""
    names = [INPUT, *(f"l{i}" for i in range(1, len(layers) + 1))]
    return Network(tuple(Node(names[i + 1], layer, (names[i],)) for i, layer in enumerate(layers)))


def chain(pick: Pick, ranges: Ranges, depths: Sequence[int] = (1, 2, 3, 4)) -> Network:
    """A chain on an input at which every map has features."""
    return on_an_input(chain_of([layer(pick, ranges) for _ in range(pick(depths))]), pick)


def on_an_input(network: Network, pick: Pick) -> Network:
    """The network on an input of a size at which every map has features."""
    n = pick(range(1, 25))
    while n < MOST_SAMPLES and not has_features(network, n):
        n = 2 * n + 3
    return network.with_input_size(n)


def has_features(network: Network, n: int) -> bool:
    """Whether every map has features on an input of n samples, and joined maps agree."""
    try:
        sizes(network, n)
    except SymrfError:
        return False
    return True


def branched(pick: Pick, ranges: Ranges) -> Network:
    """Two or three branches of equal stride on one map, joined; a layer before, within or after some."""
    nodes: list[Node] = []

    def add(layer: Layer, *inputs: str) -> str:
        nodes.append(Node(f"l{len(nodes) + 1}", layer, inputs))
        return nodes[-1].name

    start = add(layer(pick, ranges), INPUT) if pick((False, True)) else INPUT
    stride, ends = pick(ranges.strides), []
    spans = [(pick(ranges.kernels), pick(ranges.dilations)) for _ in range(pick((2, 2, 3)))]
    less = pick(range(min(3, min(d * (k - 1) for k, d in spans) + 1)))
    for kernel, dilation in spans:
        below = add(_keeping(pick, ranges), start) if pick((False, False, True)) else start
        ends.append(add(Conv(kernel, stride, dilation, _split(pick, ranges, dilation * (kernel - 1) - less)), below))
    joined = add(pick((Add(), Concat())), *ends)
    if pick((False, True)):
        add(layer(pick, ranges), joined)
    return on_an_input(Network(tuple(nodes)), pick)


def _keeping(pick: Pick, ranges: Ranges) -> Layer:
    """A convolution of stride 1 that keeps the size of the map."""
    kernel, dilation = pick(ranges.kernels), pick(ranges.dilations)
    return Conv(kernel, 1, dilation, _split(pick, ranges, dilation * (kernel - 1)))


def _split(pick: Pick, ranges: Ranges, total: int) -> tuple[int, int]:
    left = total // 2 if ranges.symmetric or pick((True, False)) else pick(range(total + 1))
    return left, total - left


def unequal(pick: Pick, ranges: Ranges) -> Network:
    """Two branches of unequal strides on a map of such a size that they can be joined."""
    while True:
        n, pad, own = pick(range(4, 13)), pick(ranges.pads), pick(ranges.pads)
        strided = Conv(pick(ranges.kernels), pick((2, 3)), 1, pad)
        if strided.span > n + 2 * pad:
            continue
        outputs = (n + 2 * pad - strided.span) // strided.stride + 1
        kernel = n + 2 * own - outputs + 1
        if kernel >= 1:
            nodes = [Node("l1", strided), Node("l2", Conv(kernel, 1, 1, own)), Node("l3", Add(), ("l1", "l2"))]
            if pick((False, True)):
                nodes.append(Node("l4", _keeping(pick, ranges), ("l3",)))
            return Network(tuple(nodes)).with_input_size(n)
