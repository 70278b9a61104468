"""For `A` positive, `n <= A*x + C` exactly from `x == ceil((n - C)/A)` on.

Proof: division with remainder.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="least-of-a-line",
    title="The least number on a line",
    area="size",
    source="new here",
    statement=(),
    by_hand="counts.v",
    proposition=r"""
forall A C n x, 0 < A -> (n <= A * x + C <-> - ((C - n) / A) <= x)
""",
)
