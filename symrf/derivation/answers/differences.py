"""Two networks side by side: what their nodes see differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from symrf.derivation.answers.changes import changing
from symrf.derivation.answers.nodes import Derivation
from symrf.derivation.answers.records import AxisField
from symrf.errors import SymrfError
from symrf.network import INPUT
from symrf.numbers import is_symbolic, same

COMPARED = ("status", "size", "size_min", "size_max", "stride", "padding", "right_padding", "aligned", "output_size")


@dataclass(frozen=True)
class Difference:
    """What two nodes do not have in common, along an axis; a node without a partner differs in what = "node"."""

    nodes: tuple[str | None, str | None]
    axis: str
    what: str
    values: tuple[Any, Any]


@dataclass(frozen=True)
class Comparison:
    """pairs: which node was compared with which, `by` "name" or "order"; differences: in order of the first network."""

    by: str
    pairs: tuple[tuple[str, str], ...]
    differences: tuple[Difference, ...]


def compare(one: Derivation, other: Derivation) -> Comparison:
    """Node by node where names match, else layer by layer in order where what is seen changes.

    Names match where at least half of the layers that change something have theirs in both; those with a number, as
    linear~2, where both have all the same numbers. A size of a map that is not known in one is no difference.
    SymrfError where the numbers of axes differ.

    >>> from symrf.derivation import derive
    >>> from symrf.layers import Conv
    >>> found = compare(derive(Conv(3) >> Conv(3)), derive(Conv(3) >> Conv(5)))
    >>> [(d.nodes, d.what, d.values) for d in found.differences if d.what == "size"]
    [(('conv2', 'conv2'), 'size', (5, 7))]
    """
    if len(one.axes) != len(other.axes):
        raise SymrfError(f"the axes are {', '.join(one.axes)} and {', '.join(other.axes)}; they cannot be compared")
    changed = [[name for name in found if name in changing(found)] for found in (one, other)]
    calls, others = _calls(one), _calls(other)
    alike = (name for name in one if others.get(_unnumbered(name)) in (None, calls[_unnumbered(name)]))
    named = {name: partner for name in alike if (partner := _partner(other, name)) is not None}
    by_name = sum(name in named for name in changed[0]) * 2 >= len(changed[0]) and bool(named)
    pairs: list[tuple[str | None, str | None]]
    if by_name:
        pairs = [(name, named.get(name)) for name in one if name in named or name in changed[0]]
        partners = set(named.values())
        pairs += [(None, name) for name in changed[1] if name not in partners]
    else:
        pairs = [(a, b) for a, b in zip_longest(*changed)]
        ends = (one.output.name, other.output.name)
        pairs += [ends] if ends not in pairs else []
    found = tuple(difference for pair in pairs for difference in _between(one, other, pair))
    both = tuple((a, b) for a, b in pairs if a is not None and b is not None)
    return Comparison("name" if by_name else "order", both, found)


def _unnumbered(name: str) -> str:
    return re.sub("~[0-9]+", "", name)


def _calls(derivation: Derivation) -> dict[str, set[str]]:
    """The steps of one name, by it: where two forms do not have as many, the second of one is not that of the other."""
    found: dict[str, set[str]] = {}
    for name in derivation:
        found.setdefault(_unnumbered(name), set()).add(name)
    return found


def _partner(other: Derivation, name: str) -> str | None:
    whole = name if name in other.nodes else other.network.aliases.get(name)
    return whole if whole in other.nodes and whole != INPUT else None


def _between(one: Derivation, other: Derivation, pair: tuple[str | None, str | None]) -> Iterator[Difference]:
    first, second = pair
    if first is None or second is None:
        yield Difference(pair, "", "node", (first, second))
        return
    for axis, partner in zip(one.axes, other.axes, strict=True):
        a, b = one.nodes[first][axis], other.nodes[second][partner]
        for what in COMPARED:
            if what in ("size_min", "size_max") and a.size is not None and b.size is not None:
                continue
            values = _value(one, a, what), _value(other, b, what)
            if what == "output_size" and None in values:
                continue  # the input size of one is not known
            if not _alike(*values):
                yield Difference(pair, axis, what, values)


def _value(derivation: Derivation, field: AxisField, what: str) -> Any:
    value = getattr(field, what)
    return derivation.expanded(value) if is_symbolic(value) else value


def _alike(a: Any, b: Any) -> bool:
    """Whether two answers are equal for all values of the symbols; symbols are the same where their names are."""
    if a is None or b is None or not (is_symbolic(a) or is_symbolic(b)):
        return bool(a == b)
    return str(a) == str(b) or same(a, b)
