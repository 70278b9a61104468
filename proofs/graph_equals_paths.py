"""Keeping at every node, per stride, only the least left edge and the greatest right edge gives the same region
as composing every path on its own, of which there may be exponentially many.

Proof: induction over the network: merging two edges of one stride keeps exactly the lower bounds of the left
edges and the upper bounds of the right edges, and composition with a layer keeps them too.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="graph-equals-paths",
    title="One pass is as good as all paths",
    source="new here",
    statement=(),
    by_hand="graph_equals_paths.v",
)
