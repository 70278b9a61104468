"""A certificate as a proof to be read: every equation that the kernel rebuilds and adds up, with the reason for it.

Nothing here is believed: the kernel checks certificates, and the tests compare each equation with what it rebuilds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, count
from typing import Any

from symrf.terms import At, Big, Num, Op, Rel, Sym, Term
from symrf.terms.tree import ONE, ZERO, negated, plus, times

Data = Any
"""A term of a certificate: a number, a name, "#n" for the n-th binder around it, or [operation, part, ...]."""

BINDERS = "ijmtwxyz"
BASE, ONWARDS = "to begin with", "from there on"
"""What an induction has to show."""

PLAIN = {
    "empty": "nothing is left in the range",
    "first": "the first term taken out",
    "last": "the last term taken out",
    "shift": "counted from elsewhere",
    "reverse": "counted backwards",
    "linear": "the sum of a combination is the combination of the sums",
    "factor": "the product of products is the product of the products",
    "inside": "term by term",
}


@dataclass(frozen=True)
class UsedEquation:
    """One equation that the proof uses: `factor` times it is added. below: what shows it for every term of a range."""

    words: str
    rel: Rel
    factor: Term
    below: tuple[UsedEquation, ...] = ()


@dataclass(frozen=True)
class Obligation:
    """What has to be shown, and the equations that add up to it. words: "" where there is only one part."""

    words: str
    at: Rel | None
    goal: Rel
    equations: tuple[UsedEquation, ...]


@dataclass(frozen=True)
class ProofStep:
    """One claim of the proof, for a range of each of its indices, by induction (`up` or `down`) or directly ("")."""

    claim: Rel
    ranges: tuple[tuple[Term, Term | None, Term | None], ...]
    induction: str
    parts: tuple[Obligation, ...]


def steps(certificate: Mapping[str, Any]) -> tuple[ProofStep, ...]:
    """The proof that a certificate holds, a step for each claim.

    >>> import json
    >>> from symrf.theorem import home
    >>> [step] = steps(json.loads((home() / "evidence" / "effective_stride.json").read_text()))
    >>> step.induction, [part.words for part in step.parts]
    ('down', ['to begin with', 'from there on'])
    >>> from symrf.terms import text
    >>> text(step.parts[1].equations[0].rel), step.parts[1].equations[0].words
    ('S[l - 1] == s[l]*S[l]', 'the recurrence of `S`')
    """
    reader = _ProofReader(certificate["statement"], certificate["proof"])
    return tuple(reader.step(number, data) for number, data in enumerate(certificate["proof"]))


def opened(body: Data, place: Callable[[int], Data], depth: int = 0) -> Data:
    """The inside of a binder with a term for what it binds; place: that term, under so many further binders."""
    if body == f"#{depth}":
        return place(depth)
    if not isinstance(body, list):
        return body
    if body[0] in ("sum", "prod"):
        op, lo, hi, inner = body
        return [op, opened(lo, place, depth), opened(hi, place, depth), opened(inner, place, depth + 1)]
    kept = 2 if body[0] == "at" else 1
    return [*body[:kept], *(opened(part, place, depth) for part in body[kept:])]


def replaced(data: Data, values: Mapping[str, Data]) -> Data:
    """The term with terms for the integers that it names."""
    if not isinstance(data, list):
        return values.get(data, data) if isinstance(data, str) else data
    kept = 2 if data[0] == "at" else 1
    return [*data[:kept], *(replaced(part, values) for part in data[kept:])]


class _ProofReader:
    """Reads the proof of one statement."""

    def __init__(self, statement: Mapping[str, Any], proof: Sequence[Any]) -> None:
        self.definitions = {data["name"]: data for data in statement["definitions"]}
        self.assumed = len(statement["assume"])
        self.known = [*statement["assume"], *proof]
        every = [statement, *statement["goals"], *self.known]
        taken = {*statement["numbers"], *(name for data in every for name, _, _ in data["for"])}
        letters = (x for x in chain(BINDERS, (f"i{n}" for n in count(1))) if x not in taken)
        self.letters = [next(letters) for _ in range(8)]

    def step(self, number: int, data: Any) -> ProofStep:
        """The step of this number."""
        self.number, (*_, last) = self.assumed + number, data["for"] or [None]
        ranges = tuple((Sym(x), self.end(lo), self.end(hi)) for x, lo, hi in data["for"])
        if "proof" in data:
            parts = (Obligation("", None, self.rel(data["equal"]), self.equations(data["proof"])),)
            return ProofStep(self.rel(data["equal"]), ranges, "", parts)
        name, down = last[0], data["induction"] == "down"
        places = (last[2 if down else 1], ["+", name, -1 if down else 1])
        made = []
        for words, place, proof in zip((BASE, ONWARDS), places, (data["base"], data["step"]), strict=True):
            goal = self.rel([replaced(side, {name: place}) for side in data["equal"]])
            at = Rel("==", Sym(name), self.tree(place)) if words == BASE else None
            made.append(Obligation(words, at, goal, self.equations(proof)))
        return ProofStep(self.rel(data["equal"]), ranges, data["induction"], tuple(made))

    def equations(self, proof: Sequence[Any]) -> tuple[UsedEquation, ...]:
        """What a list of instances says."""
        return tuple(self.equation(cofactor, rule, args) for cofactor, rule, *args in proof)

    def equation(self, cofactor: Data, rule: str, args: Sequence[Any]) -> UsedEquation:
        """What one instance says."""
        below = self.equations(args[5]) if rule == "inside" else ()
        return UsedEquation(self.words(rule, args), self.rel(self.sides(rule, args)), self.tree(cofactor), below)

    def end(self, data: Data) -> Term | None:
        """The end of a range; None where it has none."""
        return None if data is None else self.tree(data)

    def words(self, rule: str, args: Sequence[Any]) -> str:
        """Why it holds, letters in backquotes."""
        if rule == "unfold":
            explicit = self.definitions[args[0]]["kind"] == "explicit"
            return f"the {'definition' if explicit else 'recurrence'} of `{args[0]}`"
        if rule == "base":
            return f"the first value of `{args[0]}`"
        if rule == "use":
            if args[0] == self.number:
                return "what is assumed of one index"
            return "a condition" if args[0] < self.assumed else f"step {args[0] - self.assumed + 1}"
        return PLAIN[rule]

    def sides(self, rule: str, args: Sequence[Any]) -> tuple[Data, Data]:
        """Both sides of the equation, as terms of the certificate."""
        match rule, args:
            case "unfold", [name, place, _]:
                found = self.definitions[name]
                index = ["+", place, -1] if found["kind"] == "down" else place
                return ["at", name, index], opened(found["value"], lambda _: place)
            case "base", [name]:
                found = self.definitions[name]
                return ["at", name, found["from"]], found["base"]
            case "use", [which, places, _]:
                found = self.known[which]
                values = {} if which == self.number else dict(zip((q[0] for q in found["for"]), places, strict=True))
                left, right = (replaced(side, values) for side in found["equal"])
                return left, right
            case "linear", [lo, hi, *pairs]:
                together, apart = (
                    ["+", *(["*", c, made] for c, made in each), 0, 0]
                    for each in (pairs, [(c, ["sum", lo, hi, body]) for c, body in pairs])
                )
                return ["sum", lo, hi, together], apart
            case "factor", [lo, hi, *bodies]:
                apart = ["*", *(["prod", lo, hi, body] for body in bodies), 1, 1]
                return ["prod", lo, hi, ["*", *bodies, 1, 1]], apart
        kind, lo, hi, body, *more = args
        return [kind, lo, hi, body], self.equal(rule, kind, lo, hi, body, more)

    def equal(self, rule: str, kind: str, lo: Data, hi: Data, body: Data, more: Sequence[Any]) -> Data:
        """What a sum or product equals by the rule."""
        if rule == "empty":
            return 0 if kind == "sum" else 1
        if rule in ("first", "last"):
            term, ends = (lo, (["+", lo, 1], hi)) if rule == "first" else (hi, (lo, ["+", hi, -1]))
            return ["+" if kind == "sum" else "*", opened(body, lambda _: term), [kind, *ends, body]]
        if rule == "shift":
            by = more[0]
            return [kind, ["+", lo, by], ["+", hi, by], opened(body, lambda n: ["+", f"#{n}", ["*", -1, by]])]
        if rule == "reverse":
            return [kind, lo, hi, opened(body, lambda n: ["+", lo, hi, ["*", -1, f"#{n}"]])]
        return [kind, lo, hi, more[0]]

    def rel(self, sides: Sequence[Data]) -> Rel:
        """Two sides as an equation."""
        left, right = map(self.tree, sides)
        return Rel("==", left, right)

    def tree(self, data: Data, around: tuple[Term, ...] = ()) -> Term:
        """A term of the certificate as a tree; around: what is bound, the innermost last."""
        match data:
            case int() | str() if _number(data) is not None:
                value = Fraction(data)
                return negated(Num(-value)) if value < 0 else Num(value)
            case str() if data[0] == "#":
                return around[-1 - int(data[1:])]
            case str() if data[0] == "'":
                return Sym(self.letters[len(self.letters) - len(data) + 1])
            case str():
                return Sym(data)
            case ["at", name, place]:
                return At(name, self.index(place, around))
            case ["sum" | "prod" as kind, lo, hi, body]:
                letter, sign = self.letters[len(around)], "Sum" if kind == "sum" else "Product"
                first, last = (self.index(end, around) for end in (lo, hi))
                return Big(sign, self.tree(body, (*around, Sym(letter))), letter, first, last)
            case ["+", *parts]:
                return _added([self.tree(part, around) for part in parts])
            case ["*", *parts]:
                return _multiplied([self.tree(part, around) for part in parts])
        raise ValueError(f"not a term of a certificate: {str(data)[:60]}")

    def index(self, data: Data, around: tuple[Term, ...]) -> Term:
        """An index, what is alike in it together: l and not l + 1 - 1."""
        parts: dict[Any, Fraction] = {}
        _collect(data, Fraction(1), parts)
        constant = parts.pop(None, Fraction(0))
        terms = [_multiplied([self.tree(str(c)), self.tree(name, around)]) for name, c in parts.items() if c]
        return _added([*terms, self.tree(str(constant))])


def _collect(data: Data, by: Fraction, parts: dict[Any, Fraction]) -> None:
    """Add a linear term, so many times, to the coefficients of its names; of None, the constant."""
    value = _number(data)
    if value is not None:
        parts[None] = parts.get(None, Fraction(0)) + by * value
    elif isinstance(data, str):
        parts[data] = parts.get(data, Fraction(0)) + by
    elif data[0] == "+":
        for part in data[1:]:
            _collect(part, by, parts)
    else:
        numbers = [value for part in data[1:] if (value := _number(part)) is not None]
        names = [part for part in data[1:] if _number(part) is None]
        for value in numbers:
            by *= value
        _collect(names[0] if names else 1, by, parts)


def _number(data: Data) -> Fraction | None:
    if isinstance(data, int):
        return Fraction(data)
    return Fraction(data) if isinstance(data, str) and data.lstrip("-").replace("/", "").isdigit() else None


def _added(parts: list[Term]) -> Term:
    """A sum as people write it: what is subtracted after what is added, numbers last, no zeros."""
    kept = [part for part in parts if part != ZERO]
    kept.sort(key=lambda part: 2 * _constant(part) + (isinstance(part, Op) and part.op == "neg"))
    return plus(kept)


def _constant(part: Term) -> bool:
    return isinstance(part, Num) or isinstance(part, Op) and part.op == "neg" and isinstance(part.args[0], Num)


def _multiplied(parts: list[Term]) -> Term:
    """A product without ones, its sign in front, equal factors as powers."""
    minus = sum(isinstance(part, Op) and part.op == "neg" for part in parts) % 2
    plain = [part.args[0] if isinstance(part, Op) and part.op == "neg" else part for part in parts]
    kept: list[Term] = []
    for part in dict.fromkeys(plain):
        times_ = plain.count(part)
        if part != ONE:
            kept.append(part if times_ == 1 else Op("**", (part, Num(Fraction(times_)))))
    return negated(times(kept)) if minus else times(kept)
