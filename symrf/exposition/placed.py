"""A closed form that holds for every map, at the one map a report is about."""

from __future__ import annotations

from fractions import Fraction

from symrf.terms import At, Big, Num, Op, Rel, Sym, Term
from symrf.terms.parse import number
from symrf.terms.tree import walk
from symrf.theorem import free_index


def placed(claim: Rel, boundary: object) -> Rel:
    """The claim at l = 0 for a quantity that starts from f_L, at l = L for one that starts from f_0.

    >>> from symrf.terms import parse, text
    >>> text(placed(parse("P[l] == Sum(p[m]*Product(s[i], (i, l+1, m-1)), (m, l+1, L))"), parse("P[L] == 0")))
    'P[0] == Sum(p[m]*Product(s[i], (i, 1, m - 1)), (m, 1, L))'
    """
    variable = free_index(claim)
    if variable is None:
        return claim
    start = boundary.left.index if isinstance(boundary, Rel) and isinstance(boundary.left, At) else None
    here: Term = Num(Fraction(0)) if start == Sym("L") else Sym("L")
    return Rel(claim.op, _put(claim.left, variable, here), _put(claim.right, variable, here))


def letters(claim: Rel) -> set[str]:
    """The letters of layers that the right side reads."""
    return {part.name for part in walk(claim.right) if isinstance(part, At)}


def _put(term: Term, variable: str, value: Term) -> Term:
    """The value for the variable; indices that become plain numbers are added up."""
    match term:
        case Sym(name=name) if name == variable:
            return value
        case At(name=name, index=index):
            return At(name, _put(index, variable, value))
        case Big(kind=kind, body=body, var=var, lo=lo, hi=hi):
            inner = body if var == variable else _put(body, variable, value)
            return Big(kind, inner, var, _put(lo, variable, value), _put(hi, variable, value))
        case Op(op=op, args=args):
            new = Op(op, tuple(_put(arg, variable, value) for arg in args))
            total = number(new) if new != term else None
            return Num(total) if total is not None and total >= 0 else new
    return term
