"""Dilation is said not to change the start, the centre of the first feature.

Right exactly where the kernel is not spread by a dilation.
"""

from symrf.theorem import Refutation, right_if

refutation = Refutation(
    name="refuted-start-ignores-dilation",
    title="The start of a dilated layer",
    area="centre",
    source="a public tool, in its issue tracker",
    statement=("start[l] == start[l-1] + ((k[l] - 1)/2 - p[l])*J[l-1]",),
    difference="-(d[l] - 1)*(k[l] - 1)*J[l-1]/2",
    holds_when="`d[l] == 1` or `k[l] == 1`",
    iff=("Min(d[l], k[l]) == 1",),
    right="start",
    conditions=(
        right_if("undilated", "Right without dilation", "d[m] == 1"),
        right_if("one-tap", "Right for kernels of one tap", "k[m] == 1"),
    ),
)
