"""Random claims about random networks: true ones, rewritten from what is derived, and near ones that are false.

What is true is decided by the walk alone: a claim counts as false where a walk contradicts it for some small values,
as true where it comes from a rewriting that changes no value and no walk contradicts it.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from statistics import median
from typing import Any

import symrf
from symrf.errors import SymrfError
from symrf.network import Network
from symrf.numbers.symbols import least_of
from symrf.oracle import walk
from symrf.repeat import concrete, free_symbols
from symrf.terms import Op, Sym, names, parse, text
from symrf.terms.evaluate import Undefined, compiled, holds
from symrf.terms.sympy_form import number_text
from symrf.terms.tree import FEATURE, put
from symrf.terms.tree import walk as parts
from tests.random_claims import processor_seconds

QUANTITIES = {"r": "size", "S": "stride", "P": "padding", "u": "left", "v": "right", "c": "center"}
PERIOD = 720_720
"""A multiple of every period and factor that comes up."""


@dataclass(frozen=True)
class Case:
    """A network as a tree, a claim, and whether it is true."""

    tree: dict[str, Any]
    claim: str
    true: bool
    by: str


def networks(rng: random.Random) -> Iterator[dict[str, Any]]:
    """Small networks without end: chains, repetitions, branches, upsamplings, transposed convolutions, SAME."""
    makers = (_chain, _chain, _repeated, _branches, _upsampled, _transposed, _same)
    while True:
        yield rng.choice(makers)(rng)


def _conv(rng: random.Random, **given: Any) -> dict[str, Any]:
    layer: dict[str, Any] = {"op": "conv", "kernel": rng.choice([1, 2, 3, 5, "k", "k + 1", "2*k + 1"])}
    if rng.random() < 0.4:
        layer["stride"] = rng.choice([2, 3, "s"])
    if rng.random() < 0.3:
        layer["dilation"] = rng.choice([2, "D"])
    if rng.random() < 0.5:
        layer["padding"] = rng.choice([1, 2, "p", {"left": 2, "right": 0}])
    return {**layer, **given}


def _sized(rng: random.Random, tree: dict[str, Any]) -> dict[str, Any]:
    return {**tree, "input": {"size": "n"}} if rng.random() < 0.3 else tree


def _chain(rng: random.Random) -> dict[str, Any]:
    return _sized(rng, {"layer": [_conv(rng) for _ in range(rng.randint(1, 3))]})


def _repeated(rng: random.Random) -> dict[str, Any]:
    if rng.random() < 0.5:
        body = [_conv(rng, stride=rng.choice([2, 3])) for _ in range(rng.randint(1, 2))]
    else:
        body = [_conv(rng, stride=1, dilation=rng.choice([1, "2**(i-1)", "i"]))]
    layers = [{"op": "repeat", "name": "stage", "times": rng.choice(["B", "B + 1"]), "layers": body}]
    return {"layer": [*layers, *([_conv(rng, stride=1)] if rng.random() < 0.4 else [])]}


def _branches(rng: random.Random) -> dict[str, Any]:
    one = {"op": "conv", "name": "one", "kernel": rng.choice([3, 5, "k"]), "stride": rng.choice([1, 2])}
    two = {"op": "conv", "name": "two", "from": "input", "kernel": rng.choice([1, 3, "k + 2"]), "padding": 1}
    two["stride"] = one["stride"] if rng.random() < 0.7 else 3 - one["stride"]
    return {"layer": [one, two, {"op": "add", "name": "join", "from": ["one", "two"]}]}


def _upsampled(rng: random.Random) -> dict[str, Any]:
    mode = rng.choice(["nearest", "linear"])
    up = {"op": "upsample", "factor": rng.choice([2, 3, "f"]), "mode": mode}
    down = _conv(rng, kernel=rng.choice([3, 2]), stride=rng.choice([1, 2]), dilation=1, padding=rng.choice([0, 1]))
    return {"layer": [down, up] if rng.random() < 0.4 else [up, down]}


def _transposed(rng: random.Random) -> dict[str, Any]:
    stride = rng.choice([2, 3, "s"])
    kernel = rng.choice([f"{stride}", f"2*{stride}", f"{stride} + 1"])
    return {"layer": [{"op": "conv_transpose", "kernel": kernel, "stride": stride, "padding": rng.choice([0, 1])}]}


def _same(rng: random.Random) -> dict[str, Any]:
    layers = [_conv(rng, kernel=rng.choice([2, 3, 5]), stride=rng.choice([1, 2, 3]), padding="same", dilation=1)]
    layers += [_conv(rng, kernel=3, stride=2, padding="same", dilation=1)] if rng.random() < 0.5 else []
    return {"input": {"size": "n"}, "layer": layers}


# ---- claims


def cases(seed: int, orders: float = 0.12) -> Iterator[Case]:
    """Claims without end, about half of them true; orders: how many are inequalities."""
    rng = random.Random(seed)
    for tree in networks(rng):
        try:
            network = symrf.read(tree)
            found = symrf.derive(network).output
            true = _true(rng, found, orders)
        except SymrfError:
            continue
        if true is None:
            continue
        claim = true if rng.random() < 0.5 else _mutant(rng, true)
        said = truth(network, claim)
        if said is not None and (said is False or claim == true):
            yield Case(tree, claim, said, true)


def _true(rng: random.Random, found: Any, orders: float) -> str | None:
    """A true claim: a quantity, and what was derived of it, rewritten."""
    if found.status == "upper-bound":
        return None
    known = {x: getattr(found, what) for x, what in QUANTITIES.items()}
    known |= {"r_min": found.size_min, "r_max": found.size_max} if found.kind != "affine" else {}
    letters = [x for x, value in known.items() if value is not None]
    if not letters:
        return None
    letter, other = rng.choice(letters), rng.choice(letters)
    value, more = number_text(known[letter]), number_text(known[other])
    if rng.random() < orders:
        if found.size_min is not None and found.kind != "affine" and rng.random() < 0.5:
            return f"r >= {number_text(found.size_min)}"
        return f"{letter} >= {value} - {rng.randint(0, 3)}"
    if found.kind == "affine" and rng.random() < 0.25:
        return rng.choice([
            f"u(y) == ({number_text(found.stride)})*y + ({number_text(found.left)})",
            f"v == u + {number_text(found.size)} - 1",
            "r(y) == v(y) - u(y) + 1",
        ])  # fmt: skip
    return rng.choice([
        f"{letter} == {value}",
        f"{letter} + {other} == ({value}) + ({more})",
        f"2*{letter} - ({value}) == {letter}",
        f"{letter}**2 == ({value})*{letter}",
        f"Max({letter}, {value}) == {value}",
        f"{letter} == Sum({value}, (j, 1, 1))",
    ])  # fmt: skip


def _mutant(rng: random.Random, claim: str) -> str:
    """The claim with one number or sign of its right side changed."""
    left, op, right = claim.partition(" == " if "==" in claim else " >= ")
    powers = {j for i in range(len(right)) if right[i : i + 2] == "**" for j in (i, i + 1)}
    places = [i for i, c in enumerate(right) if c.isdigit() or (c in "+-*" and i not in powers)]
    if not places or rng.random() < 0.4:
        return f"{left}{op}{right} + {rng.randint(1, 2)}" if op == " >= " else f"{left}{op}{right} - 1"
    at = rng.choice(places)
    new = {"+": "-", "-": "+", "*": "+"}.get(right[at]) or str((int(right[at]) + 1) % 10)
    return f"{left}{op}{right[:at]}{new}{right[at + 1 :]}"


# ---- truth, by the walk


def truth(network: Network, claim: str) -> bool | None:
    """Whether the walk finds the claim true at all small values; None where it could not be asked ten times."""
    try:
        tree = parse(claim)
    except SymrfError:
        return None
    calls = [part for part in parts(tree) if isinstance(part, Op) and part.op in FEATURE]
    bare = put(tree, {call: Sym(text(call)) for call in calls})
    true, named = holds(bare), names(tree)[0]
    symbols = sorted(free_symbols(network), key=str)
    asked = 0
    many = {1: 14, 2: 5, 3: 3}.get(len(symbols), 2)
    more = [range(min(many, 4) if s.name == "B" else many) for s in symbols]
    for weights in product(*more):
        values = {}
        for s, w in zip(symbols, weights, strict=True):
            values[s.name] = (least_of(s) or 0) + (w + 23 if s.name == "n" and network.input_size else w)
        for y in range(9) if calls or "r" in named else (0,):
            try:
                scope = _scope(network, values, y, calls, named)
                said = true(scope)[0]
            except (SymrfError, Undefined, ArithmeticError):
                continue
            asked += 1
            if not said:
                return False
    return True if asked >= (1 if not symbols else 4) else None


def _scope(network: Network, values: dict[str, int], y: int, calls: Any, named: set[str]) -> dict[str, Any]:
    at = concrete(network, values)
    size = next(iter(at.source_size.values()), None)

    def seen(feature: int) -> tuple[int, int]:
        found = walk(at, at.output, frozenset({feature}), size)[at.source]
        if not found:
            raise Undefined("nothing")
        return min(found), max(found)

    def spans() -> Iterator[int]:
        for feature in range(40):
            try:
                first, last = seen(feature)
            except Undefined:
                continue
            yield last - first + 1

    u, v = seen(0)
    a, b = seen(y)
    scope: dict[str, Any] = {**values, "y": y, "r": b - a + 1, "u": u, "v": v, "P": -u, "c": Fraction(u + v, 2)}
    if "S" in named:
        scope["S"] = Fraction(seen(PERIOD)[0] - u, PERIOD)
    if named & {"r_min", "r_max"}:
        scope |= {"r_min": min(spans()), "r_max": max(spans())}
    for call in calls:
        first, last = seen(int(compiled(call.args[0])(scope)))
        scope[text(call)] = {"u": first, "v": last, "r": last - first + 1, "c": Fraction(first + last, 2)}[call.op]
    return scope


# ---- all of them


def main(count: int, seed: int) -> None:
    """Judge so many claims and print what came out."""
    counts: Counter[tuple[bool, str]] = Counter()
    seconds = []
    for case in islice(cases(seed), count):
        network = symrf.read(case.tree)
        started = processor_seconds()
        verdict = symrf.check(case.claim, network)
        seconds.append(processor_seconds() - started)
        counts[case.true, verdict.verdict] += 1
        if verdict.verdict != ("proved" if case.true else "refuted"):
            print(f"{'true' if case.true else 'false'}: {case.claim}\n  {case.tree}\n  {verdict}", flush=True)
    for true in (True, False):
        said = {verdict: n for (was, verdict), n in sorted(counts.items()) if was == true}
        print(f"{sum(said.values())} {'true' if true else 'false'} claims: {said}")
    print(f"median {median(seconds):.2f} s, slowest {max(seconds):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 500, int(sys.argv[2]) if sys.argv[2:] else 0)
