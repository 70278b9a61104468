"""Layers as data: what an operation reads along each axis.

k kernel, s stride, d dilation, p and q left and right padding.

Output y of a window layer reads inputs s y - p + d m for m = 0 … k - 1. A parameter is a number for every axis, or a
mapping from axis to number. Layers know nothing of receptive fields; field.py and oracle.py read them independently.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from symrf.layers.base import Layer
from symrf.layers.resizing import (
    ALIGN_CORNERS,
    ASYMMETRIC,
    CUBIC,
    HALF_PIXEL,
    LINEAR,
    NEAREST,
    PYTORCH,
    AdaptivePool,
    PixelShuffle,
    Upsample,
)
from symrf.layers.windows import (
    BORDERS,
    CIRCULAR,
    REFLECT,
    REPLICATE,
    SAME,
    SAME_LOWER,
    VALID,
    ZEROS,
    Conv,
    ConvTranspose,
    Pool,
    Window,
)
from symrf.number import Number

__all__ = [
    "ALIGN_CORNERS",
    "ASYMMETRIC",
    "BORDERS",
    "CIRCULAR",
    "CUBIC",
    "HALF_PIXEL",
    "LINEAR",
    "NEAREST",
    "PYTORCH",
    "REFLECT",
    "REPLICATE",
    "SAME",
    "SAME_LOWER",
    "VALID",
    "ZEROS",
    "AdaptivePool",
    "Add",
    "Attention",
    "Concat",
    "Conv",
    "ConvTranspose",
    "Crop",
    "Elementwise",
    "Global",
    "Input",
    "Layer",
    "PixelShuffle",
    "Pool",
    "Upsample",
    "Window",
    "is_join",
]  # fmt: skip


@dataclass(frozen=True)
class Elementwise(Layer):
    """Output y reads input y: activation, normalisation at inference, addition, concatenation."""

    op: ClassVar[str] = "elementwise"

    @property
    def pointwise(self) -> bool:
        """Whether output y reads input y alone."""
        return True


class Add(Elementwise):
    """The sum of several maps of one size."""

    op = "add"


class Concat(Elementwise):
    """Several maps of one size, one channel group each."""

    op = "concat"


@dataclass(frozen=True)
class Crop(Layer):
    """Drop `left` and `right` samples at the ends (negative: add that many), and keep every `step`-th of the rest."""

    left: Number = 0
    right: Number = 0
    step: Number = 1
    op: ClassVar[str] = "crop"
    leasts: ClassVar[Mapping[str, int | None]] = {"left": None, "right": None, "step": 1}


@dataclass(frozen=True)
class Global(Layer):
    """One output that reads the whole input: global pooling, a dense layer."""

    op: ClassVar[str] = "global"


class Attention(Global):
    """As many outputs as inputs, and each reads the whole input: self-attention, softmax over space."""

    op = "attention"


@dataclass(frozen=True)
class Input(Layer):
    """Another input of the network, of `size` samples where known; a node of it reads nothing."""

    size: Number = None
    op: ClassVar[str] = "input"
    leasts: ClassVar[Mapping[str, int | None]] = {"size": 1}

    def __post_init__(self) -> None:
        if self.size is not None:
            super().__post_init__()

    def on(self, axis: str) -> Input:
        """The size on one axis."""
        return Input(self.size.get(axis)) if isinstance(self.size, Mapping) else self


def is_join(layer: Layer) -> bool:
    """Whether the layer takes several inputs."""
    return isinstance(layer, Add | Concat)
