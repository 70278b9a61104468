"""In ceil mode one more window is used where samples are left over, unless it would start in the right padding.

Proof: the second argument of the minimum counts the windows that start left of the right padding; as the
right padding is narrower than the window, at most one of those counted by the first is dropped.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="output-size-ceil-mode",
    title="Output size in ceil mode",
    area="output-size",
    source="PyTorch and Caffe documentation of pooling",
    statement=("n[l] == Min(ceil((n[l-1] + p[l] + q[l] - K[l])/s[l]) + 1, ceil((n[l-1] + p[l])/s[l]))",),
    domain=("n[l-1] + p[l] + q[l] - K[l] >= 0", "K[l] - 1 - q[l] >= 0"),
    network="ceil",
)
