"""Everything that is said of the numbers of networks, in full; the suite looks at a sample.

python -m tests.every_number      3000 random networks, 20 000 wrong answers, 500 tables through Coq, the zoo
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import symrf.derivation
from symrf import derive
from symrf.certified import certificates
from symrf.certified.network import judged
from symrf.derivation.answers.jsonform import as_tables
from symrf.errors import SymrfError
from symrf.network import Network
from symrf.zoo import zoo, zoo_names
from tests.random_tables import through_coq, trial

MOST_SECONDS = 60.0
MOST_TIMES = 1.5
RUNS = 15


def quickest(work: Callable[[], Any]) -> float:
    """The least processor time of several runs."""
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def cost(net: Network) -> tuple[float, float]:
    """How many times longer it takes with the check: to derive and say all numbers, and to derive and say none."""
    found = tuple(_ratio(work) for work in (lambda: as_tables(derive(net)), lambda: derive(net)))
    return found[0], found[1]


def _ratio(work: Callable[[], Any]) -> float:
    checked = quickest(work)
    real: Any = symrf.derivation.Table  # type: ignore[attr-defined]
    try:
        symrf.derivation.Table = _Unchecked  # type: ignore[attr-defined]
        return checked / quickest(work)
    finally:
        symrf.derivation.Table = real  # type: ignore[attr-defined]


class _Unchecked:
    """No table at all."""

    numbers: Mapping[str, int] = MappingProxyType({})

    def __init__(self, *_: Any) -> None:
        pass


def of_the_zoo() -> Iterator[tuple[str, bool, str]]:
    """Each network of the zoo: certified in time on all axes, on the size it has, and on 224 where it has none."""
    for name in zoo_names():
        sizes: list[Any] = [None] if zoo(name).input_size else [None, 224]
        for size in sizes:
            net = zoo(name)
            try:
                made = certificates(net if size is None else net.with_input_size(size))
            except SymrfError as why:  # there is no such map on 224 samples
                yield f"{name} on {size}", size is not None, str(why)
                continue
            began = time.monotonic()
            judged(made, MOST_SECONDS)
            took = time.monotonic() - began
            fine = {one.verdict for one in made} == {"certified"} and took <= MOST_SECONDS
            axes = "; ".join(f"{', '.join(one.axes)}: {one.verdict} {one.reason}".rstrip() for one in made)
            yield name if size is None else f"{name} on {size}", fine, f"{axes}, {took:.1f} s"


def main() -> int:
    """Print everything; 1 where something is not as it should be."""
    accepted, unclaimed, right, faults = trial(3000, 20_000)
    print(
        f"{accepted} networks accepted ({unclaimed} nodes without numbers), {right} wrong answers refused", flush=True
    )
    judged_by_both, differing = through_coq()
    print(f"{judged_by_both} tables judged by both, {len(differing)} of them differently", flush=True)
    faults += differing
    for name in zoo_names():
        times, silent = cost(zoo(name))
        print(f"with its check derive takes {times:.2f} times as long, saying nothing {silent:.2f}: {name}", flush=True)
        faults += [f"{name}: {times:.2f} times"] if times > MOST_TIMES else []
    for name, fine, said in of_the_zoo():
        print(f"{name}: {said}", flush=True)
        faults += [] if fine else [f"{name}: {said}"]
    print("\n".join(faults[:10]) or "no fault")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
