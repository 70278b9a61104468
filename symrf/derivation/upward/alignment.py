"""Alignment (Araujo, Norris and Sim 2019, (12) and (13)): do all paths agree on stride and on centre?

Where they do, one feature is the centre of one region on every path. Where not, two of the paths show it. With SAME
padding on an input of unknown size n they may agree for some n only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from symrf.derivation.shapes.shape import Shape
from symrf.derivation.shapes.sizes import NEVER, Sizes
from symrf.network import Network, gates
from symrf.numbers import Number, expression, never_zero, same


class NotCompared(Exception):
    """Why it is not known whether paths agree."""


@dataclass(frozen=True)
class Misalignment:
    """Two paths that disagree: from where they part (`part`) to the node that joins them (`join`).

    strides, centers: what the first and the second path give at the join, in input samples per feature and for
    feature `feature`, the first at which they differ. sizes: the input sizes for which these two do agree. copy: the
    index and the name of a repetition in one copy of which all this is; then input and features are the copy's.
    """

    network: Network
    join: str
    inputs: tuple[str, str]
    strides: tuple[Number, Number]
    centers: tuple[Number, Number]
    feature: int = 0
    sizes: Sizes = NEVER
    copy: tuple[str, str] | None = None

    @cached_property
    def paths(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The two paths as node names, both ends included."""
        first, second = (self._down(name) for name in self.inputs)
        common = set(first) & set(second)
        part = next(node for node in first if node in common)
        one, two = ([self.join, *path[: path.index(part) + 1]][::-1] for path in (first, second))
        return tuple(one), tuple(two)

    @property
    def part(self) -> str:
        """The node from which the two paths part ("input" where it is the input)."""
        return self.paths[0][0]

    @property
    def what(self) -> str:
        """What differs: "stride", or "center" where the strides agree."""
        return "center" if same(*self.strides) else "stride"

    @property
    def values(self) -> tuple[Number, Number]:
        """The two strides or the two centres."""
        return self.centers if self.what == "center" else self.strides

    @property
    def difference(self) -> Number:
        """By how much: second minus first, in input samples."""
        first, second = self.values
        return expression(second - first)

    @property
    def may_vanish(self) -> bool:
        """Whether the difference may be 0 for some values of its symbols."""
        return not never_zero(self.difference, Fraction(1, 2))

    def _down(self, name: str) -> list[str]:
        gated, source = gates(self.network), self.network.source
        below = {source: ""}
        for node in self.network.nodes:
            way = next((i for i in node.inputs if i in below and (node.name, i) not in gated), None)
            if way is not None:
                below.setdefault(node.name, way)
        path = [name]
        while path[-1] != source:
            path.append(below[path[-1]])
        return path

    def __str__(self) -> str:
        one, two = (" → ".join(path) for path in self.paths)
        at = f" of feature {self.feature}" if self.feature and self.what == "center" else ""
        when = f" (equal for {self.sizes})" if self.sizes != NEVER else ""
        return f"{self.what}{at} {self.values[0]} by {one}, but {self.values[1]} by {two}{when}"


def disagreement(network: Network, join: str, inputs: Mapping[str, Shape], among: Sizes) -> Misalignment | None:
    """The first two inputs of a join that differ in stride or centre, or None. NotCompared where that is not decided.

    among: the input sizes that matter, those for which all paths agree below.
    """
    (name, first), *others = inputs.items()
    for other, second in others:
        apart = first.apart(second, among)
        if apart is None:
            continue
        feature, sizes = apart
        if feature is None:
            raise NotCompared(f"whether the paths by {name} and {other} agree is not decided")
        rates = expression(first.rate), expression(second.rate)
        centers = first.center(feature), second.center(feature)
        return Misalignment(network, join, (name, other), rates, centers, feature, sizes)
    return None
