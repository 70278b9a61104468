"""One question to z3: what is claimed where, and the instances of the rules that the terms in sight call for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from symrf.terms.tree import LAYER_LETTERS
from symrf.verification.smt.facts import Fact
from symrf.verification.smt.index import Index, variable
from symrf.verification.smt.sums import Sums
from symrf.verification.smt.trees import Expr
from symrf.verification.smt.writer import SumTerm, Z3Writer

ROUNDS, MAX_LAYERS = 4, 6


class Question:
    """Hypotheses, gathered from the terms of what was read first."""

    def __init__(self, sums: Sums, rules: list[Fact], recursive: frozenset[str], least: int = 0) -> None:
        self.sums, self.rules, self.recursive = sums, rules, recursive
        self.words = sums.words
        self.writer = Z3Writer(self.words)
        self.hypotheses: list[Expr] = [self.words.place(variable("L")) >= least]
        self._used: set[tuple[int, Index]] = set()
        self._paired: set[tuple[SumTerm, SumTerm]] = set()
        self._emptied: set[SumTerm] = set()

    def gather(self) -> list[Expr]:
        """All hypotheses: the given ones and the instances."""
        layers = list(self._layers())
        for place in dict.fromkeys(place for _, place in self.writer.terms):
            for number, rule in enumerate(self.rules):
                if rule.everywhere:
                    self._use(number, place)
        for _ in range(ROUNDS):
            before = len(self._used) + len(self._paired) + len(self._emptied)
            self._by_triggers()
            self._by_layers(layers)
            self._sums()
            if len(self._used) + len(self._paired) + len(self._emptied) == before:
                break
        return [*self.hypotheses, *self.writer.sides]

    def _use(self, number: int, place: Index) -> None:
        if (number, place) not in self._used:
            self._used.add((number, place))
            self.hypotheses.append(self.rules[number].instance(self.writer, place))

    def _by_triggers(self) -> None:
        for name, place in list(self.writer.terms):
            for number, rule in enumerate(self.rules):
                for trigger, c in rule.triggers:
                    here = place - c
                    if trigger == name and (rule.var is not None or here == rule.low):
                        self._use(number, here)
        for number, rule in enumerate(self.rules):
            if rule.var is None and not rule.triggers:
                self._use(number, Index())

    def _layers(self) -> Iterator[Index]:
        """The layers between the maps in sight."""
        shapes: dict[Any, list[int]] = {}
        for name, place in self.writer.terms:
            if name in self.recursive:
                shapes.setdefault(place.parts, []).append(place.constant)
                starts = (rule.low for rule in self.rules if rule.var is None and (name, 0) in rule.triggers)
                shapes[place.parts] += [s.constant for s in starts if s is not None and s.parts == place.parts]
            elif name in LAYER_LETTERS:
                yield place
        for parts, found in shapes.items():
            for c in range(min(found) + 1, min(max(found), min(found) + MAX_LAYERS) + 1):
                yield Index(parts, c)

    def _by_layers(self, layers: list[Index]) -> None:
        for layer in layers:
            for number, rule in enumerate(self.rules):
                ends = {(rule.layer, layer), (rule.layer, layer - 1)}
                if rule.layer is not None and not ends.isdisjoint(self.writer.terms):
                    self._use(number, layer)

    def _sums(self) -> None:
        found = list(self.writer.stretches)
        for i, x in enumerate(found):
            for y in found[:i]:
                if (x, y) not in self._paired:
                    self._paired.add((x, y))
                    self.hypotheses.extend(self.sums.between(self.writer, x, y))
        for one in found:
            length = one.hi.gap(one.lo)
            if one in self._emptied or length is not None and length >= MAX_LAYERS:
                continue
            self._emptied.add(one)
            positive = self.sums.positive(self.writer, one)
            self.hypotheses += [] if positive is None else [positive]
            defined = self.sums.empty if length is None or length < 0 else self.sums.last
            self.hypotheses.append(defined(self.writer, one))
