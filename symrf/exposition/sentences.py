"""The sentences of a report, before any format: words, names, formulas and numbers in their order.

A sentence has neither a capital nor a full stop: whether it gets them is for the writer to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from symrf.errors import SymrfError, shown
from symrf.exposition.catalogue import kept
from symrf.exposition.table import Cell
from symrf.terms import Rel, Term, parse, parse_value


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
    """English in which formulas stand in backquotes, and letters with an index, such as u_L and s[l-1], also without.

    SymrfError where what stands in backquotes is no formula.

    >>> [piece if isinstance(piece, str) else type(piece).__name__ for piece in prose("of `k - 1` taps and u_L")]
    ['of ', 'Op', ' taps and ', 'At']
    """
    pieces = " ".join(text.split()).split("`")
    if len(pieces) % 2 == 0:
        raise SymrfError(f"{shown(text)}: a backquote without another; a formula stands between two")
    said = [(kept(parse(one)),) if i % 2 else _words(one) for i, one in enumerate(pieces)]
    return tuple(piece for part in said for piece in part)


def _words(text: str) -> Sentence:
    pieces: list[Cell] = list(_INDEXED.split(text))
    pieces[1::2] = [_indexed(str(piece)) for piece in pieces[1::2]]
    return tuple(piece for piece in pieces if piece != "")


def _indexed(piece: str) -> Term:
    letter, _, index = piece.partition("_")
    return parse_value(piece if "[" in piece else f"{letter}[{index}]")
