"""A verdict is proved, refuted or open, and never anything between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from symrf.notebooks import InNotebooks
from symrf.verification.result import DERIVED, FAILED, INAPPLICABLE, OPEN, PASSED, PROVED, REFUTED, SKIPPED, Result


@dataclass(frozen=True)
class Verdict(InNotebooks):
    """What is known of one statement, and by which routes.

    routes: what each route says, routes["kernel"].verdict or, as in a record, routes["kernel"]["verdict"].
    expected: what the verdict should be. needs: the routes that together prove the statement.
    where: the conditions under which it is claimed. holds_when: conditions, as claims, under each of which (and those
    of where) a false statement is proved for every depth. difference: by how much it is wrong, where it is.
    read_as: what was read, where the name is as somebody typed it. claims: the verdict on each of several claims.
    domain: conditions under which the statement was taken, as L >= 1 where it names layer 1. note: what a letter in it
    means, where that could be taken for something else. recorded: with which tools, where it is read from the package's
    records and nothing was proved now.
    """

    name: str
    verdict: str
    routes: Mapping[str, Result] = field(default_factory=dict)
    counterexample: Mapping[str, Any] | None = None
    difference: str | None = None
    holds_when: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    reason: str | None = None
    suggestion: str | None = None
    expected: str = PROVED
    needs: tuple[str, ...] = ("kernel",)
    domain: tuple[str, ...] = ()
    read_as: str | None = None
    claims: tuple[Verdict, ...] = ()
    note: str | None = None
    recorded: str | None = None

    @property
    def ok(self) -> bool:
        """Whether the verdict is the expected one, or open only because a route it needs was not there or not asked.

        A route that was asked, applies and has its tool has to say what is expected. Where no routes are needed, as of
        a claim about one network, the verdict alone counts.
        """
        if not self.needs:
            return self.verdict == self.expected
        said = {name: route.verdict for name, route in self.routes.items()}
        if not set(said.values()) <= {self.expected, PASSED, SKIPPED, INAPPLICABLE}:
            return False
        absent = [name for name in self.needs if said.get(name, SKIPPED) == SKIPPED]
        excused = self.expected == PROVED and absent and all(said.get(n) == PROVED for n in {*self.needs} - {*absent})
        return self.verdict == self.expected or (self.verdict == OPEN and bool(excused))

    @property
    def rests_on(self) -> str:
        """What carries a proved claim about one network: theorems at its layers, or the derivation alone; else ""."""
        for route in self.routes.values():
            if route.verdict == DERIVED:
                return f"the derivation; {route.evidence['note']}"
            names = route.evidence.get("theorems")
            if self.verdict == PROVED and names:
                return f"theorem{'s' * (len(names) > 1)} {', '.join(names)} at the layers of this network"
        return ""

    def __str__(self) -> str:
        routes = ", ".join(f"{name}: {_short(route)}" for name, route in self.routes.items())
        lines = [f"{self.name}: {self.verdict}" + (f" ({routes})" if routes else "")]
        if self.read_as:
            lines.append(f"  read as: {self.read_as}")
        lines += [f"  where {condition}" for condition in self.where]
        lines += [f"  {line}" for claim in self.claims for line in str(claim).split("\n")]
        if self.counterexample and not self.claims:
            lines.append("  counterexample: " + ", ".join(f"{k} = {v}" for k, v in self.counterexample.items()))
        lines += [f"  {what}: {text}" for what, text in self.details.items() if text]
        return "\n".join(lines)

    @property
    def details(self) -> dict[str, str | None]:
        """What else there is to say of it, each under what it is; nothing where there is nothing."""
        return {
            "note": self.note, "domain": ", ".join(self.domain), "right side − left side": self.difference,
            "true where": "; and where ".join(self.holds_when), "rests on": self.rests_on, "reason": self.reason,
            "as recorded with": self.recorded, "right would be": self.suggestion,
        }  # fmt: skip


def _short(route: Result) -> str:
    if route.verdict == PASSED:
        return route.evidence.get("note") or f"{route.evidence['examples']} networks"
    return "–" if route.verdict == INAPPLICABLE else route.verdict


def needed(floors: bool, by_hand: bool = False, formula: bool = True) -> tuple[str, ...]:
    """The routes that together prove a statement: the kernel; z3 and Coq (rounding); Coq for a file written by hand."""
    by_formula = () if not formula else ("z3", "coq") if floors else ("kernel",)
    return tuple(dict.fromkeys((*by_formula, "coq"))) if by_hand else by_formula


def disagreement(routes: Mapping[str, Result]) -> str | None:
    """Why nothing is known, whatever else is said: a route failed, or one proves what another refutes; else None."""
    failed = [f"{name}: {route.reason}" for name, route in routes.items() if route.verdict == FAILED]
    if failed:
        return "; ".join(failed)
    proofs, refuters = saying(PROVED, routes), saying(REFUTED, routes)
    if proofs and refuters:
        return f"the routes disagree: {', '.join(proofs)} against {', '.join(refuters)}"
    return None


def saying(verdict: str, routes: Mapping[str, Result]) -> list[str]:
    """The names of the routes with that verdict."""
    return [name for name, route in routes.items() if route.verdict == verdict]


def combined(routes: Mapping[str, Result], needs: tuple[str, ...]) -> tuple[str, str | None]:
    """(verdict, reason) from the routes; `needs` are those that together prove the statement.

    Where one failed the statement is open, whatever the others say.
    """
    reason = disagreement(routes)
    if reason is not None:
        return OPEN, reason
    proofs = saying(PROVED, routes)
    if saying(REFUTED, routes):
        return REFUTED, None
    if set(needs) <= set(proofs) or "kernel" in {*proofs} - {*needs}:
        return PROVED, None
    given = {name: route for name, route in routes.items() if route.reason}
    telling = {name: route for name, route in given.items() if route.verdict != INAPPLICABLE} or given
    reasons = [f"{name}: {route.reason}" for name, route in telling.items()]
    absent = [name for name in needs if name not in routes]
    if proofs and absent and not reasons:
        return OPEN, f"it takes {' and '.join(needs)}, and {' and '.join(absent)} was not asked"
    return OPEN, "; ".join(reasons) or "no route that proves was asked"
