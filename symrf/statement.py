"""A theorem's statement, read once: its claims with their ranges, its definitions in order, its kind of numbers.

Those who write it for the kernel, for z3, for Coq and for the walk take all this from here, and refuse what they have
no words for. How features are counted is not read here: z3 and Coq each say it for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from symrf.errors import SymrfError
from symrf.formulas.quantities import LETTERS, MAP_LETTERS, SPAN
from symrf.terms import At, Op, Rel, names
from symrf.terms.tree import LAYER_LETTERS, walk
from symrf.theorem import SCALARS, Theorem, claim, free_index, index_range, least_depth, offset

ROUNDING, EXTREMES = frozenset({"floor", "ceil", "gcd"}), frozenset({"Min", "Max"})
COUNTED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "n": ("Kspq", ("n0",)), "count": ("ksd", ()), "ub": ("nksdp", ("uL",)), "vb": ("nksdp", ("uL",)),
    "fewest": ("ksd", ()), "most": ("ksd", ()),
    "inside": ("nksdp", ()), "firstinside": ("nksdp", ()), "lastinside": ("nksdp", ()),
}  # fmt: skip
"""What is counted or walked, not computed by a recurrence: the sequences and the scalars that it depends on."""


class NotExpressible(SymrfError):
    """The statement is outside the language of whoever should write it; the message says what."""


class Kind(IntEnum):
    """Of which numbers something is claimed.

    RATIONAL: whatever they are. ORDERED: of layers with k, s, d >= 1, since it orders numbers or takes the larger of
    two. WHOLE: of integers only, since it rounds or counts.
    """

    RATIONAL = 0
    ORDERED = 1
    WHOLE = 2


@dataclass(frozen=True)
class Said:
    """A claim or a condition, for low <= index <= L + high (index None: once), where the conditions `when` hold.

    more: a condition is about an index that the claim does not have, and not among these. Then more is claimed than
    the theorem says: a proof is one, a counterexample is none.
    """

    tree: Rel
    index: str | None
    low: int = 0
    high: int = 0
    when: tuple[Rel, ...] = ()
    more: bool = False


@dataclass(frozen=True)
class Definition:
    """A sequence by its recurrence, over `index`; first None: explicit. back: -1 where it goes from a map to the one
    below, else 0."""

    letter: str
    first: Rel | None
    step: Rel
    index: str
    back: int

    @classmethod
    def of(cls, first: str | None, step: str) -> Definition:
        """Read from the first value and the recurrence; NotExpressible where they are none."""
        rule, start = claim(step), claim(first) if first else None
        head = rule.left
        if not isinstance(head, At):
            raise NotExpressible("a recurrence has one term of its sequence on the left")
        found = names(head.index)[0] - SCALARS
        if len(found) != 1:
            raise NotExpressible("a recurrence is stated for one index")
        letter, index = head.name, found.pop()
        back = offset(head.index, index)
        if rule.op != "==" or back is None or back not in ((0,) if start is None else (0, -1)):
            raise NotExpressible(f"no definition of {letter}: {step}; write {letter}[l] == … or {letter}[l-1] == …")
        if start is not None and (start.op != "==" or not isinstance(start.left, At) or start.left.name != letter):
            raise NotExpressible(f"no first value of {letter}: {first}")
        return cls(letter, start, rule, index, back)

    @property
    def trees(self) -> tuple[Rel, ...]:
        """Its equations."""
        return (self.step,) if self.first is None else (self.step, self.first)

    @property
    def mentions(self) -> tuple[set[str], set[str]]:
        """(scalars, other sequences) that it mentions."""
        found = [names(tree) for tree in self.trees]
        scalars = set().union(*(symbols for symbols, _ in found))
        return scalars - {self.index}, set().union(*(letters for _, letters in found)) - {self.letter}


@dataclass(frozen=True)
class Needed:
    """What formulas mention, and what that depends on in turn.

    letters: sequences, each after those that its definition mentions. scalars: what is no index.
    """

    letters: tuple[str, ...]
    scalars: frozenset[str]


@dataclass(frozen=True)
class Statement:
    """A theorem as it is read.

    known: every sequence with a recurrence, the catalogue's and the theorem's own. fixed: what is no index, although it
    may be called i or t. kind: of which numbers it is claimed. rounds, extremes, orders: whether something is rounded
    or counted, a minimum or maximum taken, an inequality claimed or assumed.
    """

    theorem: Theorem
    goals: tuple[Said, ...]
    carried: tuple[Said, ...]
    assumed: tuple[Said, ...]
    domain: tuple[Rel, ...]
    known: Mapping[str, Definition]
    fixed: frozenset[str]
    least_depth: int

    @property
    def trees(self) -> tuple[Rel, ...]:
        """All that is claimed, assumed or carried along."""
        return (*(said.tree for said in (*self.goals, *self.assumed)), *self.domain, *(c.tree for c in self.carried))

    def said(self, tree: Rel) -> Said:
        """Another claim as one of this statement, without conditions."""
        return _said(tree, self.fixed)

    @cached_property
    def needed(self) -> Needed:
        """What all of it mentions."""
        return self.needs(self.trees, () if self.theorem.network == "explicit" else ("n",))

    def needs(self, trees: Iterable[Rel], also: Iterable[str] = ()) -> Needed:
        """What these trees mention, and these letters; NotExpressible where definitions go in a circle."""
        letters: list[str] = []
        scalars: set[str] = set()

        def visit(letter: str, around: tuple[str, ...] = ()) -> None:
            if letter in letters:
                return
            if letter in around:
                raise NotExpressible(f"the definitions of {' and '.join(around)} go in a circle")
            more, others = self.known[letter].mentions if letter in self.known else (set(), set())
            if letter in COUNTED:
                more, others = set(COUNTED[letter][1]), set(COUNTED[letter][0])
            scalars.update(more)
            for other in sorted(others):
                visit(other, (*around, letter))
            letters.append(letter)

        for tree in trees:
            symbols, mentioned = names(tree)
            scalars.update(symbols - {free_index(tree, self.fixed)})
            for letter in sorted(mentioned):
                visit(letter)
        for letter in also:
            visit(letter)
        return Needed(tuple(letters), frozenset(scalars))

    @cached_property
    def _operations(self) -> set[str]:
        defined = [tree for x in self.needed.letters if x in self.known for tree in self.known[x].trees]
        return {part.op for tree in (*self.trees, *defined) for part in walk(tree) if isinstance(part, Op)}

    @property
    def rounds(self) -> bool:
        return bool(self._operations & ROUNDING or COUNTED.keys() & {*self.needed.letters})

    @property
    def extremes(self) -> bool:
        return bool(self._operations & EXTREMES)

    @property
    def orders(self) -> bool:
        return any(tree.op != "==" for tree in self.trees)

    @property
    def kind(self) -> Kind:
        return Kind.WHOLE if self.rounds else Kind.ORDERED if self.extremes or self.orders else Kind.RATIONAL

    @property
    def loose(self) -> list[str]:
        """What is not said to be an integer: a statement about integers is not claimed of it."""
        scalars = sorted(self.needed.scalars - SCALARS - {*self.theorem.integers})
        given = {*self.needed.letters} - self.known.keys() - COUNTED.keys() - LAYER_LETTERS
        return [*scalars, *sorted(given)]

    @property
    def of_layers(self) -> frozenset[str]:
        """The statement's own scalars in what is assumed of layers: numbers of these, and so at least 1."""
        return frozenset(x for said in self.assumed for x in names(said.tree)[0] - {said.index}) - SCALARS


@lru_cache(maxsize=512)
def read(theorem: Theorem) -> Statement:
    """The statement of a theorem; NotExpressible where its definitions define nothing."""
    domain, fixed = tuple(map(claim, theorem.domain)), theorem.scalars
    claims = (theorem.statement, theorem.carry)
    goals, carried = (tuple(_said(claim(x), fixed, domain) for x in texts) for texts in claims)
    assumed = tuple(_said(claim(x), fixed) for x in theorem.assume)
    return Statement(theorem, goals, carried, assumed, domain, _known(theorem), fixed, least_depth(theorem))


def _said(tree: Rel, fixed: frozenset[str], conditions: tuple[Rel, ...] = ()) -> Said:
    index = free_index(tree, fixed)
    low, high = index_range(tree, index) if index is not None else (0, 0)
    when = tuple(c for c in conditions if free_index(c, fixed) in (None, index))
    return Said(tree, index, low, high, when, more=len(when) < len(conditions))


def _known(theorem: Theorem) -> Mapping[str, Definition]:
    """letter -> definition: of the catalogue, but for n, which is counted; then the theorem's own, which are new."""
    known = dict(CATALOGUE)
    for first, step in theorem.define:
        own = Definition.of(first, step)
        if own.letter in known or own.letter in LAYER_LETTERS | MAP_LETTERS:
            raise NotExpressible(f"{own.letter} is defined twice")
        known[own.letter] = own
    return known


CATALOGUE = {"K": Definition.of(None, SPAN)} | {
    letter: Definition.of(quantity.first, quantity.step) for letter, quantity in LETTERS.items() if letter != "n"
}


def about_integers(theorem: Theorem) -> bool:
    """Whether it rounds, counts or orders, so that it is claimed of integer layers and outside the kernel's language.

    >>> from symrf.theorem import theorem
    >>> about_integers(theorem("output-size")), about_integers(theorem("size"))
    (True, False)
    """
    return read(theorem).kind > Kind.RATIONAL
