"""A layer with kernel `k[l]` and stride `s[l]` is said to add `k[l] - s[l]` to the size. The factor `s[l]` in front of
the size was lost.

Right exactly where the stride is one and the kernel is not spread by a dilation: the difference is a sum of two terms
that are never negative.
"""

from symrf.theorem import Refutation, right_if

refutation = Refutation(
    name="refuted-size-adds-k-minus-s",
    title="Each layer adds kernel less stride",
    area="size",
    source="an explanatory text on the receptive fields of convolutional networks",
    statement=("r[l-1] == r[l] + (k[l] - s[l])",),
    difference="-(s[l] - 1)*r[l] - (d[l] - 1)*(k[l] - 1)",
    holds_when="`s[l] == 1`, and `d[l] == 1` or `k[l] == 1`",
    iff=("s[l] + Min(d[l], k[l]) == 2",),
    right="size",
    conditions=(
        right_if("undilated", "Right for unit strides and dilations", "s[m] == 1", "d[m] == 1"),
        right_if("one-tap", "Right for unit strides and kernels of one tap", "s[m] == 1", "k[m] == 1"),
    ),
)
