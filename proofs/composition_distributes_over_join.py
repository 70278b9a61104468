"""A layer below or above a join may be moved into its branches.

Proof: strides are positive, so multiplying by them keeps the order.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="composition-distributes-over-join",
    title="Composition distributes over join",
    area="size",
    source="new here",
    statement=(
        "a + S*Min(a1, a2) == Min(a + S*a1, a + S*a2)",
        "b + S*Max(b1, b2) == Max(b + S*b1, b + S*b2)",
        "Min(a1, a2) + S*a == Min(a1 + S*a, a2 + S*a)",
    ),
    domain=("S >= 1",),
    integers=("S", "a", "a1", "a2", "b", "b1", "b2"),
)
