"""Two layers `f` and `g` with spans `Kf` and `Kg` and strides `sf` and `sg`: the size with `f` nearer the input, less
the size with `g` nearer the input.

Proof: both sizes are the composition law for two layers; multiply out.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="order-matters",
    title="The order of two layers matters",
    area="size",
    source="new here",
    statement=(
        "(1 + (Kf - 1) + (Kg - 1)*sf) - (1 + (Kg - 1) + (Kf - 1)*sg) == (Kg - 1)*(sf - 1) - (Kf - 1)*(sg - 1)",
    ),
)
