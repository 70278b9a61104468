"""Published statements that are false: refuted by every route that applies, and proved where they do hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from symrf.refute.compiled import CompiledStatement
from symrf.refute.graded import Example, least, parting
from symrf.statement import about_integers
from symrf.theorem import Refutation, depths
from symrf.verification.result import (
    FAILED,
    INAPPLICABLE,
    OPEN,
    PASSED,
    PROVED,
    REFUTED,
    SKIPPED,
    Clock,
    Result,
    timed,
)  # fmt: skip
from symrf.verification.routes import WALK, Route
from symrf.verification.verdict import Verdict, combined, disagreement, needed, saying

FEW = 200
"""So many small networks are looked at for what is known of a false statement; the routes prove it."""


class Refuting:
    """A false statement of which its least counterexample, by the walk, is known, and what the routes asked say.

    A route also proves what the entry says of the statement (its difference, and that it holds under its conditions),
    and fails where it does not, unless it merely finds no proof and others are those that have to. Where the walk finds
    no counterexample each route is asked for a proof instead.
    """

    def __init__(self, found: Refutation) -> None:
        clock = Clock()
        self.found, self.statement = found, CompiledStatement(found)
        self.example = least(self.statement)
        none = Result(PASSED, evidence={"note": "no small network"})
        walked = _walked(found) or (Result(REFUTED) if self.example else none)
        self.results = {WALK: replace(walked, seconds=clock.seconds)}

    def ask(self, routes: Mapping[str, Route]) -> None:
        """Ask those of these routes that have not been asked."""
        for name, route in routes.items():
            if name not in self.results:
                self.results[name] = timed(_said, name, route, self.found, self.example)

    def verdict(self, order: Iterable[str]) -> Verdict:
        """The verdict by all routes, in that order."""
        found, results = self.found, {name: self.results[name] for name in (WALK, *order)}
        verdict, reason = _combined(results)
        return Verdict(
            found.name, verdict, results, counterexample=self.example.data(self.statement) if self.example else None,
            difference=found.difference or None, holds_when=_holds_when(found, results), reason=reason,
            expected=REFUTED, domain=depths(found),
        )  # fmt: skip


def _walked(found: Refutation) -> Result | None:
    """The walk fails where what is known of the statement is false, or it holds elsewhere than where it is said to."""
    for theorem in found.known:
        if failure := least(CompiledStatement(theorem), FEW):
            return Result(FAILED, f"{theorem.name} is false: {_listed(failure.data(CompiledStatement(theorem)))}")
    if found.iff and (where := parting(found, found.iff, FEW)):
        return Result(FAILED, f"it does not hold exactly where {' and '.join(found.iff)}: {_listed(where)}")
    return None


def _listed(example: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in example.items())


def _holds_when(found: Refutation, results: Mapping[str, Result]) -> tuple[str, ...]:
    """The conditions under which the statement itself is proved, by the routes that were asked."""
    by = {route: result.evidence.get("conditions", ()) for route, result in results.items()}
    conditions = []
    for known in found.conditions:
        proved = {route: Result(PROVED) for route, names in by.items() if known.name in names}
        same = known.claims() == found.claims() and known.network == found.network
        if same and combined(proved, needed(about_integers(known)))[0] == PROVED:
            conditions.append(" and ".join((*known.assume, *(c for c in known.domain if c not in found.domain))))
    return tuple(conditions)


def _said(name: str, route: Route, found: Refutation, example: Example | None) -> Result:
    """What a route says of the statement, and of what is known of it."""
    said = route.refute(found, example) if example else route.run(found)
    if said.verdict in (SKIPPED, FAILED):
        return said
    known = {theorem.name: route.run(theorem) for theorem in found.known}
    if not route.proves:
        wrong = ((n, r.evidence["counterexample"]) for n, r in known.items() if r.verdict == REFUTED)
        return next((Result(FAILED, f"{n} is false: {_listed(example)}") for n, example in wrong), said)
    proved = saying(PROVED, known)
    left = {n: r for n, r in known.items() if r.verdict not in (PROVED, SKIPPED, INAPPLICABLE)}
    needing = {theorem.name for theorem in found.known if name in needed(about_integers(theorem))}
    if any(n in needing or result.verdict != OPEN for n, result in left.items()):
        why = "; ".join(f"{n}: {result.reason or result.verdict}" for n, result in left.items())
        reason = f"{len(proved)} of {len(proved) + len(left)} conditions proved; {why}"
        return Result(FAILED, reason, {"conditions": proved})
    if said.verdict == INAPPLICABLE and proved:
        said = Result(PASSED, evidence={"note": f"{len(proved)} conditions proved"})
    unproved = {n: result.reason for n, result in left.items()}
    return said.also(conditions=proved, **({"unproved": unproved} if unproved else {}))


def _combined(results: Mapping[str, Result]) -> tuple[str, str | None]:
    reason = disagreement(results)
    if reason is not None:
        return OPEN, reason
    proofs = saying(PROVED, results)
    if proofs:
        return PROVED, f"it is filed as false, and proved by {', '.join(proofs)}"
    if results[WALK].verdict == REFUTED:
        return REFUTED, None
    return OPEN, "no counterexample was found"
