"""Where paths differ in stride, the left edge of the region is concave and the right edge convex as the output
moves.

Proof: a minimum of affine functions is concave, a maximum convex.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="unequal-strides",
    title="Paths of unequal strides",
    area="size",
    source="new here",
    statement=(),
    by_hand="branches.v",
    proposition=r"""
forall n, well_formed n -> forall y before here after,
(first (seen n (y - 1)) before -> first (seen n y) here -> first (seen n (y + 1)) after ->
  before + after <= 2 * here) /\
(last (seen n (y - 1)) before -> last (seen n y) here -> last (seen n (y + 1)) after ->
  2 * here <= before + after)
""",
)
