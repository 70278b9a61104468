"""verify: the catalogue, or some of it, by the routes asked for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.theorem import Theorem, theorem, theorem_names
from symrf.verification.verdict import PASSED, REFUTED, ROUTES, Verdict, combined

MAX_EXAMPLES = 1_000_000


def verify(
    names: Iterable[str] | None = None,
    routes: Iterable[str] | None = None,
    examples: int = 1000,
) -> list[Verdict]:
    """The verdicts on the named statements (all, where none are named), by the routes asked for (all).

    examples: random networks for the fuzzing route. Raises SymrfError for an unknown name or route.

    >>> verify(["size"], routes=["kernel"])[0].verdict
    'proved'
    """
    return list(verdicts(names, routes, examples))


def verdicts(names: Iterable[str] | None, routes: Iterable[str] | None, examples: int = 1000) -> Iterator[Verdict]:
    """The verdicts one by one, as they are reached."""
    chosen = list(theorem_names() if names is None else dict.fromkeys(names))
    asked = list(ROUTES if routes is None else dict.fromkeys(routes))
    for route in asked:
        if route not in ROUTES:
            raise SymrfError(f"no route {shown(route)}; routes are {', '.join(ROUTES)}")
    if not isinstance(examples, int) or not 1 <= examples <= MAX_EXAMPLES:
        raise SymrfError(f"examples is {shown(examples)}; it must be between 1 and {MAX_EXAMPLES}")
    theorems = [theorem(name) for name in chosen]
    fuzzed = _fuzzed(theorems, examples) if "fuzz" in asked else {}
    for found in theorems:
        results: dict[str, dict[str, Any]] = {}
        for route in asked:
            if route == "fuzz":
                results[route] = fuzzed[found.name]
            else:
                started = time.perf_counter()
                results[route] = _runner(route)(found)
                results[route]["seconds"] = round(time.perf_counter() - started, 4)
        verdict, reason = combined(results, found.floors)
        failure = next((r["counterexample"] for r in results.values() if r["verdict"] == REFUTED), None)
        yield Verdict(found.name, verdict, results, counterexample=failure, reason=reason)


def _runner(route: str) -> Callable[[Theorem], dict[str, Any]]:
    from importlib import import_module

    module = {"kernel": "kernel_route", "z3": "z3_route", "coq": "coq_route"}[route]
    return import_module(f"symrf.verification.{module}").run


def _fuzzed(theorems: Sequence[Theorem], examples: int) -> dict[str, dict[str, Any]]:
    from symrf.verification.fuzz_route import fuzz

    results = {}
    for name, found in fuzz(theorems, examples).items():
        result: dict[str, Any] = {"verdict": PASSED, "examples": found.examples, "checked": found.checked}
        if found.failure is not None:
            result |= {"verdict": REFUTED, "counterexample": found.failure}
        elif found.checked == 0:
            result |= {"verdict": "open", "reason": "no network met the conditions"}
        results[name] = {**result, "seconds": found.seconds}
    return results
