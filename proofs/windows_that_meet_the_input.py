"""Where no layer pads more than `d*(k - 1)` on a side and each map has `d` samples at least, every feature of a chain
is computed from a sample of the input that is no padding.

Proof: windows-that-meet-the-map, layer by layer from the output down.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="windows-that-meet-the-input",
    title="When every feature of a chain meets the input",
    area="coverage",
    source="new here",
    by_hand="cover.v",
)
