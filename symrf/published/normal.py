"""Claims up to notation: names of indices, order, signs, factors, brackets, K for d (k - 1) + 1, ways of rounding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from symrf.numbers.sound_sympy import sympy
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term
from symrf.terms.tree import ZERO, put
from symrf.theorem import SCALARS, free_index, named, offset

ONE_FOR_ALL = {"kbar": "k", "sbar": "s", "dbar": "d", "Kbar": "K", "bbar": "b"}
"""One number for all layers, as statements call it and as people do."""


def placed(tree: Rel, fixed: frozenset[str] = SCALARS) -> Iterator[tuple[str, Rel]]:
    """(how, the claim), and the claim at the first and at the last map. fixed: names that are no index."""
    yield "up to notation", tree
    index = free_index(tree, fixed)
    if index is not None:
        yield "at l = 0", _at(tree, index, ZERO)
        yield "at l = L", _at(tree, index, Sym("L"))


def _at(tree: Rel, index: str, value: Term) -> Rel:
    return put(tree, {Sym(index): value})


@cache
def normal(tree: Rel, fixed: frozenset[str] = SCALARS) -> str:
    """The same text for claims that differ in notation only.

    >>> from symrf.theorem import claim
    >>> normal(claim("u[m] + r[m] == v[m] + 1")) == normal(claim("r[l] == v[l] - u[l] + 1"))
    True
    >>> normal(claim("r[l] == v[l] - u[l]")) == normal(claim("r[l] == v[l] - u[l] + 1"))
    False
    """
    tree = _from_last(tree, fixed)
    spread = _form(tree, _Letters(True))
    return _form(tree, _Letters(False)) if spread.startswith("0 ") else spread


def _form(tree: Rel, letters: _Letters) -> str:
    above, below = sympy.fraction(sympy.together(letters.sympy(tree.left, 0) - letters.sympy(tree.right, 0)))
    gap = sympy.expand(above)
    if tree.op == "==" or below.is_number:
        gap = _without_factor(gap, signed=tree.op != "==")
    else:
        gap = sympy.expand(gap) / sympy.expand(below)
    op = tree.op
    if op in ("<", "<="):
        gap, op = sympy.expand(-gap), {"<": ">", "<=": ">="}[op]
    return f"{_ordered(gap)} {op} 0"


def _without_factor(gap: Any, signed: bool) -> Any:
    """Without a common number, and where the sign does not matter with its first term positive."""
    content, rest = gap.as_content_primitive()
    terms = sorted(sympy.Add.make_args(rest), key=str)
    first = terms[0].as_coeff_Mul()[0] if terms else sympy.Integer(1)
    if signed:
        return -rest if content < 0 else rest
    return sympy.expand(-rest) if first < 0 else rest


def _ordered(gap: Any) -> str:
    return " + ".join(sorted(map(str, sympy.Add.make_args(gap))))


def _from_last(tree: Rel, fixed: frozenset[str]) -> Rel:
    """The free index called l, and counted so that the last map or layer named is l."""
    index = free_index(tree, fixed)
    if index is None:
        return tree
    ahead = [c for at in named(tree) if (c := offset(at.index, index)) is not None]
    most = max(ahead, default=0)
    return put(tree, {Sym(index): Op("+", (Sym("l"), Num(Fraction(-most)))) if most else Sym("l")})


@dataclass(frozen=True)
class _Letters:
    """Terms in SymPy: symbols for what is no sum, product, quotient or power, named by its own normal form.

    spread: whether K is d (k - 1) + 1.
    """

    spread: bool

    def sympy(self, term: Term, depth: int) -> Any:
        """The term; depth is how many sums and products it stands in."""
        match term:
            case Num(value=value):
                return sympy.Rational(value.numerator, value.denominator)
            case Sym(name=name):
                return self._named(ONE_FOR_ALL.get(name, name), "")
            case At(name=name, index=index):
                return self._named(name, f"[{_ordered(sympy.expand(self.sympy(index, depth)))}]")
            case Big():
                return self._big(term, depth)
        args = [self.sympy(part, depth) for part in term.args]
        match term.op:
            case "+":
                return sympy.Add(*args)
            case "*":
                return sympy.Mul(*args)
            case "neg":
                return -args[0]
            case "/":
                return args[0] / args[1] if args[1] != 0 else sympy.nan
            case "**":
                return sympy.expand(sympy.Pow(*args))
            case "ceil":
                return -_floor(-args[0])
            case "floor":
                return _floor(args[0])
            case "Min":
                return -_largest([-part for part in args])
            case "Max":
                return _largest(args)
        return sympy.Symbol(f"{term.op}({', '.join(map(str, args))})")

    def _named(self, name: str, place: str) -> Any:
        if name == "K" and self.spread:
            return sympy.Symbol(f"d{place}") * (sympy.Symbol(f"k{place}") - 1) + 1
        return sympy.Symbol(f"{name}{place}")

    def _big(self, term: Big, depth: int) -> Any:
        """What is summed or multiplied, its index named by how deep it stands; a sum as those of its terms."""
        index = f"index{depth}"
        body = sympy.expand(self.sympy(put(term.body, {Sym(term.var): Sym(index)}), depth + 1))
        ends = "; ".join(_ordered(sympy.expand(self.sympy(end, depth))) for end in (term.lo, term.hi))
        if term.kind != "Sum":
            return sympy.Symbol(f"Product({_ordered(body)}; {ends})")
        total = sympy.S.Zero
        for part in sympy.Add.make_args(body):
            inside = [x for x in sympy.Mul.make_args(part) if index in str(x)]
            total += part / sympy.Mul(*inside) * sympy.Symbol(f"Sum({sympy.Mul(*inside)}; {ends})")
        return total


def _floor(inside: Any) -> Any:
    """Whole numbers among its terms, and what is rounded already, stand outside."""
    terms = sympy.Add.make_args(sympy.expand(inside))
    parts = {term: term.as_coeff_Mul() for term in terms}
    rounded = {term for term, (c, x) in parts.items() if c.is_Integer and x.is_Symbol and x.name.startswith("floor(")}
    whole = [term for term in terms if term.is_Integer or term in rounded]
    rest = sympy.Add(*[term for term in terms if term not in whole])
    outside = sympy.Add(*whole)
    return outside if rest == 0 else outside + sympy.Symbol(f"floor({_ordered(rest)})")


def _largest(args: list[Any]) -> Any:
    parts = sorted({_ordered(sympy.expand(part)) for part in args})
    return sympy.Symbol(f"Max({', '.join(parts)})")
