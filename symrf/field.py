"""The law: a receptive field on one axis is (S, a, b), output y sees [S y + a, S y + b], and fields compose.

S is the effective stride, a and b the first and last index seen by output 0, in input samples. With the effective
right padding Q, which composes by the same law, this is all that symrf computes with. Composition and join are the
only arithmetic, on ints and SymPy expressions alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from symrf.errors import SymrfError
from symrf.notebooks import InNotebooks
from symrf.numbers import Number, greatest, half, least, same


@dataclass(frozen=True, slots=True)
class Field(InNotebooks):
    """An affine receptive field: output y sees the input samples S y + a … S y + b.

    >>> stem = Field.window(kernel=7, stride=2, left=3, right=3)
    >>> pool = Field.window(kernel=3, stride=2, left=1, right=1)
    >>> both = stem @ pool
    >>> both.size, both.stride, both.padding, both.center
    (11, 4, 5, 0)
    >>> both.region(2)
    (3, 13)
    """

    stride: Number
    left: Number
    right: Number
    right_padding: Number = 0
    """None where there is no such number, as after an upsampling."""

    @classmethod
    def window(cls, kernel: Number, stride: Number, left: Number, right: Number, dilation: Number = 1) -> Field:
        """The field of one layer: a = -left padding, b = K - 1 - left padding, K = dilation (kernel - 1) + 1."""
        return cls(stride, -left, dilation * (kernel - 1) - left, right)

    def __matmul__(self, on_top: Field) -> Field:
        """This field nearer the input, the other on top of it (the composition law)."""
        s, below, above = self.stride, self.right_padding, on_top.right_padding
        padding = None if below is None or above is None else below + s * above
        return Field(s * on_top.stride, self.left + s * on_top.left, self.right + s * on_top.right, padding)

    @property
    def size(self) -> Number:
        """r, the span in input samples: last - first + 1."""
        return self.right - self.left + 1

    @property
    def padding(self) -> Number:
        """P, the effective left padding in input samples."""
        return -self.left

    @property
    def center(self) -> Number:
        """The centre of output 0's region, as an input index; a half where the size is even."""
        return half(self.left + self.right)

    def region(self, y: Number) -> tuple[Number, Number]:
        """(u, v): first and last input index that output y sees; outside the input they are padding."""
        return self.stride * y + self.left, self.stride * y + self.right


IDENTITY = Field(1, 0, 0)


def join(fields: Iterable[Field]) -> Field:
    """The hull of several fields of equal stride: (S, min a, max b).

    >>> join([IDENTITY, Field.window(kernel=3, stride=1, left=1, right=1)]).size
    3
    """
    first, *others = fields
    for other in others:
        if not same(first.stride, other.stride):
            raise SymrfError(f"branches of strides {first.stride} and {other.stride} have no common affine field")
    if not others:
        return first
    every = [first, *others]
    paddings = [f.right_padding for f in every]
    return Field(
        first.stride,
        least(f.left for f in every),
        greatest(f.right for f in every),
        None if None in paddings else greatest(paddings),
    )
