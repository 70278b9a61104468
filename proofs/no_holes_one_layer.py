"""One layer more: let the layers below see all of `R` consecutive samples, and let a layer of `k` taps look at them at
distances `D`, the dilation times the jump, of at most `R`. Then every sample `t` of the `R + D*(k - 1)` samples
between the ends is seen, through the tap with number `Min(floor(t/D), k - 1)`. For chains of any depth see no-holes.

Proof: the tap named lands on a sample from 0 to `R - 1`: in front of the last tap the remainder is less than `D`, and
for the last tap it is at most `R - 1`.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="no-holes-one-layer",
    title="No holes, one layer more",
    area="holes",
    source="new here",
    statement=("t - D*Min(floor(t/D), k - 1) >= 0", "R - 1 - (t - D*Min(floor(t/D), k - 1)) >= 0"),
    domain=("t >= 0", "D >= 1", "k >= 1", "R - D >= 0", "R + D*(k - 1) - 1 - t >= 0"),
    integers=("t", "D", "k", "R"),
)
