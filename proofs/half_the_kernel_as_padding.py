"""A padding with `p <= k/2`, which frameworks ask of pooling, lets every window meet the map where `d == 1`. With
dilation it does not: with `n == 1`, `k == 2`, `d == 2` and `p == 1` the window reads samples `-1` and 1.

Proof: windows-that-meet-the-map.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="half-the-kernel-as-padding",
    title="Half the kernel as padding",
    area="coverage",
    source="new here",
    statement=(),
    by_hand="cover.v",
    proposition=r"""
(forall w n, proper w -> dilation w = 1 -> 1 <= n -> 0 <= 2 * padding w <= kernel w ->
  forall y, 0 <= y <= (n + 2 * padding w - kernel w) / stride w -> exists x, In x (reads (Conv w) y) /\ 0 <= x < n) /\
(forall x, In x (reads (Conv (Window 2 1 2 1)) 0) -> ~ 0 <= x < 1)
""",
)
