"""Count the paths from a feature to the input samples, from the region's first sample on. `N` is the number of paths,
`T` the sum of their offsets; each layer adds the offsets of its taps, whose sum is `d[l]*J[l-1]*k[l]*(k[l] - 1)/2`.
The mean offset `T[l]/N[l]` is half of the size less one: the centre. That `N` and `T`, so defined, are the number of
paths and the sum of their offsets is proved besides, in Coq.

Proof: induction from the input up, the jump kept as it is.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="path-mean-is-center",
    title="The mean path ends at the centre",
    area="effective-field",
    source="new here",
    statement=("2*T[l] == N[l]*(R[l] - 1)",),
    define=(
        ("N[0] == 1", "N[l] == N[l-1]*k[l]"),
        ("T[0] == 0", "T[l] == k[l]*T[l-1] + N[l-1]*(d[l]*J[l-1])*(k[l]*(k[l] - 1)/2)"),
    ),
    by_hand="chains.v",
)
