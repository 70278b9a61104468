"""The number of outputs is said to be the quotient rounded up, plus one. Right exactly where the stride divides the
numerator: then nothing is rounded."""

from symrf.theorem import Refutation, Theorem

refutation = Refutation(
    name="refuted-ceil-output-size",
    title="The output size rounded up",
    area="output-size",
    source="Dang Ha The Hien 2017, first equation as printed",
    statement=("n[l] == ceil((n[l-1] + p[l] + q[l] - K[l])/s[l]) + 1",),
    holds_when="`s[l]` divides `n[l-1] + p[l] + q[l] - K[l]`",
    iff=("s[l]*floor((n[l-1] + p[l] + q[l] - K[l])/s[l]) == n[l-1] + p[l] + q[l] - K[l]",),
    right="output-size",
    conditions=(
        Theorem(
            name="rounding-up-is-rounding-down-if-divisible",
            title="Rounding up and down agree on whole quotients",
            source="new here",
            statement=("ceil(x/a) == floor(x/a)",),
            domain=("a >= 1", "a*floor(x/a) - x >= 0"),
            integers=("x", "a"),
        ),
    ),
)
