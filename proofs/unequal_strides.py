"""Where paths differ in stride, the left edge of the region is concave and the right edge convex as the output
moves.

Proof: a minimum of affine functions is concave, a maximum convex.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="unequal-strides",
    title="Paths of unequal strides",
    source="new here",
    statement=(),
    by_hand="branches.v",
)
