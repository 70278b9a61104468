"""Conditions under which a claim is made, as somebody typed them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from symrf.errors import SymrfError
from symrf.terms import Rel, text

AND = re.compile(r"\s+and\s+|\s*\\land\b\s*")

def split(where: Iterable[str] | str) -> tuple[str, ...]:
    """The single conditions of a list whose members may be joined by "and", or by commas.

    >>> split(["k = 3, s = 1", "r[0] == Sum(k[i], (i, 1, L)) and L >= 2"])
    ('k = 3', 's = 1', 'r[0] == Sum(k[i], (i, 1, L))', 'L >= 2')
    """
    given = [where] if isinstance(where, str) else list(where)
    if not all(isinstance(condition, str) for condition in given):
        raise SymrfError("where: not text; write for example d[l] == 1")
    joined_by_and = (part for condition in given for part in AND.split(condition.strip()))
    return tuple(part.strip() for parts in joined_by_and for part in _apart(parts))


def _apart(text: str) -> list[str]:
    """What stands between commas outside of all brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def joined(conditions: Iterable[Rel]) -> str:
    """Conditions as text that can be read again."""
    return " and ".join(text(condition) for condition in conditions)
