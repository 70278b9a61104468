"""Without dilation the longest way `G` from one sample that is read to the next is 1 at the output, and
`max(1, s*G - (k - 1))` below a layer: the chain reads every sample exactly where that comes to 1 at the input.

Proof: induction over the layers, from the output down: some samples in a row, `G - 1` of them, are not read, and of
any `G` one is.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="every-sample-of-a-chain",
    title="When a chain reads every sample",
    area="coverage",
    source="new here",
    statement=(),
    by_hand="cover.v",
    proposition=r"""
forall windows, Forall (fun w => proper w /\ dilation w = 1) windows ->
((forall x, exists y, In x (seen (chain windows) y)) <->
 fold_right (fun w G => Z.max 1 (stride w * G - (kernel w - 1))) 1 windows = 1)
""",
)
