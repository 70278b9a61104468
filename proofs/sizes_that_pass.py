"""`D` times down by `s` and up again: on every level the size comes back exactly where `s**D` divides `n`.

Proof: induction over the levels.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="sizes-that-pass",
    title="The sizes that pass a padded encoder-decoder",
    area="output-size",
    source="new here",
    statement=(),
    by_hand="counts.v",
    proposition=r"""
forall s D n, 1 <= s -> 0 <= D ->
((forall l, 0 <= l < D -> s * (n / s ^ l / s) = n / s ^ l) <-> n mod s ^ D = 0)
""",
)
