"""The smallest counterexample: every chain and every number in order of size, so that the first failure is the least.

The grade of an example is its depth, counted from the least that is claimed, plus, for every parameter, its distance
from the plainest value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from symrf.errors import SymrfError
from symrf.formulas.quantities import LAYER_LETTERS
from symrf.oracle import sizes
from symrf.refute.compiled import CompiledStatement
from symrf.refute.measure import Chain
from symrf.terms import names
from symrf.terms.evaluate import WORK, Undefined
from symrf.theorem import Theorem

PLAIN = {"k": 1, "s": 1, "d": 1, "p": 0, "q": 0}
MAX_GRADE = 12
NETWORK = 500
"""What it takes to look at a network, as WORK is counted; so much again where it is small."""
MAX_LEAST = 60
"""Claims about no shallower networks than that are not walked through."""
Given = tuple[Chain, dict[str, int]]


@dataclass(frozen=True)
class Example:
    """A chain, the values of the claim's own symbols, and where and how the claim fails there."""

    chain: Chain
    scalars: Mapping[str, int]
    l: int | None
    left: Any
    right: Any

    @property
    def size(self) -> int:
        """The depth and how far every number is from the plainest."""
        rows = sum(abs(x - y) for row in self.chain.layers for x, y in zip(row, PLAIN.values(), strict=True))
        others = [self.chain.uL, self.chain.n0 - 1, *self.scalars.values(), self.chain.outside[0] - 1]
        return self.chain.depth + rows + sum(map(abs, others))

    def data(self, statement: CompiledStatement) -> dict[str, Any]:
        """The example as a person needs it: what the claim depends on, all of it, and "outside s[0]" of no layer."""
        found: dict[str, Any] = {}
        if statement.letters:
            found["network"] = self.chain.text()
        if statement.letters or depends_on_depth(statement):
            found["L"] = self.chain.depth
        if statement.looks_at_a_feature:
            found["uL"] = self.chain.uL
        if statement.needs_input:
            found["n0"] = self.chain.n0
        found |= self.scalars
        if self.l is not None:
            found[statement.free_index] = self.l
        for name, value in statement.beyond(self.chain, self.scalars).items():
            found[f"outside {name}" if name[0] in LAYER_LETTERS else name] = value
        return {**found, "left": str(self.left), "right": str(self.right)}


def least(statement: CompiledStatement, networks: int = 10_000) -> Example | None:
    """The first failure in order of grade, or None where none is among about so many networks."""
    return GradedSearch(statement).run(networks)


def parting(stated: Theorem, iff: Sequence[str], networks: int) -> dict[str, Any] | None:
    """The first of so many small networks at which the statement holds and not all of `iff`, or all of them and not it.

    None where there is none: then `iff` may be where the statement holds exactly.
    """
    statement = CompiledStatement(replace(stated, statement=(*stated.statement, *iff)))
    search = GradedSearch(statement)
    for chain, scalars in islice(search.given(), networks):
        with suppress(SymrfError):
            fitted = search.fitted(chain, scalars)
            for l, (holds, *where) in statement.truths(fitted, scalars) if fitted else ():
                if holds is not all(where):
                    return Example(fitted or chain, scalars, l, holds, all(where)).data(statement)
    return None


class GradedSearch:
    """The search for the least failure; it may be stopped and taken up again where it was.

    met: the networks that were looked at and meet the conditions, where there are conditions.
    """

    def __init__(self, statement: CompiledStatement) -> None:
        self.statement, self.space = statement, Space(statement)
        self.met: set[tuple[Chain, tuple[int, ...]]] = set()
        self._examples = self.given()

    def given(self) -> Iterator[Given]:
        """All examples in order of grade."""
        grades = range(MAX_GRADE) if self.space.least <= MAX_LEAST else ()
        return (example for grade in grades for example in self.space.of_grade(grade))

    def run(self, networks: int) -> Example | None:
        """The first failure not met before, or None where none is among so many small networks, fewer of large ones."""
        return self.first(self._examples, networks)

    def first(self, examples: Iterator[Given], networks: int) -> Example | None:
        """The first of these examples that fails, or None where none does of so many, or of fewer large ones."""
        end = WORK.done + 2 * NETWORK * networks
        for chain, scalars in examples:
            failure = self.failure(chain, scalars)
            if failure is not None:
                return failure
            WORK.done += NETWORK * (1 + bool(self.statement.stated.assumed))
            if WORK.done > end:
                break
        return None

    def failure(self, chain: Chain, scalars: Mapping[str, int]) -> Example | None:
        """How the claim fails on this chain, changed so that it meets the conditions; None where it does not."""
        try:
            fitted = self.fitted(chain, scalars)
            failure = None if fitted is None else self.statement.check(fitted, scalars)[1]
        except (SymrfError, Undefined):
            return None
        return None if fitted is None or failure is None else Example(fitted, scalars, *failure)

    def somewhere(self, networks: int) -> bool:
        """Whether the claim has a value on one of so many small networks that meet the conditions."""
        for chain, scalars in islice(self.given(), networks):
            with suppress(SymrfError, Undefined):
                found = self.statement.fitted(chain, scalars)
                if found is not None and self.statement.check(found, scalars)[0]:
                    return True
        return False

    def fitted(self, chain: Chain, scalars: Mapping[str, int]) -> Chain | None:
        """The chain, changed so that it meets the conditions; None where it has no maps, or was looked at before."""
        statement = self.statement
        found = statement.fitted(chain, scalars)
        if found is None or statement.needs_input and not has_maps(found):
            return None
        if statement.stated.assumed:
            given = (found, tuple(scalars.values()))
            if given in self.met:
                return None
            self.met.add(given)
        return found


class Space:
    """All examples from the least depth on: which parameters of layers the claim depends on, and which other numbers,
    with their least values.

    A least value of None stands for any integer, counted from 0.
    """

    def __init__(self, statement: CompiledStatement) -> None:
        self.padding = statement.theorem.network
        self.least = statement.least_depth
        self.depths = bool(statement.letters) or depends_on_depth(statement)
        self.parameters = [p for p in PLAIN if p in statement.letters]
        self.layer: list[int | None] = [PLAIN[p] if p in "ksd" else None for p in self.parameters]
        self.others: dict[str, int | None] = dict(statement.scalars)
        self.others |= {"uL": None} if statement.looks_at_a_feature else {}
        self.others |= {"n0": 1} if statement.needs_input else {}
        self.others |= {"outside": 1} if statement.reads_outside else {}

    def example(self, layers: Sequence[Sequence[int]], others: Sequence[int]) -> Given:
        """The chain with these parameters, and the values of the claim's own symbols."""
        rows = [{**PLAIN, **dict(zip(self.parameters, layer, strict=True))} for layer in layers]
        given = dict(zip(self.others, others, strict=True))
        uL, n0, outside = given.pop("uL", 0), given.pop("n0", 1), given.pop("outside", 1)
        chain = tuple((row["k"], row["s"], row["d"], row["p"], row["q"]) for row in rows)
        return Chain(chain, uL, n0, (outside,), self.padding), given

    def of_grade(self, grade: int) -> Iterator[Given]:
        """Every example of this grade."""
        width, others = len(self.layer), list(self.others.values())
        for depth in range(self.least, self.least + grade + 1) if self.depths else (0,):
            for found in values([*self.layer * depth, *others], grade + self.least - depth):
                layers = [found[i * width : (i + 1) * width] for i in range(depth)]
                yield self.example(layers, found[depth * width :])


def has_maps(chain: Chain) -> bool:
    """Whether every map of the chain has at least one feature."""
    try:
        return bool(sizes(chain.network, chain.n0))
    except SymrfError:
        return False


def depends_on_depth(statement: CompiledStatement) -> bool:
    """Whether L occurs in the claim, or an index that runs up to it."""
    return statement.least_depth > 0 or any(said.index or "L" in names(said.tree)[0] for said in statement.stated.goals)


def values(lows: list[int | None], weight: int) -> Iterator[list[int]]:
    """All values whose distances from their lows add up to weight; a low of None is any integer, counted from 0."""
    if not lows:
        if weight == 0:
            yield []
        return
    low, *rest = lows
    for w in range(weight + 1) if rest else (weight,):
        here = [low + w] if low is not None else [w, -w] if w else [0]
        for tail in values(rest, weight - w):
            for value in here:
                yield [value, *tail]
