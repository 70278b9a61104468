"""A number of a report as a formula tree, its terms in the order in which a paper prints them.

Ints, fractions and SymPy expressions become trees of symrf.terms, so that one printer serves text and LaTeX alike and
the name of a symbol is checked before it is printed anywhere.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import lcm
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.numbers import Number, is_symbolic
from symrf.terms import Big, Num, Op, Sym, Term
from symrf.terms import text as term_text

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_FUNCTIONS = {"Min": "Min", "Max": "Max", "floor": "floor", "ceiling": "ceil", "Sum": "Sum", "Product": "Product"}


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
    return str(value) if isinstance(value, int) else term_text(to_term(value))


def plus(terms: list[Term]) -> Term:
    """The terms added: nothing is 0, a single one stands alone."""
    return Op("+", tuple(terms)) if len(terms) > 1 else terms[0] if terms else Num(Fraction(0))


def times(factors: list[Term]) -> Term:
    """The factors multiplied: nothing is 1, a single one stands alone, products among them are taken apart."""
    flat = [part for f in factors for part in (f.args if isinstance(f, Op) and f.op == "*" else (f,))]
    return Op("*", tuple(flat)) if len(flat) > 1 else flat[0] if flat else Num(Fraction(1))


def negated(term: Term) -> Term:
    """Minus the term, without two signs in a row."""
    match term:
        case Op(op="neg", args=(inner,)):
            return inner
        case Num(value=value) if value <= 0:
            return Num(-value)
    return Op("neg", (term,))


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
            return Op("/", (Num(Fraction(1)), _tree(base**-exponent)))
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


def _natural(expr: Any) -> tuple[Any, ...]:
    """A sorting key: powers of numbers, of symbols, of anything else, sums last; numbers within a name by value."""
    base = expr.as_base_exp()[0]
    words = re.split("([0-9]+)", str(base))
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
        case "Min" | "Max" as op:
            return Op(op, tuple(_tree(a) for a in sorted(expr.args, key=lambda a: a.sort_key())))
        case "floor" | "ceil" as op:
            return Op(op, (_tree(expr.args[0]),))
        case "Mod":
            value, modulus = (_tree(a) for a in expr.args)
            return Op("+", (value, Op("neg", (Op("*", (modulus, Op("floor", (Op("/", (value, modulus)),)))),))))
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
