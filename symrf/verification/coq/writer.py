"""Trees as Coq text, over the rationals (Qc) or, where something is rounded, over the integers (Z).

Indices are integers either way; an integer that stands among rationals is written #l.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from symrf.terms import At, Big, Num, Op, Rel, Sym, Term
from symrf.terms.parse import number

SUM, PRODUCT, UNARY, APPLIED, ATOM = range(1, 6)
ONE = Num(Fraction(1))
KEYWORDS = """
    as at by cofix else end exists exists2 fix for forall fun if in let match return then using where with Prop SProp
    Set Type
"""
USED = """
    Sum Prod Pow Up Down number fitting read within different least greatest layered filter nil andb Z Qc before
    total full seen inside SumZ ProdZ
"""
RESERVED = frozenset((KEYWORDS + USED).split())


class NotExpressible(Exception):
    """Coq is not asked about this; the message says why."""


def named(name: str) -> str:
    """The name in Coq, where some words are taken; different names stay different."""
    return f"{name}_" if name.rstrip("_") in RESERVED else name


@dataclass(frozen=True)
class Writer:
    """Writes trees. whole: values are integers. integers: scalars that are; given: integer sequences among rationals.

    instead: terms to be written as a name; how a recurrence is written as a function of the value before.
    powers: among integers, a power may be written as a product over 1 … exponent; who asks shows that this is not < 0.
    """

    whole: bool
    integers: frozenset[str] = frozenset({"L"})
    given: frozenset[str] = frozenset()
    instead: Mapping[Term, str] = field(default_factory=dict)
    powers: bool = False

    def knowing(self, *names: str) -> Writer:
        """The writer below a binder of these integers."""
        return replace(self, integers=self.integers | {*names})

    def instead_of(self, *terms: Term) -> Writer:
        """The writer that calls these terms the value before."""
        return replace(self, instead=dict.fromkeys(terms, "before"))

    def claim(self, tree: Rel) -> str:
        """A relation as a proposition."""
        return f"{self.value(tree.left)} {'=' if tree.op == '==' else tree.op} {self.value(tree.right)}"

    def value(self, tree: Term) -> str:
        """A term as a value."""
        return self._print(tree)[0]

    def index(self, tree: Term) -> str:
        """A term as an integer, in brackets where Coq needs them after a function."""
        written, level = self._index(tree)
        return written if level == ATOM else f"({written})"

    def bare(self, tree: Term) -> str:
        """A term as an integer, without outer brackets."""
        return self._index(tree)[0]

    def _index(self, tree: Term) -> tuple[str, int]:
        match tree:
            case Num(value=value) if value.denominator == 1:
                return str(value), ATOM if value >= 0 else UNARY
            case Sym(name=name) if name in self.integers:
                return named(name), ATOM
            case Op(op="+" | "*" | "neg"):
                whole = replace(self, whole=True)
                return whole._arithmetic(tree, whole._index)
        raise NotExpressible("an index or exponent is not a sum or product of integers")

    def _inside(self, tree: Term, least: int, by: object = None) -> str:
        written, level = (self._index if by is not None else self._print)(tree)
        return written if level >= least else f"({written})"

    def _arithmetic(self, tree: Op, by: object = None) -> tuple[str, int]:
        first, *rest = tree.args
        if tree.op == "neg":
            return "- " + self._inside(first, APPLIED, by), UNARY
        if tree.op == "*":
            factors = [self._inside(first, PRODUCT, by), *(self._inside(a, APPLIED, by) for a in rest)]
            return " * ".join(factors), PRODUCT
        parts = [self._inside(first, PRODUCT, by)]
        for part in rest:
            minus = isinstance(part, Op) and part.op == "neg"
            kept = part.args[0] if isinstance(part, Op) and minus else part
            parts.append((" - " if minus else " + ") + self._inside(kept, PRODUCT, by))
        return "".join(parts), SUM

    def _literal(self, value: Fraction) -> tuple[str, int]:
        if self.whole:
            if value.denominator != 1:
                raise NotExpressible(f"{value} among integers")
            return (str(value), ATOM) if value >= 0 else (f"({value})", ATOM)
        above = f"#{value.numerator}" if value >= 0 else f"#({value.numerator})"
        return (above, ATOM) if value.denominator == 1 else (f"{above} / #{value.denominator}", PRODUCT)

    def _print(self, tree: Term) -> tuple[str, int]:
        if tree in self.instead:
            return self.instead[tree], ATOM
        match tree:
            case Num(value=value):
                return self._literal(value)
            case Sym(name=name):
                if self.whole and name not in self.integers:
                    raise NotExpressible(f"{name} is not said to be an integer, in a statement about integers")
                return (f"#{named(name)}" if name in self.integers and not self.whole else named(name)), ATOM
            case At(name=name, index=index):
                term = f"{named(name)}[{self.bare(index)}]"
                return (f"#({term})" if name in self.given and not self.whole else term), ATOM
            case Big():
                return self._big(tree), APPLIED
            case Op(op="+" | "*" | "neg"):
                return self._arithmetic(tree)
            case Op(op="/", args=(above, below)):
                if self.whole:
                    raise NotExpressible("a quotient that is not rounded, in a statement about integers")
                return f"{self._inside(above, PRODUCT)} / {self._inside(below, UNARY)}", PRODUCT
            case Op(op="**", args=(base, exponent)):
                if self.whole and self.powers and number(exponent) is None:
                    return f"ProdZ 1 {self.index(exponent)} (fun _ => {self.value(base)})", APPLIED
                return self._power(base, exponent), PRODUCT if self.whole else APPLIED
            case Op(op="floor" | "ceil" | "Min" | "Max"):
                return self._rounded(tree)
        raise NotExpressible("not a term")

    def _big(self, tree: Big) -> str:
        kind = {"Sum": "Sum", "Product": "Prod"}[tree.kind] + "Z" * self.whole
        body = replace(self.knowing(tree.var), powers=False).value(tree.body)
        return f"{kind} {self.index(tree.lo)} {self.index(tree.hi)} (fun {named(tree.var)} => {body})"

    def _power(self, base: Term, exponent: Term) -> str:
        count = number(exponent)
        if self.whole and (count is None or count.denominator != 1 or count < 1):
            raise NotExpressible("a power whose exponent is no number, in a statement about integers")
        if self.whole and count is not None:
            return " * ".join([self._inside(base, APPLIED)] * int(count))
        return f"Pow {self._inside(base, ATOM)} {self.index(exponent)}"

    def _rounded(self, tree: Op) -> tuple[str, int]:
        """Z.div rounds down whatever the signs are, and -((-a)/b) rounds up; an integer summand is taken out."""
        if not self.whole:
            raise NotExpressible(f"{tree.op} among rationals")
        if tree.op in ("Min", "Max"):
            first, *rest = (self._inside(a, ATOM) for a in tree.args)
            for part in rest:
                first = f"(Z.{tree.op.lower()} {first} {part})"
            return (first[1:-1], APPLIED) if rest else (first, ATOM)
        inner = tree.args[0]
        if isinstance(inner, Op) and inner.op == "+":
            whole = [part for part in inner.args if fraction(part)[1] == ONE]
            if len(whole) == len(inner.args) - 1:
                (quotient,) = (part for part in inner.args if part not in whole)
                return self._arithmetic(Op("+", (Op(tree.op, (quotient,)), *whole)))
        above, below = fraction(tree.args[0])
        if tree.op == "floor":
            return f"{self._inside(above, PRODUCT)} / {self._inside(below, UNARY)}", PRODUCT
        return f"- (- {self._inside(above, APPLIED)} / {self._inside(below, UNARY)})", UNARY


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
