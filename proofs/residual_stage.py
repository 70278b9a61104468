"""`L` blocks at one jump `Js`, each of which widens the region by `Delta` samples of its own map: they add
`L*Delta*Js`. The sequence `Rs` is the size after each block. That this is the size of the region of a chain that ends
in such blocks, each any number of layers of stride 1 whose `d*(k - 1)` add up to `Delta`, is proved besides, in Coq.

Proof: induction over the blocks.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="residual-stage",
    title="A residual stage",
    area="size",
    source="new here",
    statement=("Rs[L] == R0 + L*Delta*Js",),
    define=(
        ("Rs[0] == R0", "Rs[l] == Rs[l-1] + Delta*Js"),
    ),
    carry=("Rs[l] == R0 + l*Delta*Js",),
    by_hand="chains.v",
)
