"""Where every output of every layer reads something and both ends of what it reads never decrease with the output
(convolution, pooling, nearest and linear upsampling, transposed convolution without dilation whose kernel is at least
its stride; every layer of one-equation with `A >= 0`, `d == 1` and `k >= D`), the hull of what a set of outputs reads
is given by the set's ends.

Proof: induction over the layers: the ends are read, and monotone ends keep everything else between them.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="ends-suffice",
    title="When the ends suffice",
    area="upsampling",
    source="new here",
    statement=(),
    by_hand="layers.v",
    proposition=r"""
(forall layers, Forall orderly layers -> forall outputs u v, first outputs u -> last outputs v ->
  first (through layers outputs) (lowest layers u) /\ last (through layers outputs) (highest layers v)) /\
(forall w, proper w -> orderly (Conv w)) /\
(forall f, 1 <= f -> orderly (Nearest f) /\ orderly (asymmetric f) /\ orderly (half_pixel f) /\
  forall n, 1 < f * n -> 1 <= n -> orderly (align_corners f n)) /\
(forall w, proper w -> dilation w = 1 -> stride w <= kernel w -> orderly (Transposed w)) /\
(forall A B k D, 0 <= A -> 1 <= D -> D <= k -> orderly (Equation A B 1 k D))
""",
)
