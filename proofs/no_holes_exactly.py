"""Seen from the input, a layer of k taps is k taps at distance e = d J. A chain reads every sample of its region
exactly where each e, of a layer with more than one tap, is at most one more than what the layers of smaller e widen:
e <= 1 + the sum of their (k - 1) e.

Proof: what is read does not depend on the order of the e; sorted, sorted-dilations applies; and where an e is larger,
the sample after all that smaller ones reach is never read.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="no-holes-exactly",
    title="Exactly when the region has no holes",
    area="holes",
    source="new here",
    statement=(),
    by_hand="holes.v",
    proposition=r"""
forall windows, Forall proper windows ->
let steps := (fix unrolled J windows := match windows with
  | [] => []
  | w :: above => Window (kernel w) 1 (dilation w * J) 0 :: unrolled (J * stride w) above end) 1 windows in
(Forall (fun w => 1 < kernel w -> dilation w <=
   1 + total (map (fun v => if dilation v <? dilation w then (kernel v - 1) * dilation v else 0) steps)) steps
 <-> forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1)
""",
)
