"""A maximum or minimum that the symbols' assumptions leave open, case by case: which argument it is, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import sympy

from symrf.dominance import at_least
from symrf.number import Number, is_symbolic, plain

MAX_CASES = 12
"""More cases than this are not written out."""


@dataclass(frozen=True)
class Case:
    """The values where every expression of `when` is at least 0."""

    when: tuple[Any, ...]
    values: tuple[Number, ...]

    @property
    def conditions(self) -> tuple[tuple[Any, str, Any], ...]:
        """The same as a >= b or a <= b, without minus signs, the shorter side left, a number right."""
        return tuple(map(_relation, self.when))


def by_case(values: Sequence[Number]) -> tuple[Case, ...]:
    """The values without Max and Min, one case for each way in which these can turn out; exactly one case holds.

    Empty where there is no Max or Min, where there are too many cases, or where one is of other than integers.

    >>> k = sympy.Symbol("k", integer=True, positive=True)
    >>> for case in by_case([sympy.Max(2, k - 1) + 1]): print(case.conditions, case.values)
    ((k, '<=', 3),) (3,)
    ((k, '>=', 4),) (k,)
    """
    todo, done = [Case((), tuple(values))], list[Case]()
    while todo:
        case = todo.pop()
        found = _innermost(case.values)
        if found is None:
            done.append(case)
            continue
        split = _split(case, found)
        if split is None or len(done) + len(todo) + len(split) > MAX_CASES:
            return ()
        todo += reversed(split)
    found = tuple(Case(_needed(c.when), tuple(map(plain, c.values))) for c in done)
    return found if any(case.values != found[0].values for case in found) else ()


def _innermost(values: Sequence[Number]) -> Any:
    """A Max or Min with no other inside."""
    for value in values:
        for part in sympy.postorder_traversal(value) if is_symbolic(value) else ():
            if isinstance(part, sympy.Max | sympy.Min):
                return part
    return None


def _split(case: Case, extreme: Any) -> list[Case] | None:
    """The case once for every argument that can be the extreme one, the first of equals; None of non-integers."""
    arguments = sorted(extreme.args, key=sympy.default_sort_key)
    sign = 1 if isinstance(extreme, sympy.Max) else -1
    found = []
    for i, chosen in enumerate(arguments):
        when: tuple[Any, ...] | None = case.when
        for j, other in enumerate(arguments):
            if i == j or when is None:
                continue
            ahead = sympy.expand(sign * (chosen - other)).primitive()[1]
            if not ahead.is_integer:
                return None
            when = _with(when, ahead - 1 if j < i else ahead)
        if when is not None:
            values = (v.xreplace({extreme: chosen}) if is_symbolic(v) else v for v in case.values)
            found.append(Case(when, tuple(values)))
    return found


def _with(when: tuple[Any, ...], condition: Any) -> tuple[Any, ...] | None:
    """The conditions and one more; None where that contradicts them."""
    if _follows(condition, when):
        return when
    return None if _follows(-condition - 1, when) else (*when, condition)


def _follows(condition: Any, when: tuple[Any, ...]) -> bool:
    """Whether a condition holds whenever the others do: it is at least 0, one of them, or two of them together."""
    pairs = (a + b for a, b in combinations(when, 2))
    return any(at_least(condition, known) for known in (0, *when, *pairs))


def _needed(when: tuple[Any, ...]) -> tuple[Any, ...]:
    """The conditions without those that follow from the others."""
    kept = list(when)
    for condition in when:
        others = tuple(c for c in kept if c is not condition)
        if _follows(condition, others):
            kept = list(others)
    return tuple(kept)


def _relation(condition: Any) -> tuple[Any, str, Any]:
    minus = [term for term in sympy.Add.make_args(condition) if term.could_extract_minus_sign()]
    right = -sympy.Add(*minus)
    left = condition + right
    turned = left.is_number or len(left.as_ordered_terms()) > len(right.as_ordered_terms()) and not right.is_number
    return (right, "<=", left) if turned else (left, ">=", right)
