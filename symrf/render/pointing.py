"""Maps to point at, in HTML: bars over the input; what lights up is looked up in a record that the page carries."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from symrf.derivation.downward.ascent import Features
from symrf.exposition.pointing import Pointing, ShownMap, Sight, Stretch
from symrf.render.page import TEMPLATES
from symrf.render.writer import Finished

WIDE = 1000
"""The width of the bars in the record's units."""

Bar = list[float]
"""From where to where something is, in these units."""


@cache
def script() -> str:
    """The one script of a page."""
    return (TEMPLATES / "pointing.js").read_text("utf-8")


def policy() -> str:
    """What the page may do: show itself and run that script, nothing else.

    >>> policy()[:49]
    "default-src 'none'; style-src 'unsafe-inline'; sc"
    """
    digest = b64encode(sha256(script().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"


@dataclass(frozen=True)
class MapRow:
    """A map as it is before anybody points: its name, where it is, and what is lit of it, with words."""

    name: str
    whole: Bar
    features: str
    light: tuple[Bar, ...]
    lit: tuple[Bar, ...]
    words: str
    pointed: bool


class Picture:
    """A network to point at. rows: as it is before; record: what is looked up, JSON that can stand in a page."""

    def __init__(self, found: Pointing) -> None:
        self.found = found
        self.rank = {one.name: rank for rank, one in enumerate(found.maps)}
        every = [place for one in found.maps for place in one.places.values()]
        self.low, self.high = float(min(every)), float(max(every))
        self.half = {one.name: self._half(one) for one in found.maps}
        margin = max(self.half.values())
        self.low, self.high = self.low - margin, self.high + margin
        self.sized = all(one.size is not None for one in found.maps)
        self.chosen = self.rank[found.chosen[0]], found.maps[self.rank[found.chosen[0]]].features.index(found.chosen[1])
        self.said = self._said()

    @staticmethod
    def _half(one: ShownMap) -> float:
        """Half of the distance of two features of a map, in samples of the input."""
        first, last = min(one.places), max(one.places)
        return float(abs(one.places[last] - one.places[first])) / (last - first) / 2 if last > first else 0.5

    def _bar(self, name: str, stretch: Stretch) -> Bar:
        places = self.found.maps[self.rank[name]].places
        at = [float(places[index]) for index in stretch if index in places] or [self.low]
        scale = WIDE / (self.high - self.low)
        ends = min(at) - self.half[name], max(at) + self.half[name]
        return [round((end - self.low) * scale, 1) for end in ends]

    def _said(self) -> dict[str, Any]:
        maps = [self._map(one) for one in self.found.maps]
        pairs = [[(one.name, y) for y in one.features] for one in self.found.maps]
        sees = [[self._sees(self.found.sees[key]) for key in row] for row in pairs]
        seen = [[self._seen(self.found.seen_by[key]) for key in row] for row in pairs]
        here = [[self._bar(one.name, (y, y)) for y in one.features] for one in self.found.maps]
        return {"maps": maps, "here": here, "sees": sees, "seen": seen, "chosen": list(self.chosen)}

    def _map(self, one: ShownMap) -> dict[str, Any]:
        at = [sum(self._bar(one.name, (y, y))) / 2 for y in one.features]
        return {"name": one.name, "features": list(one.features), "at": [round(x, 1) for x in at]}

    def _sees(self, sights: Mapping[str, Sight]) -> dict[int, Any]:
        return {self.rank[name]: [words(one), *self._lights(name, one)] for name, one in sights.items()}

    def _lights(self, name: str, one: Sight) -> tuple[list[Bar], list[Bar]]:
        """What is read with the padding, and what of the maps themselves."""
        beyond_0: Iterable[Stretch] = ((max(u, 0), v) for u, v in one.runs if v >= 0)
        inside = beyond_0 if one.inside is None else one.inside
        return [self._bar(name, run) for run in one.runs], [self._bar(name, run) for run in inside]

    def _seen(self, above: Mapping[str, Features]) -> dict[int, Any]:
        return {
            self.rank[name]: [sees_it(one, self.sized), [self._bar(name, (one.first, one.last))]]
            for name, one in above.items()
        }

    @property
    def output(self) -> str:
        """The map at which the chosen feature is."""
        return self.found.chosen[0]

    @property
    def feature(self) -> int:
        """The feature that is chosen before anybody points."""
        return self.found.chosen[1]

    @property
    def record(self) -> Finished:
        """What is looked up."""
        written = json.dumps(self.said, ensure_ascii=True, separators=(",", ":"))
        return Finished(written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))

    @property
    def rows(self) -> Sequence[MapRow]:
        """The maps, with what the chosen feature sees."""
        row, column = self.chosen
        found = []
        for rank, one in enumerate(self.found.maps):
            text, light, lit = self.said["sees"][row][column].get(rank, ("", [], []))
            if rank == row:
                text, lit = f"feature {one.features[column]}", [self._bar(one.name, (one.features[column],) * 2)]
            ends = (one.features[0], one.features[-1])
            bar, which = self._bar(one.name, ends), self._which(one)
            found.append(MapRow(one.name, bar, which, tuple(light), tuple(lit), text, rank == row))
        return found

    def _which(self, one: ShownMap) -> str:
        last = one.features[-1]
        every = len(one.features) == last + 1
        if one.size is None:
            return f"{'' if every else 'some of '}0 … {last} …"
        return "" if every else f"some of 0 … {last}"


def words(one: Sight) -> str:
    """What a feature sees of a map, in words.

    >>> words(Sight(((-1, 3),), 5, ((0, 3),)))
    'sees −1 … 3, 5 samples; in bounds 0 … 3'
    >>> words(Sight(((0, 0), (2, 2)), 2))
    'sees 0 … 2, 2 of 3 samples'
    """
    first, last = one.hull
    span = last - first + 1
    count = f"{span} samples" if one.count == span else f"{one.count} of {span} samples"
    whole = f"sees {_stretch(first, last)}" + (f", {count}" if span > 1 else "")
    if one.inside is None or one.inside == one.runs:
        return whole
    if not one.inside:
        return f"{whole}; in bounds none"
    return f"{whole}; in bounds {_stretch(one.inside[0][0], one.inside[-1][1])}"


def sees_it(one: Features, all_of_them: bool) -> str:
    """Which features see it, in words.

    >>> sees_it(Features(2, 4, 3), True), sees_it(Features(2, 6, 2), False)
    ('it is seen by 2 … 4', 'it is seen by 2 of 2 … 6, of those drawn')
    """
    span = one.last - one.first + 1
    which = _stretch(one.first, one.last) if one.count == span else f"{one.count} of {_stretch(one.first, one.last)}"
    return f"it is seen by {which}" + ("" if all_of_them else ", of those drawn")


def _stretch(first: int, last: int) -> str:
    ends = str(first) if first == last else f"{first} … {last}"
    return ends.replace("-", "−")
