"""The answers by trying: every size in a range, or random values of the symbols, counted and walked through."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from symrf.errors import SymrfError, counted
from symrf.network import INPUT, Network
from symrf.oracle import sizes as sizes_of
from symrf.oracle import walk
from symrf.questions.arithmetic.sets import SizeSet
from symrf.repeat import concrete, unrolled
from symrf.verification.result import PASSED, REFUTED, SKIPPED, Result

STEPS = 400_000
"""Samples of all maps that are gone through at most."""
MAX_LAYERS = 600
"""Layers that random networks have together, at most."""


def sizes(
    network: Network, found: SizeSet, left_over: bool, line: tuple[int, int] = (1, 0), upto: int = 0,
    count: int | None = None,
) -> Result:  # fmt: skip
    """Every m up to one period after the set has settled, as far as there is time; the input has a m + b samples.

    The evidence says up to which m each was tried.
    """
    network, spent, tried = unrolled(network), 0, 0
    slope, offset = line
    last = max(found.since + 2 * found.modulus, 24, upto)
    for n in range(1, last + 1):
        spent += max(slope * n + offset, 1) * (len(network.nodes) + 1) * (4 if left_over else 1)
        if spent > STEPS and tried >= 16:
            break
        tried = n
    near = list(range(max(tried + 1, (found.first or 1) - 1), last + 1))[:4]
    for n in (*range(1, tried + 1), *near):
        if holds(network, slope * n + offset, left_over, count) != found.contains(n):
            return Result(REFUTED, evidence={"counterexample": {"n": n}})
    many = tried + len(near)
    return Result(PASSED, evidence={"examples": many, "note": counted(many, "size"), "every_to": tried})


def holds(network: Network, n: int, left_over: bool, count: int | None = None) -> bool:
    """Whether the network fits, and, where asked, every sample is read by the output, or it has so many features."""
    try:
        found = sizes_of(network, n) if n >= 1 else {}
    except SymrfError:
        return False
    if count is not None and found:
        return found[network.output] == count
    if not left_over or not found:
        return bool(found)
    features = frozenset(range(found[network.output])) if network.output != INPUT else frozenset(range(n))
    return len(walk(network, network.output, features, n, in_bounds=True)[network.source]) == n


def least(
    network: Network, name: str, lowest: int, holds: Callable[[Network, Mapping[str, int]], bool],
    answer: Callable[[Mapping[str, int]], int], leasts: Mapping[str, tuple[int, int]], tries: int = 24,
) -> Result:  # fmt: skip
    """Random small values: with the answer it holds of the network walked through, with one less it does not."""
    rng, walked, layers = random.Random(0), 0, 0
    tries = tries if leasts else 1
    for attempt in range(8 * tries):
        spread = 3 if attempt < tries else 8
        values = {s: low + step * rng.randrange(spread) for s, (low, step) in leasts.items()}
        if walked >= tries or layers > MAX_LAYERS:
            break
        try:
            x = answer(values)
            if x > 12:
                continue
            layers += len(concrete(network, {**values, name: x}).nodes)
            below = x > lowest and holds(concrete(network, {**values, name: x - 1}), {**values, name: x - 1})
            if below or not holds(concrete(network, {**values, name: x}), {**values, name: x}):
                return Result(REFUTED, evidence={"counterexample": {**values, name: x}})
        except SymrfError:
            continue
        walked += 1
    if not walked:
        return Result(SKIPPED, "every network tried was too large")
    return Result(PASSED, evidence={"examples": walked, "note": counted(walked, "walk")})


def every(
    network: Network, name: str, holds: Callable[[Network, Mapping[str, int]], bool],
    said: Callable[[Mapping[str, int]], bool], leasts: Mapping[str, tuple[int, int]], tries: int = 24,
) -> Result:  # fmt: skip
    """Random small values and input sizes: it holds exactly where it is said to."""
    rng, walked = random.Random(0), 0
    for _ in range(8 * tries):
        values = {s: low + step * rng.randrange(5) for s, (low, step) in leasts.items()}
        try:
            networks = [concrete(network, {**values, name: n}) for n in range(1, 14)]
        except SymrfError:  # no such network
            continue
        for n, one in enumerate(networks, 1):
            if holds(one, {**values, name: n}) != said({**values, name: n}):
                return Result(REFUTED, evidence={"counterexample": {**values, name: n}})
        walked += 1
        if walked == tries:
            break
    if not walked:
        return Result(SKIPPED, "no random values are within the domain")
    return Result(PASSED, evidence={"examples": walked, "note": counted(walked, "network")})
