"""All Hypothesis strategies: layers, chains and graphs on which false formulas do not happen to be right.

Kernels other than 3, even kernels, kernels smaller than their stride, dilation, paddings that differ left and right.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from symrf.errors import SymrfError
from symrf.layers import SAME, SAME_LOWER, Add, Concat, Conv, ConvTranspose, Crop, Elementwise, Global, Layer, Pool, Upsample
from symrf.network import INPUT, Network, Node
from symrf.oracle import output_size

kernels = st.sampled_from([1, 2, 2, 3, 4, 4, 5, 6, 7])
strides = st.sampled_from([1, 1, 1, 2, 2, 3, 5])
dilations = st.sampled_from([1, 1, 1, 2, 3])
pads = st.integers(-1, 4)


@st.composite
def windows(draw: Any, stride: st.SearchStrategy[int] = strides) -> Layer:
    """A convolution or pooling with explicit padding."""
    kind = draw(st.sampled_from([Conv, Pool]))
    padding = (draw(pads), draw(pads))
    return kind(draw(kernels), draw(stride), draw(dilations), padding, draw(st.booleans()))


@st.composite
def same_windows(draw: Any) -> Layer:
    """A convolution or pooling with SAME padding."""
    padding = draw(st.sampled_from([SAME, SAME_LOWER]))
    return draw(st.sampled_from([Conv, Pool]))(draw(kernels), draw(strides), draw(dilations), padding)


@st.composite
def keeping(draw: Any) -> Layer:
    """A window of stride 1 that keeps the size: p + q = K − 1, however split."""
    kernel, dilation = draw(kernels), draw(dilations)
    total = dilation * (kernel - 1)
    left = draw(st.integers(0, total))
    return Conv(kernel, 1, dilation, (left, total - left))


crops = st.builds(Crop, st.integers(-2, 2), st.integers(-2, 2))
plain_layers = st.one_of(windows(), windows(), windows(), st.just(Elementwise()), crops)
affine_layers = st.one_of(plain_layers, keeping(), same_windows())


@st.composite
def transposed(draw: Any) -> ConvTranspose:
    """A transposed convolution, kernels smaller than the stride and dilations included."""
    padding = draw(st.one_of(st.just(SAME), st.just(SAME_LOWER), st.tuples(pads, pads)))
    return ConvTranspose(draw(kernels), draw(strides), draw(dilations), padding, draw(st.integers(0, 2)))


rules = st.sampled_from(["half_pixel", "asymmetric", "align_corners"])
modes = st.sampled_from(["nearest", "linear"])
upsamplings = st.builds(Upsample, st.integers(1, 4), modes, rules)
every_layer = st.one_of(plain_layers, keeping(), same_windows(), transposed(), upsamplings, st.just(Global()))
"""Every operation; some need an input size."""

unsized_layers = st.one_of(plain_layers, transposed(), st.builds(Upsample, st.integers(1, 4), modes, rules.filter(lambda r: r != "align_corners")))
"""Every operation that needs no input size."""


def chain_of(layers: list[Layer]) -> Network:
    """The layers one after another, as l1, l2, …"""
    names = [INPUT, *(f"l{i}" for i in range(1, len(layers) + 1))]
    return Network(tuple(Node(names[i + 1], layer, (names[i],)) for i, layer in enumerate(layers)))


chains = st.lists(plain_layers, max_size=6).map(chain_of)
"""Chains of zero to six layers, no input size needed."""


@st.composite
def sized(draw: Any, layers: st.SearchStrategy[Layer] = affine_layers, most: int = 8, alike: bool = True) -> Network:
    """A graph of up to `most` nodes on an input of a size at which every map has features and joined maps agree.

    alike: join only nodes whose paths have one stride.
    """
    n = draw(st.integers(1, 60))
    maps: dict[str, tuple[int, int | None]] = {INPUT: (n, 1)}
    nodes: list[Node] = []
    for i in range(draw(st.integers(1, most))):
        name = f"l{i}"
        node = draw(st.one_of(st.just(None), st.just(None), st.just(Add()), st.just(Concat())))
        at = draw(st.sampled_from(sorted(maps)))
        size, stride = maps[at]
        if node is None:
            layer = draw(layers)
            above = _size(layer, size)
            if above < 1:
                continue
            nodes.append(Node(name, layer, (at,)))
            maps[name] = (above, None if stride is None else stride * getattr(layer, "stride", 1))
        else:
            fitting = sorted(m for m, known in maps.items() if known[0] == size and (known[1] == stride or not alike))
            others = draw(st.lists(st.sampled_from(fitting), min_size=1, max_size=3))
            nodes.append(Node(name, node, (at, *others)))
            maps[name] = (size, stride)
    return Network(tuple(nodes), input_size={"x": n})


def _size(layer: Layer, n: int) -> int:
    try:
        return output_size(layer, n)
    except SymrfError:
        return 0


@st.composite
def unsized(draw: Any, layers: st.SearchStrategy[Layer] = plain_layers, most: int = 8) -> Network:
    """A graph without an input size whose joins have one stride."""
    maps: dict[str, int] = {INPUT: 1}
    nodes: list[Node] = []
    for i in range(draw(st.integers(1, most))):
        name = f"l{i}"
        at = draw(st.sampled_from(sorted(maps)))
        if draw(st.integers(0, 2)):
            layer = draw(layers)
            nodes.append(Node(name, layer, (at,)))
            maps[name] = maps[at] * getattr(layer, "stride", 1)
        else:
            fitting = sorted(m for m in maps if maps[m] == maps[at])
            others = draw(st.lists(st.sampled_from(fitting), min_size=1, max_size=3))
            nodes.append(Node(name, Add(), (at, *others)))
            maps[name] = maps[at]
    return Network(tuple(nodes))


def features(network: Network, size: Callable[[str], int]) -> st.SearchStrategy[int]:
    """An index of the network's output map."""
    return st.integers(0, size(network.output) - 1)
