"""SymPy expressions as text for claims. What a claim does not look into becomes a plain number y1, y2, …"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class PlainNumbers:
    """The plain numbers of one claim: each expression that is not looked into has one."""

    def __init__(self) -> None:
        self.names: dict[Any, str] = {}
        self.unused = 0

    def name(self, expression: Any) -> str:
        """The number that stands for this expression."""
        if expression not in self.names:
            self.unused += 1
            self.names[expression] = f"y{self.unused}"
        return self.names[expression]

    @property
    def where(self) -> dict[str, str]:
        """What each of them stands for."""
        return {short: str(expression) for expression, short in self.names.items()}


def rational_or_joined(e: Any, text: Callable[[Any], str | None]) -> str | None:
    """A fraction, or the parts of a sum or product joined; None where a part has no text, or it is neither."""
    if e.is_Rational:
        return f"({e.p}/{e.q})" if e.q != 1 else f"({e.p})"
    if not (e.is_Add or e.is_Mul):
        return None
    parts = [text(a) for a in e.args]
    return None if None in parts else "(" + (" + " if e.is_Add else "*").join(map(str, parts)) + ")"
