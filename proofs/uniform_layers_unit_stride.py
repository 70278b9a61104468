"""`L` layers of one span `Kbar` and stride one: the size grows linearly with the depth.

Proof: carry the same formula for every map along the induction from the output down.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="uniform-layers-unit-stride",
    title="Equal layers of unit stride",
    area="size",
    source="new here",
    statement=("r[0] == 1 + L*(Kbar - 1)",),
    assume=("K[m] == Kbar", "s[m] == 1"),
    carry=("r[l] == 1 + (L - l)*(Kbar - 1)",),
)
