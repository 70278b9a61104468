"""With unit strides and half of the span less one as left padding, every region is centred on its output
feature.

Proof: induction from the output down.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="symmetric-same-stride-one",
    title="Symmetric padding keeps the position",
    area="centre",
    source="Araujo, Norris and Sim 2019",
    statement=("u[l] == uL - (r[l] - 1)/2", "v[l] == uL + (r[l] - 1)/2"),
    assume=("s[m] == 1", "p[m] == (K[m] - 1)/2"),
)
