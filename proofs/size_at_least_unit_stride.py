"""Strides only add to the size: it is at least what it would be if all of them were one.

Proof: induction from the output down: `s[l]*(r[l] - 1)` is at least `r[l] - 1`, as `r[l]` is at least one.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="size-at-least-unit-stride",
    title="A size is at least that with unit strides",
    area="size",
    source="new here",
    statement=("r[0] >= 1 + Sum(K[m] - 1, (m, 1, L))",),
)
