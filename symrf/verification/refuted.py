"""Published statements that are false: refuted by every route that applies, and proved where they do hold."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from symrf.refute.graded import Example, least
from symrf.refute.scene import Scene
from symrf.theorem import Refutation, depths
from symrf.verification.verdict import (
    FAILED,
    INAPPLICABLE,
    OPEN,
    PASSED,
    PROVED,
    REFUTED,
    SKIPPED,
    Verdict,
    combined,
    needed,
)  # fmt: skip

SECONDS = 2.0


def refute(found: Refutation, routes: Sequence[str], runner: Callable[[str], Any], examples: int) -> Verdict:
    """The verdict on a false statement: its least counterexample, by the walk, and the routes asked for.

    A route also proves what the entry says of the statement (its difference, and that it holds under its conditions),
    and fails where it does not, unless it merely finds no proof and others are those that have to. Where the walk finds
    no counterexample each route is asked for a proof instead.
    """
    started = time.perf_counter()
    example = least(Scene(found), SECONDS)
    walked: dict[str, Any] = {"verdict": REFUTED} if example else {"verdict": PASSED, "note": "no small network"}
    results = {"walk": {**walked, "seconds": round(time.perf_counter() - started, 4)}}
    for route in routes:
        started = time.perf_counter()
        results[route] = _fuzz(found, examples) if route == "fuzz" else _by(route, runner(route), found, example)
        results[route]["seconds"] = round(time.perf_counter() - started, 4)
    verdict, reason = _combined(results)
    return Verdict(
        found.name, verdict, results, counterexample=example.data(Scene(found)) if example else None,
        difference=found.difference or None, holds_when=_holds_when(found, results), reason=reason, expected=REFUTED,
        domain=depths(found),
    )  # fmt: skip


def _holds_when(found: Refutation, results: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    """The conditions under which the statement itself is proved, by the routes that were asked."""
    by = {route: result.get("conditions", ()) for route, result in results.items()}
    conditions = []
    for known in found.conditions:
        proved = {route: {"verdict": PROVED} for route, names in by.items() if known.name in names}
        same = known.claims() == found.claims() and known.network == found.network
        if same and combined(proved, needed(known.floors))[0] == PROVED:
            conditions.append(" and ".join((*known.assume, *(c for c in known.domain if c not in found.domain))))
    return tuple(conditions)


def _by(route: str, module: Any, found: Refutation, example: Example | None) -> dict[str, Any]:
    """What a route that proves says of the statement, and of what is known of it."""
    if example is None:
        said: dict[str, Any] = module.run(found)
    elif hasattr(module, "refute"):
        said = module.refute(found, example)
    else:
        said = {"verdict": INAPPLICABLE, "reason": "it proves and does not refute"}
    if said["verdict"] in (SKIPPED, FAILED):
        return said
    known = {theorem.name: module.run(theorem) for theorem in found.known}
    proved = [name for name, result in known.items() if result["verdict"] == PROVED]
    left = {n: r for n, r in known.items() if n not in proved and r["verdict"] not in (SKIPPED, INAPPLICABLE)}
    needing = {theorem.name for theorem in found.known if route in needed(theorem.floors)}
    if any(name in needing or result["verdict"] != OPEN for name, result in left.items()):
        why = "; ".join(f"{name}: {result.get('reason', result['verdict'])}" for name, result in left.items())
        reason = f"{len(proved)} of {len(proved) + len(left)} conditions proved; {why}"
        return {"verdict": FAILED, "reason": reason, "conditions": proved}
    if said["verdict"] == INAPPLICABLE and proved:
        said = {"verdict": PASSED, "note": f"{len(proved)} conditions proved"}
    unproved = {name: result["reason"] for name, result in left.items()}
    return {**said, "conditions": proved, **({"unproved": unproved} if unproved else {})}


def _combined(results: dict[str, dict[str, Any]]) -> tuple[str, str | None]:
    said = {name: result["verdict"] for name, result in results.items()}
    failed = [f"{name}: {result['reason']}" for name, result in results.items() if result["verdict"] == FAILED]
    if failed:
        return OPEN, "; ".join(failed)
    proofs = [name for name, verdict in said.items() if verdict == PROVED]
    refuters = [name for name, verdict in said.items() if verdict == REFUTED]
    if proofs and refuters:
        return OPEN, f"the routes disagree: {', '.join(proofs)} against {', '.join(refuters)}"
    if proofs:
        return PROVED, f"it is filed as false, and proved by {', '.join(proofs)}"
    if said["walk"] == REFUTED:
        return REFUTED, None
    return OPEN, "no counterexample was found"


def _fuzz(found: Refutation, examples: int) -> dict[str, Any]:
    from symrf.verification.fuzz_route import fuzz

    said = fuzz([found], examples)[found.name]
    if said.failure is None:
        return {"verdict": PASSED, "examples": said.examples, "checked": said.checked}
    return {"verdict": REFUTED, "examples": said.examples, "counterexample": said.failure}
