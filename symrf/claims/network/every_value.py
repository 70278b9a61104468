"""A claim under k <= 3: one verdict for every value of k, and what they come to together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from symrf.errors import counted
from symrf.verification import Result, Verdict
from symrf.verification.result import DERIVED, INAPPLICABLE, OPEN, PASSED, PROVED

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


def _route(route: str, name: str, found: Mapping[int, Verdict]) -> Result:
    """What a route says of all values: the least that it says of one."""
    cases = {f"{name} == {value}": one.routes[route] for value, one in found.items() if route in one.routes}
    weakest = min(cases.values(), key=lambda said: RANK.get(said.verdict, 0))
    told = Result(weakest.verdict, weakest.reason, {k: v for k, v in weakest.evidence.items() if k == "note"})
    if len(cases) < len(found):  # the others did not need it
        told = Result(INAPPLICABLE, f"asked only where {' or '.join(cases)}")
    elif told.verdict == PASSED:
        examples = sum(said.evidence["examples"] for said in cases.values())
        told = told.also(examples=examples, note=counted(examples, "walk"))
    theorems = sorted({theorem for said in cases.values() for theorem in said.evidence.get("theorems", ())})
    certificates = [
        {"of": f"{case}: {part.get('of', 'the claim')}", "certificate": part["certificate"], "where": part["where"]}
        for case, said in cases.items()
        for part in _certificates(said.evidence)
    ]
    had = {key: parts for key, parts in (("theorems", theorems), ("certificates", certificates)) if parts}
    return replace(told.also(**had), seconds=round(sum(said.seconds or 0.0 for said in cases.values()), 4))


def _certificates(evidence: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """That of the claim, where there is one, and those of what it rests on."""
    return [*([evidence] if "certificate" in evidence else []), *evidence.get("certificates", ())]
