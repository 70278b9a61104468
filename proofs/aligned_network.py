"""Where all paths of a network have one stride and one centre, the region of every output is that of a largest
path.

Proof: regions with one centre contain one another, so the path with the least left edge has the greatest
right edge.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="aligned-network",
    title="Aligned networks",
    area="size",
    source="Araujo, Norris and Sim 2019, (12) and (13)",
    statement=(),
    by_hand="branches.v",
    proposition=r"""
forall n S c, well_formed n -> (forall f, In f (paths n) -> jump f = S /\ left f + right f = c) ->
exists f, In f (paths n) /\ (forall g, In g (paths n) -> right g - left g <= right f - left f) /\
  forall y, first (seen n y) (S * y + left f) /\ last (seen n y) (S * y + right f)
""",
)
