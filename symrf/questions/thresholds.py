"""A threshold as a formula: Max(1, ceil(log(1 + (n - 1)/(2*(k - 1)), 2)))."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy

from symrf.numbers.positive import exact
from symrf.questions.threshold import LINE, SQUARE, Threshold
from symrf.terms import Num, Op, Term
from symrf.terms.sympy_form import to_term


def term(found: Threshold) -> Term:
    """The least value. Of a need that may be below what the least value has, that is taken."""
    need = _sum(found.need)
    if found.kind == LINE:
        return _most(found.lowest, need if found.need.is_integer else Op("ceil", (need,)))
    if found.kind == SQUARE:
        root = to_term(sympy.expand(found.by**2 + 4 * found.need))
        above: Term = Op("sqrt", (root if found.real else _most(0, root),))
        above = Op("+", (above, Op("neg", (to_term(found.by),)))) if found.by != 0 else above
        inner = Op("/", (above, _number(2)))
    else:
        inner = Op("log", (need if found.real else _most(1, need), to_term(exact(found.by))))
    return _most(found.lowest, Op("ceil", (inner,)))


def _most(least: int, other: Term) -> Term:
    return Op("Max", (_number(least), other))


def _number(value: int) -> Term:
    return Num(Fraction(value))


def _sum(value: Any) -> Term:
    """1 + (n - 1)/(2 (k - 1)), where to_term would make one fraction of it."""
    number, rest = exact(value).as_coeff_Add()
    if number == 0 or rest == 0 or not sympy.fraction(rest)[1].free_symbols:
        return to_term(value)
    minus = rest.could_extract_minus_sign()
    return Op("+", (to_term(number), Op("neg", (to_term(-rest),)) if minus else to_term(rest)))
