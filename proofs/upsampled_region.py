"""Output `y` of nearest upsampling by `a` reads input `floor(y/a)`; so outputs `u` to `v` read inputs `floor(u/a)` to
`floor(v/a)`.

Proof: rounding down keeps the order.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="upsampled-region",
    title="The region of nearest upsampling",
    area="upsampling",
    source="new here",
    statement=("floor(u/a) <= floor(y/a)", "floor(y/a) <= floor(v/a)"),
    domain=("a >= 1", "y - u >= 0", "v - y >= 0"),
    integers=("a", "u", "v", "y"),
)
