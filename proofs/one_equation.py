"""On one axis, output `y` of every layer reads the inputs `t` with `D*t == A*y + B + d*m` for an `m` of 0 to `k - 1`;
five numbers say which layer it is. A window has `D == 1`, `A == s` and `B == -p`; a transposed convolution `A == 1`,
`D == s` and `B == p - d*(k - 1)`. Nearest upsampling by `f` has `A == 1`, `B == 1 - f`, `k == f` and `D == f`; linear
upsampling about the coordinate `(A*y + b)/D` has `B == b + 1 - D` and `k == 2*D - 1`; a layer that reads `n` samples
whatever the output is has `A == 0`, `B == 0`, `k == n` and `D == 1`.

Proof: the taps of a transposed convolution are counted from the other end; a coordinate is rounded to the samples that
are less than 1 away from it.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="one-equation",
    title="One equation for every layer",
    area="upsampling",
    source="new here",
    statement=(),
    by_hand="equation.v",
)
