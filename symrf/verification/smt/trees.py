"""Trees: exact constants."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

from symrf.terms import Num, Op, Term

MAX_EXPONENT = 64

Expr = Any
"""A term or formula of z3, which is an extra and has no types."""


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
