"""A tree as a SymPy expression, built structurally: no text ever reaches SymPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy

from symrf.numbers.symbols import symbol
from symrf.terms.geometric import geometric
from symrf.terms.tree import At, Big, Num, Rel, Sym, Term


def natural(name: str) -> Any:
    """The symbol of an undeclared name in an architecture: a positive integer."""
    return symbol(name)


def an_integer(name: str) -> sympy.Symbol:
    """The symbol of an index or of L: an integer."""
    return sympy.Symbol(name, integer=True)


def to_sympy(
    term: Term | Rel, symbols: Mapping[str, Any] | None = None, default: Callable[[str], Any] = an_integer
) -> Any:
    """The SymPy expression; a claim becomes an unevaluated Eq, a sequence an Indexed.

    >>> from symrf.terms.parse import parse
    >>> to_sympy(parse("r[l-1] == s[l]*r[l] + (K[l] - s[l])"))
    Eq(r[l - 1], K[l] + r[l]*s[l] - s[l])
    """
    known = symbols or {}

    def build(t: Term | Rel, bound: frozenset[str] = frozenset()) -> Any:
        match t:
            case Num(value=value):
                return sympy.Rational(value.numerator, value.denominator)
            case Sym(name=name):
                return an_integer(name) if name in bound else known[name] if name in known else default(name)
            case At(name=name, index=index):
                return sympy.IndexedBase(name)[build(index, bound)]
            case Big():
                body, low, high = build(t.body, bound | {t.var}), build(t.lo, bound), build(t.hi, bound)
                return big(t.kind, body, an_integer(t.var), low, high)
            case Rel(op=op, left=left, right=right):
                relation = {"==": sympy.Eq, "<=": sympy.Le, "<": sympy.Lt, ">=": sympy.Ge, ">": sympy.Gt}[op]
                return relation(build(left), build(right), evaluate=False)
        args = [build(a, bound) for a in t.args]
        match t.op:
            case "+":
                return sympy.Add(*args)
            case "*":
                return sympy.Mul(*args)
            case "/":
                return args[0] / args[1]
            case "**":
                return args[0] ** args[1]
            case "neg":
                return -args[0]
            case "floor":
                return sympy.floor(args[0])
            case "ceil":
                return sympy.ceiling(args[0])
            case "Min":
                return sympy.Min(*args)
            case "Max":
                return sympy.Max(*args)
        raise ValueError(f"not a formula by itself: {t.op}")

    return build(term)


def big(kind: str, body: Any, index: Any, low: Any, high: Any) -> Any:
    """A Sum or Product; a geometric sum is one factor, so that it is known wherever it occurs."""
    if kind == "Product":
        return sympy.Product(body, (index, low, high))
    known = geometric(body, index, low, high)
    return sympy.Sum(body, (index, low, high)) if known is None else known
