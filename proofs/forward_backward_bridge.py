"""Going up from the input and going down from the output give the same stride, the same size and, up to the half
sample by which the two conventions differ, the same centre for every output feature.

Proof: at every map, what was collected from the input up to it and what is still to come from the output down
combine to the same total; carry that along and read it off at the last map.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="forward-backward-bridge",
    title="Forward and backward agree",
    area="size",
    source="new here",
    statement=("J[L] == S[0]", "R[L] == r[0]", "start[L] + uL*J[L] == c[0] + 1/2"),
    carry=("J[l]*S[l] == S[0]", "R[l] + J[l]*(r[l] - 1) == r[0]", "start[l] + J[l]*c[l] == c[0] + 1/2"),
)
