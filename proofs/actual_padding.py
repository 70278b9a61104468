"""The windows of a layer cover `(n[l] - 1)*s[l] + K[l]` samples. With explicit padding the left side is used whole; of
the right side, what the windows do not reach stays unused, always less than one stride.

Proof: the output size is the largest number of windows that fit.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="actual-padding",
    title="The padding really used",
    area="padding",
    source="new here",
    statement=(
        "(n[l] - 1)*s[l] + K[l] - n[l-1] - p[l] <= q[l]",
        "q[l] - ((n[l] - 1)*s[l] + K[l] - n[l-1] - p[l]) <= s[l] - 1",
    ),
    domain=("n[l-1] + p[l] + q[l] - K[l] >= 0",),
)
