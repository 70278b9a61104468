"""Without dilation a chain reads every sample where `k >= s` in each layer, and only where `r[0] >= S[0]`. Neither is
exact: a kernel of 3 below a kernel of 1 with stride 2 reads every sample; a kernel of 1 with stride 2 below a kernel
of 2 has `r[0] == 3` and `S[0] == 2` and does not.

Proof: every-sample-of-a-chain.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="every-sample-of-a-chain-in-general",
    title="Kernels, strides and every sample",
    area="coverage",
    source="new here",
    by_hand="cover.v",
)
