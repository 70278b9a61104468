"""For `A` positive and `E` not negative, the `x` of which `n <= A*x**2 + E*x + C`, and not one less, is the least of
all.

Proof: squares of numbers that are not negative grow.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="least-of-a-square",
    title="The least number of a square",
    area="size",
    source="new here",
    statement=(),
    by_hand="counts.v",
    proposition=r"""
forall A E C n low x, 0 < A -> 0 <= E -> 0 <= low <= x -> n <= A * x ^ 2 + E * x + C ->
x = low \/ A * (x - 1) ^ 2 + E * (x - 1) + C < n ->
forall y, low <= y -> (n <= A * y ^ 2 + E * y + C <-> x <= y)
""",
)
