"""How the parameters of layers are checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
