"""Neighbouring features of map `l` look at regions of the input whose distance is the product of the strides up to
`l`.

Proof: induction from the input up.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="jump",
    title="Jump",
    area="size",
    source="Dang Ha The Hien 2017",
    statement=("J[l] == Product(s[i], (i, 1, l))",),
)
