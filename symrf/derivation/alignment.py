"""Alignment (Araujo, Norris and Sim 2019, (12) and (13)): do all paths agree on stride and on centre?

Where they do, one feature is the centre of one region on every path. Where not, two of the paths show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from symrf.field import Field
from symrf.network import INPUT, Network
from symrf.number import Number, expression, half, same


@dataclass(frozen=True)
class Misalignment:
    """Two paths that disagree: from where they part (`part`) to the node that joins them (`join`).

    strides, centers: what the first and the second path give at the join, in input samples and for feature 0.
    """

    network: Network
    join: str
    inputs: tuple[str, str]
    strides: tuple[Number, Number]
    centers: tuple[Number, Number]

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
    def difference(self) -> Number:
        """By how much: second minus first, in input samples."""
        first, second = self.centers if self.what == "center" else self.strides
        return expression(second - first)

    def _down(self, name: str) -> list[str]:
        inputs = {node.name: node.inputs for node in self.network.nodes}
        path = [name]
        while path[-1] != INPUT:
            path.append(inputs[path[-1]][0])
        return path

    def __str__(self) -> str:
        one, two = (" → ".join(path) for path in self.paths)
        values = self.centers if self.what == "center" else self.strides
        return f"{self.what} {values[0]} by {one}, but {values[1]} by {two}"


def disagreement(network: Network, join: str, fields: Mapping[str, Field]) -> Misalignment | None:
    """The first two inputs of a join whose fields differ in stride or centre, or None."""
    (name, first), *others = fields.items()
    for other, field in others:
        centered = same(first.left + first.right, field.left + field.right)
        if not (centered and same(first.stride, field.stride)):
            strides = (expression(first.stride), expression(field.stride))
            centers = (center(first), center(field))
            return Misalignment(network, join, (name, other), strides, centers)
    return None


def center(field: Field) -> Number:
    """The centre of feature 0's region, as an int, a fraction or a SymPy expression."""
    return half(expression(field.left + field.right))
