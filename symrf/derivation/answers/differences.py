"""Two networks side by side: what their nodes see differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from symrf.derivation.answers.nodes import Derivation
from symrf.derivation.answers.pairing import COMPARED, Pair, paired, value
from symrf.errors import SymrfError
from symrf.numbers import is_symbolic, same


@dataclass(frozen=True)
class Difference:
    """What two nodes do not have in common, along an axis; a node without a partner differs in what = "node"."""

    nodes: Pair
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
    linear~2 or add_1, where both have all the same numbers. A layer without a partner by name has the one between the
    same partners that is the same operation, best one that sees the same. A size of a map that is not known in one is
    no difference. SymrfError where the numbers of axes differ.

    >>> from symrf.derivation import derive
    >>> from symrf.layers import Conv
    >>> found = compare(derive(Conv(3) >> Conv(3)), derive(Conv(3) >> Conv(5)))
    >>> [(d.nodes, d.what, d.values) for d in found.differences if d.what == "size"]
    [(('conv2', 'conv2'), 'size', (5, 7))]
    """
    if len(one.axes) != len(other.axes):
        raise SymrfError(f"the axes are {', '.join(one.axes)} and {', '.join(other.axes)}; they cannot be compared")
    by, pairs = paired(one, other)
    found = tuple(difference for pair in pairs for difference in _between(one, other, pair))
    both = tuple((a, b) for a, b in pairs if a is not None and b is not None)
    return Comparison(by, both, found)


def _between(one: Derivation, other: Derivation, pair: Pair) -> Iterator[Difference]:
    first, second = pair
    if first is None or second is None:
        yield Difference(pair, "", "node", (first, second))
        return
    for axis, partner in zip(one.axes, other.axes, strict=True):
        a, b = one.nodes[first][axis], other.nodes[second][partner]
        for what in COMPARED:
            if what in ("size_min", "size_max") and a.size is not None and b.size is not None:
                continue
            values = value(one, a, what), value(other, b, what)
            if what == "output_size" and None in values:
                continue  # the input size of one is not known
            if not _alike(*values):
                yield Difference(pair, axis, what, values)


def _alike(a: Any, b: Any) -> bool:
    """Whether two answers are equal for all values of the symbols; symbols are the same where their names are."""
    if a is None or b is None or not (is_symbolic(a) or is_symbolic(b)):
        return bool(a == b)
    return str(a) == str(b) or same(a, b)
