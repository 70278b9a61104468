"""A tree at given values: exact integers and fractions, no SymPy. Compiled to closures once, evaluated many times."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor, gcd, prod
from threading import local
from typing import Any

from symrf.terms.tree import At, Big, Num, Rel, Sym, Term

MAX_RANGE = 10_000
MAX_BITS = 100_000
LEFT, TERM = "terms left", 10
RELATIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip
"""Whether a relation holds of two values."""
Scope = dict[str, Any]
Value = int | Fraction


class Work(local):
    """How much was computed in this thread: samples of walks, and TERM times the terms of sums. No clock knows, so that
    a search which ends after so much of it finds the same on a machine that is busy."""

    done = 0


WORK = Work()


class Undefined(Exception):
    """The tree has no value here: a division by zero, a sequence without that term, a number too large."""


def compiled(term: Term) -> Callable[[Scope], Value]:
    """A function from a scope (scalars, and sequences as callables or mappings from index to value) to the value.

    >>> from symrf.terms.parse import parse_value
    >>> compiled(parse_value("1 + Sum((k[i] - 1)*2**i, (i, 1, 3))"))({"k": {1: 3, 2: 3, 3: 3}})
    29
    """
    match term:
        case Num(value=value):
            constant = int(value) if value.denominator == 1 else value
            return lambda scope: constant
        case Sym(name=name):
            return lambda scope: _lookup(scope, name)
        case At(name=name, index=inner):
            index = compiled(inner)
            return lambda scope: _term(_lookup(scope, name), index(scope), name)
        case Big():
            return _big(term)
    parts = [compiled(a) for a in term.args]
    match term.op, parts:
        case "+", _:
            return lambda scope: sum([f(scope) for f in parts])
        case "*", _:
            return lambda scope: prod([f(scope) for f in parts])
        case "neg", [f]:
            return lambda scope: -f(scope)
        case "/", [f, g]:
            return lambda scope: _divide(f(scope), g(scope))
        case "**", [f, g]:
            return lambda scope: _power(f(scope), g(scope))
        case "floor", [f]:
            return lambda scope: floor(f(scope))
        case "ceil", [f]:
            return lambda scope: ceil(f(scope))
        case "Min", _:
            return lambda scope: min(f(scope) for f in parts)
        case "Max", _:
            return lambda scope: max(f(scope) for f in parts)
        case "gcd", [f, g]:
            return lambda scope: _divisor(f(scope), g(scope))
    raise Undefined(f"{term.op}(…) has a meaning in claims about a network only")


def _divisor(a: Value, b: Value) -> int:
    if a != int(a) or b != int(b):
        raise Undefined("a common divisor is one of integers")
    return gcd(int(a), int(b))


def holds(claim: Rel) -> Callable[[Scope], tuple[bool, Value, Value]]:
    """A function from a scope to (whether the claim holds there, left value, right value)."""
    left, right = compiled(claim.left), compiled(claim.right)
    compare = RELATIONS[claim.op]

    def at(scope: Scope) -> tuple[bool, Value, Value]:
        a, b = left(scope), right(scope)
        return compare(a, b), a, b

    return at


def _lookup(scope: Scope, name: str) -> Any:
    if name not in scope:
        raise Undefined(f"{name} has no value")
    return scope[name]


def _term(sequence: Callable[[int], Value] | Mapping[int, Value], index: Value, name: str) -> Value:
    if index != int(index):
        raise Undefined(f"{name}[{index}]: an index is an integer")
    try:
        return sequence(int(index)) if callable(sequence) else sequence[int(index)]
    except (KeyError, IndexError):
        raise Undefined(f"{name}[{index}] has no value") from None


def _big(term: Big) -> Callable[[Scope], Value]:
    lo, hi, body = compiled(term.lo), compiled(term.hi), compiled(term.body)
    join: Callable[[Any], Any] = sum if term.kind == "Sum" else prod
    var = term.var

    def value(scope: Scope) -> Value:
        first, last = ceil(lo(scope)), floor(hi(scope))
        left = scope.get(LEFT, MAX_RANGE) // max(last - first + 1, 1)  # so many terms may each of the terms have
        if not left:
            raise Undefined("a sum over too many terms")
        WORK.done += TERM * max(last - first + 1, 0)
        return join([body({**scope, var: i, LEFT: left}) for i in range(first, last + 1)])

    return value


def _divide(a: Value, b: Value) -> Value:
    if b == 0:
        raise Undefined("a division by zero")
    if hasattr(type(a), "free_symbols") or hasattr(type(b), "free_symbols"):
        symbolic: Any = a
        return symbolic / b
    result = Fraction(a) / b
    return int(result) if result.denominator == 1 else result


def _power(base: Value, exponent: Value) -> Value:
    count = int(exponent)
    if exponent != count:
        raise Undefined("a power with a fraction as exponent")
    if hasattr(type(base), "free_symbols"):
        return base**count
    if abs(count) * max(Fraction(base).numerator.bit_length(), 1) > MAX_BITS:
        raise Undefined("a number too large")
    power: Any = base ** abs(count)
    return _divide(1, power) if count < 0 else power
