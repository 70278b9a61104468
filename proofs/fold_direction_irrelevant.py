"""Cut a chain at any map `l`: folding the lower part from the input up and the upper part from the output down, and
composing the two, gives the same stride, size and left edge, wherever the cut is. The sequence `A` is the left edge of
feature 0, from the input up.

Proof: induction over the place of the cut; moving it by one layer moves that layer from one factor to the other.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="fold-direction-irrelevant",
    title="The direction of the fold is irrelevant",
    area="size",
    source="new here",
    statement=("J[l]*S[l] == S[0]", "R[l] + J[l]*(r[l] - 1) == r[0]", "A[l] + J[l]*u[l] == u[0]"),
    define=(
        ("A[0] == 0", "A[l] == A[l-1] - p[l]*J[l-1]"),
    ),
)
