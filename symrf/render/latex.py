r"""LaTeX: text that stays text, and formulas in the order of a paper.

The output is ASCII and needs amsmath, booktabs and longtable at most. Whatever a user wrote (titles, names of nodes)
goes through `escape`; a formula is printed from its tree, whose names are letters, digits and _ only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from html.entities import name2codepoint

from symrf.exposition.instance import Step
from symrf.exposition.numbers import to_term
from symrf.render.breaking import by_case, chained, flat, relation, width
from symrf.render.cases import ByCase
from symrf.render.page import Finished
from symrf.render.table import Cell, Column, Name, decimal
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, latex, parse_value

_ASCII = {
    "$": r"{\char36}", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%", "^": r"{\char94}", "~": r"{\char126}",
    "\\": r"\ensuremath{\backslash}", "{": r"\ensuremath{\{}", "}": r"\ensuremath{\}}",
    "<": r"\ensuremath{<}", ">": r"\ensuremath{>}", "|": r"\ensuremath{|}",
}  # fmt: skip
LETTER, DIGIT, GAP, PAGE, NARROWEST = 0.16, 0.12, 0.32, 15.8, 2.5
"""Centimetres: a typewriter letter and a digit of a table, the gap between columns, the text, a column of names."""

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
_INDEXED = re.compile(r"\b([A-Za-z]_[A-Za-z0-9]\b|[A-Za-z]{1,5}\[[a-zL0-9 +-]{1,7}\])")


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
    return Finished(rf"\symrfname{{{_written(text, 12, '/_.-')}}}")


def _written(text: str, every: int, after: str) -> str:
    """Every character escaped, with \\allowbreak after those of `after` and after `every` letters of a long word."""
    written, run = [], 0
    before = ""
    for c in unicodedata.normalize("NFC", " ".join(str(text).split())):
        written.append("{}" * (before + c in _LIGATURES) + _escaped(c))
        before = c
        run = 0 if c == " " else run + 1
        if run and (c in after or run == every):
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
    return f"[U+{ord(c):04X}]"


def emphasis(text: str) -> Finished:
    """Text that stands out."""
    return Finished(rf"\emph{{{escape(text)}}}")


def prose(text: str) -> Finished:
    """English in which a letter with an index, such as u_L, is a formula."""
    return spaced(text, escape, inline)


def spaced(text: str, write: Callable[[str], str], formula: Callable[[Term], str]) -> Finished:
    """Prose by its pieces, words and formulas; the blanks between them are kept."""
    written = []
    for piece in indexed(text):
        if isinstance(piece, str):
            inner = piece.strip()
            before, after = piece.partition(inner)[::2] if inner else (piece, "")
            written.append(f"{before}{write(inner)}{after}")
        else:
            written.append(formula(piece))
    return Finished("".join(written))


def indexed(text: str) -> list[str | Term]:
    """Prose cut up into words and the letters with an index that stand among them.

    >>> [piece if isinstance(piece, str) else latex(piece) for piece in indexed("of u_L and s[l-1]")]
    ['of ', 'u_L', ' and ', 's_{l-1}', '']
    """
    pieces: list[str | Term] = list(_INDEXED.split(" ".join(text.split())))
    pieces[1::2] = [_formula(str(piece)) for piece in pieces[1::2]]
    return pieces


def _formula(piece: str) -> Term:
    """u_L or s[l-1] as a tree."""
    letter, _, index = piece.partition("_")
    return parse_value(piece if "[" in piece else f"{letter}[{index}]")


def inline(tree: Term | Rel) -> Finished:
    """A formula in a line of text."""
    return Finished(f"${latex(tree)}$")


def listed(every: Sequence[Term | Rel]) -> Finished:
    """Formulas in a line of text, one after the other."""
    return Finished(", ".join(map(inline, every)))


def chain(left: Term, steps: Sequence[Step]) -> Finished:
    """left = step = step …, displayed."""
    return display(chained(left, list(steps)))


def claims(*every: Sequence[Rel]) -> Finished:
    """Groups of claims, displayed: a group in one line, the groups one under the other."""
    return display(" \\\\\n".join(relation(*group) for group in every if group))


def display(rows: str) -> Finished:
    """Rows of an alignment as a formula of its own."""
    return Finished(f"\\begin{{align*}}\n{rows}\n\\end{{align*}}")


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
    plain = decimal(value)
    return Finished(plain if plain and plain[0] != "-" else f"${plain or flat(to_term(value))}$")


def columns(every: Sequence[Column]) -> Finished:
    """The column types of a table: numbers right, words left, long names in a paragraph."""
    names = [column for column in every if any(isinstance(cell, Name) for cell in column.cells)]
    taken = sum(_wide(column) for column in every if column not in names) + GAP * len(every)
    widest = max((PAGE - taken) / max(len(names), 1), NARROWEST)
    return Finished("".join("r" if column.right else _words(column, widest) for column in every))


def _wide(column: Column) -> float:
    """About how wide a column is."""
    cells = [c if isinstance(c, str) else width(str(cell(c)).strip("$")) for c in (column.heading, *column.cells)]
    return DIGIT * max(len(c) if isinstance(c, str) else c for c in cells)


def _words(column: Column, widest: float) -> str:
    longest = max((len(cell.name) for cell in column.cells if isinstance(cell, Name)), default=0)
    if longest <= 20:
        return "l"
    return rf">{{\raggedright\arraybackslash}}p{{{min(longest * LETTER, widest):.1f}cm}}"


def heading(column: Column) -> Finished:
    """The head of a column."""
    return escape(column.heading) if isinstance(column.heading, str) else inline(column.heading)


def rows(every: Sequence[Rel]) -> Finished:
    """Claims, one under the other, displayed."""
    return claims(*((claim,) for claim in every))


def cases(every: Sequence[ByCase]) -> Finished:
    """Numbers case by case, one under the other, displayed."""
    return display(" \\\\[1ex]\n".join(by_case(one.symbol, one.rows) for one in every))
