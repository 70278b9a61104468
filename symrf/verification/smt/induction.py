"""The questions whose answers make a proof: every claim directly, or by induction over the maps, down or up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from symrf.terms import At, Big, Op, Rel, Sym, Term, names
from symrf.terms.tree import rebuilt
from symrf.verification.smt import counting
from symrf.verification.smt.index import Index, variable
from symrf.verification.smt.meaning import Meaning
from symrf.verification.smt.prover import Prover
from symrf.verification.smt.question import Question
from symrf.verification.smt.reading import Reading, Vocabulary
from symrf.verification.smt.rules import TOP, Claim, Rule
from symrf.verification.smt.sums import Sums
from symrf.verification.smt.trees import constant

Expr = Any
Parts = Iterator[tuple[str, list[Expr], Expr]]
GENERAL = "l'"


class NotProved(Exception):
    """Some obligation is not proved; the message says which."""


def prove(meaning: Meaning, prover: Prover) -> None:
    """Prove all claims, or raise NotProved; the obligations that were proved are in prover.proved."""
    words = Vocabulary(prover.z3, meaning.whole)
    exponents(meaning, prover, words)
    if "n" in meaning.recursive:
        for name, known, conclusion in counting.lemmas(Reading(words)):
            if not prover.follows(name, known, conclusion):
                raise NotProved(name)
            prover.proved.append(name)
    work = Work(meaning, prover, Sums(words, prover))
    for claim in meaning.helpful:
        work.settle(claim)
    for wanted in (*meaning.carried, *meaning.claims):
        if not work.settle(wanted):
            raise NotProved(wanted.what)


def exponents(meaning: Meaning, prover: Prover, words: Vocabulary) -> None:
    """A power is read as a product, which is right where the exponent is not negative."""
    for where, bounds, exponent in dict.fromkeys(meaning.exponents):
        known = [words.place(TOP) >= 0]
        for name, low, high in bounds:
            here = words.place(variable(name))
            known += [] if low is None else [words.place(low) <= here]
            known += [] if high is None else [here <= words.place(high)]
        name = f"exponents are not negative in {where}"
        if not prover.follows(name, known, words.place(exponent) >= 0):
            raise NotProved(name)
        prover.proved += [] if name in prover.proved else [name]


class Work:
    """One theorem's claims, each proved from the definitions, the assumptions and the claims proved before."""

    def __init__(self, meaning: Meaning, prover: Prover, sums: Sums) -> None:
        self.meaning, self.prover, self.sums = meaning, prover, sums
        self.known: list[Rule] = []

    def settle(self, claim: Claim) -> bool:
        """Prove one claim and keep it."""
        if not any(self._tried(attempt) for attempt in self._attempts(claim)):
            return False
        self.known.append(claim.rule())
        return True

    def _tried(self, parts: Parts) -> bool:
        done = []
        for name, known, conclusion in parts:
            if not self.prover.follows(name, known, conclusion):
                return False
            done.append(name)
        self.prover.proved += done
        return True

    def _attempts(self, claim: Claim) -> Iterator[Parts]:
        for known in [self.known, []] if self.known else [[]]:
            yield self._direct(claim, known)
            for general in [claim] if claim.var is not None else generalised(claim):
                for down in (True, False):
                    yield self._induction(general, general.var or GENERAL, known, down)

    def _question(self, claim: Claim, known: list[Rule], *places: Index) -> Question:
        """A question in which all these places are in the claim's range."""
        words = self.sums.words
        question = Question(self.sums, [*self.meaning.rules, *known], self.meaning.recursive)
        low, high = words.place(claim.low), words.place(claim.high)
        for place in places:
            question.hypotheses += [low <= words.place(place), words.place(place) <= high]
        return question

    def _direct(self, claim: Claim, known: list[Rule]) -> Parts:
        places = {} if claim.var is None else {claim.var: variable(claim.var)}
        question = self._question(claim, known, *places.values())
        goal = claim.formula(question.reading, {**question.reading.top(), **places})
        yield claim.what, question.gather(), goal

    def _induction(self, claim: Claim, var: str, known: list[Rule], down: bool) -> Parts:
        """Down: at the highest index, then from l to l - 1. Up: at the lowest, then from l - 1 to l."""
        start = claim.high if down else claim.low
        base = self._question(claim, known, start)
        goal = claim.formula(base.reading, {**base.reading.top(), var: start})
        yield f"{claim.what}, {var} = {start}", base.gather(), goal
        here, less = variable(var), variable(var) - 1
        step = self._question(claim, known, here, less)
        given, wanted = (here, less) if down else (less, here)
        step.hypotheses.append(claim.formula(step.reading, {**step.reading.top(), var: given}))
        goal = claim.formula(step.reading, {**step.reading.top(), var: wanted})
        yield f"{claim.what}, from {var} = {given} to {wanted}".replace(f"{var} = {var}", var), step.gather(), goal


def generalised(claim: Claim) -> Iterator[Claim]:
    """Claims for every l that imply the claim, at l = 0 or at l = L."""
    if any(names(tree)[1] or "L" in names(tree)[0] for tree in claim.when):
        return
    for what, replaced in GENERALISATIONS:
        tree = Rel(claim.tree.op, replaced(claim.tree.left), replaced(claim.tree.right))
        if tree != claim.tree:
            yield replace(claim, what=f"{claim.what} {what}", tree=tree, var=GENERAL)


def _from_map(tree: Term) -> Term:
    if isinstance(tree, At) and constant(tree.index) == 0:
        return At(tree.name, Sym(GENERAL))
    return rebuilt(tree, _from_map)


def _with_bounds(tree: Term) -> Term:
    """Also in the lower bounds of sums and products: a sum from 1 becomes one from l + 1."""
    if isinstance(tree, Big) and constant(tree.lo) is not None:
        return Big(tree.kind, _with_bounds(tree.body), tree.var, Op("+", (Sym(GENERAL), tree.lo)), tree.hi)
    if isinstance(tree, At):
        return _from_map(tree)
    return rebuilt(tree, _with_bounds)


def _with_depth(tree: Term) -> Term:
    """Also in what depends on the number of layers: above map l there are L - l."""
    if tree == Sym("L"):
        return Op("+", (tree, Op("neg", (Sym(GENERAL),))))
    return _from_map(tree) if isinstance(tree, At | Big) else rebuilt(tree, _with_depth)


def _up_to_map(tree: Term) -> Term:
    return Sym(GENERAL) if tree == Sym("L") else rebuilt(tree, _up_to_map)


GENERALISATIONS: tuple[tuple[str, Callable[[Term], Term]], ...] = (
    ("for map l' in place of map 0", _from_map),
    ("for map l' in place of map 0, sums too", _with_bounds),
    ("for map l' in place of map 0, depth too", _with_depth),
    ("for l' in place of L", _up_to_map),
)
