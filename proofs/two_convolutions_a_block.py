"""Blocks of two convolutions of kernel `k`, with dilation `b**i` in block `i` (temporal convolutional networks): two
blocks or more have no holes exactly where `b <= 2*k - 1`. The published `b <= k` is sufficient only.

Proof: sorted-dilations; below block `i` stand at least `b**i` consecutive samples, by induction.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="two-convolutions-a-block",
    title="Two convolutions a block: exactly when there are no holes",
    area="holes",
    source="new here",
    statement=(),
    by_hand="holes.v",
    proposition=r"""
forall k b B, 2 <= k -> 1 <= b -> (2 <= B)%nat ->
let windows := flat_map (fun i => [Window k 1 (b ^ Z.of_nat i) 0; Window k 1 (b ^ Z.of_nat i) 0]) (seq 0 B) in
(b <= 2 * k - 1 <->
 forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1)
""",
)
