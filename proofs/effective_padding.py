"""The left paddings of all layers, each counted in samples of the map where they add up.

Proof: induction from the output down.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="effective-padding",
    title="Effective left padding",
    area="padding",
    source="Araujo, Norris and Sim 2019, (10)",
    statement=("P[l] == Sum(p[m]*Product(s[i], (i, l+1, m-1)), (m, l+1, L))",),
)
