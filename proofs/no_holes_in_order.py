"""Where the distances `d[l]*J[l-1]` of the taps do not decrease from the input up, no-holes, which is only sufficient
in general, is exact. Kernels of 2 with dilations 2 and 1 have no holes, and are not dense layer by layer.

Proof: sorted-dilations, on the distances.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="no-holes-in-order",
    title="When the layer-by-layer condition is exact",
    area="holes",
    source="new here",
    statement=(),
    by_hand="holes.v",
    proposition=r"""
forall windows, Forall proper windows ->
let steps := (fix unrolled J windows := match windows with
  | [] => []
  | w :: above => Window (kernel w) 1 (dilation w * J) 0 :: unrolled (J * stride w) above end) 1 windows in
ForallOrdPairs (fun v w => dilation v <= dilation w) steps ->
(dense 1 1 windows <->
 forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1)
""",
)
