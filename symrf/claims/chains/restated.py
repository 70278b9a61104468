"""A claim as it may be proved: about integers, about networks of one depth, about the first layers of a network.

Centres are halves of integers: c[l] and start[l] are written as halves of sequences of their own, whose recurrences
hold integers only; that they are the halves is proved, by a certificate that the kernel accepts. Then all is multiplied
by what it is divided by. Of one depth the kernel knows L, and no number that L is.

An order about the whole network is one about its first l layers, which is what an induction over layers proves: r[0] is
r[0] - J[l]*(r[l] - 1) of the first l layers, P[0] is P[0] - J[l]*P[l], and S[0] is J[l]; a sum or product over all
layers goes to l, and what its terms say of the whole network stays. Suggestions only: z3 and Coq prove them first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from symrf.prove.accepted import accepted
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, names, text
from symrf.terms.parse import number
from symrf.terms.tree import ZERO, rebuilt, walk
from symrf.theorem import Theorem, claim, free_index

TWICE = {
    "c": ("twice_c", ("twice_c[L] == 2*uL", "twice_c[l-1] == s[l]*twice_c[l] - 2*p[l] + K[l] - 1")),
    "start": (
        "twice_start",
        ("twice_start[0] == 1", "twice_start[l] == twice_start[l-1] + (K[l] - 1 - 2*p[l])*J[l-1]"),
    ),
}
MIDDLE = "twice_c[l] == u[l] + v[l]"
"""Proved first where a claim is about the center and both ends."""
TWO = Num(Fraction(2))


def of_integers(stated: Theorem) -> Theorem:
    """The claim about integers, where it is about centres and one that is equivalent is proved to be so.

    Fractions such as (k[l] - 1)/2, in the claim and in its conditions, are multiplied out.

    >>> of_integers(Theorem("claim", "", "", ("floor(2*c[l]) == 2*c[l]",))).statement
    ('floor(2*twice_c[l]/2)*2 == 2*twice_c[l]',)
    """
    stated = replace(stated, statement=_multiplied(stated.statement), assume=_multiplied(stated.assume))
    used = {letter for tree in stated.claims() for letter in names(tree)[1]}
    halves = {letter: TWICE[letter] for letter in sorted(TWICE.keys() & used)}
    if not halves or used & {own for own, _ in halves.values()}:
        return stated
    define = tuple(rule for _, rule in halves.values())
    same = tuple(f"{letter}[l] == {own}[l]/2" for letter, (own, _) in halves.items())
    if accepted(Theorem("halves", "halves", "", same, define=define)) is None:
        return stated
    claims = tuple(text(_cleared(tree)) for tree in stated.claims())
    middle = (MIDDLE,) if {"c", "u", "v"} <= used else ()
    return replace(stated, statement=claims, define=(*stated.define, *define), carry=(*stated.carry, *middle))


def _multiplied(claims: tuple[str, ...]) -> tuple[str, ...]:
    """The claims without fractions outside what is rounded; those that have none as they were written."""
    trees = ((said, claim(said)) for said in claims)
    return tuple(text(_cleared(t)) if (_fraction(t.left)[1], _fraction(t.right)[1]) != (1, 1) else s for s, t in trees)


def _halved(tree: Term) -> Term:
    if isinstance(tree, At) and tree.name in TWICE:
        return Op("/", (At(TWICE[tree.name][0], tree.index), TWO))
    return rebuilt(tree, _halved)


def _cleared(tree: Rel) -> Rel:
    """Both sides times what both are divided by."""
    (left, a), (right, b) = _fraction(_halved(tree.left)), _fraction(_halved(tree.right))
    return Rel(tree.op, _times(left, b), _times(right, a))


def _fraction(tree: Term) -> tuple[Term, int]:
    """(above, below): the tree as one quotient by a positive number; only what is rounded keeps one of its own."""
    value = number(tree)
    if value is not None:
        return Num(Fraction(value.numerator)), value.denominator
    match tree:
        case Op(op="/", args=(above, below)) if value := number(below):
            part, under = _fraction(above)
            sign = -1 if value < 0 else 1
            return _times(part, sign * value.denominator), under * sign * value.numerator
        case Op(op="floor" | "ceil" as op, args=(inner,)):
            above, under = _fraction(inner)
            return Op(op, (above if under == 1 else Op("/", (above, Num(Fraction(under)))),)), 1
        case Op(op="neg", args=(inner,)):
            above, under = _fraction(inner)
            return Op("neg", (above,)), under
        case Op(op="*", args=args):
            total, parts = 1, []
            for above, under in map(_fraction, args):
                parts.append(above)
                total *= under
            return Op("*", tuple(parts)), total
        case Op(op="+" | "Min" | "Max" as op, args=args):
            found = [_fraction(part) for part in args]
            total = 1
            for _, under in found:
                total *= under
            return Op(op, tuple(_times(above, total // under) for above, under in found)), total
        case Big(kind="Sum"):
            above, under = _fraction(tree.body)
            return Big("Sum", above, tree.var, tree.lo, tree.hi), under
    return tree, 1


def _times(tree: Term, factor: int) -> Term:
    return tree if factor == 1 else Op("*", (tree, Num(Fraction(factor))))


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
        moved = (_places(tree, change) for tree in stated.claims())
        yield replace(stated, statement=tuple(map(text, moved)))


def _places(term: Any, change: Callable[[Term], Term]) -> Any:
    """The term with its indices, and the ends of its sums and products, changed."""
    match rebuilt(term, lambda part: _places(part, change)):
        case At(name=name, index=index):
            return At(name, change(index))
        case Big() as big:
            return replace(big, lo=change(big.lo), hi=change(big.hi))
        case found:
            return found


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
    first = rebuilt(tree, _of_first)
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
