"""Every sample is read by equally many outputs, at least one, exactly where `gcd(s, d) == 1` and `s` divides `k`. That
`s` divides `k`, the published rule against checkerboards, is not enough with dilation: `k`, `s` and `d` of 2.

Proof: `s` consecutive taps reach each residue once; and over a period of `s` samples the readers, `c` each, are the
`k` taps.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="every-sample-equally-often",
    title="When one layer reads every sample equally often",
    area="coverage",
    source="new here",
    statement=(),
    by_hand="cover.v",
    proposition=r"""
forall w, proper w ->
((exists c, 1 <= c /\ forall x, exists ys, NoDup ys /\ count ys = c /\ forall y, In y ys <-> In x (reads (Conv w) y))
 <-> Z.gcd (stride w) (dilation w) = 1 /\ (stride w | kernel w))
""",
)
