"""Unit strides, kernels of `kbar` taps, dilations 1, 2, 4, …: the size grows exponentially with the depth.

Proof: carry the formula for every map along the induction from the output down.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="doubling-dilation",
    title="Dilations that double",
    area="size",
    source="van den Oord et al. 2016 (WaveNet); Yu and Koltun 2015",
    statement=("r[0] == 1 + (kbar - 1)*(2**L - 1)",),
    assume=("k[m] == kbar", "s[m] == 1", "d[m] == 2**(m - 1)"),
    carry=("r[l] == 1 + (kbar - 1)*(2**L - 2**l)",),
)
