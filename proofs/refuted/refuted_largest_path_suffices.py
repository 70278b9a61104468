"""Two branches of equal stride see samples `a1` to `b1` and `a2` to `b2` for output 0. The size of the joined field is
said to be the larger of the two sizes. Right exactly where one branch sees all that the other one sees.
"""

from symrf.theorem import Refutation, right_if

refutation = Refutation(
    name="refuted-largest-path-suffices",
    title="The largest path decides",
    area="size",
    source="common in tools",
    statement=("Max(b1, b2) - Min(a1, a2) + 1 == Max(b1 - a1 + 1, b2 - a2 + 1)",),
    domain=("b1 - a1 >= 0", "b2 - a2 >= 0"),
    integers=("a1", "b1", "a2", "b2"),
    holds_when="one of the regions contains the other",
    iff=("Max((a2 - a1)*(b2 - b1), 0) == 0",),
    right="equal-stride-network",
    conditions=(
        right_if(
            "it-contains",
            "Right where the first contains the second",
            domain=("a2 - a1 >= 0", "b1 - b2 >= 0", "b2 - a2 >= 0"),
        ),
    ),
)
