"""Where the span is one, and so is the stride or the number of samples of the padded input, every sample is the window
of one feature.

Proof: the windows are the single samples at every `s[l]`-th place.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="map-shrinks-if",
    title="A map is as large as the padded one below: if",
    area="output-size",
    source="new here",
    statement=("n[l] == n[l-1] + p[l] + q[l]",),
    domain=("n[l-1] + p[l] + q[l] >= 1", "K[l] == 1", "(s[l] - 1)*(n[l-1] + p[l] + q[l] - 1) == 0"),
)
