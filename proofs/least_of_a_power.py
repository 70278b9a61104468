"""For `A` positive and `b >= 2`, the `x` of which `n <= A*b**x + C`, and not one less, is the least of all: no
logarithm is needed.

Proof: powers of `b` grow with the exponent.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="least-of-a-power",
    title="The least exponent",
    area="size",
    source="new here",
    statement=(),
    by_hand="counts.v",
    proposition=r"""
forall A C b n low x, 0 < A -> 2 <= b -> 0 <= low <= x -> n <= A * b ^ x + C ->
x = low \/ A * b ^ (x - 1) + C < n -> forall y, low <= y -> (n <= A * b ^ y + C <-> x <= y)
""",
)
