"""For integers `x` and `b` and positive integers `a` and `c`.

Proof: add the integer `b` inside the inner floor; a floor of a floor by integers is the floor by their product.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="nested-floor",
    title="Nested floors",
    area="output-size",
    source="Graham, Knuth and Patashnik, Concrete Mathematics, 3.2",
    statement=("floor((floor(x/a) + b)/c) == floor((x + a*b)/(a*c))",),
    domain=("a >= 1", "c >= 1"),
    integers=("x", "a", "b", "c"),
)
