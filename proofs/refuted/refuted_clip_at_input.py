"""The region inside the input is said to be the unbounded region cut at the ends of the input. But padding of inner
maps, inputs that a stride leaves unused, and taps that a dilation puts beyond the end are not read either.

Right where strides and dilations are one and nothing is cropped on the right: then nothing is left unused or skipped.
"""

from symrf.theorem import Refutation, right_if

refutation = Refutation(
    name="refuted-clip-at-input",
    title="Clipping at the input",
    area="coverage",
    source="common",
    statement=("vb[0] == Min(v[0], n[0] - 1)",),
    domain=("uL >= 0", "n[L] - 1 - uL >= 0"),
    holds_when="strides and dilations are one and no padding on the right is negative",
    right="actual-padding",
    conditions=(
        right_if("dense", "Right for unit strides and dilations", "s[m] == 1", "d[m] == 1", "q[m] >= 0"),
    ),
)
