"""The questions whose answers make a proof: every claim directly, or by induction over the maps, down or up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from symrf.terms import At, Rel, Sym, Term
from symrf.terms.parse import number
from symrf.verification.smt.trees import rebuilt
from symrf.verification.smt import counting
from symrf.verification.smt.index import Index, Places, variable
from symrf.verification.smt.meaning import Meaning
from symrf.verification.smt.prover import Prover
from symrf.verification.smt.question import Question
from symrf.verification.smt.reading import Reading, Vocabulary
from symrf.verification.smt.rules import Claim, Rule
from symrf.verification.smt.sums import Sums

Expr = Any
GENERAL = "l'"


class NotProved(Exception):
    """Some obligation is not proved; the message says which."""


def prove(meaning: Meaning, prover: Prover) -> None:
    """Prove all claims; NotProved where one is not."""
    words = Vocabulary(prover.z3, meaning.whole)
    _exponents(meaning, prover, words)
    if "n" in meaning.recursive:
        reading = Reading(words)
        for name, known, conclusion in counting.lemmas(reading):
            if not prover.follows(name, known, conclusion):
                raise NotProved(name)
            prover.proved.append(name)
    work = Work(meaning, prover, Sums(words, prover))
    for helpful in meaning.positive:
        work.settle(helpful)
    for wanted in (*meaning.carried, *meaning.claims):
        if not work.settle(wanted):
            raise NotProved(wanted.what)


def _exponents(meaning: Meaning, prover: Prover, words: Vocabulary) -> None:
    """A power is read as a product, which is right where the exponent is not negative."""
    for where, bounds, exponent in dict.fromkeys(meaning.exponents):
        known = [prover.z3.Int("L") >= 0]
        for name, low, high in bounds:
            here = prover.z3.Int(name)
            known += [] if low is None else [words.place(low) <= here]
            known += [] if high is None else [here <= words.place(high)]
        name = f"exponents are not negative in {where}"
        if not prover.follows(name, known, words.place(exponent) >= 0):
            raise NotProved(name)
        if name not in prover.proved:
            prover.proved.append(name)


class Work:
    """One theorem's claims, each proved from the definitions, the assumptions and those proved before."""

    def __init__(self, meaning: Meaning, prover: Prover, sums: Sums) -> None:
        self.meaning, self.prover, self.sums = meaning, prover, sums
        self.known: list[Rule] = []

    def settle(self, claim: Claim) -> bool:
        """Prove one claim and keep it."""
        if not any(self._tried(attempt) for attempt in self._attempts(claim)):
            return False
        self.known.append(claim.rule())
        return True

    def _tried(self, parts: Iterator[tuple[str, list[Expr], Expr]]) -> bool:
        names = []
        for name, known, conclusion in parts:
            if not self.prover.follows(name, known, conclusion):
                return False
            names.append(name)
        self.prover.proved += names
        return True

    def _attempts(self, claim: Claim) -> Iterator[Iterator[tuple[str, list[Expr], Expr]]]:
        for known in [self.known, []] if self.known else [[]]:
            yield self._direct(claim, known)
            for general in [claim] if claim.var is not None else generalised(claim):
                for down in (True, False):
                    yield self._induction(general, known, down)

    def _question(self, known: list[Rule]) -> Question:
        return Question(self.sums, [*self.meaning.rules, *known], self.meaning.recursive)

    def _direct(self, claim: Claim, known: list[Rule]) -> Iterator[tuple[str, list[Expr], Expr]]:
        question = self._question(known)
        places: Places = question.reading.top()
        if claim.var is not None:
            places = {**places, claim.var: variable(claim.var)}
            question.hypotheses += self._within(claim, variable(claim.var))
        goal = claim.formula(question.reading, places)
        yield claim.what, question.gather(), goal

    def _induction(self, claim: Claim, known: list[Rule], down: bool) -> Iterator[tuple[str, list[Expr], Expr]]:
        var = claim.var or GENERAL
        start = claim.high if down else claim.low
        base = self._question(known)
        goal = claim.formula(base.reading, {**base.reading.top(), var: start})
        base.hypotheses += self._within(claim, start)
        yield f"{claim.what}, {var} = {shown(start)}", base.gather(), goal
        here, less = variable(var), variable(var) - 1
        step = self._question(known)
        step.hypotheses += [*self._within(claim, here), *self._within(claim, less)]
        for at in (here, less):
            formula = claim.formula(step.reading, {**step.reading.top(), var: at})
            if down == (at == here):
                step.hypotheses.append(formula)
            else:
                goal = formula
        order = (var, f"{var} - 1") if down else (f"{var} - 1", var)
        yield f"{claim.what}, from {order[0]} to {order[1]}", step.gather(), goal

    def _within(self, claim: Claim, place: Index) -> list[Expr]:
        words = self.sums.words
        return [words.place(claim.low) <= words.place(place), words.place(place) <= words.place(claim.high)]


def generalised(claim: Claim) -> Iterator[Claim]:
    """The claim with map l in place of map 0, and the one with l in place of L; each implies it, at l = 0 and l = L."""
    for what, replaced in (("for map l in place of map 0", _from_map), ("for l in place of L", _up_to_map)):
        tree = Rel(claim.tree.op, replaced(claim.tree.left), replaced(claim.tree.right))
        if not claim.when and tree != claim.tree:
            yield replace(claim, what=f"{claim.what} {what}", tree=tree, var=GENERAL)


def _from_map(tree: Term) -> Term:
    if isinstance(tree, At) and number(tree.index) == 0:
        return At(tree.name, Sym(GENERAL))
    return rebuilt(tree, _from_map)


def _up_to_map(tree: Term) -> Term:
    return Sym(GENERAL) if tree == Sym("L") else rebuilt(tree, _up_to_map)


def shown(place: Index) -> str:
    """An index in words."""
    names = " + ".join(name if c == 1 else f"{c}*{name}" for name, c in place.parts)
    return f"{names} {'+-'[place.constant < 0]} {abs(place.constant)}" if names and place.constant else names or str(place.constant)
