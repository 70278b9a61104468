r"""Markdown as GitHub reads it: formulas as $`…`$ and ```math, tables with pipes, text that stays text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from symrf.exposition.table import Column, File
from symrf.numbers import Number, is_symbolic
from symrf.printed import printed
from symrf.render.writer import Aligned, Finished
from symrf.terms import Rel, Term, inline
from symrf.terms.sympy_form import to_term

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


class Markdown(Aligned):
    """Markdown as GitHub reads it."""

    suffix = "md"

    escape = staticmethod(escape)
    name = staticmethod(name)

    def file(self, file: File) -> Finished:
        """A file that can be opened."""
        return Finished(f"[{name(file.path)}](<{file.address}>)")

    def emphasis(self, text: str) -> Finished:
        """Text that stands out."""
        return Finished(f"*{escape(text)}*")

    def inline(self, tree: Term | Rel) -> Finished:
        """A formula in a line of text."""
        return Finished(f"$`{inline(printed(tree))}`$")

    def display(self, rows: str) -> Finished:
        """Rows of an alignment as a formula of its own."""
        return Finished(f"```math\n\\begin{{aligned}}\n{rows}\n\\end{{aligned}}\n```")

    def number(self, value: Number) -> Finished:
        """A number in a cell."""
        if is_symbolic(value):
            return Finished(f"$`{inline(to_term(value))}`$")
        return Finished(str(value).replace("-", "−"))

    def columns(self, every: Sequence[Column], close: bool = False) -> Finished:
        """The line under the heads of a table: numbers right, words left."""
        return Finished("".join("| ---: " if column.right else "| --- " for column in every) + "|")


WRITER = Markdown()
