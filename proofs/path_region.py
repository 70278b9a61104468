"""For every output feature the first sample read is the least `S*y + a`, and the last one the greatest `S*y + b`, over
all paths (`S`, `a`, `b`) from the input to the output. Exactly: both are read, and nothing outside them.

Proof: induction over the network: a window's ends are read by its first and last tap, strides are positive, and a join
reads what either of its inputs reads.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="path-region",
    title="The region of a network with branches",
    area="size",
    source="Araujo, Norris and Sim 2019, arbitrary computation graphs",
    statement=(),
    by_hand="branches.v",
    proposition=r"""
forall n, well_formed n -> forall y u v,
(first (seen n y) u <-> first (lefts (paths n) y) u) /\ (last (seen n y) v <-> last (rights (paths n) y) v)
""",
)
