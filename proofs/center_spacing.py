"""The regions of neighbouring output features, `u[L]` and `u[L] + 1`, have centres at the distance of the effective
stride, in every map. The sequence `cnext` is the centre of feature `u[L] + 1`.

Proof: induction from the output down; paddings and spans cancel.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="center-spacing",
    title="Centres are spaced by the effective stride",
    area="centre",
    source="Araujo, Norris and Sim 2019",
    statement=("cnext[l] - c[l] == S[l]",),
    define=(
        ("cnext[L] == uL + 1", "cnext[l-1] == s[l]*cnext[l] - p[l] + (K[l] - 1)/2"),
    ),
)
