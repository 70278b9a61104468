"""Trees and SymPy expressions, to and fro, built structurally: no text ever reaches SymPy.

Ints, fractions and expressions become trees with their terms in the order in which a paper prints them, so that one
printer serves every format and the name of a symbol is checked before it is printed anywhere. SymPy is imported only
where an expression is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.numbers import Number, is_symbolic
from symrf.numbers.symbols import symbol
from symrf.terms.parse import remainder
from symrf.terms.text import text
from symrf.terms.tree import NAME, ONE, At, Big, Num, Op, Rel, Sym, Term, negated, plus, times

_FUNCTIONS = {name: name for name in ("Min", "Max", "floor", "gcd", "Sum", "Product")} | {"ceiling": "ceil"}


def natural(name: str) -> Any:
    """The symbol of an undeclared name in an architecture: a positive integer."""
    return symbol(name)


def an_integer(name: str) -> Any:
    """The symbol of an index or of L: an integer."""
    from symrf.numbers.sound_sympy import sympy

    return sympy.Symbol(name, integer=True)


def to_sympy(
    term: Term | Rel, symbols: Mapping[str, Any] | None = None, default: Callable[[str], Any] = an_integer
) -> Any:
    """The SymPy expression; a claim becomes an unevaluated Eq, a sequence an Indexed.

    >>> from symrf.terms.parse import parse
    >>> to_sympy(parse("r[l-1] == s[l]*r[l] + (K[l] - s[l])"))
    Eq(r[l - 1], K[l] + r[l]*s[l] - s[l])
    """
    from symrf.numbers.sound_sympy import sympy

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
            case "gcd":
                from symrf.terms.divisor import gcd

                return gcd(*args)
            case "Min" | "Max" as op:
                try:
                    return getattr(sympy, op)(*args)
                except ValueError:
                    raise SymrfError(f"{text(t)} has no value: it divides by 0, or takes a root") from None
        raise ValueError(f"not a formula by itself: {t.op}")

    return build(term)


def big(kind: str, body: Any, index: Any, low: Any, high: Any) -> Any:
    """A Sum or Product; a geometric sum is one factor, so that it is known wherever it occurs."""
    from symrf.numbers.sound_sympy import sympy
    from symrf.terms.geometric import geometric

    if kind == "Product":
        return sympy.Product(body, (index, low, high))
    known = geometric(body, index, low, high)
    return sympy.Sum(body, (index, low, high)) if known is None else known


def to_term(value: Number) -> Term:
    """The number as a tree; SymrfError where a symbol's name or a function is outside the language of formulas.

    >>> to_term(Fraction(7, 2))
    Num(value=Fraction(7, 2))
    >>> import sympy
    >>> n, k = sympy.symbols("n k")
    >>> number_text(-k / 2 + n + 1), number_text(2 * n * (k + 1)), number_text(-k - 1)
    ('(2*n - k + 2)/2', '2*n*(k + 1)', '-k - 1')
    """
    if is_symbolic(value):
        return _tree(value)
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return Op("neg", (Num(-Fraction(value)),)) if value < 0 else Num(Fraction(value))
    raise SymrfError(f"{shown(value)} is no number that can be printed; give an int, a Fraction or a SymPy expression")


def number_text(value: Number) -> str:
    """The number in the notation that architecture files use."""
    return str(value) if isinstance(value, int) else text(to_term(value))


@lru_cache(maxsize=10_000)
def _tree(expr: Any) -> Term:
    if expr.is_Rational:
        return to_term(Fraction(int(expr.p), int(expr.q)))
    if expr.is_Symbol:
        return Sym(_name(expr.name))
    if expr.is_Add:
        return _sum(expr)
    if expr.is_Mul:
        return _product(expr)
    if expr.is_Pow:
        base, exponent = expr.as_base_exp()
        if exponent.could_extract_minus_sign():
            return Op("/", (ONE, _tree(base**-exponent)))
        return Op("**", (_tree(base), _tree(exponent)))
    return _function(expr)


def _name(name: str) -> str:
    if not NAME.fullmatch(name):
        raise SymrfError(f"the symbol {shown(name)}; a name is a letter, then letters, digits or _ (at most 40)")
    return name


def _sum(expr: Any) -> Term:
    """Terms by falling degree, one without a minus first where there is one, over their common denominator."""
    ordered = _lexical(expr.args)
    denominator = lcm(*(int(term.as_coeff_Mul()[0].q) for term in ordered if term.as_coeff_Mul()[0].is_Rational))
    positive = [i for i, term in enumerate(ordered) if not term.could_extract_minus_sign()]
    if positive:
        ordered.insert(0, ordered.pop(positive[0]))
    whole = plus([_tree(term * denominator) for term in ordered])
    return whole if denominator == 1 else Op("/", (whole, Num(Fraction(denominator))))


def _lexical(terms: Any) -> list[Any]:
    """Terms by falling powers of the first symbol, then of the next, in the natural order of names: a2 before a10."""
    powers = []
    for term in terms:
        parts = [factor.as_base_exp() for factor in term.as_coeff_Mul()[1].as_ordered_factors()]
        powers.append({(b if e.is_Rational else b**e): (e if e.is_Rational else 1) for b, e in parts if b != 1})
    generators = sorted({g for power in powers for g in power}, key=_natural)
    keys = [tuple(power.get(g, 0) for g in generators) for power in powers]
    order = sorted(range(len(keys)), key=lambda i: keys[i], reverse=True)
    return [terms[i] for i in order]


@lru_cache(maxsize=10_000)
def _natural(expr: Any) -> tuple[Any, ...]:
    """A sorting key: powers of numbers, of symbols, of anything else, sums last; numbers within a name by value."""
    from symrf.numbers.sound_sympy import spelled

    base = expr.as_base_exp()[0]
    words = re.split("([0-9]+)", spelled(base))
    kind = 0 if base.is_number else 1 if base.is_Symbol else 3 if hasattr(base, "limits") else 2
    return (kind, *((int(word), "") if word.isdigit() else (0, word) for word in words))


def _product(expr: Any) -> Term:
    coefficient, rest = expr.as_coeff_Mul()
    if coefficient.is_negative:
        return negated(_tree(-expr))
    above: list[Term] = [] if coefficient.p == 1 else [Num(Fraction(int(coefficient.p)))]
    below: list[Term] = [] if coefficient.q == 1 else [Num(Fraction(int(coefficient.q)))]
    for factor in sorted(rest.as_ordered_factors(), key=_natural):
        _, exponent = factor.as_base_exp()
        if exponent.could_extract_minus_sign():
            below.append(_tree(1 / factor))
        else:
            above.append(_tree(factor))
    return Op("/", (times(above), times(below))) if below else times(above)


def _function(expr: Any) -> Term:
    name = type(expr).__name__
    match _FUNCTIONS.get(name, name):
        case "Min" | "Max" | "gcd" as op:
            return Op(op, tuple(_tree(a) for a in sorted(expr.args, key=lambda a: a.sort_key())))
        case "floor" | "ceil" as op:
            return Op(op, (_tree(expr.args[0]),))
        case "Mod":
            return remainder(*map(_tree, expr.args))
        case "Geometric":
            index, low, high = expr.limits
            return Big("Sum", Op("**", tuple(map(_tree, expr.power))), _name(index.name), _tree(low), _tree(high))
        case "Sum" | "Product" as kind if all(len(limit) == 3 for limit in expr.limits):
            body = _tree(expr.function)
            for index, low, high in expr.limits:
                body = Big(kind, body, _name(index.name), _tree(low), _tree(high))
            return body
    known = "+ - * / ** floor ceil Min Max Sum Product"
    raise SymrfError(f"{shown(str(expr))}: {name} is outside the language of formulas ({known})")
