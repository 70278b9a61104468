"""Three fields (`S`, `a`, `b`) composed in either grouping give the same field: stride, edge (the same law for `a`,
`b` and the paddings) and size.

Proof: multiply out.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="composition-associative",
    title="Composition is associative",
    area="size",
    source="new here",
    statement=(
        "(S1*S2)*S3 == S1*(S2*S3)",
        "(a1 + S1*a2) + (S1*S2)*a3 == a1 + S1*(a2 + S2*a3)",
        "(r1 + S1*(r2 - 1)) + (S1*S2)*(r3 - 1) == r1 + S1*((r2 + S2*(r3 - 1)) - 1)",
    ),
)
