"""Whether numbers are among those that an answer is about: its conditions, read again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from symrf.errors import SymrfError
from symrf.network import Network
from symrf.numbers.symbols import symbol
from symrf.questions.solution import Solution
from symrf.repeat import free_symbols, substituted
from symrf.terms import Rel, parse
from symrf.terms.sympy_form import to_sympy
from symrf.terms.tree import ZERO

_SAID = re.compile(r"(.*) is (an integer|odd|even)")


def guarded(network: Network, found: Solution, at: Mapping[str, int]) -> Solution:
    """The answer, into which only numbers are put that the network may have and its conditions allow."""
    if found.put is None:
        return found
    put, own = found.put, {s.name for s in free_symbols(network)}

    def checked(values: Mapping[str, int]) -> Any:
        every = {**at, **values}
        substituted(network, {name: value for name, value in every.items() if name in own})
        broken = outside(found.domain, every)
        if broken:
            numbers = ", ".join(f"{name} = {value}" for name, value in values.items())
            raise SymrfError(f"{numbers}: the answer is one where {broken}")
        return put(values)

    return replace(found, put=checked)


def outside(conditions: Iterable[str], values: Mapping[str, int]) -> str | None:
    """The first condition that does not hold of these numbers; those are left out of which a number is missing.

    >>> outside(["k >= 2", "k is odd"], {"k": 4}), outside(["(k - 1)/2 is an integer"], {"k": 3})
    ('k is odd', None)
    """
    return next((one for one in conditions if _holds(one, values) is False), None)


def _holds(condition: str, values: Mapping[str, int]) -> bool | None:
    said = _SAID.fullmatch(condition)
    tree = parse(said[1] if said else condition, "condition")
    sides = (tree.left, tree.right) if isinstance(tree, Rel) else (tree, ZERO)
    one, other = (_number(side, values) for side in sides)
    if one is None or other is None:
        return None
    if said:
        modulus, rest = {"an integer": (1, 0), "odd": (2, 1), "even": (2, 0)}[said[2]]
        return bool((one - rest) % modulus == 0)
    op = tree.op if isinstance(tree, Rel) else "=="
    return bool({">=": one >= other, "<=": one <= other, ">": one > other, "<": one < other, "==": one == other}[op])


def _number(side: Any, values: Mapping[str, int]) -> Any:
    value = to_sympy(side, {}, symbol)
    value = value.xreplace({s: s - s + values[s.name] for s in value.free_symbols if s.name in values})
    return None if value.free_symbols else value
