r"""LaTeX: text that stays text, and formulas in the order of a paper.

The output is ASCII and needs amsmath, booktabs and longtable at most. Whatever a user wrote (titles, names of nodes)
goes through `escape`; a formula is printed from its tree, whose names are letters, digits and _ only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from symrf.exposition.instance import Step
from symrf.exposition.numbers import to_term
from symrf.render.breaking import chained, relation
from symrf.render.page import Finished
from symrf.render.table import Cell, Column, Name, decimal
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, latex

_ASCII = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': '{"}', "'": "{'}", "`": r"\`{}", "-": "-{}", "?": "?{}", "!": "!{}",
}  # fmt: skip
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
_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi - pi rho - sigma tau upsilon phi chi psi "
    "omega"
)
_OTHERS |= {chr(0x3B1 + i): rf"\ensuremath{{\{name}}}" for i, name in enumerate(_GREEK.split()) if name != "-"}
_INDEXED = re.compile(r"\b([A-Za-z]_[A-Za-z0-9])\b")


def escape(text: str, every: int = 24) -> Finished:
    r"""Finishedt for text mode: what was typed is what is read, on one line; very long words may be broken.

    >>> print(escape(r"50% of $x_1$ \input{a}"))
    50\% of \$x\_1\$ \textbackslash{}input\{a\}
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
    for c in unicodedata.normalize("NFC", " ".join(str(text).split())):
        written.append(_escaped(c))
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


def prose(text: str) -> Finished:
    """English in which a letter with an index, such as u_L, is a formula."""
    return Finished("".join(f"${piece}$" if formula else _spaced(piece) for piece, formula in pieces_of(text)))


def pieces_of(text: str) -> list[tuple[str, bool]]:
    """Prose cut up: (piece, whether it is a letter with an index).

    >>> pieces_of("of u_L + 1")
    [('of ', False), ('u_L', True), (' + 1', False)]
    """
    return [(piece, bool(i % 2)) for i, piece in enumerate(_INDEXED.split(" ".join(text.split())))]


def _spaced(text: str) -> str:
    """Escaped with the blanks at its ends, which matter next to a formula."""
    inner = escape(text.strip())
    return f"{text[: len(text) - len(text.lstrip())]}{inner}{text[len(text.rstrip()) :]}" if text.strip() else text


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
    return inline(to_term(value)) if decimal(value) is None else Finished(f"${decimal(value)}$")


def columns(every: Sequence[Column], wide: float = 4.2) -> Finished:
    """The column types of a table: numbers right, words left, names in a paragraph of `wide` cm where they are long."""
    return Finished("".join("r" if column.right else _words(column, wide) for column in every))


def _words(column: Column, wide: float) -> str:
    names = [cell.name for cell in column.cells if isinstance(cell, Name)]
    if max(map(len, names), default=0) <= 20:
        return "l"
    return rf">{{\raggedright\arraybackslash}}p{{{wide}cm}}"


def heading(column: Column) -> Finished:
    """The head of a column."""
    return escape(column.heading) if isinstance(column.heading, str) else inline(column.heading)


def rows(every: Sequence[Rel]) -> Finished:
    """Claims, one under the other, displayed."""
    return claims(*((claim,) for claim in every))
