"""Keeping at every node, per stride, only the least left edge and the greatest right edge gives the same region
as composing every path on its own, of which there may be exponentially many. There is one entry per stride of a path.

Proof: induction over the network: merging two edges of one stride keeps exactly the lower bounds of the left
edges and the upper bounds of the right edges, and composition with a layer keeps them too.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="graph-equals-paths",
    title="One pass is as good as all paths",
    area="size",
    source="new here",
    statement=(),
    by_hand="graph_equals_paths.v",
    proposition=r"""
forall n, well_formed n ->
(forall y u, first (lefts (envelope n) y) u <-> first (lefts (paths n) y) u) /\
(forall y v, last (rights (envelope n) y) v <-> last (rights (paths n) y) v) /\
NoDup (map jump (envelope n)) /\
forall S, In S (map jump (envelope n)) <-> In S (map jump (paths n))
""",
)
