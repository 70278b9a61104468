"""More questions on random instances, for tests/reverse.py: least pairs, covering counts, sizes that are lines."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import symrf
from symrf.errors import SymrfError
from symrf.network import Network
from symrf.oracle import sizes, walk
from symrf.questions.sizes.fits import fits, sizes_where
from symrf.repeat import concrete


@cache
def dilated(base: int, taps: int) -> Network:
    """B layers of that many taps, dilations the powers of the base."""
    layer = {"op": "conv", "kernel": taps, "dilation": f"{base}**(i - 1)" if base > 1 else 1}
    return symrf.read({"layer": [{"op": "repeat", "times": "B", "layers": [layer]}]})


def reach(base: int, taps: int, count: int) -> int:
    """r by adding up."""
    return 1 + sum((taps - 1) * base**i for i in range(count))


def of_pairs(rng: random.Random) -> Any:
    """None, or what is wrong of the least (B, k) of a stack with r >= n, against all there are."""
    base, n = rng.randint(1, 3), rng.randint(2, 60)
    layer = {"op": "conv", "kernel": "k", "dilation": f"{base}**(i - 1)" if base > 1 else 1}
    net = symrf.read({"layer": [{"op": "repeat", "times": "B", "layers": [layer]}]})
    found = symrf.solve(net, f"r >= {n}", "B", "k")
    enough = {(b, k) for b in range(1, n + 1) for k in range(1, n + 1) if reach(base, k, b) >= n}
    least = {(b, k) for b, k in enough if not {(b - 1, k), (b, k - 1)} & enough}
    return None if found.verdict == "proved" and set(found.value) == least else (base, n, str(found), least)


def of_covers(rng: random.Random) -> Any:
    """None, or what is wrong of the least count with which n samples in a row are read, against walking."""
    base, taps, n = rng.randint(1, 5), rng.randint(2, 4), rng.randint(2, 60)
    found = symrf.solve(dilated(base, taps), f"covers {n}", "B")
    wanted = None
    for count in range(1, n + 1):
        seen = walk(net := concrete(dilated(base, taps), {"B": count}), net.output, frozenset({0}))["input"]
        if len(seen) >= n and max(seen) - min(seen) + 1 == len(seen):
            wanted = count
            break
        if len(seen) > 4 * n or reach(base, taps, count) > 4000:
            break
    said = found.value if found.verdict == "proved" else None
    return None if found.verdict != "open" and said == wanted else (base, taps, n, str(found), wanted)


def of_lines(rng: random.Random) -> Any:
    """None, or what is wrong of the m of which a m + b samples fit, below 60."""
    step, a, b = rng.choice([2, 3, 4, 6]), rng.randint(1, 6), rng.randint(-9, 9)
    layers = [{"op": "pool", "kernel": step, "stride": step}, {"op": "upsample", "factor": step, "name": "up"},
              {"op": "conv", "kernel": 3, "padding": 1, "name": "straight", "from": "input"},
              {"op": "add", "from": ["up", "straight"]}]  # fmt: skip
    net = symrf.read({"layer": layers})
    found = sizes_where(net, fits).through(a, b)
    wrong = [m for m in range(1, 60) if found.contains(m) != _fitting(net, a * m + b)]
    return (step, a, b, wrong) if wrong else None


def _fitting(net: Network, n: int) -> bool:
    try:
        return n >= 1 and bool(sizes(net, n))
    except SymrfError:
        return False


@cache
def depths(step: int, kernel: int, skip: bool) -> tuple[Network, Any]:
    """D times down by a step and up again, perhaps joined with the input, and the sizes that fit."""
    same = {"op": "conv", "kernel": kernel, "padding": kernel // 2}
    up = {"op": "conv_transpose", "kernel": step + 2, "stride": step, "padding": 1}
    halves = [[same, {"op": "pool", "kernel": step, "stride": step}], [up, same]]
    layers: list[dict[str, Any]] = [{"op": "repeat", "times": "D", "layers": half} for half in halves]
    net = symrf.read({"layer": [*layers, {"op": "add", "from": ["repeat2", "input"]}][: 3 if skip else 1]})
    return net, symrf.solve(net, "fits", "n")


def of_depths(rng: random.Random) -> Any:
    """None, or what is wrong of the sizes below 60 that fit an encoder-decoder of symbolic depth."""
    skip, depth = rng.random() < 0.7, rng.randint(1, 5)
    net, found = depths(rng.randint(2, 4), rng.choice([1, 3, 5]), skip)
    plain, least = concrete(net, {"D": depth}), found.at(D=depth)
    wrong = [n for n in range(1, 60) if _fitting(plain, n) != (n % least == 0 if skip else n >= least)]
    return (net, depth, str(found), wrong) if wrong or found.verdict != "proved" else None


MORE = {"pairs": of_pairs, "covers": of_covers, "lines": of_lines, "depths": of_depths}
