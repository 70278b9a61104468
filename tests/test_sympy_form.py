"""Trees to SymPy and back: what comes back is the same expression, and has the same values."""

from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import assume, given, reject

from symrf.errors import SymrfError
from symrf.numbers.symbols import symbol
from symrf.terms import Num, Op, Term, parse_value, text
from symrf.terms.evaluate import Undefined, compiled
from symrf.terms.sympy_form import natural, to_sympy, to_term
from symrf.terms.tree import walk
from tests.strategies import SCALARS, terms

VALUES = (
    {"k": 1, "n": 3, "B": 5, "a2": 2, "i": 2},
    {"k": 3, "n": 7, "B": 2, "a2": 1, "i": 4},
    {"k": 2, "n": 5, "B": 4, "a2": 6, "i": 1},
)


def expression(tree: Term) -> Any:
    """The tree as SymPy; an i that is bound by nothing is a symbol as any other."""
    return to_sympy(tree, default=natural)


def divides(part: Any) -> bool:
    """Whether it is a quotient or a fraction."""
    return isinstance(part, Op) and part.op == "/" or isinstance(part, Num) and part.value.denominator != 1


def values(tree: Term) -> list[Any]:
    """What it comes to at the values above; None where it is not defined."""
    found = []
    for scope in VALUES:
        try:
            found.append(Fraction(compiled(tree)(dict(scope))))
        except Undefined:
            found.append(None)
    return found


@given(terms)
def test_there_and_back(tree: Term) -> None:
    try:
        made = expression(tree)
    except SymrfError:  # Min or Max of a quotient by 0
        reject()
    assume(made.is_finite is not False and not made.has(sympy.zoo, sympy.nan, sympy.oo))
    back = to_term(made)
    if not any(map(divides, walk(tree))):
        assert expression(back).expand() == made.expand()  # of a quotient SymPy has several forms
    assert [b for a, b in zip(values(tree), values(back), strict=True) if a not in (None, b)] == []


def test_the_test_would_see_a_difference() -> None:
    one, other = parse_value("Sum(k**i, (i, 1, n))/2"), parse_value("Sum(k**i, (i, 0, n))/2")
    assert expression(one) != expression(other)
    assert all(a != b for a, b in zip(values(one), values(other), strict=True))


PRINTED = ("Sum(k**(i - 1), (i, 1, n))", "n - 32*floor(n/32)", "2**B*(k - 1) + 1", "(k*n + 6)/2")


@pytest.mark.parametrize("source", PRINTED)
def test_what_is_printed_is_read_as_it_was(source: str) -> None:
    assert text(to_term(expression(parse_value(source)))) == source


def test_a_division_by_zero_is_told() -> None:
    with pytest.raises(SymrfError, match="Min\\(k, k/0\\) has no value"):
        expression(parse_value("Min(k, k/0)"))


def test_every_scalar_is_a_positive_integer() -> None:
    assert {expression(parse_value(name)) for name in SCALARS} == {symbol(name) for name in SCALARS}
