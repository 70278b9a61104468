"""A theorem as a Coq sentence, from its trees: what is arbitrary, what is known of it, what is claimed.

Over the rationals every sequence is an arbitrary function from the integers, and a recurrence is a hypothesis about
the layers 1 … L only. Over the integers (a statement that rounds or counts) layers have k, s, d >= 1, and the number
of features n is not given by its formula but by counting the windows that fit, as the walk counts them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from symrf.formulas.quantities import PARAMETERS
from symrf.terms import At, Num, Op, Rel, names
from symrf.terms.parse import number
from symrf.terms.tree import LAYER_LETTERS, walk
from symrf.theorem import Theorem, claim, free_index, index_range, least_depth, offset
from symrf.theorem import named as named_in
from symrf.verification.coq.definitions import HIDDEN, MAPS, RESTS_ON, Definition, definitions, measured, mentions
from symrf.verification.coq.writer import NotExpressible, Writer, named
from symrf.verification.generalised import generalisations

GENERAL = "t"
ROUNDING = frozenset({"floor", "ceil", "Min", "Max"})
LAYER = "ksdpq"
ZERO = Num(Fraction(0))
FALLING, RISING = "SrPQ", "JR"
"""Sequences that are never larger, or never smaller, at a map farther up, where no layer crops."""


@dataclass
class Sentence:
    """What a theorem says, in Coq. Names by what they stand for; the rest are propositions, but for the witnesses.

    whole: values are integers. given: arbitrary sequences. defined: sequences with a recurrence (lists: of lists), each
    with a witness, a function that satisfies it. known: the recurrences; conditions: everything else that is assumed.
    """

    whole: bool
    writer: Writer
    integers: list[str] = field(default_factory=list)
    rationals: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    defined: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    witnesses: dict[str, str] = field(default_factory=dict)
    conditions: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    carried: list[str] = field(default_factory=list)
    general: list[str] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    apart: dict[str, list[str]] = field(default_factory=dict)
    index: str = ""
    bases: list[str] = field(default_factory=list)


def rounds(theorem: Theorem) -> bool:
    """Whether something is rounded, or features are counted."""
    trees = [claim(text) for text in (*theorem.statement, *theorem.domain, *theorem.assume, *theorem.carry)]
    counted = theorem.network != "explicit" or any(names(tree)[1] & RESTS_ON.keys() for tree in trees)
    return counted or any(isinstance(t, Op) and t.op in ROUNDING for tree in trees for t in walk(tree))


def orders(theorem: Theorem) -> bool:
    """Whether an inequality is claimed, or is a condition, or helps."""
    return any(claim(text).op != "==" for text in (*theorem.statement, *theorem.domain, *theorem.carry))


def sentence(theorem: Theorem, integral: bool = False, padded: bool = False) -> Sentence:
    """The sentence of a theorem; NotExpressible where Coq is not asked.

    integral: of layers and scalars that are integers, k, s, d >= 1 (padded: p, q >= 0), which claims less.
    """
    return _Reader(theorem, integral, padded).read()


class _Reader:
    def __init__(self, theorem: Theorem, integral: bool, padded: bool) -> None:
        self.theorem, self.network = theorem, theorem.network
        self.whole = rounds(theorem) or orders(theorem)
        self.integral, self.padded, self.negated = integral or self.whole, padded, integral
        self.known = definitions(theorem)
        self.fixed = theorem.scalars
        self.claims = [claim(text) for text in theorem.statement]
        self.assumed = [claim(text) for text in theorem.assume]
        self.domain = [claim(text) for text in theorem.domain]
        self.carried = [claim(text) for text in theorem.carry]
        self.scalars: set[str] = set()
        self.letters: list[str] = []

    def read(self) -> Sentence:
        if not self.claims:
            raise NotExpressible("the statement has no formula")
        for tree in (*self.claims, *self.assumed, *self.domain, *self.carried):
            self.need(tree)
        if self.network != "explicit":
            self.visit("n", frozenset())
        if self.whole:
            self.check_integers()
        measures = [m for letter in self.letters if letter in RESTS_ON for m in measured(letter, self.network)]
        own = {m.letter: m for m in measures}
        indexed = any(free_index(tree, self.fixed) for tree in self.claims)
        least = least_depth(self.theorem)
        depth = {"L"} if self.letters or indexed or "L" in self.scalars else set()
        scalars = sorted(self.scalars - {"L"})
        defined = [x for x in self.letters if x in self.known or x in RESTS_ON]
        given = [x for x in LAYER if x in self.letters and x not in own]
        given += sorted({*self.letters} - {*defined, *own, *LAYER})
        integers = [*depth, *(x for x in scalars if self.integral or x in self.theorem.integers)]
        writer = Writer(self.whole, frozenset({*integers, "L"}), frozenset(given if self.integral else []))
        self.made = made = Sentence(self.whole, writer, [*map(named, integers)])
        made.rationals = [named(x) for x in scalars if x not in integers]
        made.given = [*map(named, given)]
        made.conditions = [self.order("0 <= L")] * bool(depth)
        made.conditions += [self.order(f"{least} <= L")] * bool(least)
        if self.integral:
            self.layers()
        for letter in defined:
            for m in measured(letter, self.network) if letter in RESTS_ON else []:
                made.known += m.facts
                made.witnesses[m.letter] = m.witness
                (made.lists if m.lists else made.defined).append(m.letter)
            if letter not in RESTS_ON:
                self.define(self.known[letter])
        made.conditions += [self.every(tree, conditions=False) for tree in self.assumed]
        made.carried = [self.every(tree, conditions=False) for tree in self.carried]
        made.goals = [goal for tree in self.claims for goal in (*self.exponents(tree), self.every(tree, stated=True))]
        if least and self.whole and len(self.claims) == 1 and not indexed:
            layers = [at for at in named_in(self.claims[0]) if at.name in LAYER_LETTERS]
            made.places = [*dict.fromkeys(writer.index(at.index) for at in layers)]
        if len(self.claims) == 1:
            self.places(self.claims[0])
        plain = [tree for tree in self.claims if free_index(tree, self.fixed) is None and self.whole]
        general = [tree for claimed in plain for _, tree in generalisations(claimed, GENERAL)]
        made.general = [self.every(tree, conditions=False, stated=True) for tree in general]
        return made

    def places(self, tree: Rel) -> None:
        """Which layers a claim names by a number, and which maps of one sequence, not next to each other."""
        terms, places = named_in(tree), self.made.apart
        self.made.index = named(free_index(tree, self.fixed) or "")
        self.made.numbers = sorted({int(i) for at in terms if (i := number(at.index)) is not None and i >= 1})
        writer = self.made.writer.knowing(self.made.index)
        for letter in sorted({at.name for at in terms if at.name in FALLING + RISING}):
            found = [*dict.fromkeys(writer.bare(at.index) for at in terms if at.name == letter)]
            places |= {letter: found} if len(found) > 1 else {}

    def need(self, tree: Rel) -> None:
        """Note the names of a tree, and what their definitions mention, each definition after what it mentions."""
        symbols, letters = names(tree)
        self.scalars |= symbols - {free_index(tree, self.fixed) or ""}
        if letters & HIDDEN:
            raise NotExpressible(f"the name {min(letters & HIDDEN)} is taken")
        for letter in sorted(letters):
            self.visit(letter, frozenset())

    def visit(self, letter: str, around: frozenset[str]) -> None:
        if letter in self.letters:
            return
        if letter in around:
            raise NotExpressible(f"the definition of {letter} is circular")
        mentioned, scalars = mentions(letter)
        for tree in self.known[letter].trees if letter in self.known else []:
            symbols, letters = names(tree)
            scalars = scalars | symbols - {free_index(tree, self.fixed) or ""}
            mentioned = mentioned | letters - {letter}
        self.scalars |= scalars
        for other in sorted(mentioned):
            self.visit(other, around | {letter})
        self.letters.append(letter)

    def check_integers(self) -> None:
        """A statement about integers is not claimed of other numbers, so these must be said to be integers."""
        loose = sorted(self.scalars - {"L", "uL", "n0"} - set(self.theorem.integers))
        loose += [x for x in self.letters if x not in self.known and x not in LAYER and x not in RESTS_ON]
        if loose:
            raise NotExpressible(f"{', '.join(loose)}: not said to be an integer, in a statement about integers")

    # ---- propositions

    def order(self, text: str) -> str:
        """An order among integers."""
        return text if self.whole else f"({text})%Z"

    def over(self, text: str, low: int = 1, index: str = "l", high: int = 0) -> str:
        """The proposition for every index of a range."""
        top = f"L - {-high}" if high < 0 else f"L + {high}" if high else "L"
        return f"forall {named(index)}, {self.order(f'{low} <= {named(index)} <= {top}')} -> {text}"

    def exponents(self, tree: Rel) -> list[str]:
        """That no exponent in a claim about integers is negative, which is claimed with it."""
        powers = [part for part in walk(tree) if isinstance(part, Op) and part.op == "**"] if self.whole else []
        powers = [part for part in powers if number(part.args[1]) is None]
        varying = [part.args[1] for part in powers]
        if varying and self.negated:
            raise NotExpressible("a power whose exponent is no number, in a statement to be refuted")
        closed = [part.args[0] for part in powers if not free_index(Rel("==", part.args[0], ZERO), self.fixed)]
        self.made.bases = [*dict.fromkeys(map(self.made.writer.value, closed))]
        return [self.every(tree, of=Rel(">=", exponent, ZERO)) for exponent in dict.fromkeys(varying)]

    def every(self, tree: Rel, conditions: bool = True, stated: bool = False, of: Rel | None = None) -> str:
        """The claim for every value of its free index, where the domain's conditions about that index hold.

        stated: claimed and not assumed. of: another claim, for the index of this one.
        """
        index = free_index(tree, self.fixed)
        writer = self.made.writer.knowing(index) if index else self.made.writer
        kept = [c for c in self.domain if conditions and free_index(c, self.fixed) in (None, index)]
        text = "".join(f"{writer.claim(c)} -> " for c in kept) + replace(writer, powers=stated).claim(of or tree)
        if index is None:
            return text
        low, high = index_range(tree, index)
        return self.over(text, low, index, high)

    def layers(self) -> None:
        """What every layer and map of a network satisfies, whatever is claimed of it."""
        least: dict[str, int | None] = {x.letter: x.least for x in PARAMETERS}
        least |= dict.fromkeys("pq", 0) if self.padded else {}
        bounds = [f"{least[x]} <= {x}[l]" for x in LAYER if x in self.made.given and least[x] is not None]
        self.made.conditions += [self.over(self.order(bound)) for bound in bounds]
        self.made.conditions += [f"{MAPS}1 <= n[l]"] * ("n" in self.letters)
        self.made.conditions += [f"{MAPS}inside[l] <> nil"] * ("inside" in self.letters)

    def define(self, found: Definition) -> None:
        """A recurrence for the layers 1 … L."""
        made, writer = self.made, self.made.writer.knowing(found.index)
        itself = [t for t in walk(found.step.right) if isinstance(t, At) and t.name == found.letter]
        allowed = set() if found.first is None else {0} if found.down else {-1}
        if not {offset(t.index, found.index) for t in itself} <= allowed:
            raise NotExpressible(f"the definition of {found.letter} is circular")
        made.defined.append(named(found.letter))
        made.known += [made.writer.claim(found.first)] if found.first is not None else []
        made.known.append(self.over(writer.claim(found.step), index=found.index))
        body = writer.instead_of(*itself).value(found.step.right)
        if found.first is None:
            made.witnesses[named(found.letter)] = f"fun {named(found.index)} : Z => {body}"
        else:
            kind, first = "Down L" if found.down else "Up 0", made.writer.value(found.first.right)
            made.witnesses[named(found.letter)] = f"{kind} ({first}) (fun {named(found.index)} before => {body})"
