"""Where an output has as many features as the padded input has samples, the span is one, and so is the stride unless
there is one sample only.

Proof: the first window and the steps to the last one cover `K[l] + (n[l] - 1)*s[l]` samples, which are `n[l]` only
then.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="map-shrinks-only-if",
    title="A map is as large as the padded one below: only if",
    area="output-size",
    source="new here",
    statement=("K[l] == 1", "(s[l] - 1)*(n[l-1] + p[l] + q[l] - 1) == 0"),
    domain=("n[l] == n[l-1] + p[l] + q[l]",),
)
