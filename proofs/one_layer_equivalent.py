"""The output size of a whole chain, whose windows all fit, is that of one layer with the chain's size as kernel,
its effective stride and its effective paddings.

Proof: induction over the layers: the output size of a chain put into that of one more layer is a floor of a
floor, nested-floor, and the numerators agree by the composition law.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="one-layer-equivalent",
    title="A chain is one layer",
    area="output-size",
    source="new here",
    statement=("n[L] == floor((n[0] + P[0] + Q[0] - r[0])/S[0]) + 1",),
)
