"""With `r[1] == 1`, rates that do not decrease and kernels of at least 2 taps, there are no holes exactly where
`M[2] <= K`, for `M[i] == max(M[i+1] - (K - 1)*r[i], r[i])`.

Proof: `M[2] <= K`, unfolded from the input up, is the condition of sorted-dilations, layer by layer.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="hybrid-dilation-repaired",
    title="Hybrid dilated convolution, repaired",
    area="holes",
    source="new here",
    statement=(),
    by_hand="holes.v",
    proposition=r"""
forall bottom middle top,
Forall (fun w => 2 <= kernel w /\ stride w = 1 /\ 1 <= dilation w) (bottom :: middle ++ [top]) ->
dilation bottom = 1 -> ForallOrdPairs (fun v w => dilation v <= dilation w) (middle ++ [top]) ->
let windows := bottom :: middle ++ [top] in
(fold_right (fun w M => Z.max (M - (kernel w - 1) * dilation w) (dilation w)) (dilation top) middle <= kernel bottom
 <-> forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1)
""",
)
