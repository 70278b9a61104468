"""Where in every layer with more than one tap the taps stand, in input samples, at most as far apart as the layers
below see consecutive samples (`d[l]*J[l-1]` is at most `R[l-1]`), a chain of any depth reads every sample from the
first to the last of its region, and no other.

Proof: induction over the layers from the input up: a sample of the widened stretch is a sample of the stretch below,
moved by one of the taps.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="no-holes",
    title="When the region has no holes",
    area="holes",
    source="new here",
    statement=(),
    by_hand="chains.v",
    proposition=r"""
forall windows, Forall proper windows -> dense 1 1 windows ->
forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1
""",
)
