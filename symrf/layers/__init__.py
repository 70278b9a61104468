"""Layers as data: what an operation reads along each axis.

k kernel, s stride, d dilation, p and q left and right padding.

Output y of a window layer reads inputs s y - p + d m for m = 0 … k - 1. A parameter is a number for every axis, or a
mapping from axis to number. Layers know nothing of receptive fields; field.py and oracle.py read them independently.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

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
from symrf.network import Add, Elementwise, Input, Layer
from symrf.numbers import Number

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
    "ByAxis",
    "Concat",
    "Conv",
    "ConvTranspose",
    "Crop",
    "Elementwise",
    "Global",
    "Input",
    "Layer",
    "Masked",
    "Part",
    "PixelShuffle",
    "Pool",
    "Unknown",
    "Upsample",
    "Window",
]  # fmt: skip


class Concat(Elementwise):
    """Several maps of one size, one channel group each.

    >>> import symrf
    >>> conv, concat = {"op": "conv", "kernel": 3, "padding": 1}, {"op": "concat", "from": ["conv1", "input"]}
    >>> symrf.derive(symrf.read({"layer": [conv, concat]})).output.size
    3
    """

    __slots__ = ()
    op = "concat"
    joins = True


class Part(Elementwise):
    """Some of the channels of several maps put together."""

    __slots__ = ()
    op = "part"
    less = "these are some of the channels of several maps, which may see less than all of them"


class Masked(Elementwise):
    """At every index one of several maps, as a constant says."""

    __slots__ = ()
    op = "masked"
    less = "a constant says which of several is taken where, and one alone may see less than all of them"


@dataclass(frozen=True, slots=True)
class Crop(Layer):
    """Drop `left` and `right` samples at the ends (negative: add that many), and keep every `step`-th of the rest.

    >>> import symrf
    >>> symrf.derive(symrf.Crop(1, 1) >> symrf.Conv(3)).output.region(0)
    (1, 3)
    """

    left: Number = 0
    right: Number = 0
    step: Number = 1
    op: ClassVar[str] = "crop"
    leasts: ClassVar[Mapping[str, int | None]] = {"left": None, "right": None, "step": 1}


@dataclass(frozen=True, slots=True)
class Global(Layer):
    """One output that reads the whole input: global pooling, a dense layer.

    >>> import symrf
    >>> symrf.derive(symrf.Conv(3) >> symrf.Global()).output.status
    'whole-input'
    """

    op: ClassVar[str] = "global"
    single: ClassVar[bool] = True


class Attention(Global):
    """As many outputs as inputs, and each reads the whole input: self-attention, softmax over space.

    >>> import symrf
    >>> symrf.derive(symrf.Conv(3) >> symrf.Attention(), input_size=20).output.region(4)
    (0, 19)
    """

    __slots__ = ()
    op = "attention"
    single = False


@dataclass(frozen=True, slots=True)
class ByAxis(Layer):
    """Another layer along each axis: a mean over the width of a map only."""

    layers: Mapping[str, Layer]
    op: ClassVar[str] = "by_axis"
    uniform: ClassVar[bool] = False

    def on(self, axis: str) -> Layer:
        """The layer of one axis."""
        return self.layers[axis]


@dataclass(frozen=True, slots=True)
class Unknown(Layer):
    """What it reads is not known, or nothing lies along this axis any more, and why."""

    reason: str = "what it reads is not known"
    op: ClassVar[str] = "unknown"
