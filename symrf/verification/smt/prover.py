"""Asking z3, within a budget: a time-out is no answer."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

Expr = Any
OBLIGATION_MS = 2000


class NoTime(Exception):
    """The budget of the whole theorem is used up."""


class Contradiction(Exception):
    """What an obligation would follow from contradicts itself; the message names the obligation."""


@dataclass
class Prover:
    """One theorem's questions. proved: the names of the obligations that were proved, in order."""

    z3: Any
    seconds: float
    milliseconds: int = OBLIGATION_MS
    proved: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.deadline = time.perf_counter() + self.seconds

    def follows(self, name: str, hypotheses: list[Expr], conclusion: Expr) -> bool:
        """Whether the conclusion follows, and from hypotheses that do not contradict each other."""
        context = self.z3.Context()  # a new one, so that no answer depends on what was asked before
        known = [formula.translate(context) for formula in hypotheses]
        wrong = self.z3.Not(conclusion).translate(context)
        if self._check(name, [*known, wrong], context) is not False:
            return False
        consistent = self._check(f"{name}, whether what is known is consistent", known, context)
        if consistent is False:
            raise Contradiction(name)
        return consistent is not None

    def model(self, name: str, formulas: list[Expr]) -> Any:
        """Values for which the formulas hold; False or None where z3 gives none."""
        context = self.z3.Context()
        return self._check(name, [formula.translate(context) for formula in formulas], context)

    def _check(self, name: str, formulas: list[Expr], context: Any) -> Any:
        """A model; False where there is none; None where z3 does not say, which is noted."""
        left = int((self.deadline - time.perf_counter()) * 1000)
        if left <= 0:
            raise NoTime
        solver = self.z3.Solver(ctx=context)
        solver.set("timeout", min(left, self.milliseconds))
        solver.add(*formulas)
        answer = str(solver.check())
        if answer == "unknown":
            self.undecided.append(name)
        return solver.model() if answer == "sat" else False if answer == "unsat" else None
