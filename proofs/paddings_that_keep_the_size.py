"""The paddings of SAME are the only ones: a map has `ceil(n/s)` features for every `n` exactly where `p + q == K - 1`.

Proof: both sizes are floors of `n` and a number over `s`, and floors that agree have equal numbers.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="paddings-that-keep-the-size",
    title="The paddings that keep the size",
    area="padding",
    source="new here",
    statement=(),
    by_hand="counts.v",
    proposition=r"""
forall k s d p q N, 1 <= k -> 1 <= s -> 1 <= d ->
((forall n, N <= n -> (n + p + q - (d * (k - 1) + 1)) / s + 1 = - (- n / s)) <-> p + q = d * (k - 1))
""",
)
