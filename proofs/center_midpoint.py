"""The centre, defined by its own recurrence, is the midpoint of the two edges.

Proof: induction from the output down.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="center-midpoint",
    title="The centre is the midpoint",
    area="centre",
    source="Araujo, Norris and Sim 2019",
    statement=("c[l] == (u[l] + v[l])/2",),
)
