"""verify: the catalogue, or some of it, by the routes asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from symrf.errors import SymrfError, near, shown
from symrf.refute.compiled import CompiledStatement
from symrf.statement import about_integers
from symrf.theorem import (
    Broken,
    Refutation,
    Theorem,
    claim,
    depths,
    home,
    proof_file,
    refutation_names,
    theorem,
    theorem_names,
)  # fmt: skip
from symrf.verification.coq.evidence import catalogue
from symrf.verification.coq.file import LIBRARY, WORDS, folder, identifier
from symrf.verification.refuted import Refuting
from symrf.verification.result import FAILED, INAPPLICABLE, OPEN, PROVED, REFUTED, Result, timed
from symrf.verification.routes import OPENED, ROUTES, Route
from symrf.verification.routes.kernel import evidence
from symrf.verification.verdict import Verdict, combined, needed

MAX_EXAMPLES = 1_000_000
FEWER = 300
"""Random networks for each statement that is not of the catalogue, at most."""


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


def verdicts(
    names: Iterable[str] | None, routes: Iterable[str] | None, examples: int = 1000, also: Iterable[Theorem] = ()
) -> Iterator[Verdict]:
    """The verdicts one by one, as they are reached; of the whole catalogue also on files that belong to nothing.

    What runs beside begins at once: Coq, and random networks where there are many statements. Meanwhile the other
    routes are asked. also: statements that are in no file of the catalogue, each tried on at most FEWER networks.
    SymrfError, before any verdict, for an unknown name or route.
    """
    chosen = (*theorem_names(), *refutation_names()) if names is None else tuple(dict.fromkeys(names))
    asked = list(ROUTES if routes is None else routes)
    for route in asked:
        if asked.count(route) > 1:
            raise SymrfError(f"route {shown(route)} is asked {asked.count(route)} times; name each route once")
        if route not in ROUTES:
            raise SymrfError(f"no route {shown(route)}; {near(route, ROUTES)}routes are {', '.join(ROUTES)}")
    if not isinstance(examples, int) or not 1 <= examples <= MAX_EXAMPLES:
        raise SymrfError(f"examples is {shown(examples)}; it must be between 1 and {MAX_EXAMPLES}")
    entries: list[Theorem] = []
    also = list(also)
    broken: list[Verdict] = []
    for one in chosen:
        try:
            entries.append(_readable(one))
        except Broken as problem:
            broken.append(_broken(one, asked, str(problem)))
    wanted = {one.name: examples for one in entries} | {one.name: min(examples, FEWER) for one in also}
    entries += also
    opened = {route: OPENED[route](entries, wanted) for route in asked}
    return _reached(entries, broken, opened, whole=names is None and not broken)


def _reached(
    entries: Sequence[Theorem], broken: Sequence[Verdict], opened: Mapping[str, Route], whole: bool
) -> Iterator[Verdict]:
    yield from map(_with_its_file, broken)
    cases: Iterable[Refuting | Proving] = (
        Refuting(found) if isinstance(found, Refutation) else Proving(found) for found in entries
    )
    if any(route.beside for route in opened.values()):
        cases = [*cases]
        for case in cases:
            case.ask({name: route for name, route in opened.items() if not route.beside})
    for case in cases:
        case.ask(opened)
        yield _with_its_file(case.verdict(opened))
    if whole:
        yield from stray(list(opened))


def _with_its_file(verdict: Verdict) -> Verdict:
    """Where a verdict is not as expected, the reason names the file that holds the statement."""
    file, reason = proof_file(verdict.name), verdict.reason or ""
    if verdict.ok or not file.is_file() or file.name in reason:
        return verdict
    return replace(verdict, reason="; ".join(filter(None, (reason, f"the statement is in {file.name}"))))


class Proving:
    """A theorem, and what the routes asked say of it."""

    def __init__(self, found: Theorem) -> None:
        self.found, self.results = found, dict[str, Result]()

    def ask(self, routes: Mapping[str, Route]) -> None:
        """Ask those of these routes that have not been asked."""
        for name, route in routes.items():
            if name not in self.results:
                speaks = self.found.statement or name == "coq"  # it also compiles files written by hand
                none = Result(INAPPLICABLE, "no formula", seconds=0.0)
                self.results[name] = timed(route.run, self.found) if speaks else none

    def verdict(self, order: Iterable[str]) -> Verdict:
        """The verdict by all routes, in that order."""
        found, results = self.found, {name: self.results[name] for name in order}
        needs = needed(about_integers(found), bool(found.by_hand), bool(found.statement))
        verdict, reason = combined(results, needs)
        failure = next((r.evidence["counterexample"] for r in results.values() if r.verdict == REFUTED), None)
        return Verdict(
            found.name, verdict, results, counterexample=failure, reason=reason, needs=needs, domain=depths(found)
        )


def _readable(name: str) -> Theorem:
    """The entry, every formula of which can be read; Broken where its file does not hold such a theorem."""
    found = theorem(name)
    every = (found, *found.known) if isinstance(found, Refutation) else (found,)
    try:
        for part in every:
            for text in part.formulas:
                claim(text)
            if part.statement:
                CompiledStatement(part)
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
    results = {route: Result(FAILED, reason, seconds=0.0) for route in routes}
    expected = REFUTED if name.startswith("refuted-") else PROVED
    return Verdict(name, OPEN, results, reason=reason, expected=expected)


def stray(routes: Sequence[str]) -> Iterator[Verdict]:
    """A verdict that failed for every kept file that one of the routes reads and no statement owns: what it proves
    nobody claims."""
    if "kernel" in routes:
        owned = {evidence(name).name for name in theorem_names()}
        yield from _unowned("kernel", (home() / "evidence").glob("*.json"), owned)
    if "coq" in routes:
        stated = catalogue()
        owned = {f"{name}.v" for name in LIBRARY} | {f"{identifier(entry.name)}.v" for entry in stated}
        yield from _unowned("coq", folder().glob("*.v"), owned)
        scripts = {f"{entry.name.replace('-', '_')}.v" for entry in stated}
        yield from _unowned("coq", (folder() / "by_hand").glob("*.v"), scripts)
        by_hand = {theorem(name).by_hand for name in theorem_names()}
        by_hand |= {f"{name}.v" for words in ("Networks", "Tables") for name in WORDS[words]}
        yield from _unowned("coq", (home() / "coq").glob("*.v"), by_hand)


def _unowned(route: str, paths: Iterator[Path], owned: set[str]) -> Iterator[Verdict]:
    for path in sorted(paths):
        if path.name not in owned:
            name = path.relative_to(home()).as_posix()
            reason = f"{path.name} belongs to no statement of the catalogue"
            yield Verdict(name, OPEN, {route: Result(FAILED, reason, seconds=0.0)}, reason=f"{route}: {reason}")
