"""Trees as z3 terms. Sequences are uninterpreted functions of an integer; so are sums and products, of their bounds.

What such a function is, only hypotheses say: nothing is built in. A floor is a fresh integer between its two bounds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from symrf.statement import NotExpressible
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term
from symrf.terms.tree import ONE, children, rebuilt
from symrf.verification.smt.index import Index, Places, index, variable
from symrf.verification.smt.trees import Expr, constant

HERE = "#"
MAX_WRITTEN = 200


@dataclass(frozen=True)
class SumFamily:
    """All sums (or products) with this body. In the body, HERE is the bound index and #0, #1 … the other indices."""

    kind: str
    body: Term
    arity: int

    @property
    def unit(self) -> Fraction:
        """The value of the empty sum or product."""
        return Fraction(0 if self.kind == "Sum" else 1)

    def joined(self, a: Expr, b: Expr) -> Expr:
        """The sum or product of two parts."""
        return a + b if self.kind == "Sum" else a * b


@dataclass(frozen=True)
class SumTerm:
    """One such sum or product: its other indices and its bounds."""

    range: SumFamily
    others: tuple[Index, ...]
    lo: Index
    hi: Index


@dataclass
class Vocabulary:
    """The z3 names of one theorem. whole: numbers are integers, not reals. depth: L is this number, else symbolic.

    At a given depth nothing is uninterpreted: sums are written out, a term of a sequence is an unknown of its own, and
    those that no definition gives are integers, collected in `given`.
    """

    z3: Any
    whole: bool
    depth: int | None = None
    defined: frozenset[str] = frozenset()
    ranges: dict[SumFamily, str] = field(default_factory=dict)
    given: dict[str, Expr] = field(default_factory=dict)

    @property
    def sort(self) -> Any:
        """What numbers are."""
        return self.z3.IntSort() if self.whole else self.z3.RealSort()

    def number(self, value: Fraction) -> Expr:
        """A given number."""
        if not self.whole:
            return self.z3.RealVal(str(value))
        if value.denominator != 1:
            raise NotExpressible(f"the fraction {value} in a statement about integers")
        return self.z3.IntVal(int(value))

    def place(self, at: Index) -> Expr:
        """An index as an integer term. Its variables are no scalars, whatever those are called."""
        total = self.z3.IntVal(at.constant)
        for name, c in at.parts:
            total = total + c * self.z3.Int(f"index {name}")
        return self.z3.simplify(total)

    def scalar(self, name: str) -> Expr:
        """An unknown number."""
        return self.z3.Const(name, self.sort) if self.depth is None else self._given(name)

    def at(self, name: str, place: Index) -> Expr:
        """A term of a sequence."""
        if self.depth is None:
            return self.z3.Function(name, self.z3.IntSort(), self.sort)(self.place(place))
        label = f"{name}[{place.constant}]"
        return self.z3.Const(label, self.sort) if name in self.defined else self._given(label)

    def _given(self, label: str) -> Expr:
        unknown = self.given.setdefault(label, self.z3.Int(label))
        return unknown if self.whole else self.z3.ToReal(unknown)

    def stretch(self, one: SumTerm) -> Expr:
        """A sum or product, as a function of its indices."""
        label = self.ranges.setdefault(one.range, f"{one.range.kind} {len(self.ranges) + 1}")
        places = [self.place(i) for i in (*one.others, one.lo, one.hi)]
        return self.z3.Function(label, *[self.z3.IntSort()] * len(places), self.sort)(*places)


@dataclass
class Z3Writer:
    """One question's trees as z3 terms, and what was met on the way, in the order in which it was met.

    sides: what is known of the floors and common divisors met. numbers: scalars that stand for given terms.
    """

    words: Vocabulary
    terms: dict[tuple[str, Index], None] = field(default_factory=dict)
    stretches: dict[SumTerm, None] = field(default_factory=dict)
    sides: list[Expr] = field(default_factory=list)
    numbers: Mapping[str, Expr] = field(default_factory=dict)
    quotients: dict[tuple[Expr, Expr], Expr] = field(default_factory=dict)
    divisors: dict[tuple[Expr, Expr], Expr] = field(default_factory=dict)

    def claim(self, tree: Rel, places: Places) -> Expr:
        """A relation; `places` are the integer variables."""
        a, b = self.term(tree.left, places), self.term(tree.right, places)
        return {"==": a == b, "<=": a <= b, "<": a < b, ">=": a >= b, ">": a > b}[tree.op]

    def with_numbers(self, numbers: Mapping[str, Expr]) -> Z3Writer:
        """The same writer, in which some scalars stand for given terms."""
        return replace(self, numbers=numbers)

    def top(self) -> dict[str, Index]:
        """L, as an index."""
        return {"L": variable("L") if self.words.depth is None else Index((), self.words.depth)}

    def at(self, name: str, place: Index) -> Expr:
        """A term of a sequence."""
        self.terms.setdefault((name, place))
        return self.words.at(name, place)

    def stretch(self, one: SumTerm) -> Expr:
        """A sum or product; at a given depth written out."""
        if self.words.depth is None:
            self.stretches.setdefault(one)
            return self.words.stretch(one)
        if (terms := one.hi.constant - one.lo.constant) >= MAX_WRITTEN:
            raise NotExpressible(f"a sum or product of {terms + 1} terms is not written out")
        total = self.words.number(one.range.unit)
        for i in range(one.lo.constant, one.hi.constant + 1):
            total = one.range.joined(total, self.body(one, Index((), i)))
        return total

    def body(self, one: SumTerm, place: Index) -> Expr:
        """The term of a sum or product at one index."""
        others = {f"#{n}": other for n, other in enumerate(one.others)}
        return self.term(one.range.body, {**self.top(), **others, HERE: place})

    def term(self, tree: Term, places: Places) -> Expr:
        """A tree as a number."""
        words, z3 = self.words, self.words.z3
        match tree:
            case Num(value=value):
                return words.number(value)
            case Sym(name=name) if name in places:
                place = words.place(places[name])
                return place if words.whole else z3.simplify(z3.ToReal(place))
            case Sym(name=name):
                return self.numbers[name] if name in self.numbers else words.scalar(name)
            case At(name=name, index=inner):
                return self.at(name, index(inner, places))
            case Big():
                return self.stretch(stretch(tree, places))
            case Op(op="/", args=(above, below)):
                divisor = constant(below)
                if not divisor:
                    raise NotExpressible("a division that is neither by a number nor rounded")
                if words.whole:
                    raise NotExpressible("a division that is not rounded, in a statement about integers")
                return self.term(above, places) * words.number(1 / divisor)
            case Op(op="**", args=(base, exponent)):
                return self.power(base, exponent, places)
            case Op(op="floor" | "ceil" as op, args=(a,)):
                return self.rounded(op, a, places)
            case Op(op="gcd", args=(a, b)):
                return self.divisor(*sorted((self.term(a, places), self.term(b, places)), key=str))
        parts = [self.term(a, places) for a in tree.args]
        return self.combined(tree.op, parts)

    def combined(self, op: str, parts: list[Expr]) -> Expr:
        """The operations that need nothing but their arguments."""
        total = parts[0]
        for part in parts[1:]:
            match op:
                case "+":
                    total = total + part
                case "*":
                    total = total * part
                case "Min":
                    total = self.words.z3.If(part < total, part, total)
                case "Max":
                    total = self.words.z3.If(part > total, part, total)
                case _:
                    raise NotExpressible(f"{op}(…) has no rule for z3; only small and random networks are tried")
        return -total if op == "neg" else total

    def power(self, base: Term, exponent: Term, places: Places) -> Expr:
        """A power is the product over 1 … exponent; that the exponent is not negative is an obligation of its own."""
        count = constant(exponent)
        if count is None:
            return self.stretch(stretch(Big("Product", base, "", ONE, exponent), places))
        if count < 0 or count.denominator != 1:
            raise NotExpressible("a negative exponent")
        total = self.words.number(Fraction(1))
        for _ in range(int(count)):
            total = total * self.term(base, places)
        return total

    def rounded(self, op: str, tree: Term, places: Places) -> Expr:
        """floor(a/b): the q with b q <= a < b q + b, where b >= 1; anything where not. ceil(a/b) is -floor(-a/b).

        A summand that is an integer, as all that is not divided is, is taken out: floor(a/b + m) is floor(a/b) + m.
        """
        if not self.words.whole:
            raise NotExpressible("rounding of numbers that need not be integers")
        if isinstance(tree, Op) and tree.op == "+" and len(tree.args) > 1:
            fractions = [part for part in tree.args if _divides(part)]
            if len(fractions) == 1 and isinstance(fractions[0], Op) and fractions[0].op == "/":
                others = [self.term(part, places) for part in tree.args if part is not fractions[0]]
                return self.combined("+", [self.rounded(op, fractions[0], places), *others])
        if not (isinstance(tree, Op) and tree.op == "/"):
            return self.term(tree, places)
        a, b = (self.term(part, places) for part in tree.args)
        a = a if op == "floor" else -a
        q = self.quotients.get((a, b))
        if q is None:
            q = self.quotients[a, b] = self.words.z3.FreshInt("q")
            self.sides.append(self.words.z3.Implies(b >= 1, self.words.z3.And(b * q <= a, a < b * q + b)))
        return q if op == "floor" else -q

    def divisor(self, a: Expr, b: Expr) -> Expr:
        """gcd(a, b): the g >= 0 that divides both and is a sum of multiples of them."""
        if not self.words.whole:
            raise NotExpressible("a common divisor of numbers that need not be integers")
        g = self.divisors.get((a, b))
        if g is None:
            g, x, y, u, v = (self.words.z3.FreshInt("g") for _ in range(5))
            self.divisors[a, b] = g
            self.sides += [g >= 0, a == g * x, b == g * y, g == a * u + b * v]
        return g


def _divides(tree: Term) -> bool:
    """Whether a term among integers need not be one: it divides, other than inside what is rounded."""
    if isinstance(tree, Op) and tree.op in ("floor", "ceil"):
        return False
    return isinstance(tree, Op) and tree.op == "/" or any(map(_divides, children(tree)))


def stretch(tree: Big, places: Places) -> SumTerm:
    """A sum or product of the statement: which one it is, and where."""
    others: dict[str, str] = {}
    body = _renamed(tree.body, {tree.var: HERE}, 2, others, places)
    bounds = index(tree.lo, places), index(tree.hi, places)
    return SumTerm(SumFamily(tree.kind, body, len(others)), tuple(places[name] for name in others), *bounds)


def _renamed(tree: Term, bound: Mapping[str, str], depth: int, others: dict[str, str], places: Places) -> Term:
    """The body with canonical names, so that two sums that differ in the names of indices are one."""
    match tree:
        case Sym(name=name) if name in bound:
            return Sym(bound[name])
        case Sym(name=name) if name in places and name != "L":
            return Sym(others.setdefault(name, f"#{len(others)}"))
        case Big():
            lo, hi = (_renamed(end, bound, depth, others, places) for end in (tree.lo, tree.hi))
            inner = {**bound, tree.var: HERE * depth}
            return Big(tree.kind, _renamed(tree.body, inner, depth + 1, others, places), HERE * depth, lo, hi)
    return rebuilt(tree, lambda part: _renamed(part, bound, depth, others, places))
