"""A statement for Coq: what is arbitrary, what is known of it, what is claimed.

Over the rationals every sequence is an arbitrary function from the integers, and a recurrence is a hypothesis about
the layers 1 … L only. Over the integers (a statement that rounds or counts) layers have k, s, d >= 1, and the number
of features n is not given by its formula but by counting the windows that fit, as the walk counts them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from symrf.formulas.quantities import PARAMETERS
from symrf.statement import COUNTED, Definition, Kind, NotExpressible, Said, read
from symrf.terms import At, Op, Rel, Sym, Term, text
from symrf.terms.parse import number
from symrf.terms.tree import LAYER_LETTERS, ZERO, walk
from symrf.theorem import Theorem, offset
from symrf.theorem import named as named_in
from symrf.verification.coq.definitions import HIDDEN, LISTS, MAPS, measured
from symrf.verification.coq.writer import CoqWriter, named
from symrf.verification.generalised import generalisations

GENERAL = "t"
LAYER = "ksdpq"
FEW = 6
"""So many of the layers that a claim says there are at least are looked at one by one."""
FALLING, RISING = "SrPQ", "JR"
"""Sequences that are never larger, or never smaller, at a map farther up, where no layer crops."""


@dataclass
class CoqStatement:
    """What a theorem says, in Coq. Names by what they stand for; the rest are propositions, but for the witnesses.

    whole: values are integers. given: arbitrary sequences. defined: sequences with a recurrence (lists: of lists), each
    with a witness, a function that satisfies it. known: the recurrences; conditions: everything else that is assumed.
    """

    whole: bool
    writer: CoqWriter
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


def coq_statement(theorem: Theorem, integral: bool = False, padded: bool = False) -> CoqStatement:
    """The statement of a theorem for Coq; NotExpressible where Coq is not asked.

    integral: of layers and scalars that are integers, k, s, d >= 1 (padded: p, q >= 0), which claims less.
    """
    return _Reader(theorem, integral, padded).read()


def _with_lists(letters: Sequence[str]) -> list[str]:
    """The letters, before each that is read off a list of samples that list, for which it takes a place: p and uL."""
    if HIDDEN & {*letters}:
        raise NotExpressible(f"the name {min(HIDDEN & {*letters})} is taken")
    places = ["p"] if LISTS.keys() & {*letters} else []
    return [*dict.fromkeys(x for letter in (*places, *letters) for x in (LISTS.get(letter, letter), letter))]


class _Reader:
    def __init__(self, theorem: Theorem, integral: bool, padded: bool) -> None:
        self.theorem, self.stated = theorem, read(theorem)
        self.whole = self.stated.kind > Kind.RATIONAL
        self.integral, self.padded, self.negated = integral or self.whole, padded, integral
        self.known = self.stated.known

    def read(self) -> CoqStatement:
        stated, needed = self.stated, self.stated.needed
        if not stated.goals:
            raise NotExpressible("the statement has no formula")
        self.letters = _with_lists(needed.letters)
        if self.whole and stated.loose:
            raise NotExpressible(f"{', '.join(stated.loose)}: not said to be an integer, in a statement about integers")
        counted = {x: measured(x, self.theorem.network) for x in self.letters if x in COUNTED.keys() | HIDDEN}
        own = {m.letter for measures in counted.values() for m in measures}
        indexed = any(said.index for said in stated.goals)
        least = stated.least_depth
        depth = {"L"} if self.letters or indexed or "L" in needed.scalars else set()
        scalars = sorted((needed.scalars | ({"uL"} if HIDDEN & {*self.letters} else set())) - {"L"})
        defined = [x for x in self.letters if x in self.known or x in counted]
        given = [x for x in LAYER if x in self.letters and x not in own]
        given += sorted({*self.letters} - {*defined, *own, *LAYER})
        integers = [*depth, *(x for x in scalars if self.integral or x in self.theorem.integers)]
        writer = CoqWriter(self.whole, frozenset({*integers, "L"}), frozenset(given if self.integral else []))
        self.made = made = CoqStatement(self.whole, writer, [*map(named, integers)])
        made.rationals = [named(x) for x in scalars if x not in integers]
        made.given = [*map(named, given)]
        made.conditions = [self.order("0 <= L")] * bool(depth)
        made.conditions += [self.order(f"{least} <= L")] * bool(least)
        if self.integral:
            self.layers()
        for letter in defined:
            for m in counted.get(letter, ()):
                made.known += m.facts
                made.witnesses[m.letter] = m.witness
                (made.lists if m.lists else made.defined).append(m.letter)
            if letter in self.known:
                self.define(self.known[letter])
        made.conditions += map(self.every, stated.assumed)
        made.carried = [self.every(replace(said, when=())) for said in stated.carried]
        made.goals = [goal for said in stated.goals for goal in (*self.exponents(said), self.every(said, stated=True))]
        if len(stated.goals) == 1:
            self.places(stated.goals[0], bool(least) and self.whole and not indexed)
        plain = [said.tree for said in stated.goals if said.index is None and self.whole]
        ways = [way for claimed in plain for way in generalisations(claimed, GENERAL)]
        general = [replace(stated.said(tree), low=least) if top else stated.said(tree) for _, tree, top in ways]
        made.general = [self.every(said, stated=True) for said in general]
        return made

    def places(self, said: Said, by_layer: bool) -> None:
        """Which layers a claim names by a number, and which maps of one sequence, not next to each other."""
        terms, made = named_in(said.tree), self.made
        if by_layer:
            layers = [at for at in terms if at.name in LAYER_LETTERS]
            made.places = [*dict.fromkeys(made.writer.index(at.index) for at in layers)]
        made.index = named(said.index or "")
        first = () if said.index else range(1, min(self.stated.least_depth, FEW) + 1)
        made.numbers = sorted({*first, *(int(i) for at in terms if (i := number(at.index)) is not None and i >= 1)})
        writer = made.writer.knowing(made.index)
        for letter in sorted({at.name for at in terms if at.name in FALLING + RISING}):
            found = [*dict.fromkeys(writer.bare(at.index) for at in terms if at.name == letter)]
            made.apart |= {letter: found} if len(found) > 1 else {}

    # ---- propositions

    def order(self, text: str) -> str:
        """An order among integers."""
        return text if self.whole else f"({text})%Z"

    def over(self, text: str, low: int = 1, index: str = "l", high: int = 0) -> str:
        """The proposition for every index of a range."""
        top = f"L - {-high}" if high < 0 else f"L + {high}" if high else "L"
        return f"forall {named(index)}, {self.order(f'{low} <= {named(index)} <= {top}')} -> {text}"

    def exponents(self, said: Said) -> list[str]:
        """That no exponent in a claim about integers is negative, which is claimed with it."""
        powers = [part for part in walk(said.tree) if isinstance(part, Op) and part.op == "**"] if self.whole else []
        powers = [part for part in powers if number(part.args[1]) is None]
        varying = [part.args[1] for part in powers]
        if varying and self.negated:
            raise NotExpressible("a power whose exponent is no number, in a statement to be refuted")
        positive = (replace(said, tree=Rel(">=", exponent, ZERO)) for exponent in dict.fromkeys(varying))
        return [self.every(one) for one in positive]

    def every(self, said: Said, stated: bool = False) -> str:
        """The claim for every value of its free index, where its conditions hold. stated: claimed and not assumed."""
        writer = self.made.writer.knowing(said.index) if said.index else self.made.writer
        text = "".join(f"{writer.claim(c)} -> " for c in said.when) + replace(writer, powers=stated).claim(said.tree)
        return text if said.index is None else self.over(text, said.low, said.index, said.high)

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
        allowed = set() if found.first is None else {0} if found.back else {-1}
        start: Term = Sym("L") if found.back else ZERO
        if found.first is not None and found.first.left != At(found.letter, start):
            raise NotExpressible(f"the first value of {found.letter} is not that of map {text(start)}")
        if not {offset(t.index, found.index) for t in itself} <= allowed:
            raise NotExpressible(f"the definition of {found.letter} is circular")
        made.defined.append(named(found.letter))
        made.known += [made.writer.claim(found.first)] if found.first is not None else []
        made.known.append(self.over(writer.claim(found.step), index=found.index))
        body = writer.instead_of(*itself).value(found.step.right)
        if found.first is None:
            made.witnesses[named(found.letter)] = f"fun {named(found.index)} : Z => {body}"
        else:
            kind, first = "Down L" if found.back else "Up 0", made.writer.value(found.first.right)
            made.witnesses[named(found.letter)] = f"{kind} ({first}) (fun {named(found.index)} before => {body})"
