"""Without strides, dilations with a common factor `g` greater than one leave holes, where a layer has more than one
tap. Without one there may be holes too: kernels of 3 with dilations 2 and 3.

Proof: what is read lies at multiples of `g` from its first sample.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="common-factor-of-dilations",
    title="Dilations with a common factor leave holes",
    area="holes",
    source="new here",
    statement=(),
    by_hand="holes.v",
    proposition=r"""
(forall windows g, Forall proper windows -> Forall (fun w => stride w = 1 /\ (g | dilation w)) windows ->
  1 < g -> Exists (fun w => 1 < kernel w) windows ->
  ~ forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1) /\
(let windows := [Window 3 1 2 0; Window 3 1 3 0] in
  Z.gcd 2 3 = 1 /\
  ~ forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1)
""",
)
