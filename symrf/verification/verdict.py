"""A verdict is proved, refuted or open, and never anything between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ROUTES = ("kernel", "z3", "coq", "fuzz")
PROVED, REFUTED, OPEN = "proved", "refuted", "open"
PASSED, SKIPPED, FAILED, INAPPLICABLE = "passed", "skipped", "failed", "inapplicable"
DERIVED = "derived"
"""Of a claim about one network: proved of what was derived, which no theorem carries."""


@dataclass(frozen=True)
class Verdict:
    """What is known of one statement, and by which routes.

    routes: route -> {"verdict", "seconds", …}. A route says proved, refuted, passed (fuzzing found nothing: no proof),
    or, each with a "reason", open (no proof was found), failed (what should prove it is changed, missing, stale or
    unreadable; the reason names the file), skipped (its tool is not installed) or inapplicable (statements of this
    kind are not its business); or derived (no theorem carries it, but the derivation of one network, which the walk
    was compared with). expected: what the verdict should be.
    where: the conditions under which it is claimed. holds_when: conditions, as claims, under each of which (and those
    of where) a false statement is proved for every depth. difference: by how much it is wrong, where it is.
    read_as: what was read, where the name is as somebody typed it. claims: the verdict on each of several claims.
    domain: conditions under which the statement was taken, as L >= 1 where it names layer 1. note: what a letter in it
    means, where that could be taken for something else.
    """

    name: str
    verdict: str
    routes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
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

    @property
    def ok(self) -> bool:
        """Whether the verdict is the expected one, or open only because a route it needs was not there or not asked.

        A route that was asked, applies and has its tool has to say what is expected. needs: the routes that together
        prove the statement.
        """
        said = {name: route["verdict"] for name, route in self.routes.items()}
        if not set(said.values()) <= {self.expected, PASSED, SKIPPED, INAPPLICABLE}:
            return False
        absent = [name for name in self.needs if said.get(name, SKIPPED) == SKIPPED]
        excused = self.expected == PROVED and absent and all(said.get(n) == PROVED for n in {*self.needs} - {*absent})
        return self.verdict == self.expected or (self.verdict == OPEN and bool(excused))

    @property
    def rests_on(self) -> str:
        """What carries a proved claim about one network: theorems at its layers, or the derivation alone; else ""."""
        for route in self.routes.values():
            if route["verdict"] == DERIVED:
                return f"the derivation; {route['note']}"
            if self.verdict == PROVED and route.get("theorems"):
                names = route["theorems"]
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
        lines += [f"  {what}: {text}" for what, text in self._details() if text]
        return "\n".join(lines)

    def _details(self) -> list[tuple[str, str | None]]:
        holds = "; and where ".join(self.holds_when)
        said = [("note", self.note), ("domain", ", ".join(self.domain)), ("right side − left side", self.difference)]
        said += [("true where", holds), ("rests on", self.rests_on)]
        return [*said, ("reason", self.reason), ("right would be", self.suggestion)]


def _short(route: Mapping[str, Any]) -> str:
    if route["verdict"] == PASSED:
        return str(route["note"]) if "note" in route else f"{route['examples']} networks"
    return "–" if route["verdict"] == INAPPLICABLE else str(route["verdict"])


def needed(floors: bool, by_hand: bool = False, formula: bool = True) -> tuple[str, ...]:
    """The routes that together prove a statement: the kernel; z3 and Coq (rounding); Coq for a file written by hand."""
    by_formula = () if not formula else ("z3", "coq") if floors else ("kernel",)
    return tuple(dict.fromkeys((*by_formula, "coq"))) if by_hand else by_formula


def combined(routes: Mapping[str, Mapping[str, Any]], needs: tuple[str, ...]) -> tuple[str, str | None]:
    """(verdict, reason) from the routes; `needs` are those that together prove the statement.

    Where one failed the statement is open, whatever the others say.
    """
    said = {name: route["verdict"] for name, route in routes.items()}
    failed = [f"{name}: {route['reason']}" for name, route in routes.items() if route["verdict"] == FAILED]
    if failed:
        return OPEN, "; ".join(failed)
    proofs = [name for name, verdict in said.items() if verdict == PROVED]
    refuters = [name for name, verdict in said.items() if verdict == REFUTED]
    if proofs and refuters:
        return OPEN, f"the routes disagree: {', '.join(proofs)} against {', '.join(refuters)}"
    if refuters:
        return REFUTED, None
    if set(needs) <= set(proofs) or "kernel" in {*proofs} - {*needs}:
        return PROVED, None
    given = {name: route for name, route in routes.items() if route.get("reason")}
    telling = {name: route for name, route in given.items() if route["verdict"] != INAPPLICABLE} or given
    reasons = [f"{name}: {route['reason']}" for name, route in telling.items()]
    absent = [name for name in needs if name not in said]
    if proofs and absent and not reasons:
        return OPEN, f"it takes {' and '.join(needs)}, and {' and '.join(absent)} was not asked"
    return OPEN, "; ".join(reasons) or "no route that proves was asked"
