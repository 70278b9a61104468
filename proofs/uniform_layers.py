"""`L` layers of one span `Kbar` and one stride `sbar`. For `sbar == 1` both sides vanish: see
uniform-layers-unit-stride.

Proof: carry the same formula for every map along the induction from the output down.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="uniform-layers",
    title="Equal layers",
    area="size",
    source="new here",
    statement=("(sbar - 1)*(r[0] - 1) == (Kbar - 1)*(sbar**L - 1)",),
    assume=("K[m] == Kbar", "s[m] == sbar"),
    carry=("(sbar - 1)*(r[l] - 1) == (Kbar - 1)*(sbar**(L - l) - 1)",),
)
