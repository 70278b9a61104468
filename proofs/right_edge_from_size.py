"""The right edge follows from the left edge and the size.

Proof: induction from the output down.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="right-edge-from-size",
    title="Right edge from the size",
    area="centre",
    source="Araujo, Norris and Sim 2019, (7)",
    statement=("v[l] == u[l] + r[l] - 1",),
)
