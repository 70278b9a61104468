"""With equal weights, the share of an input sample in a feature is its number of paths. `N`, `T` and `U` are the
number of paths, the sum of their offsets and the sum of the squares. The variance `U[l]/N[l] - (T[l]/N[l])**2` is the
sum over the layers of `(d[m]*J[m-1])**2*(k[m]**2 - 1)/12`, so that it grows with the sum of squares while the size
grows with the sum. That `N`, `T` and `U` are what is counted, and that this is the variance about the centre, is
proved besides, in Coq.

Proof: by induction, as the taps of a layer have the variance `(k[m]**2 - 1)/12` and independent choices add up.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="uniform-weight-variance",
    title="The variance of the field with uniform weights",
    area="effective-field",
    source="Luo, Li, Urtasun and Zemel 2016; in this form new here",
    statement=("12*(N[l]*U[l] - T[l]*T[l]) == N[l]*N[l]*Sum((d[m]*J[m-1])**2*(k[m]**2 - 1), (m, 1, l))",),
    define=(
        ("N[0] == 1", "N[l] == N[l-1]*k[l]"),
        ("T[0] == 0", "T[l] == k[l]*T[l-1] + N[l-1]*(d[l]*J[l-1])*(k[l]*(k[l] - 1)/2)"),
        ("U[0] == 0", "U[l] == k[l]*U[l-1] + 2*T[l-1]*(d[l]*J[l-1])*(k[l]*(k[l] - 1)/2)"
                      " + N[l-1]*(d[l]*J[l-1])**2*(k[l]*(k[l] - 1)*(2*k[l] - 1)/6)"),
    ),
    by_hand="chains.v",
)
