"""On every map the last window ends at the last padded sample exactly where n_0 + P + Q = S (n_L - 1) + r.

Proof: the right side is less by what each layer leaves over, times the jump there.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="nothing-left-over-anywhere",
    title="When no layer leaves a sample over",
    area="output-size",
    source="new here",
    statement=(),
    by_hand="cover.v",
    proposition=r"""
forall layers n, Forall (fun l => proper (fst l)) layers ->
let above n l := (n + padding (fst l) + snd l - (dilation (fst l) * (kernel (fst l) - 1) + 1)) / stride (fst l) + 1 in
let whole := fix whole n layers := match layers with
  | [] => True
  | l :: more => last (reads (Conv (fst l)) (above n l - 1)) (n - 1 + snd l) /\ whole (above n l) more end in
let paddings := fix paddings J layers := match layers with
  | [] => 0
  | l :: more => (padding (fst l) + snd l) * J + paddings (J * stride (fst l)) more end in
(whole n layers <->
 n + paddings 1 layers = jumps (map fst layers) * (fold_left above layers n - 1) + size 1 1 (map fst layers))
""",
)
