"""Strides alone do not widen the region: where all kernels have one tap, its size is one.

Proof: induction from the output down.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="size-without-kernels",
    title="Kernels of one tap see one sample",
    area="size",
    source="Araujo, Norris and Sim 2019",
    statement=("r[l] == 1",),
    assume=("k[m] == 1",),
)
