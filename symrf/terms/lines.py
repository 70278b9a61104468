"""Where a claim ends and the next begins: at a line break typed in LaTeX, or between lines that are claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

OPEN = {"LPAR": "RPAR", "LBRACE": "RBRACE", "LSQB": "RSQB", "INDEX": "RSQB", "LFLOOR": "RFLOOR",
        "LCEIL": "RCEIL"}  # fmt: skip
SIGNS = {"EQ", "CMP", "PLUS", "MINUS", "STAR", "SLASH", "SEP", "NEWLINE", "COMMA"}
"""A formula that ends or goes on with one of these has not ended."""


class Token(NamedTuple):
    """A word or sign of a formula; at: the character where it starts, counted from 0."""

    kind: str
    text: str
    at: int


def separated(found: Sequence[Token], source: str) -> Iterator[Token]:
    """The tokens, claims apart: a line break ends a claim, unless the formula goes on with a sign.

    One that is not typed as \\\\ ends it only where relations stand before it and after it.
    """
    ends = _lines(found, source)
    for i, token in enumerate(found):
        if i in ends:
            yield Token("SEP", "", token.at)
        if token.kind != "NEWLINE":
            yield token
            continue
        after = found[i + 1].kind if i + 1 < len(found) else "SEP"
        before = found[i - 1].kind if i else "SEP"
        if after not in SIGNS and before not in SIGNS:
            yield token._replace(kind="SEP")


def _lines(found: Sequence[Token], source: str) -> set[int]:
    """The tokens with which a line begins that is a claim of its own, after one."""
    breaks: list[int] = []
    relations: list[int] = []
    depth = 0
    for i, token in enumerate(found):
        outside = depth == 0
        depth += (token.kind in OPEN) - (token.kind in OPEN.values())
        before = found[i - 1] if i else token
        if token.kind in ("EQ", "CMP") and outside:
            relations.append(i)
        elif outside and "\n" in source[before.at : token.at] and not {before.kind, token.kind} & SIGNS:
            breaks.append(i)
    ends: set[int] = set()
    first = 0
    for i, after in pairwise([*breaks, len(found)]):
        if any(first <= r < i for r in relations) and any(i <= r < after for r in relations):
            ends.add(i)
            first = i
    return ends
