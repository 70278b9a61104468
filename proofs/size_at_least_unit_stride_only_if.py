"""Where strides add nothing to the size, each layer has a span of one or no stride below it other than one.

Proof: let `E[l]` be what the strides have added to the forward size `R[l]`. It grows from each layer to the next, by
`(K[l] - 1)*(J[l-1] - 1)`, which is not negative. If it is 0 in the end it has never grown.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="size-at-least-unit-stride-only-if",
    title="A size is that with unit strides: only if",
    area="size",
    source="new here",
    statement=("(K[l] - 1)*(J[l-1] - 1) == 0",),
    domain=("r[0] <= 1 + Sum(K[m] - 1, (m, 1, L))",),
    define=(("E[0] == 0", "E[l] == E[l-1] + (K[l] - 1)*(J[l-1] - 1)"),),
    carry=(
        "r[0] == R[l] + J[l]*(r[l] - 1)",
        "r[0] == R[L]",
        "R[l] == 1 + Sum(K[m] - 1, (m, 1, l)) + E[l]",
        "r[0] == 1 + Sum(K[m] - 1, (m, 1, L)) + E[L]",
        "E[l] >= 0",
        "E[L] >= E[l]",
    ),
)
