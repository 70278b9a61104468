"""Conditions under which a claim is made, as somebody typed them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from symrf.errors import SymrfError
from symrf.terms import Rel, text

AND = re.compile(r"\s+and\s+|\s*\\land\b\s*")


def split(where: Iterable[str] | str) -> tuple[str, ...]:
    """The single conditions of a list whose members may be joined by "and"."""
    given = [where] if isinstance(where, str) else list(where)
    if not all(isinstance(condition, str) for condition in given):
        raise SymrfError("where: not text; write for example d[l] == 1")
    return tuple(part for condition in given for part in AND.split(condition.strip()))


def joined(conditions: Iterable[Rel]) -> str:
    """Conditions as text that can be read again."""
    return " and ".join(text(condition) for condition in conditions)
