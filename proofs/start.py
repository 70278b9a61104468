"""The centre of the region of the first feature of map `l`, where the first input sample has its centre at `1/2`.
Dilation enters through the span.

Proof: the jump by its closed form, then induction from the input up.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="start",
    title="Start",
    area="centre",
    source="Dang Ha The Hien 2017; with dilation",
    statement=("start[l] == 1/2 + Sum(((K[m] - 1)/2 - p[m])*Product(s[i], (i, 1, m-1)), (m, 1, l))",),
    carry=("J[l] == Product(s[i], (i, 1, l))",),
)
