"""Numbers that hold a maximum or minimum, case by case, before any format."""

from __future__ import annotations

from dataclasses import dataclass

from symrf.exposition.records import AxisReport
from symrf.numbers import is_symbolic
from symrf.numbers.cases import Case, by_case
from symrf.numbers.cases import left_open as cases_left
from symrf.terms import Rel, Term, text
from symrf.terms.sympy_form import to_term


@dataclass(frozen=True)
class Cases:
    """left is one value or another, each where all the conditions of its row hold."""

    left: Term
    rows: tuple[tuple[Term, tuple[Rel, ...]], ...]


def cases(report: AxisReport) -> tuple[Cases, ...]:
    """The output's numbers of which there are cases, of equations; `start` is c + 1/2, and c stands beside it."""
    found = []
    for fact in report.facts:
        rows = by_case([fact.value]) if fact.quantity.letter != "start" and fact.op == "==" else ()
        if rows:
            found.append(Cases(fact.symbol, tuple((to_term(row.values[0]), conditions(row)) for row in rows)))
    return tuple(found)


def left_open(report: AxisReport) -> tuple[str, ...]:
    """Of which numbers a maximum or minimum is left as it stands, as a sentence without a full stop."""
    numbers = [fact for fact in report.facts if fact.quantity.letter != "start" and is_symbolic(fact.value)]
    said = {text(fact.symbol): cases_left([fact.value]) for fact in numbers}
    symbols = [symbol for symbol, why in said.items() if why]
    return (f"in {', '.join(symbols)} {said[symbols[0]]}",) if symbols else ()


def conditions(case: Case) -> tuple[Rel, ...]:
    """What holds in the case."""
    return tuple(Rel(op, to_term(left), to_term(right)) for left, op, right in case.conditions)
