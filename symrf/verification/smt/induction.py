"""The questions whose answers make a proof: every claim directly, or by induction over the maps, down or up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symrf.terms import names, text
from symrf.verification.generalised import generalisations
from symrf.verification.smt import counting
from symrf.verification.smt.facts import TOP, Fact, Goal
from symrf.verification.smt.index import Index, variable
from symrf.verification.smt.prover import Prover
from symrf.verification.smt.question import MAX_LAYERS, Question
from symrf.verification.smt.statement import Z3Statement
from symrf.verification.smt.sums import Sums
from symrf.verification.smt.trees import Expr
from symrf.verification.smt.writer import Vocabulary, Z3Writer

Obligations = Iterator[tuple[str, list[Expr], Expr]]
GENERAL = "l'"


class Unproved(Exception):
    """Something is not proved; the message says what, as a sentence or a claim."""


def prove(said: Z3Statement, prover: Prover) -> None:
    """Prove all claims, or raise Unproved; the obligations that were proved are in prover.proved."""
    words = Vocabulary(prover.z3, said.whole)
    exponents(said, prover, words)
    if "n" in said.recursive:
        for name, known, conclusion in counting.lemmas(Z3Writer(words)):
            if not prover.follows(name, known, conclusion):
                raise Unproved(name)
            prover.proved.append(name)
    work = InductionProof(said, prover, Sums(words, prover, said.ordered))
    for claim in said.helpful:
        work.settle(claim)
    for wanted in (*said.carried, *said.claims):
        if not work.settle(wanted):
            raise Unproved(text(wanted.tree))


def exponents(said: Z3Statement, prover: Prover, words: Vocabulary) -> None:
    """A power is read as a product, which is right where the exponent is not negative."""
    for where, bounds, exponent in dict.fromkeys(said.exponents):
        known = [words.place(TOP) >= said.least_depth]
        for name, low, high in bounds:
            here = words.place(variable(name))
            known += [] if low is None else [words.place(low) <= here]
            known += [] if high is None else [here <= words.place(high)]
        name = f"exponents are not negative in {where}"
        if not prover.follows(name, known, words.place(exponent) >= 0):
            raise Unproved(name)
        prover.proved += [] if name in prover.proved else [name]


class InductionProof:
    """One theorem's claims, each proved from the definitions, the assumptions and the claims proved before."""

    def __init__(self, said: Z3Statement, prover: Prover, sums: Sums) -> None:
        self.said, self.prover, self.sums = said, prover, sums
        self.known: list[Fact] = []

    def settle(self, claim: Goal) -> bool:
        """Prove one claim and keep it."""
        if not any(self._tried(attempt) for attempt in self._attempts(claim)):
            return False
        self.known.append(claim.rule())
        return True

    def _tried(self, parts: Obligations) -> bool:
        done = []
        for name, known, conclusion in parts:
            if not self.prover.follows(name, known, conclusion):
                return False
            done.append(name)
        self.prover.proved += done
        return True

    def _attempts(self, claim: Goal) -> Iterator[Obligations]:
        for known in [self.known, []] if self.known else [[]]:
            yield self._direct(claim, known)
            for general in [claim] if claim.var is not None else generalised(claim, self.said.least_depth):
                for down in (True, False):
                    yield self._induction(general, general.var or GENERAL, known, down)
        if self.said.ordered and (claim.var is not None or self.said.least_depth):
            yield self._direct(claim, self.known, near=True)

    def _question(self, claim: Goal, known: list[Fact], *places: Index) -> Question:
        """A question in which all these places are in the claim's range."""
        words = self.sums.words
        said = self.said
        question = Question(self.sums, [*said.rules, *known], said.recursive, said.least_depth)
        low, high = words.place(claim.low), words.place(claim.high)
        for place in places:
            question.hypotheses += [low <= words.place(place), words.place(place) <= high]
        return question

    def _direct(self, claim: Goal, known: list[Fact], near: bool = False) -> Obligations:
        """near: with more maps in sight, of every sequence that the claim mentions: below and above layer l; or, of a
        claim without index, as many from the ends of the network as it has layers at least."""
        places = {} if claim.var is None else {claim.var: variable(claim.var)}
        question = self._question(claim, known, *places.values())
        goal = claim.formula(question.writer, {**question.writer.top(), **places})
        for name in [name for name, _ in question.writer.terms if near and name in self.said.recursive]:
            for place in places.values() or self._ends():
                question.writer.at(name, place)
                question.writer.at(name, place - 1)
        yield claim.what, question.gather(), goal

    def _ends(self) -> list[Index]:
        """The first layers and the last ones, so many as there are."""
        few = range(min(self.said.least_depth, MAX_LAYERS))
        return [*(Index((), c + 1) for c in few), *(TOP - c for c in few)]

    def _induction(self, claim: Goal, var: str, known: list[Fact], down: bool) -> Obligations:
        """Down: at the highest index, then from l to l - 1. Up: at the lowest, then from l - 1 to l."""
        start = claim.high if down else claim.low
        base = self._question(claim, known, start)
        goal = claim.formula(base.writer, {**base.writer.top(), var: start})
        yield f"{claim.what}, {var} = {start}", base.gather(), goal
        here, less = variable(var), variable(var) - 1
        step = self._question(claim, known, here, less)
        given, wanted = (here, less) if down else (less, here)
        step.hypotheses.append(claim.formula(step.writer, {**step.writer.top(), var: given}))
        goal = claim.formula(step.writer, {**step.writer.top(), var: wanted})
        yield f"{claim.what}, from {var} = {given} to {wanted}".replace(f"{var} = {var}", var), step.gather(), goal


def generalised(claim: Goal, least: int) -> Iterator[Goal]:
    """Claims for every l that imply the claim: at l = 0, or at l = L, and then for those from the least L on."""
    if any(names(tree)[1] or "L" in names(tree)[0] for tree in claim.when):
        return
    for what, tree, top in generalisations(claim.tree, GENERAL):
        low = Index((), least) if top else claim.low
        yield replace(claim, what=f"{claim.what} {what}", tree=tree, var=GENERAL, low=low)
