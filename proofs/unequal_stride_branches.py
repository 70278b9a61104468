"""Where two branches differ in stride, the left edge is concave and the right edge convex as the output `i` moves: per
stride, the smallest `a` and the largest `b` are all that matters.

Proof: a minimum of affine functions is concave, a maximum convex.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="unequal-stride-branches",
    title="Two branches of unequal strides",
    area="size",
    source="new here",
    statement=(
        "2*Min(S1*i + a1, S2*i + a2) - Min(S1*(i - 1) + a1, S2*(i - 1) + a2)"
        " - Min(S1*(i + 1) + a1, S2*(i + 1) + a2) >= 0",
        "Max(S1*(i - 1) + b1, S2*(i - 1) + b2) + Max(S1*(i + 1) + b1, S2*(i + 1) + b2)"
        " - 2*Max(S1*i + b1, S2*i + b2) >= 0",
    ),
    integers=("S1", "S2", "i", "a1", "a2", "b1", "b2"),
)
