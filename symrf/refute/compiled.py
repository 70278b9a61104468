"""A theorem's statement on one concrete chain: every letter gets its measured value, every condition is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symrf.formulas.quantities import LAYER_LETTERS, MAP_LETTERS
from symrf.refute.fitted import Condition, fitted
from symrf.refute.measure import Chain, outside, scope
from symrf.statement import Definition, Needed, Said, Statement, read
from symrf.terms import At, Num, Rel, Sym
from symrf.terms.evaluate import Undefined, compiled, holds
from symrf.terms.tree import walk
from symrf.theorem import SCALARS, Theorem, first_index, named

Found = tuple[int | None, Any, Any]


@dataclass(frozen=True)
class Compiled:
    """One claim, made ready to be asked of many chains."""

    said: Said

    @cached_property
    def places(self) -> list[tuple[int, Callable[[dict[str, Any]], Any]]]:
        """(lowest index, index) of all that it names outside sums."""
        return [(first_index(at), compiled(at.index)) for at in named(self.said.tree)]

    @cached_property
    def test(self) -> Callable[[dict[str, Any]], Any]:
        """Both sides, and whether it is true."""
        return holds(self.said.tree)

    @cached_property
    def when(self) -> list[Callable[[dict[str, Any]], Any]]:
        """The same of the conditions under which it is claimed."""
        return [holds(tree) for tree in self.said.when]

    def instances(self, values: dict[str, Any]) -> Iterator[tuple[int | None, dict[str, Any]]]:
        """(index, scope) wherever the claim is made: where all that it names exists."""
        said, depth = self.said, values["L"]
        for l in range(said.low, depth + said.high + 1) if said.index else (None,):
            here = values if said.index is None else {**values, said.index: l}
            with suppress(Undefined):
                if all(least <= place(here) <= depth for least, place in self.places):
                    yield l, here


@dataclass(frozen=True)
class CompiledStatement:
    """The statement made ready for many chains: parsed once, compiled once."""

    theorem: Theorem

    @cached_property
    def stated(self) -> Statement:
        return read(self.theorem)

    @property
    def least_depth(self) -> int:
        """The least L of which the statement is claimed."""
        return self.stated.least_depth

    @cached_property
    def _needed(self) -> Needed:
        """What the claims and conditions mention, and what that depends on; what is carried along is for proofs."""
        stated = self.stated
        return stated.needs((*(said.tree for said in (*stated.goals, *stated.assumed)), *stated.domain))

    @cached_property
    def letters(self) -> set[str]:
        """The layer and map letters that the statement depends on (none: it is not about a network)."""
        return {*self._needed.letters} & (LAYER_LETTERS | MAP_LETTERS)

    @property
    def needs_input(self) -> bool:
        """Whether the statement depends on the input size."""
        return self.theorem.network == "same" or "n0" in self._needed.scalars

    @property
    def looks_at_a_feature(self) -> bool:
        """Whether the statement depends on which output feature is looked at."""
        return "uL" in self._needed.scalars

    @cached_property
    def reads_outside(self) -> bool:
        """Whether some term may stand outside the layers 1 … L: then its value is arbitrary."""
        trees = [*(said.tree for said in self.stated.goals), *self.stated.domain]
        return any(isinstance(t, At) and t.name in LAYER_LETTERS for tree in trees for t in walk(tree))

    @cached_property
    def scalars(self) -> dict[str, int | None]:
        """The free scalars, with their least value (None: any integer); those of the assumptions describe layers."""
        bounds: dict[str, int | None] = dict.fromkeys(sorted(self._needed.scalars - SCALARS))
        for tree in self.stated.domain:
            match tree:
                case Rel(op=">=", left=Sym(name=name), right=Num(value=value)) if name in bounds:
                    bounds[name] = int(value)
        return bounds | dict.fromkeys(self.stated.of_layers & bounds.keys(), 1)

    @cached_property
    def _compiled(self) -> list[Compiled]:
        return [Compiled(said) for said in self.stated.goals if not said.more]

    @cached_property
    def _assumptions(self) -> list[Condition]:
        return [Condition(said) for said in self.stated.assumed]

    def fitted(self, chain: Chain, scalars: Mapping[str, int]) -> Chain | None:
        """The chain with the parameters that the assumptions prescribe; None where they cannot be met."""
        return fitted(self._assumptions, chain, scalars) if self._assumptions else chain

    def meets(self, chain: Chain, scalars: Mapping[str, int]) -> bool:
        """Whether the chain as it is meets the assumptions."""
        return all(condition.met(chain, scalars) for condition in self._assumptions)

    @cached_property
    def free_index(self) -> str:
        """What the free index of the claims is called."""
        called = {said.index for said in self.stated.goals} - {None}
        return called.pop() or "l" if len(called) == 1 else "l"

    def values(self, chain: Chain, scalars: Mapping[str, int]) -> dict[str, Any]:
        """Every letter the statement mentions: measured, drawn, or computed by the theorem's own recurrences."""
        known = {**scope(chain, self._needed.letters), **scalars}
        for letter in {*self._needed.letters} - known.keys():
            own = self.stated.known.get(letter)
            known[letter] = recurrence(own, known) if own else lambda index, x=letter: outside(chain, x, index)
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
                    if not all(condition(here)[0] for condition in one.when):
                        continue
                    true, left, right = one.test(here)
                except Undefined:
                    continue
                checked += 1
                if not true:
                    return checked, (l, left, right)
        return checked, None

    def truths(self, chain: Chain, scalars: Mapping[str, int]) -> Iterator[tuple[int | None, list[bool]]]:
        """(index, whether each claim holds there), wherever the first claim is made."""
        for l, here in self._compiled[0].instances(self.values(chain, scalars)):
            with suppress(Undefined):
                yield l, [one.test(here)[0] for one in self._compiled]

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

        free = LAYER_LETTERS | {*self._needed.letters} - self.stated.known.keys() - MAP_LETTERS
        values = self.values(chain, scalars)
        values |= {letter: recorded(letter, values[letter]) for letter in free & values.keys() - scalars.keys()}
        for one in self._compiled:
            for _, here in one.instances(values):
                read.clear()
                with suppress(Undefined):
                    if not one.test(here)[0]:
                        return dict(sorted(read.items()))
        return {}


def recurrence(own: Definition, known: dict[str, Any]) -> Callable[[int], Any]:
    """A sequence from its recurrence, by plain recursion."""
    first, back = own.first, own.back
    value = compiled(own.step.right)
    start = compiled(first.left.index)(known) if first is not None and isinstance(first.left, At) else None
    base = compiled(first.right) if first is not None else None
    seen: dict[int, Any] = {}

    def at(index: int) -> Any:
        if index == start and base is not None:
            return base(known)
        if start is not None and (index > start if back else index < start):
            raise Undefined(f"{own.letter}[{index}] has no value")
        if index not in seen:
            seen[index] = value({**known, own.index: index - back, own.letter: at})
        return seen[index]

    return at
