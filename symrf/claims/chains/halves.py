"""Centres are halves of integers: a claim that rounds them, or compares them, as a claim about integers.

c[l] and start[l] are written as halves of sequences of their own, whose recurrences hold integers only; that they are
the halves is proved, by a certificate that the kernel accepts. Then all is multiplied by what it is divided by.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symrf.prove.accepted import accepted
from symrf.terms import At, Big, Num, Op, Rel, Term, names, text
from symrf.terms.parse import number
from symrf.terms.tree import rebuilt
from symrf.theorem import Theorem, claim

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
