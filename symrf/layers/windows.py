"""Sliding windows: convolution, pooling, transposed convolution. k kernel, s stride, d dilation, p and q paddings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

from symrf.errors import SymrfError, shown
from symrf.network import Layer
from symrf.numbers import Number, integer

SAME, SAME_LOWER, VALID = "same", "same_lower", "valid"
ZEROS, REFLECT, REPLICATE, CIRCULAR = BORDERS = ("zeros", "reflect", "replicate", "circular")
"""What lies beyond the ends of a map: nothing, or its samples mirrored, the last one again, those of the other end."""


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
        return _pair(integer(value[0], f"left {what}"), integer(value[1], f"right {what}"))
    both = integer(value, what)
    return _pair(both, both)


@lru_cache(1024)
def _pair(left: Number, right: Number) -> tuple[Number, Number]:
    """The pair, one of each kind: layers of a large network share it."""
    return left, right


@dataclass(frozen=True, slots=True)
class Window(Layer):
    """A sliding window: convolution of any kind, or pooling.

    padding: an int, (left, right), "same" (the odd sample right), "same_lower" (left) or "valid"; negative: crops.
    ceil_mode: the output size is rounded up, without a last window that would start in the right padding.
    border: what lies beyond the ends of the map: "zeros", or its own samples ("reflect", "replicate", "circular").
    """

    kernel: Number
    stride: Number = 1
    dilation: Number = 1
    padding: Any = 0
    ceil_mode: bool = False
    border: str = ZEROS
    op: ClassVar[str] = "conv"
    leasts: ClassVar[Mapping[str, int | None]] = {"kernel": 1, "stride": 1, "dilation": 1}

    def __post_init__(self) -> None:
        Layer.__post_init__(self)
        self._check("padding", _padding)
        if not isinstance(self.ceil_mode, bool):
            raise SymrfError(f"ceil_mode of {self.op} is {shown(self.ceil_mode)}; it must be true or false")
        if self.border not in BORDERS:
            known = ", ".join(f'"{word}"' for word in BORDERS)
            raise SymrfError(f"border of {self.op} is {shown(self.border)}; known are {known}")
        if self.border != ZEROS and self.ceil_mode:
            raise SymrfError(f'{self.op}: border "{self.border}" and ceil_mode do not go together')

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

    __slots__ = ()
    op = "conv"


class Pool(Window):
    """Maximum or average pooling: the same indices as a convolution.

    >>> import symrf
    >>> symrf.derive(symrf.Pool(3, stride=2), input_size=9).output.output_size
    4
    """

    __slots__ = ()
    op = "pool"


@dataclass(frozen=True, slots=True)
class ConvTranspose(Layer):
    """Transposed convolution: output y reads input t with s t - p + d m = y for some m = 0 … k - 1.

    >>> import symrf
    >>> up = symrf.derive(symrf.ConvTranspose(4, stride=2, padding=1)).output
    >>> up.region(2), up.region(3)
    ((0, 1), (1, 2))
    """

    kernel: Number
    stride: Number = 1
    dilation: Number = 1
    padding: Any = 0
    output_padding: Number = 0
    op: ClassVar[str] = "conv_transpose"
    leasts: ClassVar[Mapping[str, int | None]] = {"kernel": 1, "stride": 1, "dilation": 1, "output_padding": 0}

    def __post_init__(self) -> None:
        Layer.__post_init__(self)
        self._check("padding", _padding)

    @property
    def span(self) -> Number:
        """K = d (k - 1) + 1 (one axis)."""
        return self.dilation * (self.kernel - 1) + 1
