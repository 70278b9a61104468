"""Where every layer pads on the left by half of its span less one, centres lie at the multiples of the effective
stride.

Proof: induction from the output down; each layer's shift is zero.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="centered-padding",
    title="Centred padding",
    area="centre",
    source="Araujo, Norris and Sim 2019",
    statement=("c[l] == uL*S[l]",),
    assume=("p[m] == (K[m] - 1)/2",),
)
