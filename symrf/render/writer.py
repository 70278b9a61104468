"""What every format writes: names, formulas, cells. A writer says how; what is alike in all of them stands here."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from symrf.exposition.instance import Step
from symrf.numbers import Number
from symrf.render.breaking import by_case, chained, relation
from symrf.render.cases import ByCase
from symrf.render.conditions import Spoken
from symrf.render.table import Cell, Column, Name, Range
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, parse_value

_INDEXED = re.compile(r"\b([A-Za-z]_[A-Za-z0-9]\b|[A-Za-z]{1,5}\[[a-zL0-9 +-]{1,7}\])")


class Finished(str):
    """A string in the format of the page already. Every other string of a template is escaped when it is printed."""

    __slots__ = ()


class Writer(ABC):
    """A format."""

    @abstractmethod
    def escape(self, text: str) -> Finished:
        """Text that is read as it was typed, on one line."""

    @abstractmethod
    def name(self, text: str) -> Finished:
        """The name of a node."""

    @abstractmethod
    def emphasis(self, text: str) -> Finished:
        """Text that stands out."""

    @abstractmethod
    def inline(self, tree: Term | Rel) -> Finished:
        """A formula in a line of text."""

    @abstractmethod
    def number(self, value: Number) -> Finished:
        """A number in a cell."""

    @abstractmethod
    def chain(self, left: Term, steps: Sequence[Step]) -> Finished:
        """left = step = step …, displayed."""

    @abstractmethod
    def claims(self, *every: Sequence[Rel]) -> Finished:
        """Groups of claims, displayed: a group in one line, the groups one under the other."""

    @abstractmethod
    def cases(self, every: Sequence[ByCase]) -> Finished:
        """Numbers case by case, one under the other, displayed."""

    def columns(self, every: Sequence[Column]) -> Finished:
        """What a table says of its columns before its rows, where it says anything."""
        return Finished("")

    def prose(self, text: str) -> Finished:
        """English in which a letter with an index, such as u_L, is a formula."""
        return spaced(text, self.escape, self.inline)

    def spoken(self, condition: Spoken) -> Finished:
        """A condition in a line of text, its formulas as formulas."""
        written = (self.escape(x) if isinstance(x, str) else self.inline(x) for x in condition)
        return Finished(" ".join(written))

    def listed(self, every: Sequence[Term | Rel]) -> Finished:
        """Formulas in a line of text, one after the other."""
        return Finished(", ".join(map(self.inline, every)))

    def rows(self, every: Sequence[Rel]) -> Finished:
        """Claims, one under the other, displayed."""
        return self.claims(*((claim,) for claim in every))

    def heading(self, column: Column) -> Finished:
        """The head of a column."""
        return self.escape(column.heading) if isinstance(column.heading, str) else self.inline(column.heading)

    def cell(self, value: Cell) -> Finished:
        """A cell of a table."""
        match value:
            case None:
                return Finished("")
            case Name(name=text):
                return self.name(text)
            case Range(low=low, high=None):
                return Finished(f"{self.cell(low)} or more")
            case Range(low=low, high=high):
                return Finished(f"{self.cell(low)} to {self.cell(high)}")
            case Num() | Sym() | At() | Op() | Big():
                return self.inline(value)
            case str():
                return self.escape(value)
        return self.number(value)


class Aligned(Writer):
    """A format in which LaTeX's alignments are displayed."""

    @abstractmethod
    def display(self, rows: str) -> Finished:
        """Rows of an alignment as a formula of its own."""

    def chain(self, left: Term, steps: Sequence[Step]) -> Finished:
        """left = step = step …, displayed."""
        return self.display(chained(left, list(steps)))

    def claims(self, *every: Sequence[Rel]) -> Finished:
        """Groups of claims, displayed: a group in one line, the groups one under the other."""
        return self.display(" \\\\\n".join(relation(*group) for group in every if group))

    def cases(self, every: Sequence[ByCase]) -> Finished:
        """Numbers case by case, one under the other, displayed."""
        return self.display(" \\\\[1ex]\n".join(by_case(one.symbol, one.rows) for one in every))


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

    >>> [piece if isinstance(piece, str) else piece.name for piece in indexed("of u_L and s[l-1]")]
    ['of ', 'u', ' and ', 's', '']
    """
    pieces: list[str | Term] = list(_INDEXED.split(" ".join(text.split())))
    pieces[1::2] = [_formula(str(piece)) for piece in pieces[1::2]]
    return pieces


def _formula(piece: str) -> Term:
    """u_L or s[l-1] as a tree."""
    letter, _, index = piece.partition("_")
    return parse_value(piece if "[" in piece else f"{letter}[{index}]")
