"""The sentences of a report, before any format: words, names, formulas and numbers in their order.

A sentence has neither a capital nor a full stop: whether it gets them is for the writer to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from symrf.exposition.table import Cell
from symrf.terms import Rel, Term, parse_value


@dataclass(frozen=True)
class Emphasis:
    """Words that stand out."""

    text: str


Sentence = tuple[Cell | Rel | Emphasis, ...]
"""Text is words, with the blanks between them and what stands beside them."""

_INDEXED = re.compile(r"\b([A-Za-z]_[A-Za-z0-9]\b|[A-Za-z]{1,5}\[[a-zL0-9 +-]{1,7}\])")


def listed(every: Iterable[Cell | Rel]) -> Iterator[Cell | Rel]:
    """What is listed, commas between."""
    for i, one in enumerate(every):
        yield from (", ", one) if i else (one,)


def prose(text: str) -> Sentence:
    """English in which letters with an index stand, such as u_L and s[l-1].

    >>> [piece if isinstance(piece, str) else piece.name for piece in prose("of u_L and s[l-1]")]
    ['of ', 'u', ' and ', 's']
    """
    pieces: list[Cell] = list(_INDEXED.split(" ".join(text.split())))
    pieces[1::2] = [_indexed(str(piece)) for piece in pieces[1::2]]
    return tuple(piece for piece in pieces if piece != "")


def _indexed(piece: str) -> Term:
    letter, _, index = piece.partition("_")
    return parse_value(piece if "[" in piece else f"{letter}[{index}]")
