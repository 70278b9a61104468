"""The induction over copies that proves a closed sum, as its certificate has it: base, and from one to the next."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symrf.terms import Big, Num, Op, Rel, Sym, Term, names
from symrf.terms.tree import negated, rebuilt, times

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
    copies, index = whole.hi, Sym(whole.var)
    if copies.name in {*names(whole.body)[0], *(name for one in before for name in names(one)[0])}:
        return None  # what one copy adds then depends on how many there are
    if index.name in names(stated.right)[0]:
        return None
    last = Op("+", (index, negated(ONE)))
    added = times([*before, whole.body])
    step = Rel("==", Op("+", (_put(stated.right, copies, last), added)), _put(stated.right, copies, index))
    return Induction(Rel("==", _put(stated.right, copies, NONE), NONE), step, index, copies)


def _put(tree: Term, symbol: Sym, value: Term) -> Term:
    return value if tree == symbol else rebuilt(tree, lambda part: _put(part, symbol, value))
