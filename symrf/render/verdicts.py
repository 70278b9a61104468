"""Verdicts in words: what each route says of a statement, and what a route is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from symrf.statement import about_integers
from symrf.theorem import theorem
from symrf.verification import ROUTES, Result, Verdict
from symrf.verification.recorded import ABSENT
from symrf.verification.result import INAPPLICABLE, PASSED
from symrf.verification.routes import WALK

MEANINGS = {
    "walk": "the least network on which a false statement fails, found by walking through networks in order of size",
    "kernel": "a small program accepted a certificate of the proof, step by step; of a false statement the difference "
    "and the conditions under which it is right",
    "z3": "the SMT solver z3 proved what an induction needs, from the statement alone",
    "coq": "Coq accepted a proof made from the statement; where that has no formula, a file written by hand",
    "fuzz": "the statement was compared with a walk through so many random networks, which proves nothing",
}

NOTHING_TO_SAY = "–"
"""Stands for a route that has nothing to say on a kind of statement."""


def quick(name: str) -> list[str]:
    """The routes that settle a statement soon: Coq, which starts anew for each, only where its word counts."""
    needs_coq = about_integers(theorem(name)) or theorem(name).by_hand
    return [route for route in ROUTES if route != "coq" or needs_coq]


def verified(names: Iterable[str], examples: int) -> Iterator[Verdict]:
    """Verdicts by the quick routes, in any order: statements of the same routes together, which is sooner."""
    from symrf.verification.verify import verdicts

    groups: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        groups.setdefault(tuple(quick(name)), []).append(name)
    for routes, group in groups.items():
        yield from verdicts(group, routes, examples)


def notes(verdicts: Sequence[Verdict]) -> list[str]:
    """What has to be said of recorded verdicts, a line each: that they are, with what, and of which there is none."""
    tools = dict.fromkeys(verdict.recorded for verdict in verdicts if verdict.recorded)
    again = "nothing of it was proved again here, which the command symrf verify does"
    lines = [f"As recorded with {made}; {again}." for made in tools]
    absent: dict[str, list[str]] = {}
    for verdict in verdicts:
        if verdict.reason and verdict.reason.startswith(ABSENT):
            absent.setdefault(verdict.reason, []).append(verdict.name)
    return lines + [f"{', '.join(names)}: {why}." for why, names in absent.items()]


def routes_of(verdicts: Sequence[Verdict]) -> list[str]:
    """The routes that were asked for, in their usual order."""
    return [route for route in (WALK, *ROUTES) if any(route in verdict.routes for verdict in verdicts)]


def said_by(verdict: Verdict, inapplicable: bool = False) -> list[tuple[str, str]]:
    """Each route that has something to say of a statement, and what it says; those that do not apply only if wanted."""
    words = [(route, route_words(verdict.routes[route])) for route in routes_of([verdict])]
    kept = [route for route, result in verdict.routes.items() if inapplicable and result.verdict == INAPPLICABLE]
    return [(route, said) for route, said in words if said not in ("", NOTHING_TO_SAY) or route in kept]


def route_words(result: Result | None) -> str:
    """One route's result in a word or two.

    >>> route_words(Result("passed", evidence={"examples": 200})), route_words(None)
    ('200 passed', '')
    >>> route_words(Result("inapplicable", "no formula"))
    '–'
    """
    if result is None:
        return ""
    if result.verdict == INAPPLICABLE:
        return NOTHING_TO_SAY
    networks = result.evidence.get("examples")
    if result.verdict == PASSED:
        return f"{networks} passed" if networks is not None else _conditions(result)
    return str(result.reason) if networks == 0 and result.reason else result.verdict


def _conditions(result: Result) -> str:
    """What a route that does not refute has proved of a false statement."""
    return "conditions" if result.evidence.get("conditions") else NOTHING_TO_SAY
