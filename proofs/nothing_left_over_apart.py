"""A layer without dilation, its kernel less than its stride, reads every sample of a map that it fits on exactly where
all of them lie in one window, and that is there: the remainder of `n + p` by `s` is at least `k - q` and at most `k`.

Proof: the sample after a window that is not the last one is read by none.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="nothing-left-over-apart",
    title="When a layer with gaps between its windows reads every sample",
    area="coverage",
    source="new here",
    statement=(),
    by_hand="counts.v",
    proposition=r"""
forall w q n, proper w -> dilation w = 1 -> kernel w < stride w ->
0 <= padding w -> 0 <= q -> 1 <= n -> kernel w <= n + padding w + q ->
((forall t, 0 <= t < n ->
    exists y, 0 <= y <= (n + padding w + q - kernel w) / stride w /\ In t (reads (Conv w) y))
 <-> kernel w - q <= n + padding w mod stride w <= kernel w)
""",
)
