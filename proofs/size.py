"""The receptive-field size, for every depth.

Each layer `m` widens the region by its span less one, counted in samples of `f[l]`: the strides of the layers between
`l` and `m` multiply.

Proof: induction from the output down. One layer more takes the first term out of the sum, and its stride out of every
product.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="size",
    title="Receptive-field size",
    area="size",
    source="Araujo, Norris and Sim 2019, (2); with dilation",
    statement=("r[l] == 1 + Sum((K[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))",),
)
