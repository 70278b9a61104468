"""Published statements that are false: refuted by every route that applies, and proved where they do hold."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from symrf.refute.graded import least
from symrf.refute.scene import Scene
from symrf.theorem import Refutation
from symrf.verification import kernel_route
from symrf.verification.verdict import OPEN, PASSED, PROVED, REFUTED, SKIPPED, Verdict, combined, needed

SECONDS = 2.0


def refute(found: Refutation, routes: Sequence[str], runner: Callable[[str], Any], examples: int) -> Verdict:
    """The verdict on a false statement: its least counterexample, by the walk, and the routes asked for."""
    started = time.perf_counter()
    example = least(Scene(found), SECONDS)
    walked: dict[str, Any] = {"verdict": REFUTED} if example else {"verdict": PASSED, "note": "no small network"}
    results = {"walk": {**walked, "seconds": round(time.perf_counter() - started, 4)}}
    for route in routes:
        started = time.perf_counter()
        if route == "kernel":
            results[route] = _conditions(found)
        elif route == "fuzz":
            results[route] = _fuzz(found, examples)
        else:
            module = runner(route)
            refuter = getattr(module, "refute", None)
            given = refuter(found, example) if refuter and example else {"verdict": OPEN, "reason": "does not apply"}
            results[route] = {**given, "conditions": _proved_by(module, found)} if available(given) else given
        results[route]["seconds"] = round(time.perf_counter() - started, 4)
    verdict, reason = _combined(results)
    return Verdict(
        found.name, verdict, results, counterexample=example.data(Scene(found)) if example else None,
        difference=found.difference or None, holds_when=_holds_when(found, results), reason=reason, expected=REFUTED,
    )  # fmt: skip


def _holds_when(found: Refutation, results: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    """The conditions under which the statement itself is proved, by the routes that were asked."""
    by = {route: result.get("proved", result.get("conditions", ())) for route, result in results.items()}
    conditions = []
    for known in found.conditions:
        proved = {route: {"verdict": PROVED} for route, names in by.items() if known.name in names}
        same = known.claims() == found.claims() and known.network == found.network
        if same and combined(proved, needed(known.floors))[0] == PROVED:
            conditions.append(" and ".join((*known.assume, *(c for c in known.domain if c not in found.domain))))
    return tuple(conditions)


def available(result: dict[str, Any]) -> bool:
    """Whether the route's tool is there."""
    return result["verdict"] != SKIPPED


def _proved_by(module: Any, found: Refutation) -> list[str]:
    """The conditions that this route proves, those about rounding too."""
    known = [t for t in (found.gap, *found.conditions) if t is not None]
    return [t.name for t in known if module.run(t)["verdict"] == PROVED]


def _combined(results: dict[str, dict[str, Any]]) -> tuple[str, str | None]:
    said = {name: result["verdict"] for name, result in results.items()}
    if PROVED in said.values():
        return OPEN, f"the routes disagree: {said}"
    if said["walk"] == REFUTED:
        return REFUTED, None
    return OPEN, "no counterexample was found"


def _conditions(found: Refutation) -> dict[str, Any]:
    """The kernel cannot refute; it proves the difference, and the statement where it is right."""
    known = [t for t in (found.gap, *found.conditions) if t is not None]
    proved = [t.name for t in known if kernel_route.run(t)["verdict"] == PROVED]
    opened = [t.name for t in known if t.name not in proved]
    note = f"{len(proved)} of {len(known)} conditions proved"
    return {"verdict": PASSED, "note": note, "proved": proved, "open": opened}


def _fuzz(found: Refutation, examples: int) -> dict[str, Any]:
    from symrf.verification.fuzz_route import fuzz

    said = fuzz([found], examples)[found.name]
    if said.failure is None:
        return {"verdict": PASSED, "examples": said.examples, "checked": said.checked}
    return {"verdict": REFUTED, "examples": said.examples, "counterexample": said.failure}
