"""What is known, as rules: a formula for every index in a range, used where one of its sequence terms is met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from symrf.terms import At, Rel
from symrf.terms.tree import walk
from symrf.theorem import offset
from symrf.verification.smt.index import Index, Places, variable
from symrf.verification.smt.trees import Expr
from symrf.verification.smt.writer import Z3Writer

TOP, ZERO, ONE = variable("L"), Index(), Index((), 1)


@dataclass(frozen=True)
class Fact:
    """`formula` for every `var` from low to high (None: without bound; var None: at no index).

    triggers: (sequence, offset): a term sequence[i] met in a question calls for the instance at i - offset.
    layer: of which sequence the rule is the recurrence, from one map to the next; used between maps in sight.
    everywhere: used at every index in sight, whatever stands there.
    """

    formula: Callable[[Z3Writer, Places], Expr]
    var: str | None = None
    low: Index | None = None
    high: Index | None = None
    triggers: tuple[tuple[str, int], ...] = ()
    layer: str | None = None
    everywhere: bool = False

    def instance(self, writer: Z3Writer, place: Index) -> Expr:
        """The rule at one index."""
        words, top = writer.words, writer.top()
        here = words.place(place)
        inside = [] if self.low is None else [words.place(self.low.put(top)) <= here]
        inside += [] if self.high is None else [here <= words.place(self.high.put(top))]
        places = top if self.var is None else {**top, self.var: place}
        return words.z3.Implies(words.z3.And(*inside), self.formula(writer, places))


@dataclass(frozen=True)
class Goal:
    """A relation claimed for low <= var <= high where its conditions hold; var None: at no index.

    more: more is claimed than the theorem says, as a condition is about another index: a counterexample is none.
    """

    what: str
    tree: Rel
    var: str | None = None
    low: Index = ZERO
    high: Index = TOP
    when: tuple[Rel, ...] = ()
    more: bool = False

    def formula(self, writer: Z3Writer, places: Places) -> Expr:
        """The claim at one index."""
        z3 = writer.words.z3
        conditions = [writer.claim(tree, places) for tree in self.when]
        return z3.Implies(z3.And(*conditions), writer.claim(self.tree, places))

    def rule(self) -> Fact:
        """The claim as something known."""
        return Fact(self.formula, self.var, self.low, self.high, triggers(self.tree, self.var))


def relation(tree: Rel) -> Callable[[Z3Writer, Places], Expr]:
    """A tree as a formula."""
    return lambda writer, places: writer.claim(tree, places)


def triggers(tree: Rel, var: str | None) -> tuple[tuple[str, int], ...]:
    """The sequence terms of a tree at its free index, as (sequence, offset)."""
    met = ((at.name, offset(at.index, var)) for at in walk(tree) if isinstance(at, At) and var is not None)
    return tuple(dict.fromkeys((name, c) for name, c in met if c is not None))
