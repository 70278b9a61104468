"""The number of places at which the window of a layer fits into its padded input, where it fits at all.

Proof: the window at place `y` ends at `s[l]*y - p[l] + K[l] - 1`, which must not pass the right end of the padded
input; the largest such `y` is a floor.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="output-size",
    title="Output size",
    area="output-size",
    source="Dumoulin and Visin 2016; Dang Ha The Hien 2017",
    statement=("n[l] == floor((n[l-1] + p[l] + q[l] - K[l])/s[l]) + 1",),
    domain=("n[l-1] + p[l] + q[l] - K[l] >= 0",),
)
