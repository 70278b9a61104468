"""From the input to the output, the effective stride never grows, and it is never less than one.

Proof: induction from the output down: one is multiplied by one stride after another, each at least one.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="stride-decreases",
    title="Effective strides decrease towards the output",
    area="size",
    source="new here",
    statement=("S[l-1] >= S[l]", "S[l] >= 1"),
)
