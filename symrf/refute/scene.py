"""A theorem's statement on one concrete chain: every letter gets its measured value, every condition is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symrf.formulas.quantities import LAYER_LETTERS, MAP_LETTERS, own_letter
from symrf.refute.fitted import Condition, fitted
from symrf.refute.measure import Chain, outside, scope
from symrf.terms import At, Num, Rel, Sym, names
from symrf.terms.evaluate import Undefined, compiled, holds
from symrf.terms.tree import walk
from symrf.theorem import (
    SCALARS,
    Theorem,
    claim,
    first_index,
    free_index,
    index_range,
    least_depth,
    named,
    offset,
)

Found = tuple[int | None, Any, Any]


@dataclass(frozen=True)
class Compiled:
    """One claim: its free index and that one's range, (lowest index, index) of all that it names outside sums."""

    variable: str | None
    range: tuple[int, int]
    places: list[tuple[int, Callable[[dict[str, Any]], Any]]]
    test: Callable[[dict[str, Any]], Any]

    def instances(self, values: dict[str, Any]) -> Iterator[tuple[int | None, dict[str, Any]]]:
        """(index, scope) wherever the claim is made: where all that it names exists."""
        depth, (low, high) = values["L"], self.range
        for l in range(low, depth + high + 1) if self.variable else (None,):
            here = values if self.variable is None else {**values, self.variable: l}
            with suppress(Undefined):
                if all(least <= place(here) <= depth for least, place in self.places):
                    yield l, here


@dataclass(frozen=True)
class Scene:
    """The statement made ready for many chains: parsed once, compiled once."""

    theorem: Theorem

    @cached_property
    def claims(self) -> list[Rel]:
        return list(self.theorem.claims())

    @cached_property
    def conditions(self) -> list[Rel]:
        return [claim(text) for text in self.theorem.domain]

    @cached_property
    def assumed(self) -> list[Rel]:
        return [claim(text) for text in self.theorem.assume]

    @cached_property
    def recurrences(self) -> list[tuple[Rel | None, Rel]]:
        return [(claim(first) if first else None, claim(step)) for first, step in self.theorem.define]

    @cached_property
    def _mentioned(self) -> tuple[set[str], set[str]]:
        scalars: set[str] = set()
        sequences: set[str] = set()
        rules = [rule for pair in self.recurrences for rule in pair if rule is not None]
        for tree in (*self.claims, *self.conditions, *self.assumed, *rules):
            symbols, letters = names(tree)
            scalars |= symbols - {self.index(tree) or "l"}
            sequences |= letters
        return scalars - {"l", "m"}, sequences

    @cached_property
    def least_depth(self) -> int:
        """The least L of which the statement is claimed."""
        return least_depth(self.theorem)

    @cached_property
    def letters(self) -> set[str]:
        """The layer and map letters the statement mentions (none: it is not about a network)."""
        return self._mentioned[1] & (LAYER_LETTERS | MAP_LETTERS)

    @property
    def needs_input(self) -> bool:
        """Whether the statement depends on the input size."""
        mentioned = bool(self.letters & {"n", "ub", "vb"}) or "n0" in self._mentioned[0]
        return self.theorem.network == "same" or mentioned

    @property
    def looks_at_a_feature(self) -> bool:
        """Whether the statement depends on which output feature is looked at."""
        return bool(self.letters & {"u", "v", "c", "ub", "vb"}) or "uL" in self._mentioned[0]

    @cached_property
    def reads_outside(self) -> bool:
        """Whether some term may stand outside the layers 1 … L: then its value is arbitrary."""
        trees = [*self.claims, *self.conditions]
        return any(isinstance(t, At) and t.name in LAYER_LETTERS for tree in trees for t in walk(tree))

    @cached_property
    def scalars(self) -> dict[str, int | None]:
        """The free scalars, with their least value (None: any integer); those of the assumptions describe layers."""
        bounds: dict[str, int | None] = dict.fromkeys(sorted(self._mentioned[0] - SCALARS))
        for tree in self.conditions:
            match tree:
                case Rel(op=">=", left=Sym(name=name), right=Num(value=value)) if name in bounds:
                    bounds[name] = int(value)
        for tree in self.assumed:
            for name in names(tree)[0] & bounds.keys():
                bounds[name] = 1
        return bounds

    @cached_property
    def _compiled(self) -> list[Compiled]:
        made = []
        for tree in self.claims:
            variable = self.index(tree)
            places = [(first_index(at), compiled(at.index)) for at in named(tree)]
            made.append(Compiled(variable, index_range(tree, variable) if variable else (0, 0), places, holds(tree)))
        return made

    @cached_property
    def _filters(self) -> list[tuple[str | None, Callable[[dict[str, Any]], Any]]]:
        return [(self.index(tree), holds(tree)) for tree in self.conditions]

    @cached_property
    def _assumptions(self) -> list[Condition]:
        return [Condition(tree, self.index(tree)) for tree in self.assumed]

    def fitted(self, chain: Chain, scalars: Mapping[str, int]) -> Chain | None:
        """The chain with the parameters that the assumptions prescribe; None where they cannot be met."""
        return fitted(self._assumptions, chain, scalars) if self.assumed else chain

    def meets(self, chain: Chain, scalars: Mapping[str, int]) -> bool:
        """Whether the chain as it is meets the assumptions."""
        return all(condition.met(chain, scalars) for condition in self._assumptions)

    def index(self, tree: Rel) -> str | None:
        """The free index of a claim of this statement."""
        return free_index(tree, self.theorem.scalars)

    @cached_property
    def free_index(self) -> str:
        """What the free index of the claims is called."""
        called = {self.index(tree) for tree in self.claims} - {None}
        return called.pop() or "l" if len(called) == 1 else "l"

    def values(self, chain: Chain, scalars: Mapping[str, int]) -> dict[str, Any]:
        """Every letter the statement mentions: measured, drawn, or computed by the theorem's own recurrences."""
        known = {**scope(chain, self._mentioned[1]), **scalars}
        for letter in self._mentioned[1] - known.keys():
            known[letter] = lambda index, letter=letter: outside(chain, letter, index)
        for first, step in self.recurrences:
            head = step.left
            if isinstance(head, At):
                known[own_letter(head.name)] = recurrence(head, first, step, known)
        return known

    def check(self, chain: Chain, scalars: Mapping[str, int]) -> tuple[int, Found | None]:
        """(how many instances were checked, the first that fails as (l, left value, right value) or None)."""
        checked = 0
        if chain.depth < self.least_depth:
            return checked, None
        values = self.values(chain, scalars)
        for one in self._compiled:
            for l, here in one.instances(values):
                try:
                    if not all(condition(here)[0] for _, condition in self._filters):
                        continue
                    true, left, right = one.test(here)
                except Undefined:
                    continue
                checked += 1
                if not true:
                    return checked, (l, left, right)
        return checked, None

    def beyond(self, chain: Chain, scalars: Mapping[str, int]) -> dict[str, Any]:
        """What the claim reads, where it fails, that is no number of the network: "s[0]" of a layer that is not there.

        And the terms of sequences that are arbitrary. Values of both kinds are part of a counterexample.
        """
        read: dict[str, Any] = {}

        def recorded(letter: str, sequence: Callable[[int], Any]) -> Callable[[int], Any]:
            def value(index: int) -> Any:
                found = sequence(index)
                if letter not in LAYER_LETTERS:
                    read[f"{letter}[{index}]"] = found
                elif not 1 <= index <= chain.depth:
                    letters = "kd" if letter == "K" else letter
                    read.update({f"{x}[{index}]": outside(chain, x, index) for x in letters})
                return found

            return value

        free = LAYER_LETTERS | self._mentioned[1] - MAP_LETTERS - {self._head(step) for _, step in self.recurrences}
        values = self.values(chain, scalars)
        values |= {letter: recorded(letter, values[letter]) for letter in free & values.keys()}
        for one in self._compiled:
            for _, here in one.instances(values):
                read.clear()
                with suppress(Undefined):
                    if not one.test(here)[0]:
                        return dict(sorted(read.items()))
        return {}

    @staticmethod
    def _head(step: Rel) -> str:
        return step.left.name if isinstance(step.left, At) else ""


def recurrence(head: At, first: Rel | None, step: Rel, known: dict[str, Any]) -> Callable[[int], Any]:
    """A sequence from its recurrence, by plain recursion."""
    variable = free_index(step) or "l"
    back = offset(head.index, variable) or 0
    value = compiled(step.right)
    start = compiled(first.left.index)(known) if first is not None and isinstance(first.left, At) else None
    base = compiled(first.right) if first is not None else None
    seen: dict[int, Any] = {}

    def at(index: int) -> Any:
        if index == start and base is not None:
            return base(known)
        if start is not None and (index > start if back else index < start):
            raise Undefined(f"{head.name}[{index}] has no value")
        if index not in seen:
            seen[index] = value({**known, variable: index - back, head.name: at})
        return seen[index]

    return at
