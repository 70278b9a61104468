"""A dilated kernel spans at least as many samples as it has taps.

Proof: `K[l] - k[l]` is `(d[l] - 1)*(k[l] - 1)`, and no factor of it is negative.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="span-at-least-kernel",
    title="A span is at least the kernel size",
    area="size",
    source="new here",
    statement=("K[l] >= k[l]",),
)
