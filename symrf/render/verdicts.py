"""Verdicts in words: what each route says of a statement, and what a route is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from symrf.verification import ROUTES, Verdict

MEANINGS = {
    "kernel": "a small program checked a certificate of the proof, line by line",
    "z3": "the SMT solver z3 found no counterexample to the steps of the proof",
    "coq": "Coq accepted a proof made from the statement",
    "fuzz": "the statement was compared with the walk through so many random networks, which proves nothing",
}


def routes_of(verdicts: Sequence[Verdict]) -> list[str]:
    """The routes that were asked for, in their usual order."""
    return [route for route in ROUTES if any(route in verdict.routes for verdict in verdicts)]


def route_words(result: Mapping[str, Any] | None) -> str:
    """One route's result in a word or two.

    >>> route_words({"verdict": "passed", "examples": 200}), route_words(None)
    ('200 passed', '')
    """
    if result is None:
        return ""
    if result["verdict"] == "passed":
        return f"{result['examples']} passed" if "examples" in result else "passed"
    return str(result["verdict"])
