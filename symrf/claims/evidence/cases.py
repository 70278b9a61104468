"""Conditions only where there is a copy, "m >= 4 where B >= 3": a claim is proved without copies, and with some."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from symrf.numbers.symbols import least_of, symbol

CONDITION = re.compile(r"(\w+) >= (-?\d+) where (\w+) >= (\d+)")
MOST = 3
"""Of more such conditions the first few are used; each doubles the claim."""

Relation = tuple[Any, str, Any]


def cases(relations: Sequence[Relation], conditions: Iterable[str]) -> list[Relation]:
    """The relations without a copy, and with some, in symbols that say so; one such pair for every condition.

    >>> m, B = symbol("m"), symbol("B", 2)
    >>> cases([(m * (B - 2), ">=", 4 * (B - 2))], ["k is odd", "m >= 4 where B >= 3"])
    [(0, '>=', 0), (m*(B - 2), '>=', 4*B - 8)]
    """
    found = list(relations)
    for one in [match for text in conditions if (match := CONDITION.fullmatch(text))][:MOST]:
        name, least, count, some = one[1], int(one[2]), one[3], int(one[4])
        found = [case for relation in found for case in _two(relation, name, least, count, some)]
    return found


def _two(relation: Relation, name: str, least: int, count: str, some: int) -> list[Relation]:
    left, op, right = relation
    known = {s.name: s for side in (left, right) for s in side.free_symbols}
    if name not in known or count not in known or least_of(known[count]) != some - 1:
        return [relation]
    number = known[count] * 0 + some - 1
    raised = {known[count]: _from(known[count], some), known[name]: _from(known[name], least)}
    put: list[dict[Any, Any]] = [{known[count]: number}, raised]
    return [(left.xreplace(at), op, right.xreplace(at)) for at in put]


def _from(one: Any, least: int) -> Any:
    before = least_of(one)
    return symbol(one.name, least if before is None else max(least, before), one.is_odd)
