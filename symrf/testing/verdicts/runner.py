"""One function on the networks of one capability: what it gets right, or the least network on which it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from time import monotonic
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.testing.drawn.capabilities import Capability
from symrf.testing.drawn.draw import seeded
from symrf.testing.drawn.smaller import least, small, weight
from symrf.testing.functions.answers import REGIONS, Returned
from symrf.testing.functions.worker import Worker
from symrf.testing.mistakes.naming import Sample, named
from symrf.testing.truth import OneOf, Truth, equal

RIGHT, WRONG, UNSUPPORTED, ERROR = VERDICTS = ("right", "wrong", "unsupported", "error")
BATCH = 100
ENDINGS = 3
"""So often a function may end its process before the other networks are left out: each time costs a new one."""
CHANGES = "answers differently when it is asked again about the same network"


@dataclass(frozen=True)
class Outcome:
    """What came out for one capability.

    asked, compared: networks the function was called on, and those on which something could be compared.
    wrong: how many networks each quantity is wrong on. network … true: the least failing network and what is said of
    it. mistakes: per wrong quantity the known mistakes that agree with everything returned.
    """

    name: str
    verdict: str
    asked: int = 0
    compared: int = 0
    wrong: Mapping[str, int] = field(default_factory=dict)
    reason: str = ""
    network: Network | None = None
    least: bool = True
    """Whether smaller networks than this were looked for: not where they take too long."""
    feature: int = 0
    quantity: str | None = None
    returned: Any = None
    true: Any = None
    mistakes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    known: str | None = None
    """Why this is expected to fail, where it is."""

    @property
    def mistake(self) -> str | None:
        """The mistake that the named quantity shows."""
        return next(iter(self.mistakes.get(self.quantity or "", ())), None)

    @property
    def ok(self) -> bool:
        """Whether nothing is to be done: right or not supported; a known failure has to fail."""
        return (self.verdict in (RIGHT, UNSUPPORTED)) == (self.known is None)


@dataclass(frozen=True)
class Fault:
    """One wrong value on one network; feature: whose region is wrong."""

    quantity: str
    returned: Any
    true: Any
    feature: int = 0


def run(worker: Worker, capability: Capability, examples: int, seed: int, claimed: bool = False) -> Outcome:
    """Try one capability on that many random networks, the same ones for the same seed.

    claimed: it was said to be supported, so that it is an error where it is not.
    """
    answers: list[tuple[Network, Returned]] = []
    compared, wrong, right = 0, {}, {}  # type: tuple[int, dict[str, list[Sample]], dict[str, list[Sample]]]
    for some in _answers(worker, capability, examples, seed):
        answers += some
        for network, answer in some:
            truth = Truth(network)
            faults = {fault.quantity for fault in faults_of(truth, answer, capability)}
            asked = [q for q in capability.quantities if _says(truth, q, answer)]
            compared += bool(asked)
            for quantity in asked:
                (wrong if quantity in faults else right).setdefault(quantity, []).append(
                    (network, answer.values[quantity])
                )
    problems = [(network, answer) for network, answer in answers if answer.problem and not answer.unsupported]
    notes = tuple(dict.fromkeys(note for _, answer in answers for note in answer.notes))
    base = Outcome(capability.name, RIGHT, len(answers), compared, notes=notes)
    if wrong:
        return _wrong(worker, capability, base, wrong, right)
    if problems:
        return _problem(worker, capability, base, problems)
    if not compared:
        refused = next((a.problem or "it raises NotImplementedError" for _, a in answers if a.unsupported), "")
        reason = refused or "nothing that it compares was returned"
        told = f"said to be supported: {reason}" if claimed else reason
        return replace(base, verdict=ERROR if claimed else UNSUPPORTED, reason=told)
    return base


def _answers(
    worker: Worker, capability: Capability, examples: int, seed: int
) -> Iterator[list[tuple[Network, Returned]]]:
    """What was returned on each network, some at a time, up to the first call that hangs.

    While these are looked at, the function is already at the next ones, on another core. Before all of them it is asked
    about the plainest network: where it hangs on that one, nothing else need be waited for.
    """
    plainest = next(filter(capability.admits, small(capability)))
    if (answer := worker.ask(plainest)).hung:
        yield [(plainest, answer)]
        return
    pick = seeded(f"{seed} {capability.name}")
    sizes = [min(BATCH, examples - begin) for begin in range(0, examples, BATCH)]
    drawn = ([capability.draw(pick) for _ in range(size)] for size in sizes)
    networks = next(drawn, [])
    worker.send(networks)
    ended = 0
    while networks:
        after = next(drawn, [])
        found: list[tuple[Network, Returned]] = []
        for network in networks:
            found.append((network, worker.receive()))
            ended += found[-1][1].ended
            if found[-1][1].hung or ended == ENDINGS:
                worker.drop()
                yield found
                return
        worker.send(after)
        networks = after
        yield found


def _says(truth: Truth, quantity: str, answer: Returned) -> bool:
    """Whether there is something to compare: of regions, one of a feature that exists."""
    if quantity not in answer.values or truth[quantity] is None:
        return False
    return quantity not in REGIONS or any(0 <= y < truth.features for y in answer.values[quantity])


def faults_of(truth: Truth, answer: Returned, capability: Capability) -> list[Fault]:
    """What is wrong in an answer."""
    found = []
    for quantity in capability.quantities:
        if quantity not in answer.values or (true := truth[quantity]) is None:
            continue
        value = answer.values[quantity]
        if quantity not in REGIONS:
            if not equal(value, true):
                found.append(Fault(quantity, value, true))
            continue
        for y, region in value.items():
            if not 0 <= y < truth.features:
                continue
            real = truth.region_of(quantity, y)
            if not equal(region, real):
                found.append(Fault(quantity, region, real, y))
                break
    return found


def _wrong(
    worker: Worker, capability: Capability, base: Outcome, wrong: dict[str, list[Sample]],
    right: dict[str, list[Sample]],
) -> Outcome:
    quantity = next(q for q in capability.quantities if q in wrong)

    def fault(network: Network, answer: Returned) -> Fault | None:
        return next((f for f in faults_of(Truth(network), answer, capability) if f.quantity == quantity), None)

    def failing(networks: Sequence[Network]) -> Network | None:
        return _first(worker, networks, lambda network, answer: fault(network, answer) is not None)

    network = least(wrong[quantity][0][0], capability, failing, tries(base.asked))
    found = fault(network, worker.ask(network))
    if found is None:
        return replace(base, verdict=ERROR, reason=CHANGES, network=network)
    confirm(network, found)
    names = {q: tuple(m.name for m in named(capability.name, q, wrong[q], right.get(q, ()))) for q in wrong}
    return replace(
        base, verdict=WRONG, wrong={q: len(samples) for q, samples in wrong.items()}, network=network,
        feature=found.feature, quantity=quantity, returned=found.returned, true=found.true, mistakes=names,
    )  # fmt: skip


def _problem(
    worker: Worker, capability: Capability, base: Outcome, problems: list[tuple[Network, Returned]]
) -> Outcome:
    network, answer = problems[0]
    kind = answer.problem.split(":")[0].split(" for ")[0]

    def failing(networks: Sequence[Network]) -> Network | None:
        return _first(worker, networks, lambda _, a: bool(a.problem) and a.problem.startswith(kind.split(" ")[0]))

    if answer.hung:
        network, least_of_all = _hanging(worker, capability, network, tries(base.asked))
        return replace(base, verdict=ERROR, reason=answer.problem, network=network, least=least_of_all)
    network = least(network, capability, failing, tries(base.asked))
    answer = worker.ask(network)
    if not answer.problem:
        return replace(base, verdict=ERROR, reason=CHANGES, network=network)
    count = f" (on {len(problems)} of {base.asked} networks)" if base.asked > 1 else ""
    return replace(base, verdict=ERROR, reason=f"{answer.problem}{count}", network=network)


def _hanging(worker: Worker, capability: Capability, network: Network, limit: int) -> tuple[Network, bool]:
    """The least network on which it hangs, and whether it is that: on all that are smaller it was asked, and returned.

    From the smallest on, so that one call alone is waited for. Those that return may be slow: they get as long as that
    one in all. Where they take longer, or none of them hangs, it is the network that is known.
    """
    small_ones = islice(small(capability), limit)
    smaller = sorted((x for x in small_ones if weight(x) < weight(network) and capability.admits(x)), key=weight)
    began = monotonic()
    worker.send(smaller)
    for x in smaller:
        if worker.receive().hung:
            worker.drop()
            return x, True
        if monotonic() - began > worker.seconds:
            break
    worker.drop()
    return network, not smaller


def tries(examples: int) -> int:
    """How many small networks are tried for the least one: functions that are slow are tried on few examples."""
    return max(100, 3 * examples // 2)


def _first(worker: Worker, networks: Sequence[Network], fails: Any) -> Network | None:
    """The first network on which it fails; a few at a time, then more, since the first of them mostly do."""
    at, many = 0, 2
    while at < len(networks):
        some = networks[at : at + many]
        worker.send(some)
        answers: list[Returned] = []
        while len(answers) < len(some):
            answers.append(worker.receive())
            if answers[-1].ended and fails(some[len(answers) - 1], answers[-1]):
                worker.drop()
                return some[len(answers) - 1]
        if any(answer.hung for answer in answers):
            return None
        failed = (network for network, answer in zip(some, answers, strict=True) if fails(network, answer))
        if (found := next(failed, None)) is not None:
            return found
        at, many = at + many, 2 * many
    return None


def confirm(network: Network, fault: Fault) -> None:
    """An accusation rests on the walk; where the law gives the number too, both must agree."""
    from symrf.derivation import derive

    if fault.quantity in REGIONS or isinstance(fault.true, OneOf):
        return
    by_law = getattr(derive(network).output.axes[network.axes[0]], fault.quantity)
    if isinstance(by_law, int) and not equal(by_law, fault.true):
        told = f"the law says {by_law}, the walk {fault.true}"
        raise SymrfError(f"{fault.quantity} of {shown(network)}: {told}; this is an error in symrf, please report it")
