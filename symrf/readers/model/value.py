"""A tensor on its way through a model: how it lies in space, or, of a constant, what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from symrf.network import Frontier
from symrf.numbers import Number
from symrf.readers.model.layout import Dims, extent, plain

Items = tuple[Any, ...]

MAX_ITEMS = 4096
"""Tensors of more elements are not folded."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A tensor that is a piece of another along one dimension: its indices from `start`, `size` of them."""

    whole: Value
    dim: int
    start: Number
    size: Number


@dataclass(frozen=True, slots=True)
class Value:
    """One tensor.

    dims: how the map lies in its dimensions; None where that is not known. node: the network's node that makes it,
    "" behind a frontier, None of a constant. sizes: samples per axis that goes on; ends: the frontier, per axis that
    does not. single: the axes with one sample that was made of all. items: what a small constant holds, in order.
    """

    dims: Dims | None
    node: str | None = None
    sizes: Mapping[str, Number] = field(default_factory=dict)
    ends: Mapping[str, Frontier] = field(default_factory=dict)
    single: frozenset[str] = frozenset()
    items: Items | None = None
    piece: Piece | None = None

    @property
    def is_data(self) -> bool:
        """Whether it depends on an input of the model."""
        return self.node is not None

    @property
    def behind(self) -> bool:
        """Whether no axis is left."""
        return self.node == "" or (self.is_data and self.dims is None)

    @property
    def layout(self) -> Dims:
        """The dimensions, where they are known."""
        if self.dims is None:
            raise Unclear("the shape of a tensor is not known")
        return self.dims

    @property
    def shape(self) -> tuple[Number, ...]:
        """The number of indices of every dimension."""
        return tuple(map(extent, self.layout))

    @property
    def rank(self) -> int:
        """The number of dimensions."""
        return len(self.layout)

    def moved(self, dims: Dims) -> Value:
        """The same samples in other dimensions."""
        return replace(self, dims=dims, piece=None)


class Unclear(Exception):
    """Why it is not known what an operation does: the frontier of all axes runs there."""


def constant(shape: Iterable[Number] | None, items: Iterable[Any] | None = None) -> Value:
    """A tensor that depends on no input.

    >>> constant((2,), (3, 4)).items
    (3, 4)
    """
    dims = None if shape is None else tuple(plain(size) for size in shape)
    kept = None if items is None else tuple(items)
    return Value(dims, items=kept if kept is not None and len(kept) <= MAX_ITEMS else None)
