"""The left edge moves with the output feature by the effective stride, and starts at minus the effective
padding.

Proof: induction from the output down.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="left-edge-affine",
    title="The left edge is affine",
    area="centre",
    source="Araujo, Norris and Sim 2019, (8)",
    statement=("u[l] == -P[l] + uL*S[l]",),
)
