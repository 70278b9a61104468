"""Two maps of sizes `floor((n + a)/s)` and `floor((n + b)/s)` agree for all `n` from `N` on only where `a == b`.

Proof: where `a < b`, the numerator of the second is a multiple of `s` at `n == s*m - b`, and the first is below it.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="floors-that-agree",
    title="Floors that agree for all large numbers",
    area="output-size",
    source="new here",
    statement=(),
    by_hand="counts.v",
    proposition=r"""
forall s a b N, 0 < s -> ((forall n, N <= n -> (n + a) / s = (n + b) / s) <-> a = b)
""",
)
