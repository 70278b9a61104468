"""The field (1, 0, 0) of the input itself, of size 1, composed on either side changes nothing.

Proof: multiply out.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="composition-identity",
    title="The identity of composition",
    area="size",
    source="new here",
    statement=(
        "1*S1 == S1",
        "0 + 1*a1 == a1",
        "S1*1 == S1",
        "a1 + S1*0 == a1",
        "1 + 1*(r1 - 1) == r1",
        "r1 + S1*(1 - 1) == r1",
    ),
)
