"""The last index, in any map, of the region that feature `u[L]` of the last map is computed from.

Proof: as for the left edge, with the last tap of each layer in place of the first.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="right-edge",
    title="Right edge of the region",
    area="centre",
    source="Araujo, Norris and Sim 2019, (6); with dilation",
    statement=(
        "v[l] == uL*Product(s[i], (i, l+1, L)) - Sum((1 + p[m] - K[m])*Product(s[i], (i, l+1, m-1)), (m, l+1, L))",
    ),
)
