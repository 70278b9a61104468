"""Where two branches have one stride, the size of the joined region is the same for every output `i`, aligned or not:
the largest right edge less the smallest left edge, plus one. More branches are joined two by two.

Proof: the stride drops out of the difference.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="equal-stride-branches",
    title="Two branches of equal stride",
    area="size",
    source="new here",
    statement=("Max(S*i + b1, S*i + b2) - Min(S*i + a1, S*i + a2) + 1 == Max(b1, b2) - Min(a1, a2) + 1",),
    integers=("S", "i", "a1", "a2", "b1", "b2"),
)
