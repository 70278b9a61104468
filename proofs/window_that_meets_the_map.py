"""A window reads a sample of the map exactly where its first tap that is not left of the map exists, and is not right
of it.

Proof: that tap is the `m`-th, for the least `m` with `a + d*m >= 0`.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="window-that-meets-the-map",
    title="When a window meets the map",
    area="coverage",
    source="new here",
    statement=(),
    by_hand="cover.v",
    proposition=r"""
forall w n y, proper w ->
let a := stride w * y - padding w in
let m := Z.max 0 (- (a / dilation w)) in
((exists x, In x (reads (Conv w) y) /\ 0 <= x < n) <-> m < kernel w /\ a + dilation w * m < n)
""",
)
