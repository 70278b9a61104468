"""Growth and ratios: what every benchmark holds, on processor time of one run, so that no machine matters."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any


def own_seconds(work: Callable[[], Any], times: int = 3) -> float:
    """Processor seconds of this process, the least of several."""

    def once() -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    return min(once() for _ in range(times))


def ratio(work: Callable[[], Any], base: Callable[[], Any], rounds: int) -> float:
    """How many times the processor time of the base: the median of ratios of neighbours, taken in turns.

    What else the machine does slows both of a pair; the least time of each alone may come from moments that differ.
    """
    return median(own_seconds(work, 1) / own_seconds(base, 1) for _ in range(rounds))


def held(benchmark: Any, what: str, value: float, most: float, unit: str) -> None:
    """Report a ratio or an exponent for the table, and fail where it is beyond what is promised."""
    benchmark.extra_info |= {"what": what, "value": round(value, 3), "most": most, "unit": unit}
    if not benchmark.disabled:
        assert value <= most, f"{what}: {value:.2f} {unit}, at most {most}"


def exponent(work: Callable[[int], Callable[[], Any]], sizes: Sequence[int]) -> float:
    """The power of the size by which the time of work(size)() grows, from the first size to the last."""
    first, last = (own_seconds(work(n)) for n in (sizes[0], sizes[-1]))
    return math.log(last / first) / math.log(sizes[-1] / sizes[0])


def step(work: Callable[[int], Callable[[], Any]], low: int, high: int) -> float:
    """By how much the time grows with each step from low to high."""
    first, last = own_seconds(work(low)), own_seconds(work(high))
    return (last / first) ** (1 / (high - low))
