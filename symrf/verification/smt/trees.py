"""Trees: exact constants, and rebuilding."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod

from symrf.terms import At, Big, Num, Op, Term

MAX_EXPONENT = 64


def constant(tree: Term) -> Fraction | None:
    """The value of a tree of numbers only, exactly; None for any other, for a division by 0 and for a vast power."""
    match tree:
        case Num(value=value):
            return value
        case Op(op="neg" | "+" | "*" | "/" | "**" as op, args=args):
            known = [constant(a) for a in args]
            values = [v for v in known if v is not None]
            if len(values) < len(known):
                return None
            match op, values:
                case "+", _:
                    return sum(values, Fraction(0))
                case "*", _:
                    return prod(values, start=Fraction(1))
                case "neg", [a]:
                    return -a
                case "/", [a, b] if b != 0:
                    return a / b
                case "**", [a, b] if b.denominator == 1 and 0 <= b <= MAX_EXPONENT:
                    return a ** int(b)
    return None


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
