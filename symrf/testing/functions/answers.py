"""What somebody's function returned, made plain: numbers by quantity, or what is the matter with it."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from symrf.errors import SymrfError, near, shown
from symrf.numbers import plain
from symrf.testing.truth import QUANTITIES

REGIONS = ("regions", "regions_in_bounds")
DIGITS = 1100
LARGEST = 10**DIGITS
"""Numerators and denominators are smaller: those of every float are, and no network here comes near."""


class WrongShape(Exception):
    """What a function returned is not what its adapter was told."""


@dataclass(frozen=True)
class Returned:
    """values: by quantity, as int or Fraction, regions by feature. problem: why there are none. notes: what is odd.

    unsupported: the function says that it cannot do this network (NotImplementedError). hung, ended: it did not return,
    or the process that it ran in is gone.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""
    notes: tuple[str, ...] = ()
    unsupported: bool = False
    hung: bool = False
    ended: bool = False


def read_answer(returned: Any) -> Returned:
    """The answer that a returned mapping gives; quantities that are None are not answered.

    >>> read_answer({"size": 3.0, "center": 0.5}).values
    {'size': 3, 'center': Fraction(1, 2)}
    >>> read_answer({"size": "3"}).problem
    "returned '3' for size; a number is expected"
    """
    if not isinstance(returned, Mapping):
        return Returned(problem=f"returned {seen(returned)}; a mapping of {', '.join(QUANTITIES)} is expected")
    values: dict[str, Any] = {}
    notes: list[str] = []
    try:
        for key, value in returned.items():
            if key not in QUANTITIES:
                close = near(key, QUANTITIES) if isinstance(key, str) else ""
                raise SymrfError(f"returned the key {shown(key)}; {close}known are {', '.join(QUANTITIES)}")
            if value is not None:
                values[key] = _regions(value, key, notes) if key in REGIONS else number(value, key, notes)
    except SymrfError as error:
        return Returned(problem=str(error), notes=tuple(notes))
    return Returned(values, notes=tuple(dict.fromkeys(notes)))


def number(value: Any, what: str, notes: list[str]) -> int | Fraction:
    """A returned number as int or Fraction; SymrfError where it is none. Other libraries' numbers are noted."""
    kind = type(value)
    if kind.__module__ != "builtins" and hasattr(value, "item"):
        shape = getattr(value, "shape", ())
        if tuple(shape) != ():
            raise SymrfError(f"returned {seen(value)} of shape {shown(tuple(shape))} for {what}; a number is expected")
        notes.append(f"returned {kind.__module__}.{kind.__qualname__} for {what}; a plain number serializes better")
        value = value.item()
    if isinstance(value, bool):
        raise SymrfError(f"returned {value} for {what}; a number is expected")
    if isinstance(value, numbers.Rational):
        found = Fraction(int(value.numerator), int(value.denominator))
        if max(abs(found.numerator), found.denominator) >= LARGEST:
            raise SymrfError(f"returned a number of more than {DIGITS} digits for {what}; a smaller one is expected")
        return plain(found)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise SymrfError(f"returned {value} for {what}; a finite number is expected")
        return plain(Fraction(value))
    raise SymrfError(f"returned {seen(value)} for {what}; a number is expected")


def _regions(value: Any, what: str, notes: list[str]) -> dict[int, Any]:
    """{y: (first, last) or None}; a sequence is of features 0, 1, …"""
    if isinstance(value, Sequence) and not isinstance(value, str):
        value = dict(enumerate(value))
    if not isinstance(value, Mapping):
        raise SymrfError(f"returned {seen(value)} for {what}; a mapping from feature to (first, last) is expected")
    return {int(number(y, f"a feature of {what}", notes)): _region(pair, what, notes) for y, pair in value.items()}


def _region(pair: Any, what: str, notes: list[str]) -> tuple[Any, Any] | None:
    if pair is None:
        return None
    if isinstance(pair, str) or not hasattr(pair, "__len__") or len(pair) != 2:
        raise SymrfError(f"returned {seen(pair)} for a region of {what}; (first, last) is expected")
    first, last = pair
    return number(first, what, notes), number(last, what, notes)


def seen(value: Any) -> str:
    """A returned value for a message; its repr may be anything, so it is guarded."""
    try:
        return shown(value)
    except Exception:
        return f"a {type(value).__name__}"
