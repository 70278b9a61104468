"""Neighbouring features of the last map look at regions whose distance, in any map, is the product of the
strides between.

Proof: induction from the output down; each layer multiplies by its stride.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="effective-stride",
    title="Effective stride",
    area="size",
    source="Araujo, Norris and Sim 2019, (9)",
    statement=("S[l] == Product(s[i], (i, l+1, L))",),
)
