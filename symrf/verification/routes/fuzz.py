"""The fuzzing route: random networks from Hypothesis, every letter measured by the walk. It refutes, never proves."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from symrf.oracle import sizes
from symrf.refute.compiled import CompiledStatement
from symrf.refute.graded import MAX_LEAST, Example, has_maps
from symrf.refute.measure import Chain
from symrf.theorem import Refutation, Theorem
from symrf.verification.concurrent import begun, side_by_side
from symrf.verification.result import OPEN, PASSED, REFUTED, Clock, Result

DEFAULT_EXAMPLES = 1000
ROUNDS = 6
"""How often networks are drawn for several statements together."""
MANY, PROCESSES = 20_000, 2
"""Networks to try from which on several processes try them, and how many: as many as run at once."""
Wanted = Mapping[Theorem, int]
"""On how many networks each statement is to be tried."""


@dataclass(frozen=True)
class Fuzzed:
    """What the random networks said: how many, how many instances of the claim, and a failing network if any."""

    examples: int
    checked: int
    seconds: float
    failure: Mapping[str, Any] | None = None

    @property
    def result(self) -> Result:
        """As a route says it; open where no network met the conditions."""
        counts = {"examples": self.examples, "checked": self.checked}
        if self.failure is not None:
            return Result(REFUTED, evidence={**counts, "counterexample": self.failure}, seconds=self.seconds)
        if not self.checked:
            return Result(OPEN, "no network met the conditions", counts, self.seconds)
        return Result(PASSED, evidence=counts, seconds=self.seconds)


class Together:
    """The route for several entries of the catalogue, each to be tried on so many networks: theorems share them, those
    too that say where a false statement holds; what is false has its own."""

    def __init__(self, entries: Sequence[Theorem], examples: Mapping[str, int]) -> None:
        known = {one: entry.name for entry in entries if isinstance(entry, Refutation) for one in entry.known}
        wanted = {entry: examples[entry.name] for entry in entries} | {one: examples[known[one]] for one in known}
        self.wanted = {one: number for one, number in wanted.items() if one.statement}
        self.beside = sum(self.wanted.values()) >= MANY
        self._answer = begun(lambda: beside(self.wanted)) if self.beside else self._alone

    def _alone(self) -> dict[str, Fuzzed]:
        return self._fuzzed

    @cached_property
    def _fuzzed(self) -> dict[str, Fuzzed]:
        return fuzzed(self.wanted)

    def run(self, stated: Theorem) -> Result:
        """What random networks say of a statement."""
        return self._answer()[stated.name].result

    def refute(self, stated: Theorem, example: Example) -> Result:
        """As `run`."""
        return self.run(stated)


def fuzz(theorems: Sequence[Theorem], examples: int = DEFAULT_EXAMPLES) -> dict[str, Fuzzed]:
    """Check the statements on that many random networks; theorems about networks of one kind share them."""
    return fuzzed(dict.fromkeys(theorems, examples))


def fuzzed(wanted: Wanted) -> dict[str, Fuzzed]:
    """As `fuzz`, each on a number of networks of its own."""
    found = {theorem.name: Fuzzed(0, 0, 0.0) for theorem in wanted}
    for group in _groups(wanted):
        found |= _group({theorem: wanted[theorem] for theorem in group})
    return found


def _groups(theorems: Iterable[Theorem]) -> list[list[Theorem]]:
    """The theorems that share their networks; without those that no random network is deep enough for."""
    groups: dict[Any, list[Theorem]] = {}
    for theorem in theorems:
        statement = CompiledStatement(theorem)
        if statement.least_depth > MAX_LEAST:
            continue
        own = theorem.name if isinstance(theorem, Refutation) else ""
        groups.setdefault((_kind(statement), own), []).append(theorem)
    return [*groups.values()]


def beside(wanted: Wanted) -> dict[str, Fuzzed]:
    """As `fuzzed`, the same networks, in several processes of Python, as many as run at once."""
    parts: list[dict[Theorem, int]] = [{} for _ in range(PROCESSES)]
    for group in sorted(_groups(wanted), key=lambda group: -sum(wanted[one] for one in group)):
        min(parts, key=lambda part: sum(part.values())).update((one, wanted[one]) for one in group)
    found = {theorem.name: Fuzzed(0, 0, 0.0) for theorem in wanted}
    for some in side_by_side(_in_a_process, filter(None, parts)):
        found |= some
    return found


def _in_a_process(wanted: Wanted) -> dict[str, Fuzzed]:
    """As `fuzzed`, by another process; by this one where there is none or it does not answer."""
    paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "symrf.verification.routes.fuzz_worker"], input=pickle.dumps(wanted),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": paths}, check=True,
        )  # fmt: skip
    except (OSError, TypeError, subprocess.CalledProcessError):
        return fuzzed(wanted)
    found: dict[str, Fuzzed] = pickle.loads(done.stdout)
    return found


def _kind(statement: CompiledStatement) -> tuple[str, int, bool, int]:
    """Of what networks are drawn for a statement: the arguments of `chains`."""
    deepest = statement.least_depth + (3 if statement.stated.assumed else 4)
    return statement.theorem.network, deepest, statement.needs_input, statement.least_depth


def _group(wanted: Wanted) -> dict[str, Fuzzed]:
    """The same networks for all, and more for those that too few of them fit. A theorem that fails, or that still too
    few fit, gets networks of its own: so its counterexample is its own smallest."""
    clock = Clock()
    statements = [CompiledStatement(theorem) for theorem in wanted]
    seen = {theorem.name: Tally(number) for theorem, number in wanted.items()}
    for again in range(ROUNDS):
        short = [statement for statement in statements if seen[statement.theorem.name].lacks]
        if len(short) < 2:
            break
        drawn(short, max(seen[statement.theorem.name].lacks for statement in short), seen, again)
    for statement in statements:
        shared = seen[statement.theorem.name]
        if shared.failure is not None or shared.lacks:
            own = Tally(shared.wanted)
            drawn([statement], own.wanted, {statement.theorem.name: own})
            own.failure = own.failure or shared.failure
            seen[statement.theorem.name] = own
    share = round(clock.seconds / len(wanted), 3)
    return {name: Fuzzed(found.valid, found.checked, share, found.failure) for name, found in seen.items()}


@dataclass
class Tally:
    """What networks said of a statement: how many are to fit it and do, the instances checked, the last failure."""

    wanted: int
    valid: int = 0
    checked: int = 0
    failure: Mapping[str, Any] | None = None

    @property
    def lacks(self) -> int:
        """How many networks are still to be looked at together with others: none after a failure."""
        return 0 if self.failure is not None else max(0, self.wanted - self.valid)

    def look(
        self, statement: CompiledStatement, chain: Chain, values: Mapping[tuple[str, int | None], int]
    ) -> bool | None:
        """Whether the statement holds on the network as the conditions want it; None where that cannot be.

        Where maps have a size, features before the first are counted from the last one: most errors are at the ends.
        """
        own = {name: values[name, low] for name, low in statement.scalars.items()}
        fitted = statement.fitted(chain, own)
        if fitted is None or statement.needs_input and fitted is not chain and not has_maps(fitted):
            return None
        if statement.needs_input and fitted.uL < 0:
            fitted = replace(fitted, uL=fitted.uL + sizes(fitted.network, fitted.n0)[fitted.network.output])
        checked, failure = statement.check(fitted, own)
        self.valid += failure is None
        self.checked += checked
        if failure is not None:
            self.failure = Example(fitted, own, *failure).data(statement)
        return failure is None


def drawn(statements: Sequence[CompiledStatement], examples: int, seen: Mapping[str, Tally], again: int = 0) -> None:
    """Draw networks of the kind of all these statements; for one alone until it fails. The network on which it does is
    made small, but for a statement that is filed as false: the walk knows a smaller one.

    again: how often networks were drawn before, so that others are drawn now.
    """
    from hypothesis import HealthCheck, Phase, assume, given, seed, settings
    from hypothesis import strategies as st
    from hypothesis.errors import Unsatisfiable

    from symrf.refute.strategies import chains

    scalars = {scalar for statement in statements for scalar in statement.scalars.items()}
    numbers = st.fixed_dictionaries(
        {
            (name, low): st.integers(*((-30, 30) if low is None else (low, low + 8)))
            for name, low in sorted(scalars, key=str)
        }
    )
    kind = _kind(statements[0])
    alone, kept = len(statements) == 1, statements[0].theorem

    @seed(again)
    @settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, print_blob=False,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,) if isinstance(kept, Refutation) else (Phase.generate, Phase.shrink),
    )  # fmt: skip
    @given(chains(*kind), numbers)
    def on(chain: Chain, values: dict[tuple[str, int | None], int]) -> None:
        assume(not statements[0].needs_input or has_maps(chain))
        for statement in statements:
            mine = seen[statement.theorem.name]
            if not alone and not mine.lacks:
                continue
            holds = mine.look(statement, chain, values)
            if alone:
                assume(holds is not None)
                if not holds:
                    raise AssertionError

    with suppress(AssertionError, Unsatisfiable):  # the latter: no network drawn meets the conditions
        on()
