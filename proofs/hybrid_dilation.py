"""From the top down, M becomes max(M - 2 d, 2 d - M, d) with each layer; where M of all layers but the first is at most
the kernel of the first, of dilation 1, there are no holes (kernels of at least 3 taps, no strides). The reverse is not
so: kernels of 5 and dilations 1, 1, 8 have M = 6 and no holes.

Proof: M bounds the gaps between the samples that the layers above read together.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="hybrid-dilation",
    title="Hybrid dilated convolution: sufficient, not necessary",
    area="holes",
    source="Wang et al. 2018",
    statement=(),
    by_hand="holes.v",
    proposition=r"""
(forall bottom middle top,
  Forall (fun w => 3 <= kernel w /\ stride w = 1 /\ 1 <= dilation w) (bottom :: middle ++ [top]) ->
  dilation bottom = 1 ->
  fold_right (fun w M => Z.max (M - 2 * dilation w) (Z.max (2 * dilation w - M) (dilation w))) (dilation top) middle
    <= kernel bottom ->
  let windows := bottom :: middle ++ [top] in
  forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1) /\
(let windows := [Window 5 1 1 0; Window 5 1 1 0; Window 5 1 8 0] in
  5 < Z.max (8 - 2 * 1) (Z.max (2 * 1 - 8) 1) /\
  forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1)
""",
)
