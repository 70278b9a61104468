"""For which input sizes a network fits: every map has a feature, and what is joined has one size.

And for which no sample is left over: samples in use are followed down from the output, a run of indices a map.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from symrf.derivation import derive
from symrf.layers import AdaptivePool, ConvTranspose, Crop, Elementwise, Global, Input, Layer, Upsample, Window
from symrf.network import Network, gates
from symrf.questions.arithmetic.lines import Late, Line, Unanswered, others, output_size, padding, period
from symrf.questions.arithmetic.sets import SizeSet
from symrf.questions.sizes.gaps import left_out

Sizes = dict[str, Line]
Predicate = Callable[[Network, Line, Late], bool]
MAX_STEPS = 4_000_000
"""Maps times sizes that are gone through one by one before the remainders alone decide."""


def sizes_where(network: Network, holds: Predicate) -> SizeSet:
    """The input sizes of which it holds: one period of classes, and the sizes before these are settled one by one."""
    modulus = period(network)
    remainders, settled = [], 1
    for remainder in range(modulus):
        late = Late()
        if holds(network, Line(modulus, remainder), late):
            remainders.append(remainder)
        settled = max(settled, modulus * late.since + remainder)
    if settled * (len(network.nodes) + 1) > MAX_STEPS:
        raise Unanswered(f"what happens below n = {settled} is too long to go through")
    few = [n for n in range(1, settled) if _single(network, n, holds)]
    return SizeSet.of(modulus, remainders, settled, few)


def _single(network: Network, n: int, holds: Predicate) -> bool:
    """Of one size; where samples have gaps between them, as the derivation answers it with sets."""
    try:
        return holds(network, Line(0, n), Late())
    except Unanswered:
        left = derive(network, network.output, input_size=n).output.unused
        return left is not None and left.total == 0


def fits(network: Network, n: Line, late: Late) -> bool:
    """Whether every map has a feature and what is joined has one size."""
    return sizes_of(network, n, late) is not None


def of_features(count: int) -> Predicate:
    """Whether the network fits, and its output has so many features."""

    def holds(network: Network, n: Line, late: Late) -> bool:
        sizes = sizes_of(network, n, late)
        return sizes is not None and late.equal(sizes[network.output], Line(0, count))

    return holds


def sizes_of(network: Network, n: Line, late: Late) -> Sizes | None:
    """The size of every map, or None where the network does not fit."""
    found: Sizes = {**others(network), network.source: n}
    gated, one = gates(network), Line(0, 1)
    if not late.at_least(n, one):
        return None
    for node in network.nodes:
        if node.name in found:
            continue
        if isinstance(node.layer, Input):
            raise Unanswered(f"input {node.name!r} has no size; give it")
        first, *rest = [found[name] for name in node.inputs if (node.name, name) not in gated]
        if not all(late.equal(first, other) for other in rest):
            return None
        size = output_size(node.layer, first)
        if not late.at_least(size, one):
            return None
        found[node.name] = size
    return found


@dataclass(frozen=True)
class IndexRun:
    """Indices of a map: low … high all of them, or, where it is not solid, some of those."""

    low: Line
    high: Line
    solid: bool = True


def none_left_over(network: Network, n: Line, late: Late) -> bool:
    """Whether the network fits and every input sample is read by an output."""
    sizes = sizes_of(network, n, late)
    if sizes is None:
        return False
    gated = gates(network)
    used: dict[str, list[IndexRun]] = {network.output: [IndexRun(Line(0, 0), sizes[network.output].plus(-1))]}
    for node in reversed(network.nodes):
        if node.name not in used:
            continue
        run = _whole(used.pop(node.name), late)
        for name in node.inputs:
            only = IndexRun(Line(0, 0), Line(0, 0)) if (node.name, name) in gated else run
            below = _within(_reads(node.layer, only, sizes[name], late), sizes[name], late)
            if below is not None:
                used.setdefault(name, []).append(below)
    if network.source not in used:
        return False
    every = _whole(used[network.source], late)
    if not (late.equal(every.low, Line(0, 0)) and late.equal(every.high, n.plus(-1))):
        return False
    if every.solid:
        return True
    found = left_out(network, n, sizes)
    if found is None or n.a == 0 and n.b < found[0]:
        raise Unanswered("layers leave gaps between the samples that they read, and what lies in them is not followed")
    least, sample = found
    return late.at_least(n, Line(0, least)) and sample is None


def missed(network: Network) -> dict[int, tuple[int, int]]:
    """By the remainder of n, in networks that leave gaps, from which size on which sample is left over (left_out)."""
    if not any(_leaves_gaps(node.layer) for node in network.nodes):
        return {}
    modulus, found = period(network), dict[int, tuple[int, int]]()
    for remainder in range(modulus):
        sizes = sizes_of(network, Line(modulus, remainder), Late())
        least, sample = (sizes and left_out(network, Line(modulus, remainder), sizes)) or (0, None)
        if sample is not None:
            found[remainder] = least, sample
    return found


def dilated(layer: Layer) -> bool:
    """Whether its windows may leave out samples between those that they read."""
    return isinstance(layer, Window) and layer.dilation > 1 < layer.kernel


def _leaves_gaps(layer: Layer) -> bool:
    """Whether samples between those that it reads may be left out, in a window or between windows."""
    match layer:
        case Window():
            return dilated(layer) or layer.kernel < layer.stride
        case Crop():
            return layer.step > 1
    return False


def _whole(runs: list[IndexRun], late: Late) -> IndexRun:
    """All runs as one: solid where the solid ones, without a gap between them, reach as far as any."""
    if len(runs) == 1:
        return runs[0]
    solid = sorted((run for run in runs if run.solid), key=lambda run: (run.low.a, run.low.b))
    low, high = runs[0].low, runs[0].high
    for run in runs[1:]:
        low = late.least(low, run.low)
        high = run.high if late.at_least(run.high, high) else high
    reach = Line(0, -1)
    for run in solid:
        if not late.at_least(reach.plus(1) if run is not solid[0] else run.low, run.low):
            break
        reach = run.high if late.at_least(run.high, reach) else reach
    covers = bool(solid) and late.equal(solid[0].low, low) and late.at_least(reach, high)
    return IndexRun(low, high, covers)


def _within(run: IndexRun, size: Line, late: Late) -> IndexRun | None:
    """The part of a run that lies within the map."""
    first, last = Line(0, 0), size.plus(-1)
    low = first if late.at_least(first, run.low) else run.low
    high = late.least(run.high, last)
    return IndexRun(low, high, run.solid) if late.at_least(high, low) else None


def _reads(layer: Layer, run: IndexRun, size: Line, late: Late) -> IndexRun:
    """What a run of outputs reads, in the padding too."""
    match layer:
        case Window(kernel=1, stride=1, padding=(0, 0)):
            return run
        case Window():
            left, step = padding(layer, size)[0], layer.stride
            low, high = run.low.times(step).plus(-left), run.high.times(step).plus(layer.span - 1 - left)
            return IndexRun(low, high, run.solid and _no_gap(layer, run, late))
        case Crop():
            low, high = (end.times(layer.step).plus(layer.left) for end in (run.low, run.high))
            return IndexRun(low, high, run.solid and (layer.step == 1 or late.equal(run.low, run.high)))
        case Global() | AdaptivePool() if run.solid:
            return IndexRun(Line(0, 0), size.plus(-1))
        case ConvTranspose(dilation=1) if layer.kernel >= layer.stride:
            left = padding(layer, size)[0]
            low = run.low.plus(left - layer.span + layer.stride).over(layer.stride)
            return IndexRun(low, run.high.plus(left).over(layer.stride), run.solid)
        case Upsample(size=None, mode="nearest", rule="asymmetric", round="floor"):
            above, below = _ratio(layer)
            low, high = (end.times(below).over(above) for end in (run.low, run.high))
            return IndexRun(low, high, run.solid and (below == 1 or late.equal(run.low, run.high)))
        case Elementwise():
            return run
    raise Unanswered(f"which samples {layer.op} reads is not followed here")


def _no_gap(layer: Window, run: IndexRun, late: Late) -> bool:
    """Whether the windows of neighbouring features leave no sample out between them."""
    if layer.kernel == 1 or layer.dilation == 1:
        return layer.kernel >= layer.stride or late.equal(run.low, run.high)
    return layer.stride == 1 and late.at_least(run.high.plus(1), run.low.plus(layer.dilation))


def _ratio(layer: Upsample) -> tuple[int, int]:
    factor = Fraction(layer.factor)
    return factor.numerator, factor.denominator
