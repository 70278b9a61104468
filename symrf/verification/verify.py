"""verify: the catalogue, or some of it, by the routes asked for."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from symrf.errors import SymrfError, near, shown
from symrf.refute.scene import Scene
from symrf.theorem import (
    Broken,
    Refutation,
    Theorem,
    claim,
    depths,
    proof_file,
    refutation_names,
    theorem,
    theorem_names,
)  # fmt: skip
from symrf.verification.refuted import refute
from symrf.verification.stray import stray
from symrf.verification.verdict import (
    FAILED,
    INAPPLICABLE,
    OPEN,
    PASSED,
    PROVED,
    REFUTED,
    ROUTES,
    Verdict,
    combined,
    needed,
)

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
    """The verdicts one by one, as they are reached; of the whole catalogue also on files that belong to nothing."""
    chosen = list((*theorem_names(), *refutation_names()) if names is None else dict.fromkeys(names))
    asked = list(ROUTES if routes is None else routes)
    for route in asked:
        if asked.count(route) > 1:
            raise SymrfError(f"route {shown(route)} is asked {asked.count(route)} times; name each route once")
        if route not in ROUTES:
            raise SymrfError(f"no route {shown(route)}; {near(route, ROUTES)}routes are {', '.join(ROUTES)}")
    if not isinstance(examples, int) or not 1 <= examples <= MAX_EXAMPLES:
        raise SymrfError(f"examples is {shown(examples)}; it must be between 1 and {MAX_EXAMPLES}")
    entries: list[Theorem] = []
    for name in chosen:
        try:
            entries.append(_readable(name))
        except Broken as broken:
            yield _broken(name, asked, str(broken))
    theorems = [entry for entry in entries if not isinstance(entry, Refutation) and entry.statement]
    fuzzed = _fuzzed(theorems, examples) if "fuzz" in asked else {}
    modules: dict[str, Any] = {}

    def module(route: str) -> Any:
        if route not in modules:
            modules[route] = _module(route, entries)
        return modules[route]

    for found in entries:
        if isinstance(found, Refutation):
            yield refute(found, asked, module, examples)
            continue
        results: dict[str, dict[str, Any]] = {}
        for route in asked:
            if route != "coq" and not found.statement:
                results[route] = {"verdict": INAPPLICABLE, "reason": "no formula", "seconds": 0.0}
            elif route == "fuzz":
                results[route] = fuzzed[found.name]
            else:
                started = time.perf_counter()
                results[route] = module(route).run(found)
                results[route]["seconds"] = round(time.perf_counter() - started, 4)
        needs = needed(found.floors, bool(found.by_hand), bool(found.statement))
        verdict, reason = combined(results, needs)
        failure = next((r["counterexample"] for r in results.values() if r["verdict"] == REFUTED), None)
        yield Verdict(
            found.name, verdict, results, counterexample=failure, reason=reason, needs=needs, domain=depths(found)
        )
    if names is None and len(entries) == len(chosen):
        yield from stray(asked)


def _readable(name: str) -> Theorem:
    """The entry, every formula of which can be read; Broken where its file does not hold such a theorem."""
    found = theorem(name)
    every = (found, *found.known) if isinstance(found, Refutation) else (found,)
    try:
        for part in every:
            for text in part.formulas:
                claim(text)
            if part.statement:
                Scene(part)
        if isinstance(found, Refutation) and found.right:
            theorem(found.right)
    except (SymrfError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, Broken):
            raise
        raise Broken(f"theorem {name}: {proof_file(name).name}: {error}") from None
    if not found.statement and not found.by_hand or bool(found.by_hand) != bool(found.proposition.strip()):
        raise Broken(f"theorem {name}: {proof_file(name).name} states nothing")
    return found


def _broken(name: str, routes: Sequence[str], reason: str) -> Verdict:
    """The verdict on a file of the catalogue that cannot be read: every route fails."""
    results = {route: {"verdict": FAILED, "reason": reason, "seconds": 0.0} for route in routes}
    expected = REFUTED if name.startswith("refuted-") else PROVED
    return Verdict(name, OPEN, results, reason=reason, expected=expected)


def _module(route: str, entries: Sequence[Theorem]) -> Any:
    """What runs a route, imported when it is asked for."""
    if route == "kernel":
        from symrf.verification import kernel_route

        return kernel_route
    if route == "z3":
        from symrf.verification import z3_route

        return z3_route
    from symrf.verification import coq_route

    return coq_route.Together(entries) if len(entries) > 1 else coq_route


def _fuzzed(theorems: Sequence[Theorem], examples: int) -> dict[str, dict[str, Any]]:
    from symrf.verification.fuzz_route import fuzz

    results = {}
    for name, found in fuzz(theorems, examples).items():
        result: dict[str, Any] = {"verdict": PASSED, "examples": found.examples, "checked": found.checked}
        if found.failure is not None:
            result |= {"verdict": REFUTED, "counterexample": found.failure}
        elif found.checked == 0:
            result |= {"verdict": OPEN, "reason": "no network met the conditions"}
        results[name] = {**result, "seconds": found.seconds}
    return results
