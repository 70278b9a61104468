"""Numbers that hold a maximum or minimum, case by case, before any format."""

from __future__ import annotations

from dataclasses import dataclass

from symrf.exposition.records import AxisReport
from symrf.numbers.cases import Case, by_case
from symrf.terms import Rel, Term
from symrf.terms.sympy_form import to_term


@dataclass(frozen=True)
class ByCase:
    """One number: its symbol, and what it is where all the conditions of a row hold."""

    symbol: Term
    rows: tuple[tuple[Term, tuple[Rel, ...]], ...]


def cases(report: AxisReport) -> tuple[ByCase, ...]:
    """The output's numbers of which there are cases; `start` is c + 1/2, and c stands beside it."""
    found = []
    for fact in report.facts:
        rows = by_case([fact.value]) if fact.quantity.letter != "start" else ()
        if rows:
            found.append(ByCase(fact.symbol, tuple((to_term(row.values[0]), conditions(row)) for row in rows)))
    return tuple(found)


def conditions(case: Case) -> tuple[Rel, ...]:
    """What holds in the case."""
    return tuple(Rel(op, to_term(left), to_term(right)) for left, op, right in case.conditions)
