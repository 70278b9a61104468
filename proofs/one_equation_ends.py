"""Where `d == 1` and `k >= D`, every output of a layer with the equation `D*t == A*y + B + m`, `m` of 0 to `k - 1`,
reads something: all samples from `ceil((A*y + B)/D)` to `floor((A*y + B + k - 1)/D)`, and no other.

Proof: solve for `t` and round to the inside; of `D` numbers one after the other one is a multiple of `D`.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="one-equation-ends",
    title="The ends of what a layer reads",
    area="upsampling",
    source="new here",
    statement=(
        "ceil((A*y + B)/D) <= floor((A*y + B + k - 1)/D)",
        "D*(ceil((A*y + B)/D) - 1) <= A*y + B - 1", "A*y + B <= D*ceil((A*y + B)/D)",
        "D*floor((A*y + B + k - 1)/D) <= A*y + B + k - 1", "A*y + B + k <= D*(floor((A*y + B + k - 1)/D) + 1)",
    ),
    domain=("D >= 1", "k - D >= 0"),
    integers=("A", "B", "D", "k", "y"),
    by_hand="equation.v",
)
