"""The span of a dilated kernel is said to be the dilation times the number of taps. There are `k[l] - 1` gaps between
`k[l]` taps, not `k[l]`.

Right exactly for dilation one.
"""

from symrf.theorem import Refutation, right_if

refutation = Refutation(
    name="refuted-dilation-multiplies",
    title="A dilated kernel spans dilation times taps",
    area="size",
    source="common",
    statement=("K[l] == d[l]*k[l]",),
    difference="d[l] - 1",
    holds_when="`d[l] == 1`",
    iff=("d[l] == 1",),
    right="dilated-kernel-span",
    conditions=(right_if("undilated", "Right without dilation", "d[m] == 1"),),
)
