"""A claim about networks of one depth, as it may be proved: the kernel knows L, and no number that L is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, text
from symrf.terms.parse import number
from symrf.terms.tree import rebuilt
from symrf.theorem import Theorem, claim


def of_depth(stated: Theorem) -> Iterator[Theorem]:
    """The same statement; where a condition gives the depth, as L == 2, in three ways.

    Map 2 as map L; then places counted from the output, map 0 as map L - 2; then all of them as numbers.
    """
    given = (tree.right for tree in map(claim, stated.assume) if tree.op == "==" and tree.left == Sym("L"))
    depth = next((value for right in given if (value := number(right)) is not None), None)
    if depth is None:
        yield stated
        return
    last, top = Num(depth), Sym("L")

    def from_output(place: Term) -> Term:
        value = number(place)
        return place if value is None else top if value == depth else Op("+", (top, Num(value - depth)))

    for change in (lambda x: top if x == last else x, from_output, lambda x: last if x == top else x):
        moved = (Rel(t.op, _places(t.left, change), _places(t.right, change)) for t in stated.claims())
        yield replace(stated, statement=tuple(map(text, moved)))


def _places(term: Term, change: Callable[[Term], Term]) -> Term:
    """The term with its indices, and the ends of its sums and products, changed."""
    match rebuilt(term, lambda part: _places(part, change)):
        case At(name=name, index=index):
            return At(name, change(index))
        case Big() as big:
            return replace(big, lo=change(big.lo), hi=change(big.hi))
        case found:
            return found
