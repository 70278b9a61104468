"""Some output reads each sample exactly where `k >= s` and `gcd(s, d) == 1`.

Proof: the taps reach the residues of `d*m` by `s`; `k` of them cannot reach `s` residues where `k < s`, nor others
than multiples of a common divisor; and with Bézout's identity `s` consecutive taps reach all.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="every-sample-is-read",
    title="When one layer reads every sample",
    area="coverage",
    source="new here",
    statement=(),
    by_hand="cover.v",
    proposition=r"""
forall w, proper w ->
((forall x, exists y, In x (reads (Conv w) y)) <-> stride w <= kernel w /\ Z.gcd (stride w) (dilation w) = 1)
""",
)
