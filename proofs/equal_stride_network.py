"""Where all paths of a network have one stride, aligned or not, the size of the region is the same for every
output: the greatest right edge less the least left edge, plus one.

Proof: the stride drops out of the difference of the edges.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="equal-stride-network",
    title="Branches of equal stride",
    source="new here",
    statement=(),
    by_hand="branches.v",
)
