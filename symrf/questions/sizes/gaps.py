"""Samples that are left over between those that are read: of every number of features, or of so large a map.

What windows that stand apart leave out repeats with the stride. Whether a sample near an end of the map is read depends
on that end alone, of maps that are larger than what the layers reach over together: one such map of a class decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from symrf.derivation import derive
from symrf.derivation.downward.index_set import IndexSet
from symrf.layers import ConvTranspose, Crop, Elementwise, Layer, Upsample, Window
from symrf.network import Network, gates
from symrf.questions.arithmetic.lines import MAX_PERIOD, Line, padding


@dataclass(frozen=True)
class Classes:
    """The integers whose remainder by the modulus is one of these."""

    modulus: int = 1
    remainders: frozenset[int] = frozenset([0])

    def __or__(self, other: Classes) -> Classes:
        both = lcm(self.modulus, other.modulus)
        if both > MAX_PERIOD:
            return EVERY
        return Classes(both, frozenset(r for r in range(both) if r in self or r in other))

    def __contains__(self, index: int) -> bool:
        return index % self.modulus in self.remainders


EVERY = Classes()
MAX_SAMPLES = 40_000
"""Maps times samples of the one size of a class that is looked at."""


def left_out(network: Network, n: Line, sizes: Mapping[str, Line]) -> tuple[int, int | None] | None:
    """(N, t): of every size n >= N of the class sample t is left over, counted from the end where t < 0, or none is.

    None where that is not known.
    """
    sample = never_read(network, sizes)
    if sample is not None:
        return sample + 1, sample
    least = 2 * n.a * (1 + sum(_over(node.layer) or MAX_SAMPLES for node in network.nodes))
    least += (n.b - least) % n.a if n.a else 0
    if not n.a or least * len(network.nodes) > MAX_SAMPLES:
        return None
    descent = derive(network, network.output, input_size=least).output[network.axes[0]].descent
    read = descent.sets(network.output, IndexSet.run(0, descent.last(network.output) or 0), in_bounds=True)
    sample = next((t for t in range(least) if t < read.first or not read.bits >> (t - read.first) & 1), None)
    return least, sample - least if sample is not None and 2 * sample > least else sample


def _over(layer: Layer) -> int | None:
    """How many samples a layer reaches over at most, its padding too; None of a layer that is not known here."""
    match layer:
        case Elementwise():
            return 1
        case Window(padding=tuple()):
            return int(layer.span + layer.stride + sum(map(abs, layer.padding)))
        case Crop():
            return int(abs(layer.left) + abs(layer.right) + layer.step)
    return None


def never_read(network: Network, sizes: Mapping[str, Line]) -> int | None:
    """The first sample that no feature of any number reads; None where each may be read by one."""
    gated, used = gates(network), {network.output: EVERY}
    for node in reversed(network.nodes):
        if node.name not in used:
            continue
        for name in node.inputs:
            only = EVERY if (node.name, name) in gated else _read(node.layer, used[node.name], sizes[name])
            used[name] = used[name] | only if name in used else only
    read = used.get(network.source, EVERY)
    return next((t for t in range(read.modulus) if t not in read), None)


def _read(layer: Layer, above: Classes, below: Line) -> Classes:
    """What features of these classes read, or more than that."""
    match layer:
        case Elementwise():
            return above
        case Window():
            left = padding(layer, below)[0]
            return _spread(above, layer.stride, [layer.dilation * j - left for j in range(layer.kernel)])
        case Crop():
            return _spread(above, layer.step, [layer.left])
        case ConvTranspose():
            left, by = padding(layer, below)[0], layer.stride
            taps = [layer.dilation * j - left for j in range(layer.kernel)]
        case Upsample(size=None, mode="nearest", rule="asymmetric", round="floor") if Fraction(layer.factor) >= 1 == (
            Fraction(layer.factor).denominator
        ):
            by = int(layer.factor)
            taps = [*range(by)]
        case _:
            return EVERY
    modulus = above.modulus // gcd(above.modulus, by)
    return Classes(modulus, frozenset(t for t in range(modulus) if any(by * t + tap in above for tap in taps)))


def _spread(above: Classes, stride: int, taps: list[int]) -> Classes:
    modulus = above.modulus * stride
    if modulus > MAX_PERIOD:
        return EVERY
    return Classes(modulus, frozenset((stride * r + tap) % modulus for r in above.remainders for tap in taps))
