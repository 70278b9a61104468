"""What is known of a sum or product F(…, lo, hi): `empty` and `last` define it; all else is a lemma, proved here.

The lemmas, each by its own induction on the upper end, once per theorem and only where a question needs it:
first: the first term taken out. shift: another index of the body moved by one, where that multiplies every term by the
same factor, such as a stride out of every product inside a sum. positive: that a product of factors that are at
least 1 is so too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from symrf.terms import At, Big, Sym
from symrf.terms.text import text
from symrf.terms.tree import walk
from symrf.verification.smt.index import Index, index, variable
from symrf.verification.smt.prover import Prover
from symrf.verification.smt.trees import Expr
from symrf.verification.smt.writer import HERE, SumFamily, SumTerm, Vocabulary, Z3Writer

A, B, M = variable("a"), variable("b"), variable("m")
MAX_GAP = 3
POSITIVE = frozenset("ksd")
"""What is at least 1 in every layer, in a statement that orders numbers."""


@dataclass(frozen=True)
class Inner:
    """A product inside a sum, at two neighbouring values of an index: the longer one has one factor more."""

    longer: SumTerm
    gained: Index
    at_low_end: bool


@dataclass(frozen=True)
class Shift:
    """F at two neighbouring values of an index: the longer is `factor` times the shorter, where no longer inner one is
    empty. up: whether the longer one has the larger index.
    """

    up: bool
    inner: tuple[Inner, ...]
    factor: tuple[Inner, ...]


class Sums:
    """The sums and products of one theorem. ordered: whether it is about layers with k, s, d >= 1."""

    def __init__(self, words: Vocabulary, prover: Prover, ordered: bool = False) -> None:
        self.words, self.prover, self.ordered = words, prover, ordered
        self.positives: dict[SumFamily, bool] = {}
        self.firsts: dict[SumFamily, bool] = {}
        self.shifts: dict[tuple[SumFamily, int], Shift | None] = {}

    # ---- the definition

    def empty(self, writer: Z3Writer, one: SumTerm) -> Expr:
        """Nothing to add or multiply."""
        nothing = writer.stretch(one) == self.words.number(one.range.unit)
        return self.words.z3.Implies(self.words.place(one.hi) < self.words.place(one.lo), nothing)

    def last(self, writer: Z3Writer, one: SumTerm) -> Expr:
        """The last term out."""
        rest = writer.stretch(replace(one, hi=one.hi - 1))
        split = writer.stretch(one) == one.range.joined(rest, writer.body(one, one.hi))
        return self.words.z3.Implies(self._occupied(one), split)

    def _occupied(self, one: SumTerm) -> Expr:
        return self.words.place(one.lo) <= self.words.place(one.hi)

    # ---- the first term out

    def first(self, writer: Z3Writer, one: SumTerm) -> Expr | None:
        """The first term out; None where that was not proved."""
        if one.range not in self.firsts:
            self.firsts[one.range] = self._prove_first(one.range)
        return self._first(writer, one) if self.firsts[one.range] else None

    def _first(self, writer: Z3Writer, one: SumTerm) -> Expr:
        rest = writer.stretch(replace(one, lo=one.lo + 1))
        split = writer.stretch(one) == one.range.joined(writer.body(one, one.lo), rest)
        return self.words.z3.Implies(self._occupied(one), split)

    def _prove_first(self, kind: SumFamily) -> bool:
        name = f"first term out of {described(kind)}"
        others = tuple(variable(f"x{n}") for n in range(kind.arity))
        single, whole = SumTerm(kind, others, A, A), SumTerm(kind, others, A, B)
        rest = replace(whole, lo=A + 1)
        writer = Z3Writer(self.words)
        known = [self.last(writer, single)]
        known += [self.empty(writer, one) for one in (replace(single, hi=A - 1), replace(single, lo=A + 1))]
        if not self.prover.follows(f"{name}: one term", [*known, *writer.sides], self._first(writer, single)):
            return False
        writer = Z3Writer(self.words)
        known = [self.words.place(A) < self.words.place(B), self._first(writer, replace(whole, hi=B - 1))]
        known += [self.last(writer, one) for one in (whole, rest)]
        if not self.prover.follows(f"{name}: one term more", [*known, *writer.sides], self._first(writer, whole)):
            return False
        self.prover.proved += [f"{name}: one term", f"{name}: one term more"]
        return True

    # ---- a product of what is at least 1

    def positive(self, writer: Z3Writer, one: SumTerm) -> Expr | None:
        """That a product is at least 1 where its factors are; None where that was not proved."""
        if one.range not in self.positives:
            self.positives[one.range] = self.ordered and self._prove_positive(one.range)
        if not self.positives[one.range]:
            return None
        z3, inside = self.words.z3, []
        for place in (place for end in (one.lo, one.hi) for place in _layers(one, end)):
            here = self.words.place(place)
            inside += [here >= 1, here <= self.words.place(variable("L"))]
        return z3.Implies(z3.Or(z3.Not(self._occupied(one)), z3.And(*inside)), writer.stretch(one) >= 1)

    def _prove_positive(self, kind: SumFamily) -> bool:
        parts = list(walk(kind.body))
        used = {part.name for part in parts if isinstance(part, At)}
        if kind.kind != "Product" or not used <= POSITIVE or any(isinstance(part, Big) for part in parts):
            return False
        name = f"at least 1: {described(kind)}"
        one, writer = SumTerm(kind, tuple(variable(f"x{n}") for n in range(kind.arity)), A, B), Z3Writer(self.words)
        factor = writer.body(one, B) >= 1
        known = [self.words.at(*place) >= 1 for place in writer.terms]
        whole, rest = (writer.stretch(x) >= 1 for x in (one, replace(one, hi=B - 1)))
        ends = [self.empty(writer, one), self.last(writer, one), self.words.z3.Implies(self._occupied(one), rest)]
        todo = {f"{name}: a factor": ([*known, *writer.sides], factor), f"{name}: one more": ([factor, *ends], whole)}
        if not all(self.prover.follows(what, *asked) for what, asked in todo.items()):
            return False
        self.prover.proved += todo
        return True

    # ---- an index of the body moved by one

    def shift(self, writer: Z3Writer, one: SumTerm, n: int) -> Expr | None:
        """`one` against the same with its n-th other index one less; None where no common factor was proved."""
        if (one.range, n) not in self.shifts:
            self.shifts[one.range, n] = self._find_shift(one.range, n)
        lemma = self.shifts[one.range, n]
        return None if lemma is None else self._shift(writer, lemma, one, n)

    def _shift(self, writer: Z3Writer, lemma: Shift, one: SumTerm, n: int) -> Expr:
        z3 = self.words.z3
        pair = [writer.stretch(one), writer.stretch(moved(one, n))]
        longer, shorter = pair if lemma.up else reversed(pair)
        places = {f"x{i}": other for i, other in enumerate(one.others)}
        factor = self.words.number(Fraction(1))
        for inner in lemma.factor:
            factor = factor * writer.body(put(inner.longer, places), inner.gained.put(places))
        ends = [put(inner.longer, {**places, "m": end}) for inner in lemma.inner for end in (one.lo, one.hi)]
        room = z3.And(*(self._occupied(end) for end in ends))
        return z3.Implies(z3.Implies(self._occupied(one), room), longer == factor * shorter)

    def _find_shift(self, kind: SumFamily, n: int) -> Shift | None:
        if kind.kind != "Sum":
            return None
        one = SumTerm(kind, tuple(variable(f"x{i}") for i in range(kind.arity)), A, B)
        here, less = Z3Writer(self.words), Z3Writer(self.words)
        here.body(one, M)
        less.body(moved(one, n), M)
        pairs = dict.fromkeys(zip(here.stretches, less.stretches, strict=True))
        inner = [matched(x, y) for x, y in pairs if x != y]
        known = [part for part in inner if part is not None]
        if not known or len(known) < len(inner) or any(part[1] != known[0][1] for part in known):
            return None
        parts = tuple(part[0] for part in known)
        for factor in dict.fromkeys([*((part,) for part in parts), parts]):
            lemma = Shift(known[0][1], parts, factor)
            if all(constant(part) for part in factor) and self._prove_shift(lemma, one, n):
                return lemma
        return None

    def _prove_shift(self, lemma: Shift, one: SumTerm, n: int) -> bool:
        """By induction on the upper end b; where b < a, both sums are empty."""
        name = f"factor out of {described(one.range)}"
        both = (one, moved(one, n))
        writer = Z3Writer(self.words)
        known = [self.words.place(B) < self.words.place(A), *(self.empty(writer, x) for x in both)]
        goal = self._shift(writer, lemma, one, n)
        if not self.prover.follows(f"{name}: no term", [*known, *writer.sides], goal):
            return False
        writer = Z3Writer(self.words)
        known = [self.words.place(A) <= self.words.place(B), self._shift(writer, lemma, replace(one, hi=B - 1), n)]
        known += [self.last(writer, x) for x in both]
        for inner in lemma.inner:
            longer = put(inner.longer, {"m": B})
            fact = self.first(writer, longer) if inner.at_low_end else self.last(writer, longer)
            known += [] if fact is None else [fact]
        goal = self._shift(writer, lemma, one, n)
        if not self.prover.follows(f"{name}: one term more", [*known, *writer.sides], goal):
            return False
        self.prover.proved += [f"{name}: no term", f"{name}: one term more"]
        return True

    # ---- what connects two of them

    def between(self, writer: Z3Writer, x: SumTerm, y: SumTerm) -> Iterator[Expr]:
        """The instances that express two neighbouring sums by one: ends taken out, then indices moved."""
        if x.range != y.range:
            return
        gaps = [a.gap(b) for a, b in zip((*x.others, x.lo, x.hi), (*y.others, y.lo, y.hi), strict=True)]
        known = [gap for gap in gaps if gap is not None]
        if len(known) < len(gaps) or not 0 < sum(map(abs, known)) <= MAX_GAP:
            return
        lo = x.lo if known[-2] >= 0 else y.lo
        hi = x.hi if known[-1] <= 0 else y.hi
        facts: list[Expr | None] = []
        for one in (x, y):
            while one.lo != lo:
                facts.append(self.first(writer, one))
                one = replace(one, lo=one.lo + 1)
            while one.hi != hi:
                facts.append(self.last(writer, one))
                one = replace(one, hi=one.hi - 1)
        common = replace(x, lo=lo, hi=hi)
        for n, gap in enumerate(known[:-2]):
            larger = common.others[n] if gap > 0 else y.others[n]
            for step in range(abs(gap)):
                at = tuple(larger - step if i == n else o for i, o in enumerate(common.others))
                facts.append(self.shift(writer, replace(common, others=at), n))
            common = replace(common, others=tuple(y.others[i] if i == n else o for i, o in enumerate(common.others)))
        yield from (fact for fact in facts if fact is not None)


def _layers(one: SumTerm, end: Index) -> Iterator[Index]:
    """The layers that a factor is about."""
    places = {HERE: end, **{f"#{n}": other for n, other in enumerate(one.others)}, "L": variable("L")}
    yield from (index(part.index, places) for part in walk(one.range.body) if isinstance(part, At))


def matched(x: SumTerm, y: SumTerm) -> tuple[Inner, bool] | None:
    """Two neighbouring products that differ by one term at one end, and whether the first is the longer one."""
    low, high = x.lo.gap(y.lo), x.hi.gap(y.hi)
    if x.range != y.range or x.range.kind != "Product" or x.others != y.others:
        return None
    match low, high:
        case (1, 0):
            return Inner(y, y.lo, True), False
        case (-1, 0):
            return Inner(x, x.lo, True), True
        case (0, 1):
            return Inner(x, x.hi, False), True
        case (0, -1):
            return Inner(y, y.hi, False), False
    return None


def constant(part: Inner) -> bool:
    """Whether the term gained is the same for every term of the sum around it."""
    free = {name for i in part.longer.others for name, _ in i.parts}
    if any(isinstance(t, Sym) and t.name == HERE for t in walk(part.longer.range.body)):
        free |= {name for name, _ in part.gained.parts}
    return "m" not in free


def moved(one: SumTerm, n: int) -> SumTerm:
    """The same with its n-th other index one less."""
    return replace(one, others=tuple(o - 1 if i == n else o for i, o in enumerate(one.others)))


def put(one: SumTerm, places: dict[str, Index]) -> SumTerm:
    """The same at values of its variables."""
    return replace(one, others=tuple(o.put(places) for o in one.others), lo=one.lo.put(places), hi=one.hi.put(places))


def described(kind: SumFamily) -> str:
    """A sum or product in words."""
    body = text(kind.body).replace("###", "j").replace("##", "i")
    for n in range(kind.arity):
        body = body.replace(f"#{n}", f"x{n}")
    return f"{kind.kind}({body.replace(HERE, 'm')}, (m, a, b))"
