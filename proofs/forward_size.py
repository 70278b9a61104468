"""The size of the region that one feature of map `l` sees in the input: each layer adds its span less one, times the
jump below it.

Proof: the jump by its closed form, then induction from the input up.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="forward-size",
    title="Size, from the input",
    area="size",
    source="Dang Ha The Hien 2017; with dilation",
    statement=("R[l] == 1 + Sum((K[m] - 1)*Product(s[i], (i, 1, m-1)), (m, 1, l))",),
    carry=("J[l] == Product(s[i], (i, 1, l))",),
)
