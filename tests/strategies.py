"""All Hypothesis strategies: layers, chains and graphs on which false formulas do not happen to be right.

Kernels other than 3, even kernels, kernels smaller than their stride, dilation, paddings that differ left and right.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from symrf.errors import SymrfError
from symrf.layers import (
    BORDERS,
    SAME,
    SAME_LOWER,
    ZEROS,
    AdaptivePool,
    Add,
    Attention,
    Concat,
    Conv,
    ConvTranspose,
    Crop,
    Elementwise,
    Global,
    Input,
    Layer,
    Pool,
    Upsample,
    Window,
)
from symrf.network import INPUT, Network, Node
from symrf.numbers.symbols import symbol
from symrf.oracle import output_size
from symrf.terms import Big, Num, Op, Sym, Term
from symrf.testing.drawn.draw import chain_of

kernels = st.sampled_from([1, 2, 2, 3, 4, 4, 5, 6, 7])
strides = st.sampled_from([1, 1, 1, 2, 2, 3, 5])
dilations = st.sampled_from([1, 1, 1, 2, 3])
pads = st.integers(-1, 4)


@st.composite
def windows(draw: Any, stride: st.SearchStrategy[int] = strides) -> Layer:
    """A convolution or pooling with explicit padding."""
    kind = draw(st.sampled_from([Conv, Pool]))
    padding = (draw(pads), draw(pads))
    border = draw(st.sampled_from([ZEROS, ZEROS, *BORDERS]))
    ceil_mode = draw(st.booleans()) and border == ZEROS
    return kind(draw(kernels), draw(stride), draw(dilations), padding, ceil_mode, border)


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


crops = st.builds(Crop, st.integers(-2, 2), st.integers(-2, 2), st.sampled_from([1, 1, 1, 2, 3]))
plain_layers = st.one_of(windows(), windows(), windows(), st.just(Elementwise()), crops)
affine_layers = st.one_of(plain_layers, keeping(), same_windows())


@st.composite
def transposed(draw: Any) -> ConvTranspose:
    """A transposed convolution, kernels smaller than the stride and dilations included."""
    padding = draw(st.one_of(st.just(SAME), st.just(SAME_LOWER), st.tuples(pads, pads)))
    return ConvTranspose(draw(kernels), draw(strides), draw(dilations), padding, draw(st.integers(0, 2)))


unsized_rules = st.sampled_from(["half_pixel", "asymmetric"])
rules = st.sampled_from(["half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel"])
modes = st.sampled_from(["nearest", "linear", "cubic"])
roundings = st.sampled_from(["floor", "ceil", "prefer_floor", "prefer_ceil"])
factors = st.one_of(st.integers(1, 4), st.fractions(Fraction(1, 3), 4, max_denominator=4))
upsamplings = st.one_of(
    st.builds(Upsample, factors, modes, rules, roundings),
    st.builds(Upsample, st.none(), modes, rules, roundings, st.integers(1, 12)),
    st.builds(AdaptivePool, st.integers(1, 12)),
)
joins = st.sampled_from([Add(), Concat()])
globals_ = st.sampled_from([Global(), Attention()])
every_layer = st.one_of(plain_layers, keeping(), same_windows(), transposed(), upsamplings, globals_)
"""Every operation; some need an input size."""

unsized_layers = st.one_of(
    plain_layers,
    transposed(),
    st.builds(Upsample, factors, modes, unsized_rules, roundings),
)
"""Every operation that needs no input size."""


chains = st.lists(plain_layers, max_size=6).map(chain_of)
"""Chains of zero to six layers, no input size needed."""


MOST = 400
"""No map has more features: the walk visits each."""


@st.composite
def sized(
    draw: Any, layers: st.SearchStrategy[Layer] = affine_layers, most: int = 8, inputs: int = 1
) -> Network:
    """A graph of up to `most` nodes on inputs of sizes at which every map has features and joined maps agree."""
    n = draw(st.integers(1, 60))
    others = {f"in{i}": draw(st.one_of(st.just(n), st.integers(1, 60))) for i in range(1, inputs)}
    maps = {INPUT: n, **others}
    nodes: list[Node] = [Node(name, Input(size), ()) for name, size in others.items()]
    for i in range(draw(st.integers(1, most))):
        name, at = f"l{i}", draw(st.sampled_from(sorted(maps)))
        if draw(st.integers(0, 2)):
            layer = draw(layers)
            size, below = _size(layer, maps[at]), [at]
            if isinstance(layer, Global) and draw(st.booleans()):  # a gate
                nodes.append(Node(f"{name}g", layer, (at,)))
                size, layer, below = maps[at], Add(), [at, f"{name}g"]
        else:
            size, layer = maps[at], draw(joins)
            fitting = sorted(m for m in maps if maps[m] == size)
            below = [at, *draw(st.lists(st.sampled_from(fitting), min_size=1, max_size=3))]
        if 1 <= size <= MOST:
            nodes.append(Node(name, layer, tuple(below)))
            maps[name] = size
    return Network(tuple(nodes), input_size={"x": n})


def _size(layer: Layer, n: int) -> int:
    try:
        return output_size(layer, n)
    except SymrfError:
        return 0


@st.composite
def unsized(draw: Any, layers: st.SearchStrategy[Layer] = plain_layers, most: int = 8) -> Network:
    """A graph without an input size; it joins whatever it likes."""
    names = [INPUT]
    nodes: list[Node] = []
    for i in range(draw(st.integers(1, most))):
        inputs = [draw(st.sampled_from(names))]
        layer = draw(layers if draw(st.integers(0, 2)) else joins)
        if layer.joins:
            inputs += draw(st.lists(st.sampled_from(names), min_size=1, max_size=3))
        nodes.append(Node(f"l{i}", layer, tuple(inputs)))
        names.append(f"l{i}")
    return Network(tuple(nodes))


@st.composite
def symbolized(draw: Any, networks: st.SearchStrategy[Network]) -> tuple[Network, Network, dict[str, int]]:
    """A network, the same with symbols for some of its numbers, and the values of the symbols by name."""
    net = draw(networks)
    values: dict[str, int] = {}

    def maybe(letter: str, name: str, value: int, least: int | None = 1) -> Any:
        if not draw(st.integers(0, 2)):
            return value
        values[f"{letter}_{name}"] = value
        bounds = [least] if least is None else [least, max(least, value - 1), value]
        return symbol(f"{letter}_{name}", draw(st.sampled_from(bounds)))

    nodes = []
    for node in net.nodes:
        layer = node.layer
        if isinstance(layer, Window | ConvTranspose):
            letters = {"k": "kernel", "s": "stride", "d": "dilation"}
            changes = {name: maybe(x, node.name, getattr(layer, name)) for x, name in letters.items()}
            if isinstance(layer.padding, tuple):
                left, right = layer.padding
                changes["padding"] = (maybe("p", node.name, left, None), right)
            layer = replace(layer, **changes)
        elif isinstance(layer, Upsample):
            if isinstance(layer.factor, int):
                layer = replace(layer, factor=maybe("f", node.name, layer.factor))
        elif isinstance(layer, Crop):
            step, left = maybe("s", node.name, layer.step), maybe("p", node.name, layer.left, None)
            layer = replace(layer, step=step, left=left)
        nodes.append(Node(node.name, layer, node.inputs))
    return net, Network(tuple(nodes)), values


SCALARS = ("k", "n", "B", "a2")
numbers = st.builds(Num, st.builds(Fraction, st.integers(0, 9), st.sampled_from([1, 1, 1, 2, 3])))


def _no_power(part: Term) -> bool:
    """A power of a power is written with one exponent, and not read otherwise."""
    return not (isinstance(part, Op) and part.op == "**")


def _larger(parts: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    scalar = st.sampled_from(SCALARS).map(Sym)
    exponent = scalar | st.integers(1, 3).map(lambda n: Num(Fraction(n)))
    return st.one_of(
        st.builds(Op, st.sampled_from(["+", "+", "*", "*", "Min", "Max"]), several),
        st.builds(Op, st.sampled_from(["neg", "floor", "ceil"]), st.tuples(parts)),
        st.builds(Op, st.just("/"), st.tuples(parts, parts)),
        st.builds(Op, st.just("**"), st.tuples(parts.filter(_no_power), exponent)),
        st.builds(Big, st.sampled_from(["Sum", "Product"]), parts, st.just("i"), st.just(Num(Fraction(1))), scalar),
    )


terms = st.recursive(st.one_of(numbers, st.sampled_from([*SCALARS, "i"]).map(Sym)), _larger, max_leaves=8)
"""Formulas in scalars and the index i, with quotients that may be by 0."""
