"""The region that a feature is computed from is never empty: it spans at least one sample of every map.

Proof: induction from the output down. A size of at least one is multiplied by a stride of at least one, and what is
added, `K[l] - s[l]`, takes away at most `s[l] - 1` of it.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="size-at-least-one",
    title="A size is at least one",
    area="size",
    source="new here",
    statement=("r[l] >= 1",),
)
