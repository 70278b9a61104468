"""Without strides, and with dilations that do not decrease, a chain reads every sample of its region exactly where each
dilation is at most the size below (in layers of more than one tap).

Proof: induction over the layers; where a dilation is larger, the first sample after the stretch below is never read.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="sorted-dilations",
    title="Sorted dilations: exactly when there are no holes",
    area="holes",
    source="new here",
    statement=(),
    by_hand="holes.v",
    proposition=r"""
forall windows, Forall (fun w => proper w /\ stride w = 1) windows ->
ForallOrdPairs (fun v w => dilation v <= dilation w) windows ->
(dense 1 1 windows <->
 forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1)
""",
)
