"""Blocks of `c` convolutions of kernel `k`, without strides, with dilation `b**i` in block `i`: two blocks or more
have no holes exactly where `b <= c*(k - 1) + 1`; of one convolution a layer where `b <= k`.

Proof: sorted-dilations; below block `i` stand at least `b**i` consecutive samples, by induction.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="growing-dilations",
    title="Growing dilations: exactly when there are no holes",
    area="holes",
    source="new here",
    statement=(),
    by_hand="holes.v",
    proposition=r"""
forall k b c B, 2 <= k -> 1 <= b -> (1 <= c)%nat -> (2 <= B)%nat ->
let windows := flat_map (fun i => repeat (Window k 1 (b ^ Z.of_nat i) 0) c) (seq 0 B) in
(b <= Z.of_nat c * (k - 1) + 1 <->
 forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1)
""",
)
