"""From the input to the output, the size of the region never grows: a layer more can only widen what is seen.

Proof: `r[l-1] - r[l]` is `(s[l] - 1)*(r[l] - 1) + K[l] - 1`, and no factor of it is negative, as `r[l]` is at least
one.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="size-decreases",
    title="Sizes decrease towards the output",
    area="size",
    source="new here",
    statement=("r[l-1] >= r[l]",),
)
