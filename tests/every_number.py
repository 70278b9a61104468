"""Everything that is said of the numbers of networks, in full; the suite looks at a sample.

python -m tests.every_number [random] [coq] [cost] [zoo]

random: 3000 random networks and 20 000 wrong answers; coq: 500 tables through Coq; cost: what the check adds to derive;
zoo: every network certified. Without a word, all of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any

import symrf.derivation
from symrf import derive
from symrf.certified import certificates
from symrf.certified.network import judged
from symrf.derivation.answers.jsonform import as_tables
from symrf.errors import SymrfError
from symrf.network import Network
from symrf.zoo import zoo, zoo_names
from tests.benchmarks.growth import ratio
from tests.benchmarks.test_checked import Unchecked
from tests.random_tables import through_coq, trial

MOST_SECONDS = 60.0
MOST_TIMES = 1.5
RUNS = 10


def cost(net: Network) -> tuple[float, float]:
    """How many times longer it takes with the check: to derive and say all numbers, and to derive and say none."""
    said, silent = (lambda: as_tables(derive(net))), (lambda: derive(net))
    return ratio(said, lambda: unchecked(said), RUNS), ratio(silent, lambda: unchecked(silent), RUNS)


def unchecked(work: Callable[[], Any]) -> None:
    """Do it without the check."""
    real: Any = vars(symrf.derivation)["AxisTable"]
    try:
        symrf.derivation.AxisTable = Unchecked  # type: ignore[attr-defined]
        work()
    finally:
        symrf.derivation.AxisTable = real  # type: ignore[attr-defined]


def processor() -> float:
    """Seconds of processor time that this process and its children have taken."""
    return sum(one.ru_utime + one.ru_stime for one in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def at_random() -> Iterator[tuple[str, str]]:
    """Random networks, and wrong answers about them."""
    accepted, unclaimed, right, faults = trial(3000, 20_000)
    yield f"{accepted} networks accepted ({unclaimed} nodes without numbers), {right} wrong answers refused", ""
    yield from ((fault, fault) for fault in faults)


def by_both() -> Iterator[tuple[str, str]]:
    """The same tables through both checks."""
    judged_by_both, differing = through_coq()
    yield f"{judged_by_both} tables judged by both, {len(differing)} of them differently", ""
    yield from ((fault, fault) for fault in differing)


def costs() -> Iterator[tuple[str, str]]:
    """What the check adds to each network of the zoo."""
    for name in zoo_names():
        times, silent = cost(zoo(name))
        said = f"{name}: with its check derive takes {times:.2f} times as long, saying nothing {silent:.2f}"
        yield said, said if max(times, silent) > MOST_TIMES else ""


def of_the_zoo() -> Iterator[tuple[str, str]]:
    """Each network of the zoo: certified in time on all axes, on the size it has, and on 224 where it has none."""
    for name in zoo_names():
        for size in [None] if zoo(name).input_size else [None, 224]:
            said, net, began = name if size is None else f"{name} on {size}", zoo(name), processor()
            try:
                made = certificates(net if size is None else net.with_input_size(size))
            except SymrfError as why:  # there is no such map on 224 samples
                yield f"{said}: {why}", "" if size else f"{said}: {why}"
                continue
            judged(made, MOST_SECONDS)
            took = processor() - began
            axes = "; ".join(f"{', '.join(one.axes)}: {one.verdict} {one.reason}".rstrip() for one in made)
            said += f": {axes}, {took:.1f} s of processor time"
            yield said, "" if {one.verdict for one in made} == {"certified"} and took <= MOST_SECONDS else said


PARTS = {"random": at_random, "coq": by_both, "cost": costs, "zoo": of_the_zoo}


def main(words: Sequence[str]) -> int:
    """Print everything; 1 where something is not as it should be."""
    faults = []
    for word in words or PARTS:
        for said, fault in PARTS[word]():
            print(said, flush=True)
            faults += [fault] if fault else []
    print("\n".join(faults[:10]) or "no fault")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
