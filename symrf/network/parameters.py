"""How the parameters of layers are checked, and what kind they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from types import NoneType
from typing import Any

from symrf.errors import SymrfError
from symrf.numbers import integer


def each(value: Any, what: str, check: Callable[[Any, str], Any]) -> Any:
    """Check a parameter, or each axis's value of it."""
    if isinstance(value, Mapping):
        if not value:
            raise SymrfError(f"{what} is an empty table; give a number for each axis")
        return {axis: check(v, f"{what} on axis {axis}") for axis, v in value.items()}
    return check(value, what)


def at_least(bound: int | None) -> Callable[[Any, str], Any]:
    """The check of a parameter that is an integer of at least `bound`, or any integer."""
    return lambda value, what: integer(value, what, bound)


PLAIN = frozenset({int, bool, str, Fraction, NoneType})


def plain(values: Iterable[Any]) -> bool:
    """Whether parameters hold no symbols, and are the same along all axes."""
    for value in values:
        if type(value) not in PLAIN and not (type(value) is tuple and PLAIN.issuperset(map(type, value))):
            return False
    return True
