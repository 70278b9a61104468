"""A maximum or minimum that the symbols' assumptions leave open, case by case: which argument it is, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice
from typing import Any

from symrf.numbers.number import Number, is_symbolic, plain
from symrf.numbers.order import at_least
from symrf.numbers.sound_sympy import sympy

MAX_CASES, MAX_COMPARISONS, MAX_FLOORS = 12, 300, 3
"""More cases than this are not written out, nor those that are only found by comparing more often, nor those of
extremes with more different floors, of which each comparison takes its time."""


class _TooMany(Exception):
    """More than it is worth."""


class _Budget:
    """How many comparisons are left."""

    def __init__(self, left: int) -> None:
        self.left = left

    def at_least(self, a: Any, b: Any) -> bool:
        """order.at_least, as long as it may be asked."""
        self.left -= 1
        if self.left < 0:
            raise _TooMany
        return at_least(a, b)


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

    Empty where there is no Max or Min, where there are too many cases or to find them takes too much (then left_open
    says so), or where one is of other than integers.

    >>> k = sympy.Symbol("k", integer=True, positive=True)
    >>> for case in by_case([sympy.Max(2, k - 1) + 1]): print(case.conditions, case.values)
    ((k, '<=', 3),) (3,)
    ((k, '>=', 4),) (k,)
    """
    return _divided(tuple(values)) or ()


def left_open(values: Sequence[Number]) -> str:
    """That a Max or Min is left as it stands, as a sentence without a full stop; "" where it is not.

    >>> k = sympy.symbols("k:15", integer=True, positive=True)
    >>> left_open([sympy.Max(*k)]), left_open([sympy.Max(*k[:2])])
    ('a maximum or minimum is left: it has more than 12 cases or 3 floors, or takes more than 300 comparisons', '')
    """
    if _divided(tuple(values)) is not None:
        return ""
    many = f"more than {MAX_CASES} cases or {MAX_FLOORS} floors, or takes more than {MAX_COMPARISONS} comparisons"
    return f"a maximum or minimum is left: it has {many}"


@lru_cache(maxsize=64)
def _divided(values: tuple[Number, ...]) -> tuple[Case, ...] | None:
    """The cases; None where they are too many."""
    try:
        found = _cases(values, _Budget(MAX_COMPARISONS))
    except _TooMany:
        return None
    return found if any(case.values != found[0].values for case in found) else ()


def _cases(values: Sequence[Number], budget: _Budget) -> tuple[Case, ...]:
    if len(set(islice(_floors(values), MAX_FLOORS + 1))) > MAX_FLOORS:
        raise _TooMany
    opened, extremes = _opened(values)
    todo, done = [Chosen((), {})], list[Chosen]()
    while todo:
        case = todo.pop()
        if len(case.which) == len(extremes):
            done.append(case)
            continue
        split = _split(case, *extremes[len(case.which)], budget)
        if split is None:
            return ()
        if len(done) + len(todo) + len(split) > MAX_CASES:
            raise _TooMany
        todo += reversed(split)
    return tuple(Case(_needed(c.when, budget), tuple(plain(c.put(v)) for v in opened)) for c in done)


def _floors(values: Sequence[Number]) -> Iterator[Any]:
    """The floors within a Max or Min, each once; every part of the values is looked at once, or twice."""
    todo = [(value, False) for value in values if is_symbolic(value)]
    done = set(todo)
    while todo:
        part, within = todo.pop()
        if within and isinstance(part, sympy.floor):
            yield part
        within = within or isinstance(part, sympy.Max | sympy.Min)
        new = [(a, within) for a in part.args if (a, within) not in done]
        done.update(new)
        todo += new


@dataclass(frozen=True)
class Chosen:
    """Which argument each extreme is, for as many as are decided, where every expression of `when` is at least 0."""

    when: tuple[Any, ...]
    which: dict[Any, Any]

    def put(self, value: Number) -> Number:
        """The value with the chosen arguments in it."""
        return value.xreplace(self.which) if is_symbolic(value) else value


def _opened(values: Sequence[Number]) -> tuple[list[Number], list[tuple[Any, Any]]]:
    """The values with a stand-in for each Max and Min, and these as (stand-in, extreme), the inner ones first.

    (Put into a Max, a value makes SymPy compare all its arguments anew.)
    """
    known: dict[Any, Any] = {}
    extremes: list[tuple[Any, Any]] = []

    def opened(part: Any) -> Any:
        if part not in known:
            inner = [opened(a) for a in part.args]
            if isinstance(part, sympy.Max | sympy.Min):
                known[part] = sympy.Dummy(integer=part.is_integer)
                extremes.append((known[part], type(part)(*inner, evaluate=False)))
            else:
                known[part] = part.func(*inner) if part.has(sympy.Max, sympy.Min) else part
        return known[part]

    return [opened(value) if is_symbolic(value) else value for value in values], extremes


def _split(case: Chosen, name: Any, extreme: Any, budget: _Budget) -> list[Chosen] | None:
    """The case once for every argument that can be the extreme one, the first of equals; None of non-integers."""
    arguments = sorted(map(case.put, extreme.args), key=sympy.default_sort_key)
    if len(arguments) * (len(arguments) - 1) > budget.left:
        raise _TooMany
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
            when = _with(when, ahead - 1 if j < i else ahead, budget)
        if when is not None:
            found.append(Chosen(when, {**case.which, name: chosen}))
    return found


def _with(when: tuple[Any, ...], condition: Any, budget: _Budget) -> tuple[Any, ...] | None:
    """The conditions and one more; None where that contradicts them."""
    if _follows(condition, when, budget):
        return when
    return None if _follows(-condition - 1, when, budget) else (*when, condition)


def _follows(condition: Any, when: tuple[Any, ...], budget: _Budget) -> bool:
    """Whether a condition holds whenever the others do: it is at least 0, one of them, or two of them together."""
    pairs = (a + b for a, b in combinations(when, 2))
    return any(budget.at_least(condition, known) for known in (0, *when, *pairs))


def _needed(when: tuple[Any, ...], budget: _Budget) -> tuple[Any, ...]:
    """The conditions without those that follow from the others."""
    kept = list(when)
    for condition in when:
        others = tuple(c for c in kept if c is not condition)
        if _follows(condition, others, budget):
            kept = list(others)
    return tuple(kept)


def _relation(condition: Any) -> tuple[Any, str, Any]:
    minus = [term for term in sympy.Add.make_args(condition) if term.could_extract_minus_sign()]
    right = -sympy.Add(*minus)
    left = condition + right
    turned = left.is_number or len(left.as_ordered_terms()) > len(right.as_ordered_terms()) and not right.is_number
    return (right, "<=", left) if turned else (left, ">=", right)
