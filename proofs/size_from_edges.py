"""The size is the last index less the first index plus one, in every map: the recurrence for the size and those
for the two edges agree.

Proof: induction from the output down; a layer moves the edges apart by exactly what it adds to the size.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="size-from-edges",
    title="Size from the edges",
    area="size",
    source="Araujo, Norris and Sim 2019, left to the reader as an exercise",
    statement=("r[l] == v[l] - u[l] + 1",),
)
