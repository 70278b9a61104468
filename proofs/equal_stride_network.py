"""Where all paths of a network have one stride, aligned or not, the size of the region is the same for every
output: the greatest right edge less the least left edge, plus one.

Proof: the stride drops out of the difference of the edges.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="equal-stride-network",
    title="Branches of equal stride",
    area="size",
    source="new here",
    statement=(),
    by_hand="branches.v",
    proposition=r"""
forall n S, well_formed n -> (forall f, In f (paths n) -> jump f = S) ->
exists a b, first (map left (paths n)) a /\ last (map right (paths n)) b /\
  forall y, first (seen n y) (S * y + a) /\ last (seen n y) (S * y + b)
""",
)
