"""Without dilation a chain reads every sample where k >= s in each layer, and only where r >= S. Neither is exact: a
kernel of 3 below a kernel of 1 with stride 2 reads every sample; a kernel of 1 with stride 2 below a kernel of 2 has
r = 3, S = 2 and does not.

Proof: every-sample-of-a-chain.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="every-sample-of-a-chain-in-general",
    title="Kernels, strides and every sample",
    area="coverage",
    source="new here",
    statement=(),
    by_hand="cover.v",
    proposition=r"""
(forall windows,
  Forall (fun w => proper w /\ dilation w = 1) windows -> Forall (fun w => stride w <= kernel w) windows ->
  forall x, exists y, In x (seen (chain windows) y)) /\
(forall windows, Forall (fun w => proper w /\ dilation w = 1) windows ->
  (forall x, exists y, In x (seen (chain windows) y)) -> jumps windows <= size 1 1 windows) /\
(let windows := [Window 3 1 1 0; Window 1 2 1 0] in 1 < 2 /\ forall x, exists y, In x (seen (chain windows) y)) /\
(let windows := [Window 1 2 1 0; Window 2 1 1 0] in
  jumps windows <= size 1 1 windows /\ ~ forall x, exists y, In x (seen (chain windows) y))
""",
)
