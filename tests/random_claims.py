"""Random claims about chains of every depth, true and false, and what symrf says of them.

A true claim is a statement of the catalogue, rewritten: sides, indices, sums taken apart, quantities by others,
definitions, one map. A false one is a true one of which one small thing is changed. Which is which, only walks through
networks decide; how a claim is read (where its index runs, from which depth on) is written here once more, and plainly.

python -m tests.random_claims --count 1000 --seed 0
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from statistics import median, quantiles
from typing import Any

import symrf
from symrf import SymrfError
from symrf.formulas.quantities import LAYER_LETTERS, QUANTITIES
from symrf.refute.measure import Chain, scope
from symrf.terms import Rel, names, text
from symrf.terms.evaluate import Undefined, compiled, holds
from symrf.theorem import claim, theorem
from tests.counterexamples import sides
from tests.random_steps import KEEPING, spoiled
from tests.random_trees import free, named

SEEDS = (
    "size", "left-edge", "right-edge", "effective-stride", "effective-padding", "effective-right-padding", "center",
    "jump", "forward-size", "start", "size-from-edges", "right-edge-from-size", "left-edge-affine", "center-affine",
    "center-midpoint", "forward-backward-bridge",
)  # fmt: skip
MORE = ("J[l]*S[l] == S[0]", "R[l] + J[l]*(r[l] - 1) == r[0]", "start[l] + J[l]*c[l] == c[0] + 1/2")
ORDERS = (
    "r[l] >= 1", "K[l] >= k[l]", "r[l-1] >= r[l]", "S[l-1] >= S[l]", "v[l] >= u[l]", "J[l] >= J[l-1]", "R[l] >= R[l-1]",
    "r[0] >= 1 + Sum(K[m] - 1, (m, 1, L))", "s[1] >= 1", "K[1] >= k[1]", "r[L-1] >= 1", "S[l] >= 1", "R[l] >= 1",
    "r[1] <= r[0]", "S[0] >= s[1]", "2*r[l] >= r[l] + 1", "n[l] <= n[l-1] + p[l] + q[l]",
)  # fmt: skip
NETWORKS, LEAST_SEEN = 400, 25


@dataclass(frozen=True)
class Claim:
    """A claim as text, whether it is true, and what it is about: an equation or an order."""

    text: str
    true: bool
    kind: str


def seeds() -> list[Rel]:
    """What true claims are made of."""
    found = [tree for name in SEEDS for tree in theorem(name).claims()]
    found += [claim(q.step) for q in QUANTITIES if q.letter != "n"]
    return found + [claim(more) for more in MORE]


def claims(count: int, seed: int = 0) -> Iterator[Claim]:
    """So many different claims, every other one true."""
    random, known, wanted = Random(seed), seeds(), True
    networks = list(chains(Random(seed + 1), NETWORKS))
    done: set[str] = set()
    while len(done) < count:
        order = random.random() < 0.04
        tree = claim(random.choice(ORDERS)) if order else random.choice(known)
        for _ in range(0 if order else random.randint(1, 4)):
            tree = random.choice(KEEPING)(random, tree) or tree
        if not wanted:
            tree = spoiled(random, tree)
        stated = text(tree)
        if stated in done or len(stated) > 400:
            continue
        seen, failed = instances(tree, networks)
        if failed == wanted or (wanted and seen < LEAST_SEEN):
            continue  # spoiled by what should keep it true, or not spoiled at all, or of no network
        done.add(stated)
        yield Claim(stated, wanted, "order" if order else "equation")
        wanted = not wanted


def chains(random: Random, count: int) -> Iterator[Chain]:
    """Networks on which false formulas do not happen to be right."""
    for i in range(count):
        depth = i % 6
        kinds = (range(1, 7), (1, 2, 3, 5), (1, 2, 3), range(-2, 5), range(-2, 5))
        k, s, d, p, q = (random.choices(kind, k=depth) for kind in kinds)
        outside = tuple(random.choices(range(1, 8), k=3))
        yield Chain(tuple(zip(k, s, d, p, q, strict=True)), random.randint(-3, 4), random.randint(40, 400), outside)


def instances(tree: Rel, networks: list[Chain]) -> tuple[int, bool]:
    """(in how many instances the claim has a value, whether it is false in one of them).

    It is claimed of every l = 0 … L for which all layers 1 … L and maps 0 … L exist that stand outside sums.
    """
    test, seen = holds(tree), 0
    places = [(1 if part.name in LAYER_LETTERS else 0, compiled(part.index)) for part in named(tree)]
    for chain in networks:
        values = scope(chain, names(tree)[1])
        for l in range(chain.depth + 1) if free(tree) else (0,):
            here = {**values, "l": l}
            try:
                if not all(least <= place(here) <= chain.depth for least, place in places):
                    continue
                true = test(here)[0]
            except (Undefined, SymrfError):
                continue
            seen += 1
            if not true:
                return seen, True
    return seen, False


@dataclass
class Tally:
    """What was said of how many claims; wrong: proved and false, refuted and true, or by no counterexample."""

    said: Counter[tuple[str, bool, str]] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)

    def judge(self, one: Claim) -> None:
        """Ask for the verdict on one claim and take it down."""
        started = processor_seconds()
        verdict = symrf.check(one.text)
        spent = processor_seconds() - started
        self.seconds.append(spent)
        self.said[one.kind, one.true, verdict.verdict] += 1
        if verdict.verdict == ("refuted" if one.true else "proved"):
            self.wrong.append(f"{verdict.verdict}: {one.text}")
        if verdict.verdict == "refuted":
            self.wrong += wrong_counterexample(one.text, dict(verdict.counterexample or {}))
        if verdict.verdict == "open":
            self.open.append(f"{'true ' if one.true else 'false'} {one.text}: {verdict.reason}")
        if spent > 5:
            self.slow.append(f"{spent:.1f} s: {one.text}")

    def share(self, true: bool, verdict: str, kind: str = "") -> float:
        """Which part of the true (or false) claims got that verdict."""
        counted = {key: n for key, n in self.said.items() if key[1] is true and kind in ("", key[0])}
        return sum(n for key, n in counted.items() if key[2] == verdict) / max(sum(counted.values()), 1)

    def __str__(self) -> str:
        lines = [f"{len(self.seconds)} claims, {len(self.wrong)} wrong", *self.wrong]
        for kind in ("equation", "order"):
            part = f"{self.share(True, 'proved', kind):.1%} of the true ones proved"
            lines.append(f"{kind}: {part}, {self.share(False, 'refuted', kind):.1%} of the false ones refuted")
        lines += [f"{self.share(True, 'proved'):.1%} of all true ones proved"]
        lines += [f"{self.share(False, 'refuted'):.1%} of all false ones refuted"]
        most, middle, last = max(self.seconds), median(self.seconds), quantiles(self.seconds, n=100)[-1]
        lines += [f"processor time: slowest {most:.1f} s, one in a hundred from {last:.1f} s, median {middle:.2f} s"]
        return "\n".join([*lines, *("slow " + s for s in self.slow), *("open " + s for s in self.open)])


def processor_seconds() -> float:
    """What this process and those that it waited for have computed."""
    return sum(os.times()[:4])


def wrong_counterexample(stated: str, example: dict[str, Any]) -> list[str]:
    """What is wrong with a counterexample: it is not complete, or the claim does not fail there as is said."""
    tree = claim(stated)
    said = (False, str(example.get("left")), str(example.get("right")))
    try:
        found = sides(tree, example)
    except Undefined as error:
        return [f"not a complete counterexample: {stated} at {example}: {error}"]
    return [] if found == said else [f"no counterexample: {stated} at {example}: {found}"]


def main() -> int:
    """Judge random claims and print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    symrf.check("r[l] == 1")
    tally = Tally()
    for number, one in enumerate(claims(given.count, given.seed), 1):
        tally.judge(one)
        if sys.stderr.isatty() or number % 100 == 0:
            print(f"{number} claims, {len(tally.wrong)} wrong, {len(tally.open)} open", file=sys.stderr)
    print(tally)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
