"""The closed form is printed with a product over the strides up to `l - 1` inside a sum over `i`. Read for any `l`, it
is false.

Right for every `l` where all strides are one: then every product is one.
"""

from symrf.theorem import Refutation, right_if

refutation = Refutation(
    name="refuted-product-index",
    title="A product whose bound is not tied to the sum",
    area="size",
    source="aman.ai primer on the receptive field, as printed",
    statement=("r[0] == Sum((K[i] - 1)*Product(s[j], (j, 1, l - 1)), (i, 1, L)) + 1",),
    holds_when="all strides are one",
    right="size",
    conditions=(
        right_if(
            "unit-strides",
            "Right for unit strides",
            "s[m] == 1",
            carry=("r[l] == 1 + Sum((K[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))",),
        ),
    ),
)
