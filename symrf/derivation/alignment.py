"""Alignment (Araujo, Norris and Sim 2019, (12) and (13)): do all paths agree on stride and on centre?

Where they do, one feature is the centre of one region on every path. Where not, two of the paths show it. With SAME
padding on an input of unknown size n they may agree for some n only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from symrf.derivation.branch import Branch, stretched
from symrf.network import Network, gates
from symrf.numbers import Number, expression, half, is_symbolic, never_zero, same


@dataclass(frozen=True)
class Sizes:
    """The input sizes n whose remainder modulo `modulus` is one of `remainders`.

    >>> print(Sizes(4, (1, 3)) & Sizes(2, (1,)))
    n mod 2 = 1
    """

    modulus: int
    remainders: tuple[int, ...]

    def __contains__(self, n: int) -> bool:
        return n % self.modulus in self.remainders

    def __and__(self, other: Sizes) -> Sizes:
        modulus = lcm(self.modulus, other.modulus)
        return Sizes(modulus, tuple(n for n in range(modulus) if n in self and n in other)).simplest()

    def simplest(self) -> Sizes:
        """The same sizes with the least modulus."""
        for modulus in range(1, self.modulus):
            found = tuple(r for r in self.remainders if r < modulus)
            if self.modulus % modulus == 0 and all((n % modulus in found) == (n in self) for n in range(self.modulus)):
                return Sizes(modulus, found)
        return self

    def __str__(self) -> str:
        return f"n mod {self.modulus} = {' or '.join(map(str, self.remainders))}"


NEVER = Sizes(1, ())


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


def _plain_center(branch: Branch) -> tuple[int, int] | None:
    """Stride and doubled centre of an affine branch in plain ints, the common case; None where it is another."""
    field = branch.phases[0]
    if len(branch.phases) > 1 or field is None:
        return None
    doubled = field.left + field.right if type(field.left) is int and type(field.right) is int else None
    return (field.stride, doubled) if type(field.stride) is int and doubled is not None else None


def disagreement(network: Network, join: str, inputs: Mapping[str, Branch]) -> Misalignment | None:
    """The first two inputs of a join whose branches differ in stride or centre, or None."""
    (name, first), *others = inputs.items()
    center = _plain_center(first)
    for other, second in others:
        if second is first or (center is not None and center == _plain_center(second)):
            continue
        strides = (expression(first.rate), expression(second.rate))
        if not same(first.rate, second.rate):
            return Misalignment(network, join, (name, other), strides, _centers(first, second, 0))
        period = lcm(first.period, second.period)
        agreed = Sizes(1, (0,))
        feature = None
        for phase in range(period):
            here = _agreement(stretched(first, period), stretched(second, period), phase)
            if here != Sizes(1, (0,)) and feature is None:
                feature = phase
            agreed = agreed & here
        if feature is not None:
            centers = _centers(first, second, feature)
            return Misalignment(network, join, (name, other), strides, centers, feature, agreed)
    return None


def _agreement(first: Branch, second: Branch, phase: int) -> Sizes:
    """For which input sizes the centres of one phase are the same; a phase that reads nothing has no centre."""
    a, b = first.phases[phase], second.phases[phase]
    if a is None or b is None or same(a.left + a.right, b.left + b.right):
        return Sizes(1, (0,))
    difference = (a.left + a.right) - (b.left + b.right)
    if not is_symbolic(difference):
        return NEVER
    from symrf.numbers.order import zeros

    difference = expression(difference)
    if not is_symbolic(difference):
        return Sizes(1, (0,)) if difference == 0 else NEVER
    found = zeros(difference)
    return NEVER if found is None else Sizes(found[0], tuple(found[1])).simplest()


def _centers(first: Branch, second: Branch, feature: int) -> tuple[Number, Number]:
    return _center(first, feature), _center(second, feature)


def _center(branch: Branch, feature: int) -> Number:
    field = branch.at(feature)
    return None if field is None else half(expression(field.left + field.right))
