"""Conditions on symbols, such as "k is odd" or "k >= i + 1 for i = 1 .. B", cut up into words and formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from symrf.terms import Rel, Term, parse

Spoken = tuple[str | Term | Rel, ...]
"""Words and formulas, in their order."""

_WORDS = re.compile(r"( is odd| is even| is an integer| where | for | \.\. )")


def spoken(condition: str) -> Spoken:
    """The condition as words and formulas.

    >>> from symrf.terms import text
    >>> [x if isinstance(x, str) else text(x) for x in spoken("k/2 is an integer for i = 1 .. B")]
    ['k/2', 'is an integer', 'for', 'i == 1', 'to', 'B']
    """
    pieces = [piece for piece in _WORDS.split(condition) if piece]
    return tuple(
        ("to" if piece == " .. " else piece.strip()) if _WORDS.fullmatch(piece) else parse(piece, "condition")
        for piece in pieces
    )


def spaced(one: object) -> Iterator[Any]:
    """The words and formulas of a condition with blanks between them; what is no condition as it is.

    >>> list(spaced(("k", "is odd"))), list(spaced(3))
    (['k', ' ', 'is odd'], [3])
    """
    for i, piece in enumerate(one if isinstance(one, tuple) else (one,)):
        yield from (" ", piece) if i else (piece,)
