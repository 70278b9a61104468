"""Hypothesis strategies of layers, chains and networks on which false formulas do not happen to be right.

They shrink towards one layer with plain numbers. Names and parameters are stable; which examples come out is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from symrf.errors import SymrfError, near, shown
from symrf.layers import Layer
from symrf.network import Network
from symrf.testing.drawn import draw as drawn
from symrf.testing.drawn.draw import OPERATIONS, Pick, Ranges

SHAPES = ("chain", "branches", "unequal")


def _ranges(
    operations: Sequence[str], kernels: Sequence[int], strides: Sequence[int], dilations: Sequence[int],
    pads: Sequence[int], symmetric: bool, overlapping: bool,
) -> Ranges:  # fmt: skip
    _known(operations, OPERATIONS, "operations")
    for name, values, least in (("kernels", kernels, 1), ("strides", strides, 1), ("dilations", dilations, 1),
                                ("pads", pads, 0)):  # fmt: skip
        if not values or not all(type(x) is int and x >= least for x in values):
            raise SymrfError(f"{name} are {shown(list(values))}; give integers of at least {least}")
    if overlapping and min(strides) > min(kernels):
        raise SymrfError(f"no stride of {shown(list(strides))} fits a kernel of {min(kernels)}; give a smaller one")
    return Ranges(
        tuple(kernels), tuple(strides), tuple(dilations), tuple(pads), symmetric, overlapping, tuple(operations)
    )


def _known(given: Sequence[str], known: Sequence[str], what: str) -> None:
    wrong = [name for name in given if name not in known]
    if wrong or not given or isinstance(given, str):
        close = near(str(wrong[0]), known) if wrong else ""
        raise SymrfError(f"{what} are {shown(given)}; {close}known are {', '.join(known)}")


def _pick(draw: Any) -> Pick:
    return lambda values: draw(st.sampled_from(list(values)))


_PLAIN = Ranges()


def layers(
    operations: Sequence[str] = _PLAIN.operations,
    *,
    kernels: Sequence[int] = _PLAIN.kernels,
    strides: Sequence[int] = _PLAIN.strides,
    dilations: Sequence[int] = _PLAIN.dilations,
    pads: Sequence[int] = _PLAIN.pads,
    symmetric: bool = False,
    overlapping: bool = False,
) -> st.SearchStrategy[Layer]:
    """Single layers. operations: some of conv, pool, same, ceil, transposed, upsample, elementwise.

    Values are chosen from those given, a value that stands several times more often. symmetric: both paddings are
    equal. overlapping: no kernel is smaller than its stride.

    >>> from hypothesis import find
    >>> find(layers(kernels=[2, 4]), lambda layer: True).kernel
    2
    """
    ranges = _ranges(operations, kernels, strides, dilations, pads, symmetric, overlapping)
    return _one(ranges)


@st.composite
def _one(draw: Any, ranges: Ranges) -> Layer:
    return drawn.layer(_pick(draw), ranges)


def chains(
    operations: Sequence[str] = _PLAIN.operations, *, most: int = 4, **values: Any
) -> st.SearchStrategy[Network]:
    """Chains of one to `most` such layers on one axis, on an input of a size at which every map has features.

    The other parameters are those of `layers`.

    >>> from hypothesis import find
    >>> find(chains(["pool"]), lambda net: len(net.nodes) == 2).output
    'l2'
    """
    return networks(operations, shapes=("chain",), most=most, **values)


def networks(
    operations: Sequence[str] = _PLAIN.operations,
    *,
    shapes: Sequence[str] = SHAPES,
    most: int = 4,
    kernels: Sequence[int] = _PLAIN.kernels,
    strides: Sequence[int] = _PLAIN.strides,
    dilations: Sequence[int] = _PLAIN.dilations,
    pads: Sequence[int] = _PLAIN.pads,
    symmetric: bool = False,
    overlapping: bool = False,
) -> st.SearchStrategy[Network]:
    """Networks on one axis with an input size: chains, branches of equal stride, branches of unequal strides.

    shapes: some of chain, branches, unequal. The other parameters are those of `chains` and `layers`.

    >>> from hypothesis import find
    >>> find(networks(shapes=["branches"]), lambda net: True).nodes[-1].layer.op
    'add'
    """
    _known(shapes, SHAPES, "shapes")
    if type(most) is not int or most < 1:
        raise SymrfError(f"most is {shown(most)}; a chain has at least one layer")
    return _network(_ranges(operations, kernels, strides, dilations, pads, symmetric, overlapping), tuple(shapes), most)


@st.composite
def _network(draw: Any, ranges: Ranges, shapes: tuple[str, ...], most: int) -> Network:
    pick = _pick(draw)
    shape = pick(shapes)
    if shape == "chain":
        return drawn.chain(pick, ranges, range(1, most + 1))
    return (drawn.branched if shape == "branches" else drawn.unequal)(pick, ranges)
