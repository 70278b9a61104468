"""The centre lies half the size less one to the right of the left edge.

Proof: induction from the output down.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="center-affine",
    title="The centre is affine",
    area="centre",
    source="Araujo, Norris and Sim 2019, (11)",
    statement=("c[l] == -P[l] + uL*S[l] + (r[l] - 1)/2",),
)
