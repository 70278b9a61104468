"""Numbers, in one place: ints, fractions and expressions, what is added and what is compared.

symbols: symbols with a least value. number: one code path for ints, fractions and SymPy expressions. sums, atoms: sums
of products with symbols that cost little to add up. floors: floors of floors taken together. order: which of two is
never the smaller; extremes: the least and the greatest; cases: which of several it is, case by case.

SymPy is imported only when an expression is already there.
"""

from symrf.numbers.extremes import greatest, least, never_above, never_zero
from symrf.numbers.number import (
    LIMIT,
    Number,
    expression,
    floor_divide,
    half,
    integer,
    is_symbolic,
    plain,
    remainder,
    same,
    symbols_in,
)

__all__ = [
    "LIMIT",
    "Number",
    "expression",
    "floor_divide",
    "greatest",
    "half",
    "integer",
    "is_symbolic",
    "least",
    "never_above",
    "never_zero",
    "plain",
    "remainder",
    "same",
    "symbols_in",
]
