"""The midpoint of the region of feature `u[L]`, in any map. It is a half where the size is even.

Proof: induction from the output down.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="center",
    title="Centre of the region",
    area="centre",
    source="Araujo, Norris and Sim 2019, (11); with dilation",
    statement=(
        "c[l] == uL*Product(s[i], (i, l+1, L)) - Sum((p[m] - (K[m] - 1)/2)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))",
    ),
)
