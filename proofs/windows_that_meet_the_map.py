"""On a map of at least `d` samples every window reads one of them exactly where `p <= d*(k - 1)` and the last window
starts before the map ends.

Proof: the taps are `d` apart, so that one of them is among `d` consecutive samples.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="windows-that-meet-the-map",
    title="When every window meets the map",
    area="coverage",
    source="new here",
    statement=(),
    by_hand="cover.v",
    proposition=r"""
forall w q n, proper w -> dilation w <= n ->
let outputs := (n + padding w + q - (dilation w * (kernel w - 1) + 1)) / stride w + 1 in
1 <= outputs ->
((forall y, 0 <= y < outputs -> exists x, In x (reads (Conv w) y) /\ 0 <= x < n) <->
 padding w <= dilation w * (kernel w - 1) /\ stride w * (outputs - 1) - padding w < n)
""",
)
