"""A closed form that holds for every map, at the one map a report is about."""

from __future__ import annotations

from symrf.terms import At, Big, Num, Op, Rel, Sym, Term
from symrf.terms.parse import number
from symrf.terms.tree import ZERO, walk
from symrf.theorem import claim, free_index


def at_end(first: str) -> At:
    """The quantity at the other end of the network than its first value: r_0 from "r[L] == 1", J_L from "J[0] == 1"."""
    left = claim(first).left
    if not isinstance(left, At):
        raise ValueError(f"not a first value: {first}")
    return At(left.name, ZERO if left.index == Sym("L") else Sym("L"))


def placed(closed: Rel, first: str) -> Rel:
    """The claim at that end.

    >>> from symrf.terms import text
    >>> text(placed(claim("P[l] == Sum(p[m]*Product(s[i], (i, l+1, m-1)), (m, l+1, L))"), "P[L] == 0"))
    'P[0] == Sum(p[m]*Product(s[i], (i, 1, m - 1)), (m, 1, L))'
    """
    variable, here = free_index(closed), at_end(first).index
    if variable is None:
        return closed
    return Rel(closed.op, _put(closed.left, variable, here), _put(closed.right, variable, here))


def letters(closed: Rel) -> set[str]:
    """The letters of layers that the right side reads."""
    return {part.name for part in walk(closed.right) if isinstance(part, At)}


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
