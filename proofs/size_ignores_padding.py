"""The region of the same network with other paddings, `pother`, is as large. The sequences `uother` and `vother` are
its edges.

Proof: induction from the output down; paddings cancel in the difference of the edges.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="size-ignores-padding",
    title="Padding does not change the size",
    area="size",
    source="Araujo, Norris and Sim 2019",
    statement=("v[l] - u[l] == vother[l] - uother[l]",),
    define=(
        ("uother[L] == uL", "uother[l-1] == s[l]*uother[l] - pother[l]"),
        ("vother[L] == uL", "vother[l-1] == s[l]*vother[l] - pother[l] + K[l] - 1"),
    ),
)
