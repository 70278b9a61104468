"""Checks what a derivation says of every node of a network of numbers; searches nothing, and knows no layer.

A table: {"schema": 1, "network": [node, …], "whole": [number, …], "answers": [answer, …]}. Node 0 is the input looked
at, others follow as 1, 2, …, each a list of edges [from, up, first, step, taps, down]: its output y reads the outputs
t of an earlier node with down t = up y + first + step m for some 0 <= m < taps. A node without edges reads nothing.
An answer, one for each node 0, 1, …, is [status, phases], each of its T phases a list of lines [S, a, b]: output T m
+ φ sees, for every integer m, the samples from the least of the S m + a to the greatest of the S m + b, both ends and
none beyond; without a line it sees nothing. The status is "whole-input" where the node is one of `whole`, the global
operations, and sees something, or reads a node of that status; elsewhere "exact".
"""

from collections.abc import Sequence
from math import gcd, lcm
from typing import Any

MAX_WORK = 1_000_000
SOURCE = ["exact", [[[1, 0, 0]]]]
KEYS = {"schema", "network", "whole", "answers"}
Lines = dict[int, int]  # S -> a of the line S m + a, the least of its slope
Ends = tuple[Lines, Lines]  # what is seen: the first samples, and the last ones turned around, -b


class Wrong(Exception):
    """The table says what is not so, or is none; the message says where."""


class TooMuch(Wrong):
    """The answer may be right: to see it takes more work than is done."""


def check(table: Any) -> list[Any]:
    """Return the answers of a table that is right; raise Wrong where one is not."""
    try:
        if {*table} != KEYS or type(table["schema"]) is not int or table["schema"] != 1:
            raise Wrong("not a table of schema 1")
        network, whole, answers = table["network"], table["whole"], table["answers"]
        if any(type(number) is not int or not 0 < number <= len(network) for number in whole):
            raise Wrong("`whole` names what is no node")
        checked = Checked()
        if list(answers[0]) != SOURCE:
            raise Wrong("the input sees itself, and nothing else")
        for number, (edges, answer) in enumerate(zip(network, answers[1:], strict=True), 1):
            checked.add(edges, answer, number in whole)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Wrong(f"malformed: {type(error).__name__} {str(error)[:60]!a}") from None
    return checked.answers


def said(table: Any) -> str:
    """Check a table and say of each node what it states; Wrong where it is wrong, "" where it is none."""
    if not isinstance(table, dict) or "answers" not in table:
        return ""
    lines = ["for every integer m"]
    for number, (status, phases) in enumerate(check(table)):
        for phase, found in enumerate(phases):
            first, last = (", ".join(f"{line[0]} m + {line[end]}" for line in found) for end in (1, 2))
            sees = f"from the least of {first} to the greatest of {last}" if found else "nothing"
            lines.append(f"  output {len(phases)} m + {phase} of node {number} sees {sees} ({status})")
    return "\n".join(lines)


def _read(answer: Any) -> tuple[str, list[list[tuple[int, int, int]]]]:
    """An answer of whole numbers whose ends never go back, or Wrong."""
    status, phases = answer
    for lines in phases:
        for stride, left, right in lines:
            if not type(stride) is type(left) is type(right) is int or stride < 0:
                raise Wrong("a line is three integers, the first at least 0")
    if status not in ("exact", "whole-input") or not phases:
        raise Wrong("an answer is exact or whole-input, and has a phase")
    return status, phases


class Checked:
    """The nodes that have been checked, in order; at first the input alone."""

    def __init__(self, most: int = MAX_WORK) -> None:
        self.answers: list[Any] = [SOURCE]
        self.left = most

    def add(self, edges: Sequence[Sequence[int]], answer: Any, whole: bool = False) -> None:
        """Check the answer of the next node, which has these edges; Wrong where it is wrong."""
        status, phases = _read(answer)
        number, period, work, whole = len(self.answers), len(phases), 1, whole and any(phases)
        flat = period == 1
        ends: Ends = ({}, {})
        for start, up, first, step, taps, down in edges:
            whole_numbers = type(start) is type(up) is type(first) is type(step) is type(taps) is type(down) is int
            if not whole_numbers or not 0 <= start < number or step < 1 or taps < 1 or down < 1:
                raise Wrong(f"node {number}: not an edge from an earlier node")
            under, seen = self.answers[start]
            whole, turn = whole or under == "whole-input", down * len(seen)
            if turn > 1:
                flat, period = False, lcm(period, turn // gcd(up, turn))
            elif flat:
                _put(ends, seen[0], up, first, first + step * (taps - 1))
            work += len(seen[0]) if turn == 1 else max(map(len, seen)) * min(len(seen), taps) * step
        if whole != (status == "whole-input"):
            raise Wrong(f"node {number}: the status is not {status}")
        if work * period > self.left:
            raise TooMuch(f"node {number}: {period} phases of {work} taps to look at")
        self.left -= work * period
        for phase in range(period):
            ends = ends if flat else self._seen(edges, phase, period)
            turns, place = divmod(phase, len(phases))
            claimed = _put(({}, {}), phases[place], period // len(phases), turns, turns)
            if ends != claimed and not all(map(_same, ends, claimed)):
                raise Wrong(f"node {number}: phase {phase} of {period} does not see what is said")
        self.answers.append(answer)

    def _seen(self, edges: Sequence[Sequence[int]], phase: int, period: int) -> Ends:
        """What output `period` m + `phase` sees. Of T phases below, taps t and t + step T read alike, only further on:
        the first step T of them decide the least sample, and the last the greatest."""
        ends: Ends = ({}, {})
        for below, up, first, step, taps, down in edges:
            seen = self.answers[below][1]
            at, phases = up * phase + first, len(seen)
            start, end, times = -(-at // down), (at + step * (taps - 1)) // down, up * period // (down * phases)
            lasts = range(max(end - step * phases + 1, start), end + 1)
            for t in {*range(start, min(start + step * phases, end + 1)), *lasts}:
                if not (down * t - at) % step:
                    _put(ends, seen[t % phases], times, t // phases, t // phases)
        return ends


def _put(ends: Ends, lines: Any, times: int, first: int, last: int) -> Ends:
    """Add to `ends` what is seen of the outputs times m + first to times m + last of a node with these lines."""
    lows, highs = ends
    for s, a, b in lines:
        slope, low, high = s * times, s * first + a, -s * last - b
        if slope not in lows or low < lows[slope]:
            lows[slope] = low
        if slope not in highs or high < highs[slope]:
            highs[slope] = high
    return ends


def _same(one: Lines, other: Lines) -> bool:
    """Whether the least of the lines S m + a is the same of both, for every integer m."""
    return all(_reached(*line, other) for line in one.items()) and all(_reached(*line, one) for line in other.items())


def _reached(s: int, a: int, others: Lines) -> bool:
    """Whether for every m one of the others is at most the line S m + a: a steeper one is so up to the last m at which
    it is, a flatter one from the first on, and these have to meet."""
    if s in others and others[s] <= a:
        return True
    up_to = [(a - at) // (slope - s) for slope, at in others.items() if slope > s]
    onwards = [-((a - at) // (s - slope)) for slope, at in others.items() if slope < s]
    return bool(up_to and onwards) and min(onwards) <= max(up_to) + 1
