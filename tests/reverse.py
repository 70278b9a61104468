"""Questions the other way round on random instances: python -m tests.reverse 10000 [SEED].

Thresholds are compared with adding up layer by layer, sets of sizes with counting every size, crops with the centres
that are walked, paddings with all pairs near the answer, what one layer leaves over with a walk. Prints the numbers of
each kind; exit code 1 where any is wrong.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import symrf
from symrf.errors import SymrfError
from symrf.network import Network
from symrf.numbers.symbols import symbol
from symrf.oracle import sizes as sizes_of
from symrf.oracle import walk
from symrf.questions.arithmetic.lines import Unanswered
from symrf.questions.arithmetic.threshold import Threshold, threshold
from symrf.questions.parameters.centers import Impossible, aligned
from symrf.questions.sizes.fits import fits, none_left_over, sizes_where
from symrf.repeat import substituted
from tests.reverse_more import MORE

Kind = Callable[[random.Random], Any]


def conv(**more: Any) -> dict[str, Any]:
    """A convolution."""
    return {"op": "conv", **more}


def network(*layers: dict[str, Any], **more: Any) -> Network:
    """A network of these layers."""
    return symrf.read({"layer": list(layers), **more})


# ---- thresholds


def size_of(kind: str, x: int, k: int, b: int, levels: int) -> int:
    """r by adding up layer by layer."""
    if kind == "growing":
        return 1 + sum(2 * i for i in range(1, x + 1))
    if kind == "tcn":
        return 1 + sum((k - 1) * 2**i for i in range(x) for _ in range(2))
    if kind == "patchgan":
        return _up([(4, 2)] * x + [(4, 1)] * 2)
    if kind == "stage":
        return _up([(7, 2), (3, 2), *[(k, 1)] * (2 * x)])
    if kind == "kernel":
        return 1 + b * sum((x - 1) * 2**i for i in range(levels))
    blocks, each = (x, levels) if kind == "blocks" else (b, x)
    return 1 + blocks * sum((k - 1) * 2**i for i in range(each))


def _up(layers: list[tuple[int, int]]) -> int:
    r, jump = 1, 1
    for k, s in layers:
        r, jump = r + (k - 1) * jump, jump * s
    return r


def thresholds() -> dict[str, Threshold]:
    """What is compared, by its name."""
    k, n, levels, blocks = (symbol(name) for name in ("k", "n", "L", "B"))
    found = {
        "tcn": threshold(2 * (2**blocks - 1) * (k - 1) + 1 - n, blocks),
        "blocks": threshold(blocks * (2**levels - 1) * (k - 1) + 1 - n, blocks),
        "levels": threshold(blocks * (2**levels - 1) * (k - 1) + 1 - n, levels),
        "growing": threshold(levels * (levels + 1) + 1 - n, levels),
        "patchgan": threshold(9 * 2**levels - 2 - n, levels),
        "stage": threshold(11 + 8 * blocks * (k - 1) - n, blocks),
        "kernel": threshold(blocks * (2**levels - 1) * (k - 1) + 1 - n, k),
    }
    return {name: one for name, one in found.items() if one is not None}


def of_threshold(rng: random.Random, every: dict[str, Threshold]) -> Any:
    """None, or what is wrong: n to 65 536, also at the thresholds themselves."""
    kind = rng.choice(sorted(every))
    k, levels, blocks = rng.randint(2, 9), rng.randint(1, 8), rng.randint(1, 8)
    near = size_of(kind, rng.randint(1, 7), k, blocks, levels) + rng.randint(-1, 1)
    n = max(rng.choice([rng.randint(1, 65_536), near]), 1)
    values = {"k": k, "n": n, "L": levels, "B": blocks}
    x = every[kind].least(values)
    enough = size_of(kind, x, k, blocks, levels) >= n
    fewer = x > 1 and size_of(kind, x - 1, k, blocks, levels) >= n
    return None if enough and not fewer else (kind, values, x)


# ---- sets of sizes


def fitting(net: Network, n: int) -> bool:
    """Whether a network fits, by counting its maps."""
    try:
        return bool(sizes_of(net, n))
    except SymrfError:
        return False


def whole(net: Network, n: int) -> bool:
    """Whether every sample is read, by walking down from all features."""
    if not fitting(net, n):
        return False
    features = frozenset(range(sizes_of(net, n)[net.output]))
    return len(walk(net, net.output, features, n, in_bounds=True)["input"]) == n


def chain(rng: random.Random) -> Network | None:
    """A random chain, with a skip where nothing is padded or cropped."""
    layers: list[dict[str, Any]] = []
    for _ in range(rng.randint(1, 3)):
        kind = rng.choice(["conv", "conv", "pool", "conv_transpose", "upsample"])
        if kind == "upsample":
            layers.append({"op": kind, "factor": rng.choice([2, 3, "3/2"])})
            continue
        kernel, stride = rng.randint(1, 5), rng.randint(1, 3)
        layers.append({"op": kind, "kernel": kernel, "stride": stride, "padding": rng.randint(0, kernel // 2)})
        if kind == "pool" and rng.random() < 0.4:
            layers[-1]["ceil_mode"] = True
        elif kind == "conv":
            layers[-1]["padding"] = rng.choice([layers[-1]["padding"], "same", [0, rng.randint(0, 2)]])
    try:
        return network(*layers)
    except SymrfError:
        return None


def of_sizes(rng: random.Random) -> Any:
    """None, or what is wrong of the sizes below 40, that fit or of which nothing is left over."""
    net = chain(rng)
    if net is None:
        return "none"
    holds, tried = rng.choice([(fits, fitting), (none_left_over, whole)])
    try:
        found = sizes_where(net, holds)
    except Unanswered:
        return "none"
    last = 40 if tried is fitting else 24
    wrong = [n for n in range(1, last) if found.contains(n) != tried(net, n)]
    return (net, tried.__name__, wrong) if wrong else None


# ---- crops


def skip(rng: random.Random) -> tuple[Network, tuple[str, ...]]:
    """Convolutions, perhaps around a stride and its transpose, against a skip that is cropped."""
    layers = [conv(kernel=rng.randint(1, 6), dilation=rng.randint(1, 3), padding=rng.randint(0, 2), name=f"c{i}")
              for i in range(rng.randint(1, 3))]  # fmt: skip
    if rng.random() < 0.4:
        k, s = rng.randint(2, 4), rng.randint(2, 3)
        up = {"op": "conv_transpose", "kernel": s, "stride": s, "name": "up"}
        layers[1:1] = [conv(kernel=k, stride=s, name="down"), up]
    last = layers[-1]["name"]
    crop = {"op": "crop", "left": "left", "right": "right", "name": "skip", "from": "input"}
    return network(*layers, crop, {"op": "add", "from": [last, "skip"]}), ("left", "right")


def center(net: Network, name: str, period: int = 6) -> Fraction:
    """The centre of feature 0 on average over a period, by walking; strides of both branches are 1."""
    seen = [walk(net, name, frozenset({y}))["input"] for y in range(period)]
    return sum((Fraction(min(one) + max(one), 2) - y for y, one in enumerate(seen)), Fraction(0)) / period


def of_crops(rng: random.Random) -> Any:
    """None, or what is wrong: with the crop the walked centres are equal, with one more or less they are not."""
    net, names = skip(rng)
    last = net.nodes[-1].inputs[0]
    open_ = substituted(net, {"left": 0, "right": 0})
    wanted = center(open_, last) - center(open_, "skip")
    try:
        found = aligned(net, names)
    except Impossible:
        return None if wanted.denominator != 1 else (net, "said to be impossible", wanted)
    except Unanswered:
        return "none"
    if "left" not in found or found["left"] != wanted:
        return net, found, wanted
    n = 24 * 6
    fit = {name: value for name, value in found.items() if isinstance(value, int)}
    return None if len(fit) < 2 or fitting(substituted(net, fit), n) or _fits_nowhere(net, fit) else (net, fit, "size")


def _fits_nowhere(net: Network, fit: dict[str, int]) -> bool:
    """Whether sizes agree for some of 12 sizes in a row: behind strides not for all."""
    return any(fitting(substituted(net, fit), n) for n in range(140, 152)) or min(fit.values()) < 0


# ---- paddings


def of_paddings(rng: random.Random) -> Any:
    """None, or what is wrong: those near K - 1 keep ceil(n/s) for 60 sizes in a row that add up to it, no others."""
    k, s, d = rng.randint(1, 7), rng.randint(1, 4), rng.randint(1, 3)
    net = network(conv(kernel="k", stride="s", dilation="d", padding=["p", "q"]), input={"size": "n"})
    solution = _padding(net)
    total = sum(solution.at(k=k, s=s, d=d))
    span = d * (k - 1) + 1
    right = [t for t in range(max(0, total - 4), total + 5)
             if all((n + t - span) // s + 1 == -(-n // s) for n in range(span, span + 60))]  # fmt: skip
    return None if right == [total] else (k, s, d, total, right)


_KNOWN: list[Any] = []


def _padding(net: Network) -> Any:
    if not _KNOWN:
        _KNOWN.append(symrf.solve(net, "output_size == ceil(n/s)", "p", "q"))
    return _KNOWN[0]


# ---- what one layer leaves over


def of_left_over(rng: random.Random) -> Any:
    """None, or what is wrong of the theorems nothing-left-over and nothing-left-over-apart at random numbers."""
    s = rng.randint(1, 5)
    k, p, q = rng.randint(1, s + 4), rng.randint(0, 3), rng.randint(0, 3)
    net = network(conv(kernel=k, stride=s, padding=[p, q]))
    sizes = range(max(1, k - p - q), 20)
    wrong = [n for n in sizes if whole(net, n) != ((n + p + q - k) % s <= q if k >= s else k - q <= n + p % s <= k)]
    return (k, s, p, q, wrong) if wrong else None


def kinds() -> dict[str, Kind]:
    """What is tried, by its name."""
    every = thresholds()
    return {
        "thresholds": lambda rng: of_threshold(rng, every), "sets of sizes": of_sizes, "crops": of_crops,
        "paddings": of_paddings, "left over": of_left_over, **MORE,
    }  # fmt: skip


SHARES = {"thresholds": 56, "sets of sizes": 15, "crops": 5, "paddings": 10, "left over": 10, **dict.fromkeys(MORE, 1)}
"""Of a hundred instances."""


def run(count: int, seed: int = 0) -> tuple[Counter[str], list[Any]]:
    """How many instances of each kind were compared, and those that are wrong."""
    rng, tried, wrong = random.Random(seed), Counter[str](), []
    every = kinds()
    for i in range(count):
        kind = next(name for name, most in _upto() if i % 100 < most)
        found: Any = "none"
        while isinstance(found, str):  # nothing to compare; another one
            found = every[kind](rng)
        tried[kind] += 1
        if found is not None:
            wrong.append((kind, found))
    return tried, wrong


def _upto() -> list[tuple[str, int]]:
    found, most = [], 0
    for name, share in SHARES.items():
        most += share
        found.append((name, most))
    return found


if __name__ == "__main__":
    compared, errors = run(*map(int, sys.argv[1:3] or ["10000"]))
    for what, number in compared.items():
        print(f"{what}: {number} compared, {sum(1 for kind, _ in errors if kind == what)} wrong")
    for error in errors[:10]:
        print("wrong:", error)
    sys.exit(1 if errors else 0)
