"""Which nodes of two networks are the same step: by name, and where names do not match, by place and operation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from symrf.derivation.answers.changes import changing
from symrf.derivation.answers.nodes import Derivation
from symrf.derivation.answers.records import AxisField
from symrf.numbers import is_symbolic

COMPARED = ("status", "size", "size_min", "size_max", "stride", "padding", "right_padding", "aligned", "output_size")
Pair = tuple[str | None, str | None]


def value(derivation: Derivation, field: AxisField, what: str) -> Any:
    """What is compared of a node along an axis, written out."""
    found = getattr(field, what)
    return derivation.expanded(found) if is_symbolic(found) else found


@dataclass(frozen=True)
class Side:
    """One of the two networks."""

    found: Derivation

    @cached_property
    def changed(self) -> list[str]:
        """The layers that change what is seen, in order."""
        only = changing(self.found)
        return [name for name in self.found if name in only]

    @cached_property
    def numbered(self) -> dict[str, set[str]]:
        """The steps of names that differ in a number alone, by what they have in common."""
        alike: dict[str, set[str]] = {}
        for name in self.found:
            alike.setdefault(unnumbered(name), set()).add(name)
        return alike

    def op(self, name: str) -> str:
        """What the node does."""
        return self.found.nodes[name].op

    def answers(self, name: str) -> tuple[str, ...]:
        """What is seen there, to be looked up."""
        axes = self.found.nodes[name].axes.values()
        return tuple(str(value(self.found, field, what)) for field in axes for what in COMPARED)

    def repeated(self, partners: Mapping[str, str], other: Side) -> set[str]:
        """The layers whose answers a node repeats that is one layer with them in the other network: compared there."""
        origin: dict[str, str] = {}
        changed, others = set(self.changed), set(other.changed)
        for name in self.found:
            below = [] if name in changed else [one for one in self.found.nodes[name].inputs if one in origin]
            origin[name] = next((origin[one] for one in below if self.answers(one) == self.answers(name)), name)
        return {origin[name] for name, partner in partners.items() if partner in others}


def unnumbered(name: str) -> str:
    """The name without the numbers that a program counts with: linear~2, add_1, 123."""
    return re.sub("[~_][0-9]+|^[0-9]+$", "", name)


def paired(one: Derivation, other: Derivation) -> tuple[str, list[Pair]]:
    """By what most are paired, "name" or "order", and the pairs, with None for a layer that has no partner."""
    first, second = Side(one), Side(other)
    named = _named(first, second)
    by_name = sum(name in named for name in first.changed) * 2 >= len(first.changed) and bool(named)
    named = named if by_name else {}
    back = {partner: name for name, partner in named.items()}
    keys: list[tuple[Callable[[str], Any], Callable[[str], Any]]] = [
        (lambda name: named.get(name, (name, 0)), lambda name: name if name in back else (name, 1)),
        (lambda name: (first.op(name), first.answers(name)), lambda name: (second.op(name), second.answers(name))),
        (first.op, second.op),
        (first.answers, second.answers),
    ]
    placed = _aligned(first.changed, second.changed, keys)
    found = {a: b for a, b in placed if a not in named and b not in back} | named
    alone = set(first.changed) - first.repeated(named, second)
    told = second.repeated(back, first).union(found.values())
    pairs: list[Pair] = [(a, found.get(a)) for a in one if a in found or a in alone]
    pairs += [(None, b) for b in second.changed if b not in told]
    ends = one.output.name, other.output.name
    pairs += [ends] if not by_name and ends not in pairs else []
    return "name" if by_name else "order", pairs


def _named(one: Side, other: Side) -> dict[str, str]:
    """The partners by name, each of one node: by another name only the same operation, whose own name is not there."""
    mine, nodes, aliases = one.found.nodes, other.found.nodes, other.found.network.aliases
    found: dict[str, str] = {}
    for name in one.found:
        if other.numbered.get(unnumbered(name)) in (None, one.numbered[unnumbered(name)]):
            whole = name if name in nodes else aliases.get(name, "")
            if whole == name or whole in nodes and whole not in mine and one.op(name) == other.op(whole):
                found.setdefault(whole, name)
    return {name: whole for whole, name in found.items()}


def _aligned(
    one: Sequence[str], other: Sequence[str], keys: Sequence[tuple[Callable[[str], Any], Callable[[str], Any]]]
) -> Iterator[tuple[str, str]]:
    """Those of equal keys in the same order; between these, those of equal next keys."""
    if not (one and other and keys):
        return
    (mine, theirs), *less = keys
    i = j = 0
    for block in SequenceMatcher(None, [*map(mine, one)], [*map(theirs, other)], autojunk=False).get_matching_blocks():
        yield from _aligned(one[i : block.a], other[j : block.b], less)
        i, j = block.a + block.size, block.b + block.size
        yield from zip(one[block.a : i], other[block.b : j], strict=True)
