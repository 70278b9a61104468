"""Without dilation, output `y` of a transposed convolution reads input `t` through the tap `y + p - s*t`, which is one
of 0 to `k - 1`. So outputs `u` to `v` read inputs from `ceil((u + p - k + 1)/s)` to `floor((v + p)/s)`: all of these,
both ends among them, and no other; where `k` is at least `s` there is one. With dilation `d` the same, with
`d*(k - 1)` for `k - 1`, is a bound.

Proof: solve for `t` and round to the inside; input `t` is read by the first output, `u` or `s*t - p`.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="transposed-region",
    title="The region of a transposed convolution",
    area="upsampling",
    source="new here",
    statement=("t - ceil((u + p - k + 1)/s) >= 0", "floor((v + p)/s) - t >= 0"),
    domain=("s >= 1", "k >= 1", "y - u >= 0", "v - y >= 0", "y + p - s*t >= 0", "k - 1 - (y + p - s*t) >= 0"),
    integers=("s", "k", "p", "t", "u", "v", "y"),
    by_hand="layers.v",
)
