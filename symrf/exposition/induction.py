"""The induction over copies that proves a closed sum, as its certificate has it: base, and from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeGuard

from symrf.repeat import LETTERS
from symrf.terms import Big, Num, Op, Rel, Sym, Term, names
from symrf.terms.tree import children, negated, plus, put, rebuilt, times, walk

NONE, ONE = Num(Fraction(0)), Num(Fraction(1))


@dataclass(frozen=True)
class Induction:
    """base: what is stated of no copy; step: what is stated of index - 1 copies and what one adds, and of index."""

    base: Rel
    step: Rel
    index: Sym
    copies: Sym


def induction(stated: Rel) -> Induction | None:
    """How a sum over 1 … B is proved that equals a closed form in B; None where it is no such sum.

    >>> from symrf.terms import parse, text
    >>> found = induction(parse("Sum(2*i - 1, (i, 1, B)) == B**2"))
    >>> text(found.base), text(found.step)
    ('0**2 == 0', '(i - 1)**2 + (2*i - 1) == i**2')
    """
    factors = stated.left.args if isinstance(stated.left, Op) and stated.left.op == "*" else (stated.left,)
    *before, whole = factors
    if not isinstance(whole, Big) or whole.kind != "Sum" or not isinstance(whole.hi, Sym) or whole.lo != ONE:
        return None
    copies = whole.hi
    bound = {part.var for part in walk(stated.right) if isinstance(part, Big)}
    index = Sym(next(x for x in (whole.var, *LETTERS) if x not in bound))
    body = put(whole.body, {Sym(whole.var): index})
    if copies.name in {*names(body)[0], *(name for one in before for name in names(one)[0])}:
        return None  # what one copy adds then depends on how many there are
    if index.name in names(stated.right)[0]:
        return None
    last = Op("+", (index, negated(ONE)))
    added = times([*before, body])
    step = Rel("==", Op("+", (_put(stated.right, copies, last), added)), _put(stated.right, copies, index))
    return Induction(Rel("==", _put(stated.right, copies, NONE), NONE), step, index, copies)


def _put(tree: Term, symbol: Sym, value: Term) -> Term:
    """The tree with a value for a symbol, in the sums that it is part of the numbers added up."""
    if tree == symbol:
        return value
    new = rebuilt(tree, lambda part: _put(part, symbol, value))
    if not isinstance(tree, Op) or tree.op != "+" or symbol not in tree.args:
        return new
    parts = [inner for part in children(new) for inner in (part.args if _is(part, "+") else (part,))]
    numbers = [part for part in parts if isinstance(part, Num) or part == negated(Num(-_value(part)))]
    total = sum((_value(part) for part in numbers), Fraction(0))
    rest = [part for part in parts if part not in numbers]
    rest += [Num(total) if total > 0 else negated(Num(-total))] if total or not rest else []
    return plus(rest)


def _value(term: Term) -> Fraction:
    """The number that a term is, with or without a minus; 0 where it is none."""
    if _is(term, "neg"):
        return -_value(term.args[0])
    return term.value if isinstance(term, Num) else Fraction(0)


def _is(term: Term, op: str) -> TypeGuard[Op]:
    return isinstance(term, Op) and term.op == op
