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
)
