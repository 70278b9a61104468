"""Layers as data: what an operation reads along each axis.

k kernel, s stride, d dilation, p and q left and right padding.

Output y of a window layer reads inputs s y - p + d m for m = 0 … k - 1. A parameter is a number for every axis, or a
mapping from axis to number. Layers know nothing of receptive fields; field.py and oracle.py read them independently.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar

from symrf.errors import SymrfError, shown
from symrf.number import Number, integer

SAME, SAME_LOWER, VALID = "same", "same_lower", "valid"


def _each(value: Any, what: str, check: Callable[[Any, str], Any]) -> Any:
    """Check a parameter, or each axis's value of it."""
    if isinstance(value, Mapping):
        if not value:
            raise SymrfError(f"{what} is an empty table; give a number for each axis")
        return {axis: check(v, f"{what} on axis {axis}") for axis, v in value.items()}
    return check(value, what)


def _padding(value: Any, what: str) -> Any:
    """A padding as "same", "same_lower", or (left, right)."""
    if value == VALID:
        return (0, 0)
    if isinstance(value, str):
        if value in (SAME, SAME_LOWER):
            return value
        raise SymrfError(f'{what} is {shown(value)}; it must be an integer, a pair, "same" or "valid"')
    if isinstance(value, tuple | list):
        if len(value) != 2:
            raise SymrfError(f"{what} is {shown(value)}; a pair is (left, right)")
        return (integer(value[0], f"left {what}"), integer(value[1], f"right {what}"))
    both = integer(value, what)
    return (both, both)


@dataclass(frozen=True)
class Layer:
    """One operation. `on(axis)` is the same layer with the numbers of one axis."""

    op: ClassVar[str] = ""
    leasts: ClassVar[Mapping[str, int | None]] = {}
    """The numbers of the layer, and the least value of each; None: any integer."""

    def __post_init__(self) -> None:
        for name, least in self.leasts.items():
            self._check(name, _least(least))

    @property
    def pointwise(self) -> bool:
        """Whether output y reads input y alone."""
        return False

    def on(self, axis: str) -> Layer:
        """This layer's parameters on one axis."""
        changes = {}
        for f in fields(self):
            value = getattr(self, f.name)
            if isinstance(value, Mapping):
                if axis not in value:
                    named = ", ".join(map(str, value))
                    raise SymrfError(f"{self.op} has no {f.name} for axis {axis}; it names {named}")
                changes[f.name] = value[axis]
        return replace(self, **changes) if changes else self

    def __rshift__(self, other: Any) -> Any:
        """This layer, then the other layer or network on its output: a Network."""
        return self._network() >> other

    def __or__(self, other: Any) -> Any:
        """Both on the same input, their outputs added: a Network."""
        return self._network() | other

    def _network(self) -> Any:
        from symrf.network import Network

        return Network.of(self)

    def _check(self, name: str, check: Callable[[Any, str], Any]) -> None:
        object.__setattr__(self, name, _each(getattr(self, name), f"{name} of {self.op}", check))


def _least(bound: int | None) -> Callable[[Any, str], Any]:
    return lambda value, what: integer(value, what, bound)


@dataclass(frozen=True)
class Window(Layer):
    """A sliding window: convolution of any kind, or pooling.

    padding: an int, (left, right), "same" (the odd sample right), "same_lower" (left) or "valid"; negative: crops.
    ceil_mode: the output size is rounded up, without a last window that would start in the right padding.
    """

    kernel: Number
    stride: Number = 1
    dilation: Number = 1
    padding: Any = 0
    ceil_mode: bool = False
    op: ClassVar[str] = "conv"
    leasts: ClassVar[Mapping[str, int | None]] = {"kernel": 1, "stride": 1, "dilation": 1}

    def __post_init__(self) -> None:
        super().__post_init__()
        self._check("padding", _padding)
        if not isinstance(self.ceil_mode, bool):
            raise SymrfError(f"ceil_mode of {self.op} is {shown(self.ceil_mode)}; it must be true or false")

    @property
    def span(self) -> Number:
        """K = d (k - 1) + 1, in samples of the layer's input (one axis)."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def pointwise(self) -> bool:
        """Whether output y reads input y alone."""
        return self.kernel == self.stride == 1 and (isinstance(self.padding, str) or self.padding == (0, 0))


class Conv(Window):
    """Convolution, depthwise and grouped too.

    >>> Conv(3, stride=2, padding=1).span
    3
    """

    op = "conv"


class Pool(Window):
    """Maximum or average pooling: the same indices as a convolution."""

    op = "pool"


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
class ConvTranspose(Layer):
    """Transposed convolution: output y reads input t with s t - p + d m = y for some m = 0 … k - 1."""

    kernel: Number
    stride: Number = 1
    dilation: Number = 1
    padding: Any = 0
    output_padding: Number = 0
    op: ClassVar[str] = "conv_transpose"
    leasts: ClassVar[Mapping[str, int | None]] = {"kernel": 1, "stride": 1, "dilation": 1, "output_padding": 0}

    def __post_init__(self) -> None:
        super().__post_init__()
        self._check("padding", _padding)

    @property
    def span(self) -> Number:
        """K = d (k - 1) + 1 (one axis)."""
        return self.dilation * (self.kernel - 1) + 1


@dataclass(frozen=True)
class Upsample(Layer):
    """Resize by an integer factor. mode "nearest" reads input ⌊y / factor⌋; "linear" two neighbours.

    rule (linear): "half_pixel", "asymmetric" or "align_corners", as ONNX names them.
    """

    factor: Number
    mode: str = "nearest"
    rule: str = "half_pixel"
    op: ClassVar[str] = "upsample"
    leasts: ClassVar[Mapping[str, int | None]] = {"factor": 1}

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.mode not in ("nearest", "linear"):
            raise SymrfError(f'mode of upsample is {shown(self.mode)}; it must be "nearest" or "linear"')
        if self.rule not in ("half_pixel", "asymmetric", "align_corners"):
            rules = '"half_pixel", "asymmetric" or "align_corners"'
            raise SymrfError(f"rule of upsample is {shown(self.rule)}; it must be {rules}")


class PixelShuffle(Upsample):
    """Channels dealt out in space (depth to space): outputs factor·t … factor·t + factor − 1 read input t.

    The way back, space to depth, is a window of kernel and stride `factor`.
    """

    op = "pixel_shuffle"


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
