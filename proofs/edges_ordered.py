"""The first index of the region is not behind its last one, in any map.

Proof: induction from the output down. Both ends are multiplied by the same stride and moved by the same padding; the
last one moves on by `K[l] - 1`, which is not negative.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="edges-ordered",
    title="The left edge is not behind the right edge",
    area="centre",
    source="new here",
    statement=("u[l] <= v[l]",),
)
