"""A claim under k <= 3: one verdict for every value of k, and what they come to together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from symrf.errors import counted
from symrf.verification import Verdict
from symrf.verification.verdict import DERIVED, INAPPLICABLE, OPEN, PASSED, PROVED

RANK = {OPEN: 0, INAPPLICABLE: 1, DERIVED: 2, PASSED: 3, PROVED: 4}


class Contradiction(Exception):
    """No values of the symbols meet the conditions."""


def of_each(name: str, judged: Mapping[int, Callable[[], Verdict]]) -> Verdict:
    """Proved where the claim is proved for each value of the symbol; else the verdict on the first where it is not.

    Contradiction where no value meets the other conditions.
    """
    found: dict[int, Verdict] = {}
    unproved: Verdict | None = None
    for value, judge in judged.items():
        try:
            one = judge()
        except Contradiction:
            continue
        if one.counterexample:
            example = {name: value, **one.counterexample}
            return replace(one, counterexample=example, difference=None, holds_when=(), suggestion=None)
        if one.verdict != PROVED:
            unproved = unproved or replace(one, reason=f"{name} = {value}: {one.reason}")
        found[value] = one
    if not found:
        raise Contradiction
    if unproved is not None:
        return unproved
    every = tuple(found.values())
    routes = {route: _route(route, name, found) for route in dict.fromkeys(r for one in every for r in one.routes)}
    return replace(every[0], routes=routes, domain=tuple(dict.fromkeys(said for one in every for said in one.domain)))


def _route(route: str, name: str, found: Mapping[int, Verdict]) -> dict[str, Any]:
    """What a route says of all values: the least that it says of one."""
    cases = {f"{name} == {value}": one.routes[route] for value, one in found.items() if route in one.routes}
    weakest = min(cases.values(), key=lambda said: RANK.get(said["verdict"], 0))
    told: dict[str, Any] = {key: weakest[key] for key in ("verdict", "note", "reason") if key in weakest}
    if len(cases) < len(found):  # the others did not need it
        told = {"verdict": INAPPLICABLE, "reason": f"asked only where {' or '.join(cases)}"}
    told["seconds"] = round(sum(said.get("seconds", 0) for said in cases.values()), 4)
    if told["verdict"] == PASSED:
        told["examples"] = sum(said["examples"] for said in cases.values())
        told["note"] = counted(told["examples"], "walk")
    theorems = sorted({theorem for said in cases.values() for theorem in said.get("theorems", ())})
    certificates = [
        {"of": f"{case}: {part.get('of', 'the claim')}", "certificate": part["certificate"], "where": part["where"]}
        for case, said in cases.items()
        for part in (*([said] if "certificate" in said else []), *said.get("certificates", ()))
    ]
    return told | {key: had for key, had in (("theorems", theorems), ("certificates", certificates)) if had}
