"""A claim under k <= 3: one verdict for every value of k, and what they come to together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from symrf.claims.network.derived import Derived
from symrf.claims.typed.read import joined
from symrf.errors import counted
from symrf.numbers.symbols import least_of
from symrf.repeat import free_symbols
from symrf.terms import Rel, names
from symrf.verification import Result, Verdict
from symrf.verification.result import DERIVED, INAPPLICABLE, OPEN, PASSED, PROVED

RANK = {OPEN: 0, INAPPLICABLE: 1, DERIVED: 2, PASSED: 3, PROVED: 4}


class Contradiction(Exception):
    """No values of the symbols meet the conditions."""


def contradicted(where: tuple[Rel, ...], derived: Derived) -> str:
    """Why no network meets the conditions: the domain, and the least values of symbols of which that says nothing."""
    whole = derived.domain.conditions
    named = {name for condition in where for name in names(condition)[0]} - {*re.findall(r"\w+", " ".join(whole))}
    symbols = {s.name: least_of(s) for s in sorted(free_symbols(derived.given), key=str) if s.name in named}
    least = {name: low for name, low in symbols.items() if low is not None}
    whole = (*whole, *(f"{name} >= {low}" for name, low in least.items()))
    reason = f"no network meets {joined(where)}"
    reason += f": that contradicts the domain ({', '.join(whole)})" if whole else ""
    plain = [name for name, low in least.items() if low == 1][:1]
    unless = "; a symbol is at least 1 unless [symbols] {} = {{ min = 0 }} says otherwise"
    return reason + "".join(map(unless.format, plain))


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
