"""A question as it is typed: its kind, and the two sides where it is a relation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symrf.claims.typed.names import ASKED
from symrf.derivation import derive, domain_of
from symrf.errors import SymrfError, near, shown
from symrf.network import Network
from symrf.numbers.positive import exact
from symrf.numbers.symbols import symbol
from symrf.questions.arithmetic.threshold import put_in
from symrf.repeat import free_symbols
from symrf.terms import Rel, names, parse
from symrf.terms.sympy_form import to_sympy

WORDS = ("fits", "aligned")
NONE_LEFT = "unused == 0"
EXAMPLES = ("r >= n", "covers n", "output_size == ceil(n/s)")


@dataclass(frozen=True)
class AskedRelation:
    """A relation between quantities of the output, symbols of the network, and new names.

    left, right: as SymPy expressions; letters: what the quantities are, as claims call them.
    """

    relation: Rel
    left: Any
    right: Any
    symbols: Mapping[str, Any]


def features(question: str) -> int | None:
    """How many features the output is to have, where that is the question.

    >>> features("output_size == 7"), features("output_size == ceil(n/s)")
    (7, None)
    """
    found = re.fullmatch(r"\s*output_size\s*==?\s*(\d{1,9})\s*", question)
    return int(found[1]) if found else None


def read(question: str, network: Network, at: Mapping[str, int]) -> AskedRelation:
    """The relation that was typed about the network's output; SymrfError, in one line, where it is none.

    at: numbers for names of the question that are none of the network's.
    """
    tree = parse(question, "question")
    if not isinstance(tree, Rel):
        known = ", ".join(f'"{word}"' for word in (*WORDS, NONE_LEFT, "no holes", *EXAMPLES))
        raise SymrfError(f"question {shown(question)} is no relation; there are {known}")
    own = domain_of(network).symbols
    attributes = {**ASKED, **{value: value for value in ASKED.values()}}
    free, indexed = names(tree)
    if "unused" in free:
        raise SymrfError(f"question {shown(question)}: of samples left over there is one question, \"{NONE_LEFT}\"")
    if indexed:
        raise SymrfError(f"question: {sorted(indexed)[0]}[…]: letters stand for the output; write {sorted(indexed)[0]}")
    values: dict[str, Any] = dict(own)
    for name in sorted(free - set(own)):
        if name in attributes and not (name == "n" and attributes[name] == "output_size"):
            values[name] = _quantity(network, attributes[name], own)
        else:
            values[name] = symbol(name, least=None if name in at else 1)
    given = {name: value for name, value in at.items() if name not in own}
    left, right = (put_in(to_sympy(side, values, symbol), given) for side in (tree.left, tree.right))
    return AskedRelation(tree, left, right, values)


def _quantity(network: Network, attribute: str, own: Mapping[str, Any]) -> Any:
    found = derive(network, network.output)
    value = getattr(found.output, attribute)
    if value is None:
        why = found.output.reason or "features differ"
        raise SymrfError(f"question: {shown(network.output)} has no {attribute}: {why}")

    value = exact(found.expanded(value))
    return value.xreplace({s: own[s.name] for s in value.free_symbols if s.name in own})


def known_values(network: Network, words: str, at: Mapping[str, int]) -> None:
    """SymrfError where a name that is given a number is neither a symbol of the network nor one of the question."""
    there = {s.name for s in free_symbols(network)} | {*re.findall(r"[A-Za-z]\w*", words)}
    for name in at:
        if name not in there:
            told = near(name, there) or f"there are {', '.join(sorted(there))}"
            raise SymrfError(f"--at {shown(name)}: neither the network nor the question has it; {told}")


def known_names(network: Network, wanted: tuple[str, ...]) -> None:
    """SymrfError where a name is no symbol of the network."""
    there = {s.name for s in free_symbols(network)}
    for name in wanted:
        if name not in there:
            told = f"its symbols are {', '.join(sorted(there))}" if there else "it has no symbols"
            raise SymrfError(f"--for {shown(name)}: the network has no such symbol; {near(name, there)}{told}")
