"""Two fields of one stride: what either of them sees of the input lies between the smaller left edge and the larger
right edge, for every output `y`, and that is again a field of this stride.

Proof: adding the same number to both changes neither minimum nor maximum otherwise.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="join-is-hull",
    title="The join is the hull",
    area="size",
    source="new here",
    statement=("Min(S*y + a1, S*y + a2) == S*y + Min(a1, a2)", "Max(S*y + b1, S*y + b2) == S*y + Max(b1, b2)"),
    integers=("S", "y", "a1", "a2", "b1", "b2"),
)
