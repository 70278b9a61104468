"""Where two branches have one stride and one centre, the joined region is as large as the larger one. More
branches are joined two by two.

Proof: regions with one centre contain one another.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="aligned-branches",
    title="Two aligned branches",
    area="size",
    source="Araujo, Norris and Sim 2019, (12) and (13)",
    statement=("Max(b1, b2) - Min(a1, a2) + 1 == Max(b1 - a1 + 1, b2 - a2 + 1)",),
    domain=("b1 - a1 >= 0", "b2 - a2 >= 0", "a1 + b1 - a2 - b2 >= 0", "a2 + b2 - a1 - b1 >= 0"),
    integers=("a1", "a2", "b1", "b2"),
)
