"""From one sample of the input up to the features that see it, with sets of indices: the way down, read backwards.

What an output y reads are the t with D t = A y + B + d m; those that read t are the y with A y = D t − B − d m, an
equation of the same kind. Only samples count, no padding: where a border goes on with samples, those it repeats.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from symrf.derivation.downward.descent import Descent
from symrf.derivation.downward.index_set import IndexSet, read
from symrf.derivation.reads.equation import Equation
from symrf.derivation.reads.extent import NotDerived
from symrf.errors import SymrfError, shown
from symrf.layers import CIRCULAR, REFLECT, REPLICATE
from symrf.network import INPUT, Input

NONE = IndexSet(0, 0)


@dataclass(frozen=True)
class Features:
    """The features of a map that see one sample: the first, the last, and how many."""

    first: int
    last: int
    count: int


def seeing(descent: Descent, sample: int, of: str | None = None) -> Mapping[str, Features | None]:
    """For every node the features that one sample of a map, of the source's by default, reaches; None where none.

    SymrfError where sizes are not numbers, or there is no such sample.

    >>> from symrf.derivation import derive
    >>> from symrf.layers import Conv
    >>> output = derive(Conv(3, stride=2, padding=1) >> Conv(3), input_size=20).output
    >>> seeing(output.axes["x"].descent, 9)["conv2"]
    Features(first=2, last=5, count=4)
    """
    network = descent.network
    start = of or network.source
    last = descent.last(start)
    if last is None:
        raise SymrfError("which features see a sample depends on the input size; give it as a number")
    if not 0 <= sample <= last:
        there = "the input" if of is None else shown(of)
        raise SymrfError(f"no sample {shown(sample)}; {there} has the samples 0 to {last}")
    found = {INPUT: NONE, network.source: NONE, start: IndexSet(sample, 1)}
    for node in network.nodes:
        if node.name in found or isinstance(node.layer, Input):
            found.setdefault(node.name, NONE)
            continue
        top = descent.last(node.name)
        above = NONE
        for name in dict.fromkeys(node.inputs):
            below, bottom = found[name], descent.last(name)
            if not below.bits or top is None or bottom is None:
                continue
            if (node.name, name) in descent.gated:
                above = above | IndexSet.run(0, top)
                continue
            try:
                read_by = descent.equation(node, name)
            except NotDerived:
                continue
            above = above | _up(read_by, below, bottom, top)
        found[node.name] = above
    return {name: _features(indices) for name, indices in found.items()}


def _features(found: IndexSet) -> Features | None:
    ends = found.hull
    return None if ends is None else Features(*ends, found.bits.bit_count())


def _up(read_by: Equation, below: IndexSet, bottom: int, top: int) -> IndexSet:
    """The features 0 … top that read one of these samples of a map of the samples 0 … bottom."""
    if read_by.up == 0:
        same_for_all = read(read_by, IndexSet(0, 1), bottom)
        return IndexSet.run(0, top) if _meet(same_for_all, below) else NONE
    found = NONE
    for e in read_by.runs():
        low, high = e.first // e.down, -(-(e.up * top + e.first + e.reach) // e.down)
        there = _standing(below, e.border, low, high, bottom)
        back = Equation(e.down, -e.first - e.reach, e.step, e.taps, e.up)
        found = found | read(back, there).within(top)
    return found


def _meet(one: IndexSet, other: IndexSet) -> bool:
    low, high = (one, other) if one.first <= other.first else (other, one)
    return bool(low.bits >> high.first - low.first & high.bits)


def _standing(below: IndexSet, border: str, low: int, high: int, bottom: int) -> IndexSet:
    """The indices from low to high, beyond the ends too, for which one of these samples stands."""
    if border == REPLICATE or (border == REFLECT and bottom == 0):
        found = below
        for end, beyond in ((0, IndexSet.run(low, -1)), (bottom, IndexSet.run(bottom + 1, high))):
            found = found | (beyond if _meet(below, IndexSet(end, 1)) else NONE)
        return found
    if border not in (CIRCULAR, REFLECT):
        return below
    period = bottom + 1 if border == CIRCULAR else 2 * bottom
    once = below if border == CIRCULAR else below | _mirrored(below)
    copies = range(low // period - 1, high // period + 2)
    found = NONE
    for copy in copies:
        found = found | IndexSet(once.first + copy * period, once.bits)
    return found


def _mirrored(found: IndexSet) -> IndexSet:
    """The set of −t for all t of a set."""
    width = found.bits.bit_length()
    return IndexSet(-(found.first + width - 1), int(f"{found.bits:b}"[::-1], 2))
