"""Counterexamples to a claim about one network: values of its symbols, a feature, and what the walk sees there.

Values are tried in order of size. Where the claim, its quantities written out, is false by exact evaluation, the walk
is asked; it is asked of the first ones too, whatever the formulas say. Input sizes start where the network has an
output, since below that there is nothing to claim, and every remainder by the strides comes up in time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from symrf.claims.network.walked import MANY, NODE
from symrf.claims.network.written_out import Claim, Closed
from symrf.errors import SymrfError
from symrf.network import INPUT, Network
from symrf.oracle import sizes
from symrf.repeat import concrete
from symrf.terms import Rel, names
from symrf.terms.evaluate import WORK, Undefined, compiled, holds
from symrf.terms.parse import number

BUDGET = 2_500_000
"""What a search may take, as WORK is counted, so that what is found does not depend on how fast the machine is."""
EVALUATED = 50
"""What it takes to evaluate the claim once, written out."""
MAX_GRADE = 14
ASSIGNMENTS = 3000
WALKED_ANYWAY = 20
AFTER = 40
"""So many walks without a contradiction are enough, where the formulas say that the claim is true."""

LARGEST = 1 << 15
Values = dict[str, int]


@dataclass
class Trial:
    """One search, at the values that meet what is given.

    walked: at how many values the walk was asked; why: why it was not, at the last where it was not. proved: whether
    the claim is, of what was derived, so that a few walks are enough to compare with.
    """

    claim: Claim
    closed: list[Closed]
    given: tuple[Rel, ...] = ()
    proved: bool = False
    walked: int = 0
    why: str = "no network was found within its budget of work"

    def run(self) -> dict[str, Any] | None:
        """The least counterexample that the walk confirms, within the budget; None where there is none."""
        end = WORK.done + BUDGET
        holds_walked = holds(self.claim.bare)
        for count, values in enumerate(filter(self._is_given, self._values(end))):
            if WORK.done > end or count > ASSIGNMENTS or (self.proved and self.walked >= WALKED_ANYWAY):
                break
            for y in self._features():
                if WORK.done > end:
                    break
                known_false = self._is_false(values, y)
                if not known_false and self.walked >= (AFTER if not self.closed else WALKED_ANYWAY):
                    continue
                if not self._is_network(values):
                    break
                try:
                    true, left, right = holds_walked(self._scope(values, y))
                except (SymrfError, Undefined) as why:
                    self.why = str(why).removeprefix("claim: ")
                    continue
                self.walked += 1
                if not true:
                    return {**values, **self._named(y), "left": str(left), "right": str(right)}
        return None

    def _is_given(self, values: Values) -> bool:
        """Whether the values meet the conditions."""
        WORK.done += EVALUATED * len(self._conditions)
        try:
            return all(true(values)[0] for true in self._conditions)
        except (Undefined, ArithmeticError):
            return False

    @cached_property
    def _conditions(self) -> list[Callable[..., Any]]:
        return [*map(holds, self.given)]

    def _is_network(self, values: Values) -> bool:
        """Whether the whole network is one at these values, on every axis: joins fit and no map is empty."""
        key = tuple(values.values())
        if key not in self._networks:
            self._networks[key] = _exists(self.claim, values)
        return self._networks[key]

    @cached_property
    def _networks(self) -> dict[tuple[int, ...], bool]:
        return {}

    # ---- one place

    def _named(self, y: int | None) -> dict[str, Any]:
        return {} if y is None else {self.claim.variable: y}

    def _scope(self, values: Values, y: int | None) -> dict[str, Any]:
        """What the walk measures of everything that the claim names."""
        for subject in self.claim.subjects:
            subject.check_span(values)
        scope: dict[str, Any] = {**values, **self._named(y)}
        found: dict[str, Any] = {}
        for name, subject, where, letter in self.claim.asked:
            index = compiled(where)(scope)
            if index != int(index):
                raise Undefined("no feature")
            found[name] = subject.of_feature(letter, int(index), values)
        for name, (subject, attribute) in self.claim.quantities.items():
            if name not in self.claim.everywhere:
                found[name] = subject.measured(attribute, values)
        return scope | found

    def _features(self) -> Sequence[int | None]:
        """The features to look at, the first ones; None where no feature may be any."""
        free = any(self.claim.variable in names(where)[0] for _, _, where, _ in self.claim.asked)
        return range(MANY) if free else [None]

    @cached_property
    def _judged(self) -> list[tuple[Callable[..., Any], list[Callable[..., Any]], Callable[..., Any] | None]]:
        return [
            (holds(c.relation), [compiled(x) for x in c.inside], None if c.feature is None else compiled(c.feature))
            for c in self.closed
        ]

    def _is_false(self, values: Values, y: int | None) -> bool:
        """Whether the claim, written out, is false there by exact evaluation."""
        for true, inside, feature in self._judged:
            WORK.done += EVALUATED
            for m in [0] if y is None or feature is None else self._periods(feature, values, y):
                scope = {**values, self.claim.period: m}
                try:
                    if all(x(scope) >= 0 for x in inside) and not true(scope)[0]:
                        return True
                except (Undefined, ArithmeticError):
                    continue
        return False

    def _periods(self, feature: Callable[..., Any], values: Values, y: int) -> list[int]:
        """The number of the period in which a class has feature y; none where it has not."""
        first, second = (feature({**values, self.claim.period: m}) for m in (0, 1))
        step = second - first
        if step == 0:
            return [0] if first == y else []
        return [(y - first) // step] if y >= first and (y - first) % step == 0 else []

    # ---- values of the symbols

    def _values(self, end: int) -> Iterator[Values]:
        """Values in order of size; sizes of the input are counted from the least with which there is an output.

        end: at how much work to stop
        """
        given = (size for subject in self.claim.subjects for size in subject.network.source_size.values())
        sizing = sorted({s.name for size in given for s in getattr(size, "free_symbols", ())})
        others = sorted(self.claim.symbols.keys() - set(sizing))
        order = [*others, *sizing]
        enough = _Enough(self.claim, sizing, end)
        for grade in range(MAX_GRADE if order else 1):
            for weights in self._weights(len(order), grade):
                if WORK.done > end:
                    return
                more = {name: n * self.claim.values[name][1] for name, n in zip(order, weights, strict=True)}
                values = {name: self.claim.values[name][0] + more[name] for name in others}
                if sizing:
                    least = enough.least(values)
                    if least is None:
                        continue
                    values |= {name: least[name] + more[name] for name in sizing}
                yield values


    def _weights(self, parts: int, grade: int) -> Iterator[tuple[int, ...]]:
        """How many steps each symbol is beyond its least value; under conditions, which may ask for more, also far."""
        yield from _compositions(parts, grade)
        for weights in _compositions(parts, grade) if self.given else ():
            if sum(far := tuple(2**n - 1 for n in weights)) >= MAX_GRADE:  # and was not there already
                yield far


@dataclass
class _Enough:
    """The least input size, for values of the other symbols, with which every map has a feature."""

    claim: Claim
    sizing: list[str]
    end: int

    def __post_init__(self) -> None:
        self._known: dict[tuple[int, ...], Values | None] = {}

    def least(self, values: Values) -> Values | None:
        """The least values of the symbols of the size; None where there are none up to a limit."""
        key = tuple(values.values())
        if key not in self._known:
            self._known[key] = self._search(values)
        return self._known[key]

    def _search(self, values: Values) -> Values | None:
        """Double the size until it is enough, then halve the step; sizes that do not fit a join are passed over."""
        step, low = 1, -1
        while not (found := self._near(values, step - 1)):
            low, step = step - 1, 2 * step
            if step > LARGEST or WORK.done > self.end:
                return None
        high = found[0]
        while high - low > 1:
            middle = (low + high) // 2
            if self._enough(values, middle):
                high = middle
            else:
                low = middle
        return self._sizes(high)

    def _near(self, values: Values, more: int) -> list[int]:
        """Whether a size is enough, or one of the next few, since joins may ask for a multiple of something."""
        near = range(more, more + min(more, 32) + 1)
        return list(islice((m for m in near if WORK.done <= self.end and self._enough(values, m)), 1))

    def _enough(self, values: Values, more: int) -> bool:
        return _exists(self.claim, {**values, **self._sizes(more)})

    def _sizes(self, more: int) -> Values:
        """The least values of the symbols of the size, and so many steps more."""
        known = {name: self.claim.values[name] for name in self.sizing}
        return {name: least + more * step for name, (least, step) in known.items()}


def _exists(claim: Claim, values: Values) -> bool:
    """Whether joins fit and every map has a feature, and those that the claim names by a number.

    Where not all inputs are of known sizes, that is looked at below what is claimed.
    """
    named = [(subject.node, index) for _, subject, y, _ in claim.asked if (index := number(y)) is not None]
    whole, sized = claim.network, claim.derived.sized
    below = [] if sized else [s.network if s.node == INPUT else s.network.up_to(s.node) for s in claim.subjects]
    key = frozenset(values.items()), () if sized else claim.subjects
    if key not in claim.derived.maps:
        before = WORK.done
        found = _maps(whole, [whole.seen_from(whole.inputs[0])] if sized else below, values)
        claim.derived.maps[key] = found, WORK.done - before
    else:
        found, work = claim.derived.maps[key]
        WORK.done += work
    return found is not None and not any(maps.get(node, at + 1) <= at for maps in found for node, at in named)


def _maps(whole: Network, parts: list[Network], values: Values) -> list[dict[str, int]] | None:
    """The sizes of the maps of these parts, on every axis where that of the input is known; None where it is none."""
    WORK.done += NODE * len(whole.nodes)
    found = []
    try:
        concrete(whole, values)
        for part in parts:
            plain = concrete(part, values)
            WORK.done += NODE * len(plain.nodes) * len(plain.axes)
            for axis in plain.axes:
                along = plain.on(axis)
                size = next(iter(along.source_size.values()), None)
                if size is not None:
                    found.append(sizes(along, size))
    except SymrfError:
        return None
    return found


def _compositions(parts: int, total: int) -> Iterator[tuple[int, ...]]:
    if parts <= 1:
        if parts or not total:
            yield (total,) * parts
        return
    for first in range(total + 1):
        for rest in _compositions(parts - 1, total - first):
            yield (first, *rest)
