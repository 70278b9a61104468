"""A theorem as a Coq sentence, from its trees: what is given, what is assumed of it, what is claimed.

Over the rationals every sequence is an arbitrary function from the integers, and a recurrence is a hypothesis about
the layers 1 … L only. Over the integers (a statement that rounds) layers have k, s, d >= 1, and the number of
features n is not given by its formula but by counting the windows that fit, as the walk counts them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from symrf.formulas.quantities import LETTERS, PARAMETERS, SPAN
from symrf.terms import At, Op, Rel, names
from symrf.terms.tree import walk
from symrf.theorem import Theorem, claim, free_index, index_range, offset
from symrf.verification.coq.writer import NotExpressible, Writer, named

ROUNDING = frozenset({"floor", "ceil", "Min", "Max"})
WINDOW = "0 <= {n}[l] /\\ forall y, 0 <= y -> (y < {n}[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l-1] - 1 + q[l])"
ONE_MORE = (
    "n[l] = if (0 <? full[l]) && (s[l] * (full[l] - 1) - p[l] + K[l] - 1 <? n[l-1] - 1 + q[l])"
    " && (s[l] * full[l] - p[l] <=? n[l-1] - 1) then full[l] + 1 else full[l]"
)
SAME = (
    "total[l] = Z.max ((- (- n[l-1] / s[l]) - 1) * s[l] + K[l] - n[l-1]) 0",
    "p[l] = total[l] / 2",
    "q[l] = total[l] - p[l]",
)


@dataclass(frozen=True)
class Definition:
    """A sequence by its recurrence; first None: explicit. down: the recurrence gives the value one index below."""

    letter: str
    first: Rel | None
    step: Rel
    index: str
    down: bool = False


@dataclass
class Sentence:
    """binders name everything that is arbitrary, kinds apart; carried and goals are propositions."""

    whole: bool
    integers: list[str] = field(default_factory=list)
    rationals: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    defined: list[str] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    recurrences: list[str] = field(default_factory=list)
    carried: list[str] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)

    @property
    def values(self) -> str:
        """The type of the values."""
        return "Z" if self.whole else "Qc"


def rounds(theorem: Theorem) -> bool:
    """Whether the statement is about integers: something is rounded, or features are counted."""
    trees = [claim(text) for text in (*theorem.statement, *theorem.domain, *theorem.assume, *theorem.carry)]
    counted = theorem.network != "explicit" or any("n" in names(tree)[1] for tree in trees)
    return counted or any(isinstance(t, Op) and t.op in ROUNDING for tree in trees for t in walk(tree))


def sentence(theorem: Theorem) -> Sentence:
    """The sentence of a theorem; NotExpressible where Coq is not asked."""
    return _Reader(theorem).read()


def definitions(theorem: Theorem) -> dict[str, Definition]:
    """Every sequence with a recurrence: the quantities of the catalogue and the theorem's own."""
    texts = [(None, SPAN), *((q.first, q.step) for q in LETTERS.values() if q.letter != "n"), *theorem.define]
    return {d.letter: d for d in (_definition(claim(first) if first else None, claim(step)) for first, step in texts)}


def _definition(first: Rel | None, step: Rel) -> Definition:
    head, index = step.left, free_index(step)
    if not isinstance(head, At) or index is None or step.op != "==":
        raise NotExpressible("a recurrence gives one term of its sequence")
    back = offset(head.index, index)
    if back not in (0, -1) or first is None and back != 0:
        raise NotExpressible(f"the recurrence of {head.name} is not for the index {index} or {index} - 1")
    start = first.left if first is not None else None
    wanted = "L" if back else "0"
    if first is not None and not (isinstance(start, At) and start.name == head.name and _is(start, wanted)):
        raise NotExpressible(f"the first value of {head.name} is not that of {head.name}[{wanted}]")
    return Definition(head.name, first, step, index, down=back == -1)


def _is(start: At, wanted: str) -> bool:
    return Writer(whole=True).bare(start.index) == wanted


class _Reader:
    def __init__(self, theorem: Theorem) -> None:
        self.theorem, self.known = theorem, definitions(theorem)
        self.made = Sentence(whole=rounds(theorem))
        self.claims = [claim(text) for text in theorem.statement]
        self.assumed = [claim(text) for text in theorem.assume]
        self.domain = [claim(text) for text in theorem.domain]
        self.carried = [claim(text) for text in theorem.carry]
        self.scalars: set[str] = set()
        self.letters: list[str] = []

    def read(self) -> Sentence:
        made = self.made
        for tree in (*self.claims, *self.assumed, *self.domain, *self.carried):
            self.need(tree)
        if made.whole:
            self.check_integers()
        depth = {"L"} & self.scalars or ({"L"} if self.letters else set())
        made.integers = [*sorted(depth), *(sorted(self.scalars - {"L"}) if made.whole else [])]
        made.rationals = [] if made.whole else sorted(self.scalars - {"L"})
        self.writer = Writer(made.whole, frozenset({*made.integers, "L"}))
        made.conditions = [self.order("0 <= L")] * bool(depth)
        if made.whole:
            self.layers()
        for letter in self.letters:
            if letter in self.known and letter not in made.defined:
                self.define(self.known[letter])
        made.given += sorted((x for x in self.letters if x not in made.defined), key=lambda x: ("ksdpq".find(x) % 9, x))
        made.recurrences += [self.every(tree, (1, 0)) for tree in self.assumed]
        made.carried = [self.every(tree, conditions=False) for tree in self.carried]
        made.goals = [self.every(tree) for tree in self.claims]
        return made

    def need(self, tree: Rel) -> None:
        """Note the names of a tree, and what their definitions mention, each definition after what it mentions."""
        symbols, letters = names(tree)
        self.scalars |= symbols - {free_index(tree) or ""}
        for letter in sorted(letters):
            self.visit(letter, frozenset())

    def visit(self, letter: str, around: frozenset[str]) -> None:
        if letter in self.letters:
            return
        if letter in around:
            raise NotExpressible(f"the definition of {letter} is circular")
        if letter == "n":
            for other in "Kspq":
                self.visit(other, around | {letter})
        elif letter in self.known:
            found = self.known[letter]
            for tree in [found.step] + ([found.first] if found.first is not None else []):
                symbols, letters = names(tree)
                self.scalars |= symbols - {found.index if tree is found.step else ""}
                for other in sorted(letters - {letter}):
                    self.visit(other, around | {letter})
        elif letter not in "ksdpq":
            _known(letter)
        self.letters.append(letter)

    def check_integers(self) -> None:
        loose = sorted(self.scalars - {"L", "uL", "n0"} - set(self.theorem.integers))
        loose += [x for x in self.letters if x not in self.known and x not in "ksdpqn"]
        if loose:
            raise NotExpressible(f"{', '.join(loose)}: not said to be an integer, in a statement about integers")

    # ---- propositions

    def order(self, text: str) -> str:
        """An order among integers."""
        return text if self.made.whole else f"({text})%Z"

    def over(self, text: str, low: int = 1, index: str = "l", high: int = 0) -> str:
        top = f"L - {-high}" if high < 0 else f"L + {high}" if high else "L"
        return f"forall {named(index)}, {self.order(f'{low} <= {named(index)} <= {top}')} -> {text}"

    def every(self, tree: Rel, span: tuple[int, int] | None = None, conditions: bool = True) -> str:
        """The claim for every value of its free index, where the domain's conditions about that index hold."""
        index = free_index(tree, frozenset(self.scalars))
        writer = self.writer.knowing(index) if index else self.writer
        kept = [c for c in self.domain if conditions and free_index(c) in (None, index)]
        text = "".join(f"{writer.claim(c)} -> " for c in kept) + writer.claim(tree)
        if index is None:
            return text
        low, high = span or index_range(tree, index)
        return self.over(text, low, index, high)

    def layers(self) -> None:
        """Integer layers: at least one tap, stride and dilation; features by counting windows."""
        made, letters = self.made, self.letters
        least = {x.letter: x.least for x in PARAMETERS if x.least is not None}
        made.conditions += [self.over(f"{least[x]} <= {x}[l]") for x in "ksd" if x in letters]
        if "n" not in letters:
            return
        if "n0" in self.scalars:
            made.conditions.append("n[0] = n0")
        if not any("n" in names(tree)[1] for tree in self.domain):
            made.conditions.append(self.over("1 <= n[l]", 0))
        extra = {"same": ["total", "p", "q"], "ceil": ["full"]}.get(self.theorem.network, [])
        if {"total", "full"} & set(letters):
            raise NotExpressible("the names total and full are taken")
        self.define(self.known["K"])
        made.defined += [*extra, "n"]
        if extra and extra[0] == "total":
            made.recurrences += [self.over(text) for text in SAME]
        made.recurrences.append(self.over(WINDOW.format(n="full" if "full" in extra else "n")))
        made.recurrences += [self.over(ONE_MORE)] * ("full" in extra)

    def define(self, found: Definition) -> None:
        """A recurrence for the layers 1 … L; itself it may mention one index nearer to its first value."""
        made, writer = self.made, self.writer.knowing(found.index)
        inside = {offset(t.index, found.index) for t in walk(found.step.right) if isinstance(t, At) and t.name == found.letter}
        if not inside <= (set() if found.first is None else {0} if found.down else {-1}):
            raise NotExpressible(f"the definition of {found.letter} is circular")
        made.definitions.append(found)
        made.defined.append(found.letter)
        if found.first is not None:
            made.recurrences.append(self.writer.claim(found.first))
        made.recurrences.append(self.over(writer.claim(found.step), index=found.index))


def _known(letter: str) -> None:
    from symrf.formulas.quantities import MAP_LETTERS

    if letter in MAP_LETTERS:
        raise NotExpressible(f"{letter} is known only by walking a network")
