"""The left padding in effect is said to be half of the padding that the windows use. With explicit padding the left
side is what was given, whether or not the right side is used up; the centre is then off. On a map of 224 samples with
a kernel of 7, a stride of 2 and a padding of 3 it says 2.

Right for SAME padding where windows overlap or touch, because there the left side is defined as that half.
"""

from symrf.theorem import Refutation, right_if

refutation = Refutation(
    name="refuted-halved-padding",
    title="The padding in effect is half of what is used",
    area="padding",
    source="Dang Ha The Hien 2017, its script",
    statement=("p[l] == floor(((n[l] - 1)*s[l] - n[l-1] + K[l])/2)",),
    holds_when="`p[l]` is that half by definition, as in SAME padding",
    right="actual-padding",
    conditions=(
        right_if("same", "Right for SAME padding", domain=("(n[l] - 1)*s[l] - n[l-1] + K[l] >= 0",), network="same"),
    ),
)
