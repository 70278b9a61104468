"""The safe parser: text to a tree. Text is never evaluated; every limit is checked before anything is built.

Python's grammar is used for reading only, through a whitelist of syntax nodes.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable
from fractions import Fraction
from keyword import kwlist
from typing import NoReturn

from symrf.errors import SymrfError, shown, typed
from symrf.terms.tree import (
    FEATURE,
    NAME,
    At,
    Big,
    Num,
    Op,
    Rel,
    Sym,
    Term,
    children,
    names,
    negated,
    plus,
    summands,
    walk,
)

MAX_TEXT = 4000
MAX_DEPTH = 40
MAX_NODES = 2000
MAX_DIGITS = 18
MAX_EXPONENT = 32
_INTEGER = re.compile(r"[0-9]{1,18}")
FUNCTIONS = {
    "floor": "floor", "ceil": "ceil", "ceiling": "ceil", "Min": "Min", "Max": "Max", "min": "Min", "max": "Max",
    "gcd": "gcd", "mod": "mod",
}  # fmt: skip
"""What functions are called, and the operation that each is."""
_WORDS = re.compile(rf"\b(?:{'|'.join(kwlist)})\b")
_BEFORE_WORD = "\u03bb"
"""Put before a word that Python keeps for itself, so that a symbol may be called lambda; nobody can type it."""
_RELATIONS: dict[type[ast.cmpop], str] = {ast.Eq: "==", ast.LtE: "<=", ast.Lt: "<", ast.GtE: ">=", ast.Gt: ">"}


def parse_value(source: str, what: str = "value") -> Term:
    """Read an expression without a relation, such as a kernel "2*k - 1" of an architecture file.

    >>> parse_value("k1")
    Sym(name='k1')
    >>> parse_value("x;import os", "padding of conv")
    Traceback (most recent call last):
    symrf.errors.SymrfError: padding of conv 'x;import os': invalid syntax; write a formula such as (k - 1)/2
    """
    if NAME.fullmatch(source):
        return Sym(source)
    if _INTEGER.fullmatch(source):
        return Num(Fraction(source))
    tree = parse(source, what)
    if isinstance(tree, Rel):
        raise SymrfError(f"{what} {shown(source)}: a value has no {tree.op}; write a formula such as (k - 1)/2")
    for part in walk(tree):
        if isinstance(part, Op) and part.op in FEATURE:
            raise SymrfError(f"{what} {shown(source)}: {part.op}(…) is for claims about a network; write {part.op}*(…)")
    return tree


def parse(source: str, what: str = "formula") -> Term | Rel:
    """Read a formula or a claim; "=" is read as "==".

    >>> from symrf.terms.text import text
    >>> text(parse("r[0] = 1 + Sum(k[l] - 1, (l, 1, L))"))
    'r[0] == 1 + Sum(k[l] - 1, (l, 1, L))'
    """
    return _TreeReader(source, what).read()


class Checks:
    """The limits of every notation, and the one place where a formula is called wrong."""

    def __init__(self, source: str, what: str) -> None:
        self.source, self.what = source, what

    def wrong(self, why: str) -> NoReturn:
        """Raise the one-line error."""
        raise SymrfError(f"{self.what} {typed(self.source)}: {why}")

    def before(self) -> None:
        self.sized()
        foreign = next((c for c in self.source if not (c.isascii() and (c.isprintable() or c == "\n"))), None)
        if foreign is not None:
            self.wrong(f"the character {foreign!a}; only ASCII is read")

    def sized(self) -> None:
        """The limits that hold before anything is read."""
        if not isinstance(self.source, str):
            self.wrong("not text")
        if len(self.source) > MAX_TEXT:
            self.wrong(f"{len(self.source)} characters; at most {MAX_TEXT} are read")
        if not self.source.strip():
            self.wrong("empty; write a formula such as (k - 1)/2")
        if re.search(rf"[0-9]{{{MAX_DIGITS + 1}}}", self.source):
            self.wrong(f"a number of more than {MAX_DIGITS} digits")
        depth = 0
        for c in self.source:
            depth += (c in "([{") - (c in ")]}")
            if depth > MAX_DEPTH:
                self.wrong(f"brackets nested more than {MAX_DEPTH} deep")

    def after(self, tree: Term | Rel) -> None:
        level, count = [tree], 0
        for depth in range(MAX_DEPTH + 2):
            count += len(level)
            if count > MAX_NODES:
                self.wrong(f"more than {MAX_NODES} terms")
            level = [child for part in level for child in children(part)]
            if not level:
                return
            if depth > MAX_DEPTH:
                break
        self.wrong(f"nested more than {MAX_DEPTH} deep")


class _TreeReader(Checks):
    def read(self) -> Term | Rel:
        """The checked tree."""
        self.before()
        doubled = re.sub(r"(?<![=<>!])=(?!=)", "==", self.source.strip())
        self.read_as = _WORDS.sub(rf"{_BEFORE_WORD}\g<0>", doubled)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                body = ast.parse(self.read_as, mode="eval").body
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            self.wrong("invalid syntax; write a formula such as (k - 1)/2")
        tree = self.relation(body) if isinstance(body, ast.Compare) else self.term(body)
        self.after(tree)
        return tree

    def relation(self, node: ast.Compare) -> Rel:
        if len(node.ops) != 1 or type(node.ops[0]) not in _RELATIONS:
            self.wrong("a claim has one relation, == or <= < >= >")
        return Rel(_RELATIONS[type(node.ops[0])], self.term(node.left), self.term(node.comparators[0]))

    def term(self, node: ast.expr, depth: int = 0) -> Term:
        if depth > MAX_DEPTH:
            return self.wrong(f"nested more than {MAX_DEPTH} deep")
        match node:
            case ast.Constant(value=int() as value):
                return Num(Fraction(value))
            case ast.Constant(value=float()):
                written = ast.get_source_segment(self.read_as, node) or ""
                if re.fullmatch(r"[0-9]{1,9}\.[0-9]{1,9}", written):
                    return Num(Fraction(written))
                self.wrong("write a fraction such as 1/2")
            case ast.Name(id=name):
                return Sym(self.name(name))
            case ast.Subscript(value=ast.Name(id=name), slice=index) if not isinstance(index, ast.Slice | ast.Tuple):
                return At(self.name(name), self.term(index, depth + 1))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Op("neg", (self.term(operand, depth + 1),))
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.term(operand, depth + 1)
            case ast.BinOp(op=ast.Add() | ast.Sub()):
                return Op("+", self.spine(node, (ast.Add, ast.Sub), depth))
            case ast.BinOp(op=ast.Mult()):
                return Op("*", self.spine(node, (ast.Mult,), depth))
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return Op("/", (self.term(left, depth + 1), self.term(right, depth + 1)))
            case ast.BinOp(left=left, op=ast.FloorDiv(), right=right):
                return Op("floor", (Op("/", (self.term(left, depth + 1), self.term(right, depth + 1))),))
            case ast.BinOp(left=left, op=ast.Mod(), right=right):
                return remainder(self.term(left, depth + 1), self.term(right, depth + 1))
            case ast.BinOp(left=left, op=ast.Pow(), right=right):
                return power(self, self.term(left, depth + 1), self.term(right, depth + 1))
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
                return self.call(name, args, depth)
        return self.wrong(f"{type(node).__name__.lower()} is not part of a formula; write one such as (k - 1)/2")

    def spine(self, node: ast.expr, ops: tuple[type[ast.operator], ...], depth: int) -> tuple[Term, ...]:
        """a + b - c as (a, b, neg c), without recursing down the left side."""
        parts: list[Term] = []
        while isinstance(node, ast.BinOp) and isinstance(node.op, ops):
            right = self.term(node.right, depth + 1)
            parts.append(Op("neg", (right,)) if isinstance(node.op, ast.Sub) else right)
            node = node.left
        return (self.term(node, depth + 1), *reversed(parts))

    def call(self, name: str, args: list[ast.expr], depth: int) -> Term:
        name = name.removeprefix(_BEFORE_WORD)
        if name in ("Sum", "Product"):
            match args:
                case [body, ast.Tuple(elts=[ast.Name(id=var), lo, hi])]:
                    parts = [self.term(part, depth + 1) for part in (body, lo, hi)]
                    return Big(name, parts[0], self.name(var), parts[1], parts[2])
            self.wrong(f"write {name}(term, (i, first, last))")
        if name in FEATURE and len(args) == 1:
            return Op(name, (self.term(args[0], depth + 1),))
        if name not in FUNCTIONS:
            self.wrong(f"unknown function {shown(name)}; known are Sum, Product, floor, ceil, Min, Max, gcd, mod")
        op = FUNCTIONS[name]
        if not args or op in ("floor", "ceil") and len(args) != 1:
            self.wrong(f"{name} takes {'one argument' if op in ('floor', 'ceil') else 'at least one argument'}")
        return applied(self, op, tuple(self.term(a, depth + 1) for a in args))

    def name(self, name: str) -> str:
        name = name.removeprefix(_BEFORE_WORD)
        if not NAME.fullmatch(name):
            self.wrong(f"the name {shown(name)}; a name is a letter, then letters, digits or _ (at most 40)")
        return name


def applied(checks: Checks, op: str, args: tuple[Term, ...]) -> Term:
    """A function of these arguments; mod by its definition."""
    if op in ("gcd", "mod") and len(args) != 2:
        checks.wrong(f"{op} takes two arguments")
    return remainder(*args) if op == "mod" else Op(op, args)


def remainder(a: Term, b: Term) -> Term:
    """a mod b, by its definition: a - b*floor(a/b)."""
    return Op("+", (a, Op("neg", (Op("*", (b, Op("floor", (Op("/", (a, b)),)))),))))


def power(checks: Checks, base: Term, exponent: Term) -> Term:
    """base ** exponent, within the limits."""
    constant = number(exponent)
    fixed = constant is not None or not any(names(exponent))
    if fixed and (constant is None or constant.denominator != 1 or abs(constant) > MAX_EXPONENT):
        checks.wrong(f"an exponent must be an integer of at most {MAX_EXPONENT}, or a symbol")
    if isinstance(base, Op) and base.op == "**":
        checks.wrong("a power of a power; multiply the exponents")
    return Op("**", (base, exponent))


def _combined(op: str, a: Fraction, b: Fraction) -> Fraction | None:
    if (op == "/" and b == 0) or (op == "**" and (b.denominator != 1 or abs(b) > MAX_EXPONENT or a == 0)):
        return None
    result = {"+": a.__add__, "*": a.__mul__, "/": a.__truediv__}.get(op, a.__pow__)(b)
    if not isinstance(result, Fraction) or max(abs(result.numerator), result.denominator) >= 10**MAX_DIGITS:
        return None
    return result


def added(parts: Iterable[Term]) -> Term:
    """The sum, its numbers added up and last.

    >>> from symrf.terms import text
    >>> text(added([Sym("k"), Num(Fraction(1)), parse_value("s - 3")]))
    'k + s - 2'
    """
    flat = [part for one in parts for part in summands(one)]
    rest = [part for part in flat if number(part) is None]
    total = sum((number(part) or Fraction(0) for part in flat), Fraction(0))
    if total or not rest:
        rest.append(Num(total) if total >= 0 else negated(Num(-total)))
    return plus(rest)


def number(term: Term) -> Fraction | None:
    """The value of a tree without names, as far as it is small and cheap; None otherwise."""
    match term:
        case Num(value=value):
            return value
        case Op(op="neg", args=(a,)):
            inner = number(a)
            return None if inner is None else -inner
        case Op(op=op, args=args) if op in ("+", "*", "/", "**"):
            values = [number(a) for a in args]
            total: Fraction | None = values[0]
            for v in values[1:]:
                if total is None or v is None:
                    return None
                total = _combined(op, total, v)
            return total
    return None
