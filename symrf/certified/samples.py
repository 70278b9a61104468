"""What is stated of the output of a network of numbers besides its region: exactly which samples it reads, whether all
paths to it agree, and with a known input size its regions in bounds and the samples that are left over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd, lcm
from typing import Any

from symrf.certified.stated import ALIGNED, BOUNDS, EXACTLY, UNUSED
from symrf.derivation import AxisField
from symrf.derivation.downward.index_set import IndexSet
from symrf.derivation.upward.table import AxisTable
from symrf.errors import SymrfError, counted
from symrf.layers import Upsample, Window

MAX_POINTS = 1_000_000
"""Pairs of samples compared with each other, beyond which there is no statement on which samples exactly."""
MAX_SAMPLES = 6_000_000
"""Samples of maps looked at, times their number, beyond which there is none on regions in bounds."""
MAX_FEATURES = 1024
BORDERS = {"zeros": "Zeros", "replicate": "Replicate", "circular": "Circular", "reflect": "Reflect"}


@dataclass(frozen=True)
class Beside:
    """A proposition about `net`, the script that proves it, the same in words, and what it is about."""

    goal: str
    proof: str
    said: str
    about: Sequence[str]


def besides(table: AxisTable, output: AxisField, sizes: Sequence[int] | None) -> list[Beside]:
    """All there is to be said; sizes: of the maps of nodes 0, 1, …, where they are known."""
    made = [_exactly(table, output), _alignment(table, output)]
    made.append(None if sizes is None else _in_bounds(table, output, sizes))
    return [one for one in made if one is not None]


def _proof(theorem: str) -> str:
    return f"apply {theorem}. vm_compute. reflexivity."


# ---- which samples exactly


def points(edges: Sequence[Any], most: int = MAX_POINTS) -> list[list[list[tuple[int, int]]]] | None:
    """Of each node, and for each of its T phases, the (S, o): output T m + φ is computed from the samples S m + o.

    None where there is too much to do.

    >>> points([[(0, 2, 0, 3, 2, 1)], [(1, 1, 0, 1, 1, 2)]])
    [[[(1, 0)]], [[(2, 0), (2, 3)]], [[(2, 0), (2, 3)], []]]
    """
    known = [[[(1, 0)]]]
    for node in edges:
        period = 1
        for start, up, _, _, _, down in node:
            turn = down * len(known[start])
            period = lcm(period, turn // gcd(up, turn))
        phases = []
        for phase in range(period):
            found: set[tuple[int, int]] = set()
            for start, up, first, step, taps, down in node:
                below, at = known[start], up * phase + first
                if taps > most:
                    return None
                reads = ((at + step * m) // down for m in range(taps) if not (at + step * m) % down)
                further = up * period // (down * len(below))
                read = [(s * further, s * (t // len(below)) + o) for t in reads for s, o in below[t % len(below)]]
                found.update(read)
                most -= len(read) * len(found) + taps
                if most < 0:
                    return None
            phases.append(sorted(found))
        known.append(phases)
    return known


def _exactly(table: AxisTable, output: AxisField) -> Beside | None:
    found, number = points(table.edges), table.numbers[output.node]
    if found is None:
        return None
    written = "; ".join("[" + "; ".join(f"({s}, {o})" for s, o in some) + "]" for some in found[number])
    goal = f"sees_just net {number} [{written}]"
    strides, holes = {s for some in found[number] for s, _ in some}, [*_holes(found[number])]
    said = f"of {output.node} the theorem lists the samples that features are computed from"
    if len(strides) <= 1:
        left_out = f"all but {max(holes)}" if len({*holes}) == 1 else f"all but up to {max(holes)}"
        said += f", {left_out if any(holes) else 'all'} between the ends"
    return Beside(goal, _proof("points_sound"), said, [EXACTLY])


def _holes(phases: Sequence[Sequence[tuple[int, int]]]) -> Iterator[int]:
    for some in phases:
        yield sum(after - before - 1 for (_, before), (_, after) in pairwise(some))


# ---- whether all paths agree


def _alignment(table: AxisTable, output: AxisField) -> Beside | None:
    if table.whole or any(edge[5] != 1 for node in table.edges for edge in node) or output.aligned is None:
        return None
    number = table.numbers[output.node]
    if output.aligned:
        said = f"all paths to {output.node} agree on stride and centre"
        return Beside(f"aligned net {number}", _proof("aligned_sound"), said, [ALIGNED])
    found = output.misalignment
    if found is None or found.copy is not None:
        return None
    one, other = ([*map(str, _places(table, output.node, path))] for path in found.paths)
    said = f"paths to {output.node} disagree: those that join at {found.join} by way of {' and of '.join(found.inputs)}"
    proof = f"apply (misaligned_sound net {number} [{'; '.join(one)}] [{'; '.join(other)}]). vm_compute. reflexivity."
    return Beside(f"misaligned net {number}", proof, said, [ALIGNED])


def _places(table: AxisTable, output: str, middle: Sequence[str]) -> Iterator[int]:
    """The path from the output by way of these nodes (nearest the input first) down to the input, by edges' places."""
    names = {number: name for name, number in table.numbers.items()}
    path = [*_down(table, names, output, middle[-1])][:-1]
    path += [*middle[::-1]][:-1]
    path += _down(table, names, middle[0], table.network.source)
    for above, below in pairwise(path):
        edges = table.edges[table.numbers[above] - 1]
        yield next(place for place, edge in enumerate(edges) if edge[0] == table.numbers[below])


def _down(table: AxisTable, names: Mapping[int, str], start: str, end: str) -> list[str]:
    """The nodes of a path from one node down to another, both included."""
    wanted, reaching = table.numbers[end], {table.numbers[end]}
    for number in range(wanted + 1, table.numbers[start] + 1):
        if any(edge[0] in reaching for edge in table.edges[number - 1]):
            reaching.add(number)
    path = [table.numbers[start]]
    while path[-1] != wanted:
        path.append(next(edge[0] for edge in table.edges[path[-1] - 1] if edge[0] in reaching))
    return [names[number] for number in path]


# ---- in bounds


def _in_bounds(table: AxisTable, output: AxisField, sizes: Sequence[int]) -> Beside | None:
    number = table.numbers[output.node]
    features, samples = sizes[number], sizes[0]
    work = sum(
        (size if edge[1] else 1) * (edge[3] * edge[4] // edge[5] + 1) * (sizes[edge[0]] + samples)
        for size, node in zip(sizes[1:], table.edges, strict=True)
        for edge in node
    )
    if work > MAX_SAMPLES or features > MAX_FEATURES:
        return None
    try:
        regions = [output.region_in_bounds(y) for y in range(features)]
        seen = output.descent.sets(output.node, IndexSet.run(0, features - 1), in_bounds=True)
    except SymrfError:
        return None
    read = {seen.first + place for place in range(seen.bits.bit_length()) if seen.bits >> place & 1}
    left = [x for x in range(samples) if x not in read]
    layers = {node.name: node.layer for node in table.network.nodes}
    borders = "; ".join(_border(layers.get(name)) for name in table.names)
    at = f"net [{borders}] [{'; '.join(map(str, sizes))}] {number}"
    written = "; ".join("None" if region is None else f"Some ({region[0]}, {region[1]})" for region in regions)
    goal = f"in_bounds {at} [{written}] /\\ unused {at} [{'; '.join(map(str, left))}]"
    said = f"the theorem lists the regions in bounds of all features of {output.node}; "
    said += f"{counted(len(left), 'sample')} of the input {'is' if len(left) == 1 else 'are'} read by none"
    return Beside(goal, _proof("bounds_sound"), said, [BOUNDS, UNUSED])


def _border(layer: Any) -> str:
    if isinstance(layer, Upsample):
        return "Replicate"
    return BORDERS[layer.border] if isinstance(layer, Window) else "Zeros"
