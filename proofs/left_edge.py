"""The first index, in any map, of the region that feature `u[L]` of the last map is computed from.

Proof: induction from the output down; one layer more multiplies what was there by its stride and subtracts its left
padding.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="left-edge",
    title="Left edge of the region",
    area="centre",
    source="Araujo, Norris and Sim 2019, (5)",
    statement=("u[l] == uL*Product(s[i], (i, l+1, L)) - Sum(p[m]*Product(s[i], (i, l+1, m-1)), (m, l+1, L))",),
)
