"""Where the window of a layer fits into its padded input, the output has no more features than that has samples.

Proof: windows at different places begin at different samples.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="map-shrinks",
    title="A map is no larger than the padded one below",
    area="output-size",
    source="new here",
    statement=("n[l] <= n[l-1] + p[l] + q[l]",),
    domain=("n[l-1] + p[l] + q[l] - K[l] >= 0",),
)
