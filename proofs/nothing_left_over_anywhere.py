"""On every map the last window ends at the last padded sample exactly where n_0 + P + Q = S (n_L - 1) + r.

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
