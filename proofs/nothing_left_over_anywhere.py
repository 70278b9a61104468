"""On every map the last window ends at the last padded sample exactly where
`n[0] + P[0] + Q[0] == S[0]*(n[L] - 1) + r[0]`.

Proof: the right side is less by what each layer leaves over, times the jump there.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="nothing-left-over-anywhere",
    title="When no layer leaves a sample over",
    area="output-size",
    source="new here",
    by_hand="cover.v",
)
