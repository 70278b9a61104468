"""Seen from the input, a layer of `k` taps is `k` taps at a distance of `e`, which is `d[l]*J[l-1]`. A chain reads
every sample of its region exactly where each `e`, of a layer with more than one tap, is at most one more than what the
layers of smaller `e` widen, the sum of their `(k - 1)*e`.

Proof: what is read does not depend on the order of the `e`; sorted, sorted-dilations applies; and where an `e` is
larger, the sample after all that smaller ones reach is never read.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="no-holes-exactly",
    title="Exactly when the region has no holes",
    area="holes",
    source="new here",
    by_hand="holes.v",
)
