"""Where each layer has a span of one or no stride below it other than one, strides add nothing to the size.

Proof: induction from the input up: `(K[l] - 1)*J[l-1]` is `K[l] - 1` in every layer.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="size-at-least-unit-stride-if",
    title="A size is that with unit strides: if",
    area="size",
    source="new here",
    statement=("r[0] <= 1 + Sum(K[m] - 1, (m, 1, L))",),
    assume=("(K[m] - 1)*(J[m-1] - 1) == 0",),
    carry=("r[0] == R[l] + J[l]*(r[l] - 1)", "R[l] == 1 + Sum(K[m] - 1, (m, 1, l))", "r[0] == R[L]"),
)
