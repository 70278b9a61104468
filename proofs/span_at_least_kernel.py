"""A dilated kernel spans at least as many samples as it has taps.

Proof: K - k is (d - 1)(k - 1), and no factor of it is negative.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="span-at-least-kernel",
    title="A span is at least the kernel size",
    area="size",
    source="new here",
    statement=("K[l] >= k[l]",),
)
