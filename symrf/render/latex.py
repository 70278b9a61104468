r"""LaTeX: text that stays text, and formulas in the order of a paper.

The output is ASCII and needs amsmath, booktabs and longtable at most. Whatever a user wrote (titles, names of nodes)
goes through `escape`; a formula is printed from its tree, whose names are letters, digits and _ only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from html.entities import name2codepoint
from itertools import accumulate, takewhile

from symrf.exposition.table import Cell, Column, File, Name
from symrf.numbers import Number
from symrf.printed import printed
from symrf.render.writer import Aligned, Finished
from symrf.terms import Rel, Term, inline
from symrf.terms.latex import width
from symrf.terms.sympy_form import to_term

_ASCII = {
    "$": r"{\char36}", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%", "^": r"{\char94}", "~": r"{\char126}",
    "\\": r"\ensuremath{\backslash}", "{": r"\ensuremath{\{}", "}": r"\ensuremath{\}}",
    "<": r"\ensuremath{<}", ">": r"\ensuremath{>}", "|": r"\ensuremath{|}",
}  # fmt: skip
LETTER, WORD, DIGIT, GAP, PAGE, NARROWEST = 0.16, 0.14, 0.12, 0.32, 15.8, 2.5
"""Centimetres: a typewriter letter, another and a digit of a table, the gap of columns, the text, a column of names."""

MANY, LONG = 12, 400
"""Lines of an alignment that may be broken; letters of a name that is set in full."""

_LIGATURES = ("--", "''", "``", ",,", "?`", "!`")
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"', "\u0327": "c", "\u030a": "r",
    "\u030c": "v", "\u0304": "=", "\u0306": "u", "\u0307": ".", "\u030b": "H",
}  # fmt: skip
_OTHERS = {
    "\u00df": r"\ss{}", "\u00e6": r"\ae{}", "\u00c6": r"\AE{}", "\u00f8": r"\o{}", "\u00d8": r"\O{}",
    "\u0153": r"\oe{}", "\u0152": r"\OE{}", "\u0142": r"\l{}", "\u0141": r"\L{}", "\u0131": r"\i{}",
    "\u2013": "--", "\u2014": "---", "\u2018": "`", "\u2019": "'", "\u201c": "``", "\u201d": "''",
    "\u2026": r"\dots{}", "\u00a0": "~", "\u00d7": r"\ensuremath{\times}", "\u2192": r"\ensuremath{\to}",
    "\u00b7": r"\ensuremath{\cdot}", "\u2264": r"\ensuremath{\le}", "\u2265": r"\ensuremath{\ge}",
}  # fmt: skip
_OTHERS |= {
    chr(code): rf"\ensuremath{{\{name}}}"
    for name, code in name2codepoint.items()
    if 0x3B1 <= code <= 0x3C9 and name not in ("omicron", "sigmaf")
}


def escape(text: str, every: int = 24) -> Finished:
    r"""Text for text mode: what was typed is what is read, on one line; very long words may be broken.

    >>> print(escape(r"50% of $x_1$ \input{a}"))
    50\% of {\char36}x\_1{\char36} \ensuremath{\backslash}input\ensuremath{\{}a\ensuremath{\}}
    """
    return text if isinstance(text, Finished) else Finished(_written(text, every, ""))


def name(text: str) -> Finished:
    r"""A node's name, which a line may end in after / _ . - and within long words.

    >>> print(name("conv1/conv1_1"))
    \symrfname{conv1/\allowbreak{}conv1\_\allowbreak{}1}
    """
    short = _ending(text)
    dots = "" if short == text else r"\dots{}"
    return Finished(rf"\symrfname{{{dots}{_written(short, 12, '/_.-')}}}")


def _ending(text: str) -> str:
    """The end of a name that would take half a page."""
    return text[-_fitting(reversed(text)) :]


def _fitting(text: Iterable[str]) -> int:
    """How many of these characters are LONG letters wide, or all."""
    return sum(1 for _ in takewhile(lambda so_far: so_far <= LONG, accumulate(map(letters, text))))


def _written(text: str, every: int, after: str) -> str:
    """Every character escaped, with \\allowbreak after those of `after` and after `every` letters of a long word."""
    written, run = [], 0
    before = ""
    for c in unicodedata.normalize("NFC", " ".join(str(text).split())):
        escaped = _escaped(c)
        written.append("{}" * (before + c in _LIGATURES) + escaped)
        before = c
        run = 0 if c == " " else run + (1 if "\\" in escaped else len(escaped))
        if run and (c in after or run >= every):
            written.append(r"\allowbreak{}")
            run = 0
    return "".join(written).removesuffix(r"\allowbreak{}")


def _escaped(c: str) -> str:
    if c in _ASCII or c in _OTHERS:
        return _ASCII.get(c) or _OTHERS[c]
    if c.isascii():
        return c if c.isprintable() else ""
    taken_apart = unicodedata.normalize("NFD", c)
    base, mark = taken_apart[0], taken_apart[1:]
    if base.isascii() and base.isalpha() and mark in _ACCENTS:
        return rf"\{_ACCENTS[mark]}{{{base}}}"
    return _spelt(c)


def letters(name: str) -> int:
    """About how many letters wide a name is set, as those of other alphabets are spelt.

    >>> letters("conv_1"), letters("層")
    (6, 4)
    """
    return min(sum(1 if c.isascii() or c in _OTHERS else len(_escaped(c)) for c in name), LONG)


def _spelt(c: str) -> str:
    """A character that pdflatex's usual fonts do not have, in Latin letters; its number only where it has no sound.

    >>> _spelt("\u0436"), _spelt("\u304b"), _spelt("\u5c42"), _spelt("\U0001f600"), _spelt("\u200d")
    ('zh', 'ka', 'Ceng', ':grinning:', '[U+200D]')
    """
    from anyascii import anyascii

    latin = anyascii(c)
    return "".join(_ASCII.get(letter, letter) for letter in latin) or f"[U+{ord(c):04X}]"


class Latex(Aligned):
    """LaTeX for pdflatex. macros: those that a table in a text of somebody's own needs; lines: of a table on a page;
    plain: centimetres of a table that fits a plain article with wide gaps."""

    suffix = "tex"
    lines = 50
    plain = 11.5
    macros = Finished(
        "\\providecommand{\\symrfname}[1]{\\texttt{#1}}\n\\providecommand{\\symrffit}[1]"
        r"{{\sbox0{#1}\ifdim\wd0>\linewidth\resizebox{\linewidth}{!}{\usebox0}\else\usebox0\fi}}"
    )

    escape = staticmethod(escape)
    name = staticmethod(name)

    def title(self, text: str) -> Finished:
        """A title that no page may end within, over a section or in a cell: the beginning of a longer one."""
        fits = _fitting(text)
        return escape(text if fits >= len(text) else f"{text[:fits]}\u2026")

    def file(self, file: File) -> Finished:
        """A file that can be opened, where the document has hyperref; its name elsewhere."""
        address = file.address.replace("%", r"\%")
        return Finished(rf"{{\providecommand\href[2]{{#2}}\href{{{address}}}{{{self.name(file.path)}}}}}")

    def emphasis(self, text: str) -> Finished:
        """Text that stands out."""
        return Finished(rf"\emph{{{escape(text)}}}")

    def inline(self, tree: Term | Rel) -> Finished:
        """A formula in a line of text."""
        return Finished(f"${inline(printed(tree))}$")

    def display(self, rows: str) -> Finished:
        """Rows of an alignment as a formula of its own; a page may end in it where they are many."""
        shown = f"\\begin{{align*}}\n{rows}\n\\end{{align*}}"
        return Finished(shown if rows.count("\n") < MANY else f"{{\\allowdisplaybreaks[2]\n{shown}}}")

    def number(self, value: Number) -> Finished:
        """A number in a cell."""
        plain = isinstance(value, int) and value >= 0
        return Finished(str(value) if plain else f"${inline(to_term(value))}$")

    def columns(self, every: Sequence[Column], close: bool = False) -> Finished:
        """The column types of a table: numbers right, words left, long names in a paragraph; close: little between."""
        widest = self._room(every)
        gap = r"@{\hspace{6pt}}" if close else ""
        return Finished(gap.join("r" if column.right else _words(column, widest) for column in every))

    def small(self, every: Sequence[Column]) -> Finished:
        """Letters and gaps with which a table fits the page, the largest that do."""
        wide = [(self._wide(column), any(isinstance(cell, Name) for cell in column.cells)) for column in every]
        narrow = (min(width, NARROWEST) if names else width for width, names in wide)
        over = (sum(narrow) + GAP * len(every)) / PAGE
        size, gap = ("footnotesize", 4.5) if over <= 1 else ("scriptsize", 3) if over <= 1.15 else ("tiny", 2)
        return Finished(rf"\{size}\setlength{{\tabcolsep}}{{{gap}pt}}")

    def parts(self, every: Sequence[Column]) -> list[list[tuple[Cell, ...]]]:
        """The rows of a table in as many as there are of tables that are no higher than a page."""
        room, found, used = self._room(every), list[list[tuple[Cell, ...]]](), self.lines
        for row in zip(*(column.cells for column in every), strict=True):
            lines = max((letters(cell.name) * LETTER / room + 1 for cell in row if isinstance(cell, Name)), default=1)
            if used + int(lines) > self.lines:
                found.append([])
                used = 0
            found[-1].append(row)
            used += int(lines)
        return found

    def widest(self, column: Column) -> Finished:
        """The widest cell of a column but names, as all parts of a table are to be of one width."""
        cells = [self.cell(cell) for cell in column.cells if not isinstance(cell, Name)]
        return max(cells, key=lambda cell: width(cell.strip("$")), default=Finished(""))

    def _room(self, every: Sequence[Column]) -> float:
        """How wide a column of names may be, as others take what they take."""
        names = [column for column in every if any(isinstance(cell, Name) for cell in column.cells)]
        taken = sum(self._wide(column) for column in every if column not in names) + GAP * len(every)
        return max((PAGE - taken) / max(len(names), 1), NARROWEST)

    def wide(self, every: Sequence[Column]) -> float:
        """About how wide a table is."""
        names = [[letters(cell.name) for cell in column.cells if isinstance(cell, Name)] for column in every]
        taken = sum(self._wide(column) for column, longest in zip(every, names, strict=True) if not longest)
        return taken + GAP * len(every) + sum(max(longest) * LETTER for longest in names if longest)

    def _wide(self, column: Column) -> float:
        """About how wide a column is."""
        cells = (column.heading, *column.cells)
        return max(WORD * len(c) if isinstance(c, str) else DIGIT * width(str(self.cell(c)).strip("$")) for c in cells)


def _words(column: Column, widest: float) -> str:
    longest = max((letters(cell.name) for cell in column.cells if isinstance(cell, Name)), default=0)
    if longest <= 20 or longest * LETTER <= widest:
        return "l"
    return rf">{{\raggedright\arraybackslash}}p{{{min(longest * LETTER, widest):.1f}cm}}"


WRITER = Latex()
