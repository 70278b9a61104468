"""Where each layer `m` has `g[m]` samples of left padding more, both ends of the region move to the left, each by the
sum of `g[m]` times the strides below layer `m`, and the size stays. So one sample more in layer `m` alone moves both
ends in the input by `J[m-1]`. Here `a` and `b` are the ends in the network with more padding.

Proof: induction from the output down. The same stride multiplies the distance of the ends in both networks, and each
layer adds its `g[l]` to it.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="padding-monotone",
    title="More left padding moves the region to the left",
    area="padding",
    source="new here",
    statement=(
        "u[l] - a[l] == Sum(g[m]*Product(s[i], (i, l+1, m-1)), (m, l+1, L))",
        "v[l] - b[l] == Sum(g[m]*Product(s[i], (i, l+1, m-1)), (m, l+1, L))",
        "b[l] - a[l] + 1 == r[l]",
    ),
    define=(
        ("a[L] == uL", "a[l-1] == s[l]*a[l] - (p[l] + g[l])"),
        ("b[L] == uL", "b[l-1] == s[l]*b[l] - (p[l] + g[l]) + K[l] - 1"),
    ),
)
