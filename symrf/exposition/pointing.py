"""What features of one map see in every map below, and which features of the maps above see them: for pointing at.

Everything is found here, of the maps and features that are drawn; a page that shows it looks numbers up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from symrf.derivation import derive
from symrf.derivation.answers.changes import changing
from symrf.derivation.answers.nodes import NodeField
from symrf.derivation.downward.ascent import Features, seeing
from symrf.derivation.downward.descent import Descent
from symrf.derivation.downward.index_set import IndexSet
from symrf.errors import SymrfError
from symrf.exposition.records import is_bound
from symrf.network import Network

MAPS, FEATURES, RUNS = 12, 40, 16
"""At most so many maps are shown, features of each can be pointed at, and stretches between holes are told apart."""

WORK = 150_000
"""About how many layers are gone through, all in all; of larger networks fewer features can be pointed at."""

Stretch = tuple[int, int]


@dataclass(frozen=True)
class Sight:
    """What a feature sees of a map. count: of how many samples; inside: the same without padding at any map.

    runs: the stretches from a first to a last index, the whole stretch alone where holes are many.
    """

    runs: tuple[Stretch, ...]
    count: int
    inside: tuple[Stretch, ...] | None = None

    @property
    def hull(self) -> Stretch:
        """The first and the last index."""
        return self.runs[0][0], self.runs[-1][1]


@dataclass(frozen=True)
class ShownMap:
    """A map that is shown. size: of how many features, where known; features: those that can be pointed at.

    places: where a feature is among the samples of the input, about the centre of what it sees.
    """

    name: str
    size: int | None
    features: tuple[int, ...]
    places: Mapping[int, Fraction]


@dataclass(frozen=True)
class Pointing:
    """The maps of a network from the output down, what each feature sees and by which it is seen.

    left_out: how many maps are not shown.
    """

    maps: tuple[ShownMap, ...]
    sees: Mapping[tuple[str, int], Mapping[str, Sight]]
    seen_by: Mapping[tuple[str, int], Mapping[str, Features]]
    left_out: int
    chosen: tuple[str, int]


def pointing(network: Network, axis: str) -> Pointing | None:
    """What can be pointed at in a network along an axis; None where its layers or sizes are not numbers, or bounds."""
    along = network.on(axis) if len(network.axes) > 1 else network
    try:
        found = derive(along)
        if is_bound(found.output[found.axes[0]]):
            return None
        return _found(found.nodes, found.output[found.axes[0]].descent, changing(found))
    except SymrfError:
        return None


def _found(nodes: Mapping[str, NodeField], descent: Descent, changes: frozenset[str]) -> Pointing | None:
    network = descent.network
    below = descent.maps(network.output, 0, in_bounds=False)
    read = [name for name in (network.source, *nodes) if name in below]
    names = _thinned([name for name in read if name in changes or name in (network.source, network.output)], MAPS)
    sizes = {name: None if (last := descent.last(name)) is None else last + 1 for name in names}
    most = max(2, min(FEATURES, WORK // (3 * len(names) * max(len(nodes), 1))))
    features = _features(descent, sizes, most)
    sees = {(name, y): _sights(descent, name, y, names) for name in reversed(names) for y in features[name]}
    known = sizes[network.source] is not None
    seen_by = {
        (name, y): _above(descent, name, y, names) if known else _among(sees, name, y)
        for name in names
        for y in features[name]
    }
    wanted: dict[str, set[int]] = {name: set(features[name]) for name in names}
    for sights in sees.values():
        for name, sight in sights.items():
            wanted[name].update(end for run in (*sight.runs, *(sight.inside or ())) for end in run)
    for above in seen_by.values():
        for name, one in above.items():
            wanted[name].update((one.first, one.last))
    for name in names:
        wanted[name].update(features[name])
    maps = tuple(
        ShownMap(name, sizes[name], features[name], _places(nodes, descent, name, wanted[name]))
        for name in reversed(names)
    )
    top = features[network.output]
    return Pointing(maps, sees, seen_by, len(read) - len(names), (network.output, top[len(top) // 2]))


def _thinned(names: Sequence[str], most: int) -> list[str]:
    """The first, the last, and evenly chosen ones between."""
    if len(names) <= most:
        return list(names)
    return [names[i * (len(names) - 1) // (most - 1)] for i in range(most)]


def _features(descent: Descent, sizes: Mapping[str, int | None], most: int) -> dict[str, tuple[int, ...]]:
    """The features of every map that can be pointed at: all, or evenly chosen ones."""
    top = descent.network.output
    reach = dict.fromkeys(sizes, (0, -1))
    if sizes[top] is None:
        for y in (0, 3):
            for name, seen in descent.maps(top, y, in_bounds=False).items():
                if name in reach and (ends := seen.hull):
                    reach[name] = 0, max(reach[name][1], ends[1])
    every = {name: range(sizes[name] or reach[name][1] + 1) for name in sizes}
    return {name: tuple(_evenly(indices, most)) for name, indices in every.items()}


def _evenly(indices: range, most: int) -> list[int]:
    if len(indices) <= most:
        return list(indices)
    return sorted({indices[i * (len(indices) - 1) // (most - 1)] for i in range(most)})


def _sights(descent: Descent, name: str, y: int, names: Sequence[str]) -> dict[str, Sight]:
    """What one feature sees of the maps that are shown."""
    whole = descent.maps(name, y, in_bounds=False)
    inside = descent.maps(name, y, in_bounds=True) if descent.last(descent.network.source) is not None else None
    found = {}
    for below in names:
        if below == name or below not in whole or not whole[below].bits:
            continue
        within = None if inside is None else inside.get(below, IndexSet(0, 0))
        found[below] = Sight(
            runs(whole[below]), whole[below].bits.bit_count(), None if within is None else runs(within)
        )
    return found


def _above(descent: Descent, name: str, y: int, names: Sequence[str]) -> dict[str, Features]:
    """The features that see one of a map, of maps whose sizes are known."""
    return {above: one for above, one in seeing(descent, y, name).items() if one and above in names and above != name}


def _among(sees: Mapping[tuple[str, int], Mapping[str, Sight]], name: str, y: int) -> dict[str, Features]:
    """The features that see one of a map, of those that can be pointed at."""
    found: dict[str, list[int]] = {}
    for (above, feature), sights in sees.items():
        if name in sights and any(first <= y <= last for first, last in sights[name].runs):
            found.setdefault(above, []).append(feature)
    return {above: Features(min(ys), max(ys), len(ys)) for above, ys in found.items()}


def runs(found: IndexSet, most: int = RUNS) -> tuple[Stretch, ...]:
    """The stretches of consecutive indices; where there are more than `most`, the stretch from first to last.

    >>> runs(IndexSet(-1, 0b110111))
    ((-1, 1), (3, 4))
    """
    hull = found.hull
    if hull is None:
        return ()
    if found.bits.bit_count() == hull[1] - hull[0] + 1:
        return (hull,)
    listed = [found.first + i for i, bit in enumerate(reversed(f"{found.bits:b}")) if bit == "1"]
    breaks = [(a, b) for a, b in pairwise(listed) if b > a + 1]
    if len(breaks) >= most:
        return (hull,)
    starts, ends = [listed[0], *(b for _, b in breaks)], [*(a for a, _ in breaks), listed[-1]]
    return tuple(zip(starts, ends, strict=True))


def _places(nodes: Mapping[str, NodeField], descent: Descent, name: str, wanted: set[int]) -> dict[int, Fraction]:
    """Where features are on the input: a stride apart where there is one, be it on average, else each by itself."""
    if name == descent.network.source:
        return {index: Fraction(index) for index in wanted}
    field = next(iter(nodes[name].axes.values()))

    def centre(index: int) -> Fraction | None:
        shape = field.shape
        region = descent.sets(name, index, in_bounds=False).hull if shape is None else shape.at(index)
        return None if region is None else Fraction(int(region[0]) + int(region[1]), 2)

    start, stride = centre(0), field.stride
    if start is not None and isinstance(stride, int | Fraction):
        return {index: start + stride * index for index in wanted}
    return {index: at for index in wanted if (at := centre(index)) is not None}
