"""Rebuilding trees."""

from __future__ import annotations

from collections.abc import Callable

from symrf.terms import At, Big, Op, Term


def rebuilt(tree: Term, change: Callable[[Term], Term]) -> Term:
    """The tree with each of its immediate parts changed; binders keep their names."""
    match tree:
        case At(name=name, index=inner):
            return At(name, change(inner))
        case Op(op=op, args=args):
            return Op(op, tuple(map(change, args)))
        case Big():
            return Big(tree.kind, change(tree.body), tree.var, change(tree.lo), change(tree.hi))
    return tree
