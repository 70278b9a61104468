"""Without stride, every feature reads last the sample at its own place, and the size is kept, only where the left
padding is `K - 1` and the right padding 0.

Proof: the last sample read is that of the last tap.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="causal-paddings",
    title="The causal padding is the only one",
    area="padding",
    source="van den Oord et al. 2016 (WaveNet)",
    statement=(),
    by_hand="counts.v",
    proposition=r"""
forall w q N, proper w -> stride w = 1 ->
((forall y, last (reads (Conv w) y) y) /\ (forall n, N <= n -> n + padding w + q - dilation w * (kernel w - 1) = n)
 <-> padding w = dilation w * (kernel w - 1) /\ q = 0)
""",
)
