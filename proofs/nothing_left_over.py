"""A layer without dilation, its kernel at least its stride, reads every sample of a map that it fits on exactly where
what is left of the padded map after the last window, the remainder of `n + p + q - k` by `s`, is padding.

Proof: the last window ends there; before it, windows leave no gaps.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="nothing-left-over",
    title="When a layer reads every sample",
    area="coverage",
    source="new here",
    statement=(),
    by_hand="counts.v",
    proposition=r"""
forall w q n, proper w -> dilation w = 1 -> stride w <= kernel w ->
0 <= padding w -> 0 <= q -> 1 <= n -> kernel w <= n + padding w + q ->
((forall t, 0 <= t < n ->
    exists y, 0 <= y <= (n + padding w + q - kernel w) / stride w /\ In t (reads (Conv w) y))
 <-> (n + padding w + q - kernel w) mod stride w <= q)
""",
)
