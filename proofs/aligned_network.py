"""Where all paths of a network have one stride and one centre, the region of every output is that of a largest
path.

Proof: regions with one centre contain one another, so the path with the least left edge has the greatest
right edge.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="aligned-network",
    title="Aligned networks",
    source="Araujo, Norris and Sim 2019, (12) and (13)",
    statement=(),
    by_hand="branches.v",
)
