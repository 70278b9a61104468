"""Where all strides are one, the spans less one simply add up.

Proof: induction from the output down.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="size-unit-strides",
    title="Size with unit strides",
    area="size",
    source="Araujo, Norris and Sim 2019",
    statement=("r[l] == 1 + Sum(K[m] - 1, (m, l+1, L))",),
    assume=("s[m] == 1",),
)
