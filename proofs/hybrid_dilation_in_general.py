"""Rates 2, 2 with kernels of 3 have `M[2] == 2` and holes; rates 1, 3, 1 have `M[2] == 5` and none.

Proof: sorted-dilations and no-holes-exactly.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="hybrid-dilation-in-general",
    title="Hybrid dilated convolution: neither sufficient nor necessary",
    area="holes",
    source="new here",
    statement=(),
    by_hand="holes.v",
    proposition=r"""
(let windows := [Window 3 1 2 0; Window 3 1 2 0] in
  2 <= 3 /\ ~ forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1) /\
(let windows := [Window 3 1 1 0; Window 3 1 3 0; Window 3 1 1 0] in
  3 < Z.max (1 - 2 * 3) (Z.max (2 * 3 - 1) 3) /\
  forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1)
""",
)
