r"""Markdown as GitHub reads it: formulas as $`…`$ and ```math, tables with pipes, text that stays text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from symrf.exposition.instance import Step
from symrf.exposition.numbers import to_term
from symrf.render.breaking import by_case, chained, flat, relation
from symrf.render.cases import ByCase
from symrf.render.latex import spaced
from symrf.render.page import Finished
from symrf.render.table import Cell, Column, Name, decimal
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, latex

_ENTITIES = {c: f"&#{ord(c)};" for c in "$|<>&@`~"}
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./:-]*")


def escape(text: str) -> Finished:
    r"""Text that is read as it was typed: nothing in it is Markdown, HTML or mathematics.

    >>> print(escape("conv1_1 *|* $x$ <script>"))
    conv1_1 \*&#124;\* &#36;x&#36; &#60;script&#62;
    """
    if isinstance(text, Finished):
        return text
    line = unicodedata.normalize("NFC", " ".join(str(text).split()))
    return Finished("".join(_escaped(line, i) for i in range(len(line))))


def _escaped(line: str, i: int) -> str:
    c = line[i]
    if c in _ENTITIES:
        return _ENTITIES[c]
    if not c.isprintable():
        return ""
    inside = 0 < i < len(line) - 1 and line[i - 1].isalnum() and line[i + 1].isalnum()
    if c == ":" and (inside or line[i + 1 : i + 2] == "/"):
        return "&#58;"
    if c in "\\*[]#!" or c == "_" and not inside:
        return f"\\{c}"
    return c


def name(text: str) -> Finished:
    """A node's name, as code where it is plain."""
    return Finished(f"`{text}`") if _PLAIN_NAME.fullmatch(text) else escape(text)


def emphasis(text: str) -> Finished:
    """Text that stands out."""
    return Finished(f"*{escape(text)}*")


def prose(text: str) -> Finished:
    """English in which a letter with an index, such as u_L, is a formula."""
    return spaced(text, escape, inline)


def inline(tree: Term | Rel) -> Finished:
    """A formula in a line of text."""
    return Finished(f"$`{latex(tree)}`$")


def listed(every: Sequence[Term | Rel]) -> Finished:
    """Formulas in a line of text, one after the other."""
    return Finished(", ".join(map(inline, every)))


def chain(left: Term, steps: Sequence[Step]) -> Finished:
    """left = step = step …, displayed."""
    return display(chained(left, list(steps)))


def claims(*every: Sequence[Rel]) -> Finished:
    """Groups of claims, displayed: a group in one line, the groups one under the other."""
    return display(" \\\\\n".join(relation(*group) for group in every if group))


def rows(every: Sequence[Rel]) -> Finished:
    """Claims, one under the other, displayed."""
    return claims(*((claim,) for claim in every))


def cases(every: Sequence[ByCase]) -> Finished:
    """Numbers case by case, one under the other, displayed."""
    return display(" \\\\[1ex]\n".join(by_case(one.symbol, one.rows) for one in every))


def display(aligned: str) -> Finished:
    """Rows of an alignment as a formula of its own."""
    return Finished(f"```math\n\\begin{{aligned}}\n{aligned}\n\\end{{aligned}}\n```")


def cell(value: Cell) -> Finished:
    """A cell of a layer table."""
    match value:
        case None:
            return Finished("")
        case Name(name=text):
            return name(text)
        case Num() | Sym() | At() | Op() | Big():
            return inline(value)
        case str():
            return escape(value)
    return Finished(decimal(value) or f"$`{flat(to_term(value))}`$")


def columns(every: Sequence[Column]) -> Finished:
    """The line under the heads of a table: numbers right, words left."""
    return Finished("".join("| ---: " if column.right else "| --- " for column in every) + "|")


def heading(column: Column) -> Finished:
    """The head of a column."""
    return escape(column.heading) if isinstance(column.heading, str) else inline(column.heading)
