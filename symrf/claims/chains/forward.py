"""An order about the whole network as one about its first l layers, which is what an induction over layers proves.

r[0] is r[0] - J[l]*(r[l] - 1) of the first l layers, P[0] is P[0] - J[l]*P[l], and S[0] is J[l]; a sum or product over
all layers goes to l, and what its terms say of the whole network stays. Suggestions only: z3 and Coq prove them first.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, names, text
from symrf.terms.parse import number
from symrf.terms.tree import ZERO, rebuilt, walk
from symrf.theorem import Theorem, free_index

INDEX = Sym("l")
JUMP = At("J", INDEX)
FIRST = {"r": 1, "P": 0, "Q": 0}
"""Quantities of map 0 that grow layer by layer, and what they are where there is none."""
RISES, SAME = "J[L] >= J[l]", "J[l]*S[l] == S[0]"


def forward(stated: Theorem) -> Theorem | None:
    """The claim, carrying that about the first l layers; None where it has no sum or product over all layers."""
    tree = stated.claims()[0]
    bigs = [part for part in walk(tree) if isinstance(part, Big) and part.hi == Sym("L")]
    if tree.op == "==" or free_index(tree) is not None or not bigs:
        return None
    first = Rel(tree.op, _of_first(tree.left), _of_first(tree.right))
    if not {"J", "S"} & names(first)[1]:
        return None
    known = (RISES, SAME) if "S" in names(first)[1] | names(tree)[1] else (RISES,)
    return replace(stated, carry=(*stated.carry, *known, text(first)))


def of_the_whole(stated: Theorem) -> bool:
    """Whether terms of a sum or product name what belongs to the whole network, S[0] or J[L]."""
    whole = (At("S", ZERO), At("J", Sym("L")))
    bigs = [part for tree in stated.claims() for part in walk(tree) if isinstance(part, Big)]
    return any(part in whole for big in bigs for part in walk(big.body))


def _of_first(tree: Term) -> Term:
    match tree:
        case Big(hi=Sym(name="L")):
            return Big(tree.kind, _within(tree.body, tree.var), _apart(tree.var), tree.lo, INDEX)
        case At(name="S") if number(tree.index) == 0:
            return JUMP
        case At(name=name) if name in FIRST and number(tree.index) == 0:
            left = At(name, INDEX)
            rest: Term = Op("+", (left, Num(Fraction(-FIRST[name])))) if FIRST[name] else left
            return Op("+", (tree, Op("neg", (Op("*", (JUMP, rest)),))))
        case At(name="J" | "R", index=Sym(name="L")):
            return At(tree.name, INDEX)
        case Sym(name="L"):
            return INDEX
    return rebuilt(tree, _of_first)


def _apart(var: str) -> str:
    """The bound index, called otherwise where it is l."""
    return "m" if var == INDEX.name else var


def _within(tree: Term, var: str) -> Term:
    if isinstance(tree, Sym) and tree.name == var:
        return Sym(_apart(var))
    return rebuilt(tree, lambda part: _within(part, var))
