"""The condition `M[2] <= K` for the published `M[i] == max(M[i+1] - 2*r[i], 2*r[i] - M[i+1], r[i])` is exact for
`K == 3`, `r[1] == 1` and rates that do not decrease.

Proof: then `2*r[i] - M[i+1]` is at most `r[i]`, and hybrid-dilation-repaired applies.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="hybrid-dilation-of-three",
    title="Hybrid dilated convolution: exact for kernels of three",
    area="holes",
    source="new here",
    statement=(),
    by_hand="holes.v",
    proposition=r"""
forall bottom middle top,
Forall (fun w => kernel w = 3 /\ stride w = 1 /\ 1 <= dilation w) (bottom :: middle ++ [top]) ->
dilation bottom = 1 -> ForallOrdPairs (fun v w => dilation v <= dilation w) (middle ++ [top]) ->
let windows := bottom :: middle ++ [top] in
(fold_right (fun w M => Z.max (M - 2 * dilation w) (Z.max (2 * dilation w - M) (dilation w))) (dilation top) middle
   <= 3
 <-> forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1)
""",
)
