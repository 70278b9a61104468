r"""Sums and products printed with dots: k_1 + k_2 + \dots + k_L, s_{l+1} \cdots s_L, as those over an index."""

from __future__ import annotations

from fractions import Fraction

from symrf.terms.tree import At, Big, Num, Op, Sym, Term, names, rebuilt, walk

LAST = Sym("L")


def dotted(op: str, before: Term, last: Term) -> Term | None:
    """What stands before the dots and after them, in one; None where the terms are not those of one sequence in order.

    >>> from symrf.terms import parse, text
    >>> text(dotted("+", parse("1 + k[1] + k[2]"), parse("k[L]")))
    '1 + Sum(k[i], (i, 1, L))'
    >>> dotted("+", parse("k[1] + k[3]"), parse("k[L]")) is None
    True
    """
    parts = list(before.args) if isinstance(before, Op) and before.op == op else [before]
    var = next(c for c in "imtabcefgh" if c not in names(before)[0] | names(last)[0])
    end = _place(last)
    shape = None if end is None else _with(last, end, Sym(var))
    alike: list[Term] = []
    while end is not None and parts and (place := _place(parts[-1])) is not None:
        if _with(parts[-1], place, Sym(var)) != shape:
            break
        alike.insert(0, place)
        parts.pop()
    if end is None or shape is None or not alike:
        return None
    up, down = _from_to(alike[0], end), _from_to(end, alike[0])
    step = 1 if up else -1
    if up == down or any(_more(alike[0], step * i) != place for i, place in enumerate(alike)):
        return None
    low, high = (alike[0], end) if up else (end, alike[0])
    whole = Big("Sum" if op == "+" else "Product", shape, var, low, high)
    return Op(op, (*parts, whole)) if parts else whole


def _place(term: Term) -> Term | None:
    """The one index that stands in it, where it has no sum or product of its own."""
    if any(isinstance(part, Big) for part in walk(term)):
        return None
    found = {part.index for part in walk(term) if isinstance(part, At)}
    return found.pop() if len(found) == 1 else None


def _with(term: Term, place: Term, var: Term) -> Term:
    match rebuilt(term, lambda part: _with(part, place, var)):
        case At(name=name) if isinstance(term, At) and term.index == place:
            return At(name, var)
        case other:
            return other


def _from_to(low: Term, high: Term) -> bool:
    """Whether these are ends in this order: from a number or to the last layer."""
    if isinstance(low, Num) and isinstance(high, Num):
        return low.value < high.value
    return isinstance(low, Num) or high == LAST


def _more(place: Term, count: int) -> Term:
    """The index so many layers on, as it is typed."""
    match place:
        case _ if not count:
            return place
        case Num(value=value):
            return Num(value + count)
        case Op(op="+", args=(first, Num(value=value))):
            return Op("+", (first, Num(value + count)))
    more = Num(Fraction(abs(count)))
    return Op("+", (place, more if count > 0 else Op("neg", (more,))))
