"""The size is said to be the number of features that contribute. It is the span from the first to the last of them,
and there may be gaps.

Right where the region has no holes; for example without stride and dilation.
"""

from symrf.theorem import Refutation, right_if

refutation = Refutation(
    name="refuted-size-counts-features",
    title="The size counts the features that contribute",
    area="holes",
    source="Araujo, Norris and Sim 2019, definition of the size",
    statement=("r[l] == count[l]",),
    holds_when="the region has no holes, for example where strides and dilations are one",
    right="size",
    conditions=(right_if("dense", "Right for unit strides and dilations", "s[m] == 1", "d[m] == 1"),),
)
