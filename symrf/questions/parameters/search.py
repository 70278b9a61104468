"""All chains within bounds of which r and S are as asked: exhaustive, counted without listing what cannot be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, product

from symrf.errors import SymrfError, counted, shown
from symrf.layers import Conv
from symrf.network import Network, Node
from symrf.oracle import walk
from symrf.questions.solution import Solution, judged
from symrf.terms.evaluate import RELATIONS
from symrf.verification.result import PASSED, PROVED, REFUTED, Result

TRIED = ("k", "s", "d")
MAX_STATES = 50_000
"""More pairs of r and S are not gone through."""
SHOWN = 5
LISTED = 100_000
"""Of more networks only the number is answered."""
_NUMBERS = re.compile(r"\s*([ksdL])\s+in\s+(\d{1,9}(?:\s*,\s*\d{1,9})*)\s*")
_DEPTH = re.compile(r"\s*L\s*<=\s*(\d{1,4})\s*")
_ASKED = re.compile(r"\s*([rS])\s*(==|<=|>=)\s*(\d{1,12})\s*")


@dataclass(frozen=True)
class Search:
    """layers: what one layer may be, (k, s, d); depths: how many there may be; asked: (r or S, relation, number)."""

    layers: tuple[tuple[int, int, int], ...]
    depths: tuple[int, ...]
    asked: tuple[tuple[str, str, int], ...]

    @property
    def every(self) -> int:
        """How many networks there are within the bounds."""
        return sum(len(self.layers) ** depth for depth in self.depths)

    @cached_property
    def _counts(self) -> dict[tuple[int, int, int], int]:
        """(layers, r, S) below -> how many ways on to an answer: from the states that can be reached, back."""
        reached = [{(1, 1)}]
        for _ in range(max(self.depths)):
            reached.append({on for state in reached[-1] for on in self._on(state)})
            if sum(map(len, reached)) > MAX_STATES:
                raise SymrfError("search: too many sizes are possible; bound L by less, or ask for r and S as numbers")
        found: dict[tuple[int, int, int], int] = {}
        for depth in reversed(range(len(reached))):
            for r, jump in reached[depth]:
                here = int(depth in self.depths and self._holds(r, jump))
                more = sum(found.get((depth + 1, *on), 0) for on in self._on((r, jump)))
                found[depth, r, jump] = here + more
        return found

    def _on(self, state: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """The states after one more layer, those left out from which no more layers lead to an answer."""
        r, jump = state
        for k, s, d in self.layers:
            size, stride = r + (k - 1) * d * jump, jump * s
            if all(op == ">=" or (size if letter == "r" else stride) <= most for letter, op, most in self.asked):
                yield size, stride

    def _holds(self, r: int, stride: int) -> bool:
        return all(RELATIONS[op](r if letter == "r" else stride, number) for letter, op, number in self.asked)

    @property
    def count(self) -> int:
        """How many of them are answers."""
        return self._counts[0, 1, 1]

    def __iter__(self) -> Iterator[tuple[tuple[int, int, int], ...]]:
        """The answers, each as its layers from the input up."""
        stack: list[tuple[tuple[tuple[int, int, int], ...], int, int]] = [((), 1, 1)]
        while stack:
            chain, r, jump = stack.pop()
            if len(chain) in self.depths and self._holds(r, jump):
                yield chain
            for k, s, d in reversed(self.layers):
                on = (r + (k - 1) * d * jump, jump * s)
                if self._counts.get((len(chain) + 1, *on)):
                    stack.append(((*chain, (k, s, d)), *on))


def search(question: str, bounds: str) -> Solution:
    """All chains of which the question holds, such as "r == 41, S == 4", within bounds on k, s, d and L.

    SymrfError, in one line, where either cannot be read.

    >>> print(search("r == 7, S == 4", "k in 1,3; s in 1,2; L <= 2"))
    1 of 20 networks (exhaustive): k=3 s=2, k=3 s=2
    """
    within = _read(question, bounds)
    if not within.count:
        why = f"none of {counted(within.every, 'network')} has it (exhaustive)"
        return Solution(question, ("k", "s", "L"), REFUTED, reason=why, routes={"search": Result(REFUTED)})
    some = list(islice(within, SHOWN))
    routes: dict[str, Result] = {"search": Result(PROVED, evidence={"note": "exhaustive"}), "walk": _walked(within)}
    more = ", …" if within.count > SHOWN else ""
    listed = "; ".join(", ".join(_layer(one, within) for one in chain) for chain in some)
    said = f"{within.count} of {counted(within.every, 'network')} (exhaustive): {listed}{more}"
    verdict, reason = judged(routes, "search")
    value = list(within) if within.count <= LISTED else None
    return Solution(question, ("k", "s", "L"), verdict, value, routes=routes, reason=reason, sentence=said)


def _layer(layer: tuple[int, int, int], within: Search) -> str:
    k, s, d = layer
    return f"k={k} s={s}" + (f" d={d}" if any(one[2] > 1 for one in within.layers) else "")


def _walked(within: Search) -> Result:
    """The first answers, walked through."""
    tried = [chain for chain in islice(within, 40) if sum(k * d for k, _, d in chain) < 400]
    for chain in tried:
        below, nodes = "input", []
        for i, (k, s, d) in enumerate(chain):
            nodes.append(Node(f"c{i}", Conv(k, s, d), (below,)))
            below = f"c{i}"
        seen = [[0], [1]] if not nodes else [
            sorted(walk(Network(tuple(nodes)), below, frozenset({y}))["input"]) for y in (0, 1)]  # fmt: skip
        r, stride = seen[0][-1] - seen[0][0] + 1, seen[1][0] - seen[0][0]
        if not within._holds(r, stride):
            return Result(REFUTED, evidence={"counterexample": {"layers": [list(one) for one in chain]}})
    return Result(PASSED, evidence={"examples": len(tried), "note": counted(len(tried), "network")})


def _read(question: str, bounds: str) -> Search:
    values: dict[str, tuple[int, ...]] = {}
    for part in bounds.split(";"):
        one, depth = _NUMBERS.fullmatch(part), _DEPTH.fullmatch(part)
        if not one and not depth:
            raise SymrfError(f"--search {shown(part.strip())}: write bounds such as k in 1,3,5; s in 1,2; L <= 5")
        letter = one[1] if one else "L"
        if letter in values:
            raise SymrfError(f"--search gives {letter} twice")
        listed = {int(number) for number in one[2].split(",")} if one else range(1, int(depth[1]) + 1)  # type: ignore[index]
        values[letter] = tuple(sorted(listed))
    for letter, example in (("k", "k in 1,3,5"), ("L", "L <= 5")):
        if letter not in values:
            raise SymrfError(f"--search has no bound on {letter}; write for example {example}")
    if min(n for letter in TRIED for n in values.get(letter, (1,))) < 1:
        raise SymrfError("--search: k, s and d are at least 1")
    if max(values["L"]) > 1000:
        raise SymrfError("--search: at most 1000 layers")
    asked = []
    for part in question.split(","):
        found = _ASKED.fullmatch(part)
        if not found:
            raise SymrfError(f"question {shown(part.strip())}: a search is asked with r and S, such as r == 41, S == 4")
        asked.append((found[1], found[2], int(found[3])))
    layers = tuple(product(*(values.get(letter, (1,)) for letter in TRIED)))
    return Search(layers, values["L"], tuple(asked))  # type: ignore[arg-type]
