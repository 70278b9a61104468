"""Trees as Coq text, over the rationals (Qc) or, where something is rounded, over the integers (Z).

Indices are integers either way; an integer that stands among rationals is written #l.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from symrf.statement import NotExpressible
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term
from symrf.terms.parse import number
from symrf.terms.printer import ATOM, POWER, PRODUCT, SUM, UNARY, Linear, Written
from symrf.terms.tree import ONE

APPLIED = POWER
KEYWORDS = """
    as at by cofix else end exists exists2 fix for forall fun if in let match return then using where with Prop SProp
    Set Type
"""
USED = """
    Sum Prod Pow Up Down number fitting read within different least greatest layered filter nil andb Z Qc before
    total full seen inside SumZ ProdZ
"""
RESERVED = frozenset((KEYWORDS + USED).split())


def named(name: str) -> str:
    """The name in Coq, where some words are taken; different names stay different."""
    return f"{name}_" if name.rstrip("_") in RESERVED else name


@dataclass(frozen=True)
class CoqWriter(Linear):
    """Writes trees. whole: values are integers. integers: scalars that are; given: integer sequences among rationals.

    instead: terms to be written as a name; how a recurrence is written as a function of the value before.
    powers: among integers, a power may be written as a product over 1 … exponent; who asks shows that this is not < 0.
    place: an index is written.
    """

    whole: bool
    integers: frozenset[str] = frozenset({"L"})
    given: frozenset[str] = frozenset()
    instead: Mapping[Term, str] = field(default_factory=dict)
    powers: bool = False
    place: bool = False

    times, over, sign = " * ", " / ", "- "
    opposite = factor = APPLIED
    divisor = UNARY

    def knowing(self, *names: str) -> CoqWriter:
        """The writer below a binder of these integers."""
        return replace(self, integers=self.integers | {*names})

    def instead_of(self, *terms: Term) -> CoqWriter:
        """The writer that calls these terms the value before."""
        return replace(self, instead=dict.fromkeys(terms, "before"))

    def claim(self, tree: Rel) -> str:
        """A relation as a proposition."""
        return f"{self.value(tree.left)} {'=' if tree.op == '==' else tree.op} {self.value(tree.right)}"

    def value(self, tree: Term) -> str:
        """A term as a value."""
        return self.write(tree)

    def index(self, tree: Term) -> str:
        """A term as an integer, in brackets where Coq needs them after a function."""
        return replace(self, whole=True, place=True).inside(tree, ATOM)

    def bare(self, tree: Term) -> str:
        """A term as an integer, without outer brackets."""
        return replace(self, whole=True, place=True).write(tree)

    def written(self, tree: Term) -> Written:
        """The tree, and how tightly it binds."""
        if self.place:
            match tree:
                case Num(value=value) if value.denominator == 1:
                    return str(value), ATOM if value >= 0 else UNARY
                case Op(op="+" | "*" | "neg"):
                    return super().written(tree)
                case Sym(name=name) if name in self.integers:
                    return named(name), ATOM
            raise NotExpressible("an index or exponent is not a sum or product of integers")
        return (self.instead[tree], ATOM) if tree in self.instead else super().written(tree)

    def number(self, value: Fraction) -> Written:
        """An integer, or a rational as a quotient of integers."""
        if self.whole:
            if value.denominator != 1:
                raise NotExpressible(f"{value} among integers")
            return (str(value), ATOM) if value >= 0 else (f"({value})", ATOM)
        above = f"#{value.numerator}" if value >= 0 else f"#({value.numerator})"
        return (above, ATOM) if value.denominator == 1 else (f"{above} / #{value.denominator}", PRODUCT)

    def name(self, name: str) -> str:
        """A scalar."""
        if self.whole and name not in self.integers:
            raise NotExpressible(f"{name} is not said to be an integer, in a statement about integers")
        return f"#{named(name)}" if name in self.integers and not self.whole else named(name)

    def indexed(self, tree: At) -> str:
        """A term of a sequence."""
        term = f"{named(tree.name)}[{self.bare(tree.index)}]"
        return f"#({term})" if tree.name in self.given and not self.whole else term

    def quotient(self, above: Term, below: Term) -> Written:
        """A quotient of rationals."""
        if self.whole:
            raise NotExpressible("a quotient that is not rounded, in a statement about integers")
        return super().quotient(above, below)

    def big(self, tree: Big) -> Written:
        """A sum or product, which is a function of its ends and of what is added."""
        kind = {"Sum": "Sum", "Product": "Prod"}[tree.kind] + "Z" * self.whole
        body = replace(self.knowing(tree.var), powers=False).value(tree.body)
        return f"{kind} {self.index(tree.lo)} {self.index(tree.hi)} (fun {named(tree.var)} => {body})", APPLIED

    def power(self, base: Term, exponent: Term) -> Written:
        """A power; among integers a product."""
        count = number(exponent)
        if not self.whole:
            return f"Pow {self.inside(base, ATOM)} {self.index(exponent)}", APPLIED
        if self.powers and count is None:
            return f"ProdZ 1 {self.index(exponent)} (fun _ => {self.value(base)})", APPLIED
        if count is None or count.denominator != 1 or count < 1:
            raise NotExpressible("a power whose exponent is no number, in a statement about integers")
        return " * ".join([self.inside(base, APPLIED)] * int(count)), PRODUCT

    def applied(self, tree: Op) -> Written:
        """Z.div rounds down whatever the signs are, and -((-a)/b) rounds up; an integer summand is taken out."""
        if tree.op not in ("floor", "ceil", "Min", "Max", "gcd"):
            raise NotExpressible("not a term")
        if not self.whole:
            raise NotExpressible(f"{tree.op} among rationals")
        if tree.op == "gcd":
            return f"Z.gcd {' '.join(sorted(self.inside(a, ATOM) for a in tree.args))}", APPLIED
        if tree.op in ("Min", "Max"):
            first, *rest = (self.inside(a, ATOM) for a in tree.args)
            for part in rest:
                first = f"(Z.{tree.op.lower()} {first} {part})"
            return (first[1:-1], APPLIED) if rest else (first, ATOM)
        inner = tree.args[0]
        if isinstance(inner, Op) and inner.op == "+":
            whole = [part for part in inner.args if fraction(part)[1] == ONE]
            if len(whole) == len(inner.args) - 1:
                (quotient,) = (part for part in inner.args if part not in whole)
                return self.added([Op(tree.op, (quotient,)), *whole]), SUM
        above, below = fraction(tree.args[0])
        if tree.op == "floor":
            return f"{self.inside(above, PRODUCT)} / {self.inside(below, UNARY)}", PRODUCT
        return f"- (- {self.inside(above, APPLIED)} / {self.inside(below, UNARY)})", UNARY


def fraction(tree: Term) -> tuple[Term, Term]:
    """A term that is rounded as a quotient (above, below) of terms without quotients."""
    constant = number(tree)
    if constant is not None:
        return Num(Fraction(constant.numerator)), Num(Fraction(constant.denominator))
    match tree:
        case Op(op="/", args=(a, b)):
            (above, below), (other, under) = fraction(a), fraction(b)
            return _times(above, under), _times(below, other)
        case Op(op="neg", args=(a,)):
            above, below = fraction(a)
            return Op("neg", (above,)), below
        case Op(op="*", args=args):
            parts = [fraction(a) for a in args]
            return _times(*(p[0] for p in parts)), _times(*(p[1] for p in parts))
        case Op(op="+", args=args):
            parts = [fraction(a) for a in args]
            if all(below == ONE for _, below in parts):
                return tree, ONE
            belows = [p[1] for p in parts]
            scaled = [_times(above, *belows[:i], *belows[i + 1 :]) for i, (above, _) in enumerate(parts)]
            return Op("+", tuple(scaled)), _times(*belows)
    return tree, ONE


def _times(*terms: Term) -> Term:
    kept = tuple(t for t in terms if t != ONE)
    return ONE if not kept else kept[0] if len(kept) == 1 else Op("*", kept)
