"""What is said of a quantity, of a theorem, and of how a number is worked out from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from symrf.exposition.catalogue import Entry
from symrf.exposition.records import Calculation
from symrf.exposition.sentences import Emphasis, Sentence, listed, prose
from symrf.exposition.table import Name

if TYPE_CHECKING:  # what a report views is derived, with SymPy, which an entry does without
    from symrf.exposition.view import Recurrence


def definition(found: Recurrence) -> Sentence:
    """What a quantity is, in which unit, and who says so."""
    meaning, unit, source = map(prose, (found.quantity.meaning, found.quantity.unit, found.quantity.source))
    return (found.symbol, ": ", *meaning, " (", *unit, "). Source: ", *source, ".")


def worked_out(found: Calculation) -> Sentence:
    """Where the closed form comes from that is worked out below."""
    closed: Sentence = (", the closed form of the recurrence ", *listed(found.rule)) if found.rule else ()
    along: Sentence = ()
    if found.path and found.path.carries != "both":
        along = (", along the layers that the column ", Name(found.path.carries), " numbers")
    return ("(theorem ", Name(found.theorem), ")", *closed, *along, ":")


def entry(found: Entry) -> tuple[Sentence, ...]:
    """What is said of a theorem besides its English and its formula."""
    return tuple(_entry(found))


def _entry(found: Entry) -> Iterator[Sentence]:
    if found.file:
        what = "what it says of the samples that are read, and its proof," if found.statement else "statement and proof"
        yield (f"{what} are in the Coq file ", Name(found.file))
    if found.conditions:
        yield ("provided that ", *listed(found.conditions))
    if found.where:
        yield ("with ", *listed(found.where))
    if found.verdict is not None and found.verdict.counterexample:
        yield ("least counterexample: ", *example(found.verdict.counterexample))
    if found.difference is not None:
        yield ("what is claimed less what is true: ", found.difference)
    if found.holds_when:
        yield (f"right {'exactly' if found.exactly else 'at least'} when ", *prose(found.holds_when))
    if found.right:
        yield ("true instead: ", *listed((Name(found.right), *found.instead)))
    if found.idea:
        yield (Emphasis("proof:"), " ", *prose(found.idea))
    yield ("where published: " if found.kind == "refutation" else "source: ", *prose(found.source))


def example(values: Mapping[str, Any]) -> Sentence:
    """A counterexample as a sentence."""
    said = re.sub(r"(?<=\d) (?=[a-z]=)", ", ", counterexample(values))
    said = re.sub(r"(\w+) ?= ?(-?\d+(?:/\d+)?)", r"`\1 == \2`", said)
    return prose(re.sub(r"side (-?\d+(?:/\d+)?)", r"side `\1`", said))


def alternatives(conditions: Iterable[str]) -> Sentence:
    """Conditions for each of which a statement is proved."""
    each = (" and ".join(f"`{one}`" for one in condition.split(" and ")) for condition in conditions)
    return prose(" or where ".join(each))


def counterexample(values: Mapping[str, Any]) -> str:
    """A counterexample as plain text: the network, the values of the free letters, what the two sides come to.

    >>> counterexample({"network": "L = 1: (k=1 s=2 d=1 p=0 q=0)", "L": 1, "l": 1, "left": 1, "right": 0})
    'L = 1: (k=1 s=2 d=1 p=0 q=0), l = 1; left side 1, right side 0'
    """
    rest = {name: value for name, value in values.items() if name not in ("network", "left", "right")}
    if "network" in values:
        rest.pop("L", None)
    where = [str(values["network"])] if "network" in values else []
    where += [f"{name} = {value}" for name, value in rest.items()]
    sides = [f"{side} side {values[side]}" for side in ("left", "right") if side in values]
    return "; ".join(", ".join(part) for part in (where, sides) if part)
