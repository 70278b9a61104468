"""Conditions that round: of a symbol whose remainder decides what is rounded, every remainder is put in, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm, prod
from typing import Any

from symrf.terms import Num, Op, Rel, Sym, Term, names
from symrf.terms.parse import number
from symrf.terms.sympy_form import to_sympy, to_term
from symrf.terms.tree import TURNED, ZERO, negated, walk


def decided_by(condition: Rel) -> tuple[tuple[str, ...], int]:
    """(symbols, period): their remainders by it decide what is rounded; no symbols where that is not known.

    >>> from symrf.terms.parse import parse
    >>> decided_by(parse("floor((k + m)/2) >= floor(floor(k/2)/3)")), decided_by(parse("floor(k/s) >= 2"))
    ((('k', 'm'), 6), ((), 0))
    """
    inner = [part.args[0] for part in walk(condition) if isinstance(part, Op) and part.op in ("floor", "ceil")]
    period = lcm(*map(_divisor, inner))
    rounded = {name for part in inner if _divisor(part) > 1 for name in names(part)[0]}
    return tuple(sorted(rounded)) if period else (), period


def every_remainder(condition: Rel) -> tuple[Rel, ...]:
    """What always holds, so that a claim under it is judged for the remainders that decide what is rounded, each alone.

    >>> from symrf.terms import parse, text
    >>> [text(one) for one in every_remainder(parse("floor((k + m)/2) >= 2"))]
    ['2*floor(k/2) <= k', '2*floor(m/2) <= m']
    """
    rounded, period = decided_by(condition)
    by = Num(Fraction(period))
    return tuple(Rel("<=", Op("*", (by, Op("floor", (Op("/", (Sym(x), by)),)))), Sym(x)) for x in rounded)


def _divisor(term: Term) -> int:
    """By what number a term is divided in all, whatever stands for its symbols; 0 where that is not known."""
    if not isinstance(term, Op):
        return 1
    if term.op == "/":
        below = number(term.args[1])
        return int(below) * _divisor(term.args[0]) if below and below.denominator == 1 and below > 0 else 0
    each = map(_divisor, term.args)
    return prod(each) if term.op in ("*", "**") else lcm(*each)


def where_left(condition: Rel, name: str, whole: Any, left: Any, symbols: Mapping[str, Any]) -> Rel | None:
    """The condition with `whole`, of the symbol `left`, for a symbol; None where what is left decides what is rounded.

    It is solved for a symbol where it is linear in a single one.
    """
    from symrf.numbers.floors import put as put_in
    from symrf.numbers.sound_sympy import sympy

    gap = to_sympy(Op("+", (condition.left, negated(condition.right))), symbols).rewrite(sympy.floor)
    gap = put_in(gap, {symbols[name]: whole})
    if any(left in part.free_symbols for part in gap.atoms(sympy.floor)):
        return None
    return _solved(condition.op, gap) or Rel(condition.op, to_term(gap), ZERO)


def solved(condition: Rel, symbols: Mapping[str, Any]) -> Rel:
    """The condition as a bound of its symbol, where it is linear in a single one; otherwise as it is.

    >>> from symrf.numbers.symbols import symbol
    >>> from symrf.terms import parse, text
    >>> text(solved(parse("7 - 2*k >= k/2"), {"k": symbol("k")}))
    'k <= 14/5'
    """
    if condition.op == "==" or len(found := names(condition)[0]) != 1 or not found <= symbols.keys():
        return condition
    return _solved(condition.op, to_sympy(Op("+", (condition.left, negated(condition.right))), symbols)) or condition


def _solved(op: str, gap: Any) -> Rel | None:
    from symrf.numbers.sound_sympy import sympy

    gap = sympy.expand(gap)
    own = sorted(gap.free_symbols, key=str)
    slope = gap.coeff(own[0]) if len(own) == 1 else sympy.S.Zero
    start = gap - slope * own[0] if own else gap
    if not slope or not slope.is_Rational or not start.is_Rational:
        return None
    bound = Num(Fraction(str(abs(start / slope))))
    op = TURNED[op] if slope < 0 else op
    return Rel(op, Sym(own[0].name), bound if -start / slope >= 0 else Op("neg", (bound,)))
