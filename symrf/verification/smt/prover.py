"""Asking z3, within a budget of work: where that is used up there is no answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from time import thread_time
from typing import Any

from symrf.verification.smt.trees import Expr

OBLIGATION_MS = 2000
STEPS_IN_MS, BUSY = 2000, 10
"""z3 counts its own steps, about so many in a millisecond, and gives up by them: what it proves is then the same on a
machine that is busy with other things. A clock stops it only where it takes so many times as long."""


class NoTime(Exception):
    """The budget of the whole theorem is used up."""


class Inconsistent(Exception):
    """What an obligation would follow from contradicts itself; the message names the obligation."""


@dataclass
class Prover:
    """One theorem's questions. proved: the names of the obligations that were proved, in order.

    seconds: of processor time, for all questions; milliseconds: for one.
    """

    z3: Any
    seconds: float
    milliseconds: int = OBLIGATION_MS
    proved: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.deadline = thread_time() + self.seconds
        self.context = self.z3.Context()  # of this theorem alone: no answer depends on what was asked about another

    def follows(self, name: str, hypotheses: list[Expr], conclusion: Expr) -> bool:
        """Whether the conclusion follows, and from hypotheses that do not contradict each other."""
        for formulas in self._forms([*hypotheses, self.z3.Not(conclusion)]):
            known = [formula.translate(self.context) for formula in formulas]
            if self._check(name, known) is False:
                consistent = self._check(f"{name}, whether what is known is consistent", known[:-1])
                if consistent is False:
                    raise Inconsistent(name)
                return consistent is not None
        return False

    def _forms(self, formulas: list[Expr]) -> Iterator[list[Expr]]:
        """The formulas as they are, and with an unknown in place of every value of a function.

        The latter say less, as equal arguments no longer give equal values; so what follows from them follows. z3 does
        better with them over the reals, and with functions over the integers.
        """
        values = list(_values(self.z3, formulas))
        if not values:
            yield formulas
            return
        unknowns = [(value, self.z3.FreshConst(value.sort(), "value")) for value in values]
        plain = [self.z3.substitute(formula, *unknowns) for formula in formulas]
        yield from (plain, formulas) if values[0].is_real() else (formulas, plain)

    def model(self, name: str, formulas: list[Expr]) -> Any:
        """Values for which the formulas hold; False or None where z3 gives none."""
        return self._check(name, [formula.translate(self.context) for formula in formulas])

    def _check(self, name: str, formulas: list[Expr]) -> Any:
        """A model; False where there is none; None where z3 does not say, which is noted."""
        left = min(int((self.deadline - thread_time()) * 1000), self.milliseconds)
        if left <= 0:
            raise NoTime
        solver = self.z3.Solver(ctx=self.context)
        solver.set("rlimit", left * STEPS_IN_MS)
        solver.set("timeout", left * BUSY)
        solver.set("ctrl_c", False)  # z3 would take Ctrl-C for itself, and only give up this one question
        solver.add(*formulas)
        answer = str(solver.check())
        if answer == "unknown":
            self.undecided.append(name)
        return solver.model() if answer == "sat" else False if answer == "unsat" else None


def _values(z3: Any, formulas: list[Expr]) -> dict[Expr, None]:
    """The values of uninterpreted functions in the formulas."""
    found: dict[Expr, None] = {}
    todo, seen = list(reversed(formulas)), set[int]()
    while todo:
        here = todo.pop()
        if here.get_id() in seen:
            continue
        seen.add(here.get_id())
        if z3.is_app(here) and here.num_args() and here.decl().kind() == z3.Z3_OP_UNINTERPRETED:
            found.setdefault(here)
        else:
            todo += reversed(here.children())
    return found
