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


class WrongTable(Exception):
    """The table says what is not so, or is none; the message says where."""


class TooMuch(WrongTable):
    """The answer may be right: to see it takes more work than is done."""


def check(table: Any) -> list[Any]:
    """Return the answers of a table that is right; raise WrongTable where one is not."""
    try:
        if {*table} != KEYS or type(table["schema"]) is not int or table["schema"] != 1:
            raise WrongTable("not a table of schema 1")
        network, whole, answers = table["network"], table["whole"], table["answers"]
        numbers = [number for _, phases in answers for lines in phases for line in lines for number in line]
        if {type(number) for edges in [*network, [whole], [numbers]] for edge in edges for number in edge} - {int}:
            raise WrongTable("what should be an integer is none")
        if any(not 0 < number <= len(network) for number in whole):
            raise WrongTable("`whole` names what is no node")
        checked = Checked()
        if list(answers[0]) != SOURCE:
            raise WrongTable("the input sees itself, and nothing else")
        for number, (edges, answer) in enumerate(zip(network, answers[1:], strict=True), 1):
            checked.add(edges, answer, number in whole)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise WrongTable(f"malformed: {type(error).__name__} {str(error)[:60]!a}") from None
    return list(answers)


class Checked:
    """The nodes that have been checked, in order; at first the input alone. Of integers: who adds sees to that."""

    def __init__(self, most: int = MAX_WORK) -> None:
        self.lines: list[Any] = [(1, 0, 0)]  # of a node that is exact and has one line that, of others None
        self.others: dict[int, Any] = {}
        self.left = most

    def answer(self, number: int) -> Any:
        """The answer of a node."""
        return self.others.get(number) or ("exact", [[self.lines[number]]])

    def add(self, edges: Sequence[Sequence[int]], answer: Any, whole: bool = False) -> None:
        """Check the answer of the next node, which has these edges; WrongTable where it is not right."""
        status, phases = answer
        line = phases[0][0] if status == "exact" and len(phases) == 1 and len(phases[0]) == 1 else None
        if whole or line is None or not self.at_once(edges, line):
            self._add(edges, status, phases, whole)
            self.others[len(self.lines)] = answer
            self.lines.append(line)

    def at_once(self, edges: Sequence[Sequence[int]], line: Any) -> bool:
        """Add the next node if it sees this line, as all that it reads does of one slope; False decides nothing."""
        (stride, left, right), lines, at_left, at_right = line, self.lines, False, False
        for start, up, first, step, taps, down in edges:
            below = lines[start]
            if below is None or start < 0 or step < 1 or taps < 1 or down != 1:
                return False
            s, a, b = below
            low, high = s * first + a, s * (first + step * (taps - 1)) + b
            if s * up != stride or low < left or high > right:
                return False
            at_left, at_right = at_left or low == left, at_right or high == right
        if not (at_left and at_right and stride >= 0 and len(edges) < self.left):
            return False
        self.left -= 1 + len(edges)
        lines.append(line)
        return True

    def _add(self, edges: Sequence[Sequence[int]], status: str, phases: Any, whole: bool) -> None:
        if status not in ("exact", "whole-input") or not phases or any(s < 0 for lines in phases for s, _, _ in lines):
            raise WrongTable("an answer is exact or whole-input, and has a phase, and lines that do not go back")
        number, period, work, whole = len(self.lines), len(phases), 1, whole and any(phases)
        for start, up, _, step, taps, down in edges:
            if not 0 <= start < number or step < 1 or taps < 1 or down < 1:
                raise WrongTable(f"node {number}: not an edge from an earlier node")
            under, seen = self.answer(start)
            whole, turn = whole or under == "whole-input", down * len(seen)
            period = lcm(period, turn // gcd(up, turn))
            work += len(seen[0]) if turn == 1 else max(map(len, seen)) * min(len(seen), taps) * step
        if whole != (status == "whole-input"):
            raise WrongTable(f"node {number}: the status is not {status}")
        if work * period > self.left:
            raise TooMuch(f"node {number}: {period} phases of {work} taps to look at")
        self.left -= work * period
        for phase in range(period):
            ends, (turns, place) = self._seen(edges, phase, period), divmod(phase, len(phases))
            claimed = _put(({}, {}), phases[place], period // len(phases), turns)
            if ends != claimed and not all(map(_same, ends, claimed)):
                raise WrongTable(f"node {number}: phase {phase} of {period} does not see what is said")

    def _seen(self, edges: Sequence[Sequence[int]], phase: int, period: int) -> Ends:
        """What output `period` m + `phase` sees. Of T phases below, taps t and t + step T read alike, only further on:
        the first step T of them decide the least sample, and the last the greatest."""
        ends: Ends = ({}, {})
        for below, up, first, step, taps, down in edges:
            seen = self.answer(below)[1]
            at, phases = up * phase + first, len(seen)
            apart = step * phases if down * phases > 1 else 1
            start, end, times = -(-at // down), (at + step * (taps - 1)) // down, up * period // (down * phases)
            lasts = range(max(end - apart + 1, start), end + 1)
            for t in {*range(start, min(start + apart, end + 1)), *lasts}:
                if not (down * t - at) % step:
                    _put(ends, seen[t % phases], times, t // phases)
        return ends


def _put(ends: Ends, lines: Any, times: int, at: int) -> Ends:
    """Add to `ends` what is seen of the outputs times m + at of a node with these lines."""
    lows, highs = ends
    for s, a, b in lines:
        slope, low, high = s * times, s * at + a, -s * at - b
        lows[slope], highs[slope] = min(low, lows.get(slope, low)), min(high, highs.get(slope, high))
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
