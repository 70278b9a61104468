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
from random import Random
from typing import Any

from symrf.oracle import sizes
from symrf.refute.at_random import NetworkKind, scalars
from symrf.refute.compiled import CompiledStatement
from symrf.refute.graded import MAX_LEAST, Example, has_maps
from symrf.refute.measure import Chain
from symrf.theorem import Refutation, Theorem
from symrf.verification.concurrent import begun, side_by_side
from symrf.verification.result import OPEN, PASSED, REFUTED, Clock, Result

DEFAULT_EXAMPLES = 1000
ROUNDS = 6
"""How many times as many networks are drawn as a statement is to be tried on, where few fit it."""
AT_ONCE = 20
"""So many networks are made of the random numbers of one example of Hypothesis, which takes longer than they."""
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


class FuzzRoute:
    """The route for several entries of the catalogue, each to be tried on so many networks, which they share with what
    says where a false statement holds."""

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
    """The statements that share their networks; without those that no random network is deep enough for."""
    groups: dict[NetworkKind, list[Theorem]] = {}
    for theorem in theorems:
        statement = CompiledStatement(theorem)
        if statement.least_depth <= MAX_LEAST:
            groups.setdefault(NetworkKind.of(statement), []).append(theorem)
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


def _round(kind: NetworkKind, left: Sequence[Tally], met: set[Chain], number: int) -> None:
    """As many networks as are wanted, of random numbers from Hypothesis; those that were not met are looked at."""
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis import strategies as st

    @seed(number)
    @settings(
        max_examples=-(-max(tally.wanted for tally in left) // AT_ONCE), database=None, deadline=None,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate,),
    )  # fmt: skip
    @given(st.randoms(use_true_random=True))
    def on(source: Random) -> None:
        for _ in range(AT_ONCE):
            chain = kind.network(source)
            if chain in met or kind.sized and not has_maps(chain):
                continue
            met.add(chain)
            for tally in left:
                if tally.wants_more:
                    tally.look(chain, scalars(tally.statement, source))

    on()


def _group(wanted: Wanted) -> dict[str, Fuzzed]:
    """The same networks for all, and more for those that too few of them fit. A theorem that fails, or that still too
    few fit, gets networks of its own that Hypothesis draws layer by layer: so its counterexample is small."""
    clock = Clock()
    tallies = [Tally(CompiledStatement(theorem), number) for theorem, number in wanted.items()]
    kind, met = NetworkKind.of(tallies[0].statement), set[Chain]()
    for many in range(1, ROUNDS + 1):
        if left := [tally for tally in tallies if tally.wants_more]:
            _round(kind, left, met, many)
    for tally in tallies:
        if tally.lacks or tally.failure is not None and not isinstance(tally.statement.theorem, Refutation):
            tally.search(kind)
    share = round(clock.seconds / len(wanted), 3)
    return {
        tally.statement.theorem.name: Fuzzed(tally.valid, tally.checked, share, tally.failure) for tally in tallies
    }


@dataclass
class Tally:
    """What networks said of a statement: how many are to fit it and do, the instances checked, the last failure."""

    statement: CompiledStatement
    wanted: int
    valid: int = 0
    checked: int = 0
    failure: Mapping[str, Any] | None = None

    @property
    def lacks(self) -> bool:
        """Whether too few networks fitted the statement; not after a failure."""
        return self.failure is None and self.valid < self.wanted

    @property
    def wants_more(self) -> bool:
        """Whether more networks are looked at: also where the claim was made less than once of a network, as its own
        conditions are seldom met; not where it was made of none."""
        return self.failure is None and min(self.valid, self.checked or self.wanted) < self.wanted

    def look(self, chain: Chain, own: Mapping[str, int]) -> bool | None:
        """Whether the statement holds on the network as the conditions want it; None where that cannot be.

        Where maps have a size, features before the first are counted from the last one: most errors are at the ends.
        """
        statement = self.statement
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

    def search(self, kind: NetworkKind) -> None:
        """Begin anew with networks drawn by Hypothesis, which draws near those that fit, and makes that one small
        on which the statement fails; a failure that it does not find is kept."""
        from hypothesis import HealthCheck, Phase, assume, given, seed, settings
        from hypothesis import strategies as st
        from hypothesis.errors import Unsatisfiable

        class Drawn:
            """Numbers from Hypothesis."""

            def __init__(self, draw: st.DrawFn) -> None:
                self._draw = draw

            def choice(self, values: Sequence[int], /) -> int:
                return self._draw(st.sampled_from(values))

            def randint(self, low: int, high: int, /) -> int:
                return self._draw(st.integers(low, high))

        @st.composite
        def examples(draw: st.DrawFn) -> tuple[Chain, dict[str, int]]:
            source = Drawn(draw)
            return kind.network(source), scalars(self.statement, source)

        @seed(0)
        @settings(
            max_examples=self.wanted, derandomize=True, database=None, deadline=None, print_blob=False,
            suppress_health_check=list(HealthCheck), phases=(Phase.generate, Phase.shrink),
        )  # fmt: skip
        @given(examples())
        def on(example: tuple[Chain, dict[str, int]]) -> None:
            chain, own = example
            assume(not kind.sized or has_maps(chain))
            holds = self.look(chain, own)
            assume(holds is not None)
            if not holds:
                raise AssertionError

        self.valid = self.checked = 0
        with suppress(AssertionError, Unsatisfiable):  # the latter: no network drawn meets the conditions
            on()
