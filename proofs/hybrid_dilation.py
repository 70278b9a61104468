"""From the top down, `M` becomes `max(M - 2*d, 2*d - M, d)` with each layer; where `M` of all layers but the first is
at most the kernel of the first, of dilation 1, there are no holes (kernels of at least 3 taps, no strides). The
reverse is not so: kernels of 5 and dilations 1, 1, 8 have `M == 6` and no holes.

Proof: `M` bounds the gaps between the samples that the layers above read together.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="hybrid-dilation",
    title="Hybrid dilated convolution: sufficient, not necessary",
    area="holes",
    source="Wang et al. 2018",
    by_hand="holes.v",
)
