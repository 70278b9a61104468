"""How many samples a feature reads, its support and density, how many are no padding; how many features read a sample.

Of a network of numbers these are counted on the derivation's sets of indices; of a chain with symbols the support is
the size where theorem no-holes says so. Padding counts, as it does in the size, but for what is read inside.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from symrf.claims.evidence.dense import dense
from symrf.claims.typed.names import INSIDE, sample
from symrf.derivation import derive, domain_of
from symrf.derivation.downward.index_set import IndexSet
from symrf.errors import SymrfError, shown
from symrf.layers import Crop, Elementwise, Window
from symrf.network import INPUT, Network
from symrf.numbers.positive import exact
from symrf.numbers.sound_sympy import sympy
from symrf.repeat import free_symbols, unrolled

MOST = 2048
"""So many features are looked at one by one, which of them reads the fewest samples that are no padding."""


class NotCounted(SymrfError):
    """Why it is not known how many samples are read."""


def counted(network: Network, node: str, attribute: str, size: Any, stride: Any) -> Any:
    """What is counted of the features of a node on the network's only axis; size and stride: as derived, of feature 0.

    NotCounted where it is not known, or not the same for all features.

    >>> from symrf.layers import Conv
    >>> net = Network.of(Conv(3, stride=2, dilation=2))
    >>> counted(net, "conv1", "density", 5, 2), counted(net, "conv1", "fewest", 5, 2)
    (3/5, 0)
    """
    if node == INPUT:
        return sympy.S.One
    below = network.up_to(node)
    if attribute in INSIDE:
        return _inside(below, node, attribute)
    if attribute in ("fewest", "most") or sample(attribute) is not None:
        return _readers(below, node, attribute, size, stride)
    if not free_symbols(below):
        support = sympy.Integer(_of_numbers(unrolled(below), node).bits.bit_count())
    elif dense(below, domain_of(below).conditions):
        support = size
    else:
        raise NotCounted(f"how many samples {shown(node)} reads is known of numbers, and of chains by no-holes")
    return support if attribute == "support" else sympy.cancel(exact(support) / exact(size))


def _readers(network: Network, node: str, attribute: str, size: Any, stride: Any) -> Any:
    """Every r/S features read a sample where there are no holes, rounded either way; of numbers, by remainders by S.

    Sample x is read by the features y with u(0) + S y <= x < u(0) + S y + r then.
    """
    least, of_one = attribute == "fewest", sample(attribute)
    if free_symbols(network):
        if not dense(network, domain_of(network).conditions):
            raise NotCounted(f"how many features of {shown(node)} read a sample is known of numbers, and by no-holes")
        if of_one is not None:
            found = derive(network, node)
            behind = of_one - exact(found.expanded(found.output.left))
            return sympy.floor(behind / exact(stride)) - sympy.floor((behind - exact(size)) / exact(stride))
        return (sympy.floor if least else sympy.ceiling)(exact(size) / exact(stride))
    seen, step = _of_numbers(unrolled(network), node), int(stride)
    bits = seen.bits
    counts = Counter(i % step for i in range(bits.bit_length()) if bits >> i & 1)
    if of_one is not None:
        return sympy.Integer(counts[(of_one - seen.first) % step])
    return sympy.Integer((min if least else max)(counts[i] for i in range(step)))


def _inside(network: Network, node: str, attribute: str) -> Any:
    """How many samples are read that are no padding: by feature 0, by the last, or by that which reads the fewest."""
    if free_symbols(network):
        raise NotCounted(f"how many samples {shown(node)} reads that are no padding is known of numbers")
    descent = derive(unrolled(network), node).output.axes[network.axes[0]].descent
    last = descent.last(node)
    if last is None:
        raise NotCounted(f"how many samples {shown(node)} reads that are no padding needs an input size")
    if attribute == "inside" and last >= MOST:
        raise NotCounted(f"{shown(node)} has {last + 1} features; up to {MOST} are looked at one by one")
    asked = {"firstinside": range(1), "lastinside": range(last, last + 1)}.get(attribute, range(last + 1))
    return sympy.Integer(min(descent.sets(node, y, in_bounds=True).bits.bit_count() for y in asked))


def _of_numbers(network: Network, node: str) -> IndexSet:
    """What feature 0 reads, where every feature reads the same, moved."""
    for one in network.nodes:
        if one.name != network.source and not isinstance(one.layer, Window | Crop | Elementwise):
            raise NotCounted(f"samples are not counted through {one.layer.op} (node {shown(one.name)})")
    field = derive(network, node).output.axes[network.axes[0]]
    if field.status != "exact" or field.kind != "affine":
        raise NotCounted(f"features of {shown(node)} read unequally many samples")
    return field.descent.sets(node, 0, in_bounds=False)
