"""The right paddings of all layers, each counted in samples of the map where they add up.

Proof: induction from the output down, as for the left padding.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="effective-right-padding",
    title="Effective right padding",
    area="padding",
    source="new here",
    statement=("Q[l] == Sum(q[m]*Product(s[i], (i, l+1, m-1)), (m, l+1, L))",),
)
