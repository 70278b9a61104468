"""What is true of a network, by the walk alone: the numbers that other people's functions are compared with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import prod
from typing import Any

from symrf.layers import ConvTranspose, Crop, Elementwise, Layer, Upsample, Window
from symrf.network import Network
from symrf.oracle import Indices, sizes, walk

QUANTITIES = (
    "size", "stride", "left", "right", "padding", "right_padding", "center", "start", "output_size", "regions",
    "regions_in_bounds",
)  # fmt: skip
"""What a function may return: numbers of input samples; left … start are those of output 0."""

TOLERANCE = Fraction(1, 10**9)
"""Relative: what floating point may be off."""

PROBES = 13
"""Features looked at before a network with branches is called affine."""


@dataclass(frozen=True)
class OneOf:
    """Several true answers: features differ in size, and each size is that of a feature."""

    values: tuple[Any, ...]

    def __str__(self) -> str:
        *first, last = map(str, self.values)
        return f"{', '.join(first)} or {last}" if first else last


def samples(network: Network) -> int | None:
    """The size of the input, where it is known (one axis)."""
    return next(iter(network.input_size.values()), None)


class Truth:
    """The true values of a network on one axis, each worked out when it is asked for; None where there is none."""

    def __init__(self, network: Network) -> None:
        self.network, self.n = network, samples(network)
        self._needed = self.n if any(map(_depends, (node.layer for node in network.nodes))) else None
        self._read: dict[int, tuple[int, int] | None] = {}

    def reads(self, y: int, in_bounds: bool = False) -> Indices:
        """The input indices that output y is computed from; those in the padding too, unless in_bounds."""
        n = self.n if in_bounds else self._needed
        return walk(self.network, self.network.output, frozenset({y}), n, in_bounds=in_bounds)[self.network.source]

    def region(self, y: int) -> tuple[int, int] | None:
        """(first, last) of them."""
        if y not in self._read:
            self._read[y] = ends(self.reads(y))
        return self._read[y]

    @cached_property
    def features(self) -> int:
        """How many outputs there are; several where the input's size is not known."""
        return PROBES if self.n is None else sizes(self.network, self.n).get(self.network.output, self.n)

    @cached_property
    def regular(self) -> bool:
        """Whether every feature is as far from the next and as large: a chain of windows is, others are probed."""
        layers = [node.layer for node in self.network.nodes]
        if all(isinstance(x, Window | Crop | Elementwise) for x in layers) and not self.joined:
            return True
        return _evenly([self.region(y) for y in range(self.probes)])

    @property
    def probes(self) -> int:
        """How many features show all there is: of a chain one period and one more, of branches not fewer than 13."""
        layers: list[Any] = [node.layer for node in self.network.nodes]
        period = prod(x.stride if isinstance(x, ConvTranspose) else x.factor for x in layers if _spreads(x))
        return max(period + 1, PROBES if self.joined else 0)

    @property
    def joined(self) -> bool:
        """Whether some layer reads several maps."""
        return any(len(node.inputs) > 1 for node in self.network.nodes)

    def __getitem__(self, quantity: str) -> Any:
        """The true value of a quantity; OneOf where there are several, None where there is none."""
        value = getattr(self, f"_{quantity}")()
        return None if value is None else value

    def _size(self) -> Any:
        if self.regular:
            return _size(self.region(0))
        found = {_size(self.region(y)) for y in range(min(self.features, self.probes))} - {None}
        return OneOf(tuple(sorted(x for x in found if x is not None))) if len(found) > 1 else next(iter(found), None)

    def _stride(self) -> int | None:
        first, second = self.region(0), self.region(1)
        return second[0] - first[0] if self.regular and first and second else None

    def _left(self) -> int | None:
        region = self.region(0)
        return None if region is None else region[0]

    def _right(self) -> int | None:
        region = self.region(0)
        return None if region is None else region[1]

    def _padding(self) -> int | None:
        left = self._left()
        return None if left is None or not self.regular else -left

    def _right_padding(self) -> int | None:
        """By the law, which the walk checks elsewhere: how far a last output would reach beyond the input's end."""
        from symrf.derivation import derive

        found = derive(self.network).output.axes[self.network.axes[0]].right_padding
        return found if isinstance(found, int) else None

    def _center(self) -> Fraction | None:
        region = self.region(0)
        return None if region is None else Fraction(sum(region), 2)

    def _start(self) -> Fraction | None:
        center = self._center()
        return None if center is None else center + Fraction(1, 2)

    def _output_size(self) -> int | None:
        return None if self.n is None else self.features

    def _regions(self) -> Mapping[int, Any]:
        return {y: self.region(y) for y in self.asked()}

    def _regions_in_bounds(self) -> Mapping[int, Any] | None:
        return None if self.n is None else {y: ends(self.reads(y, in_bounds=True)) for y in self.asked()}

    def asked(self) -> list[int]:
        """The features that regions are compared of, where nobody says which: the first three and the last."""
        return sorted({0, 1, 2, self.features - 1} & set(range(self.features)))

    def region_of(self, quantity: str, y: int) -> tuple[int, int] | None:
        """The true region of any feature."""
        return self.region(y) if quantity == "regions" else ends(self.reads(y, in_bounds=True))


def ends(read: Collection[int]) -> tuple[int, int] | None:
    """(first, last), or None where nothing is read.

    >>> ends({3, 1}), ends(())
    ((1, 3), None)
    """
    return (min(read), max(read)) if read else None


def equal(returned: Any, true: Any) -> bool:
    """Whether a returned number is a true one, but for floating point."""
    if isinstance(true, OneOf):
        return any(equal(returned, value) for value in true.values)
    if isinstance(true, tuple) or true is None:
        return bool(returned == true) or (
            isinstance(returned, tuple) and isinstance(true, tuple) and all(map(equal, returned, true))
        )
    return bool(abs(Fraction(returned) - true) <= TOLERANCE * max(1, abs(true)))


def _depends(layer: Layer) -> bool:
    """Whether what an output reads depends on the size of the layer's input."""
    if isinstance(layer, Upsample):
        return layer.size is not None or layer.rule not in ("asymmetric", "half_pixel")
    if isinstance(layer, Window):
        return isinstance(layer.padding, str) and layer.stride != 1
    return not isinstance(layer, Crop | Elementwise | ConvTranspose)


def _spreads(layer: Layer) -> bool:
    return isinstance(layer, ConvTranspose) or (isinstance(layer, Upsample) and layer.factor is not None)


def _size(region: tuple[int, int] | None) -> int | None:
    return None if region is None else region[1] - region[0] + 1


def _evenly(regions: list[tuple[int, int] | None]) -> bool:
    steps = {None if a is None or b is None else (b[0] - a[0], b[1] - a[1]) for a, b in pairwise(regions)}
    (step, *more) = steps
    return not more and step is not None and step[0] == step[1]
