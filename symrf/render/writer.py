"""What every format writes: names, formulas, cells. A writer says how; what is alike in all of them stands here."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from symrf.exposition.instance import Step
from symrf.exposition.sentences import Emphasis, Sentence, prose
from symrf.exposition.table import Cell, Column, File, Name, Range
from symrf.numbers import Number
from symrf.printed import printed, printed_cases, printed_chain, printed_head
from symrf.render.breaking import LINE, by_case, chained, relation, stacked
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term

if TYPE_CHECKING:
    from symrf.exposition.cases import Cases


class Finished(str):
    """A string in the format of the page already. Every other string of a template is escaped when it is printed."""

    __slots__ = ()


class Writer(ABC):
    """Writes names, formulas, cells and sentences. to: between the ends of a stretch."""

    to: ClassVar[str] = " to "

    @abstractmethod
    def escape(self, text: str) -> Finished:
        """Text that is read as it was typed, on one line."""

    @abstractmethod
    def name(self, text: str) -> Finished:
        """The name of a node."""

    def file(self, file: File) -> Finished:
        """A file that can be opened, where the format has links."""
        return self.name(file.path)

    @abstractmethod
    def emphasis(self, text: str) -> Finished:
        """Text that stands out."""

    @abstractmethod
    def inline(self, tree: Term | Rel) -> Finished:
        """A formula in a line of text."""

    @abstractmethod
    def number(self, value: Number) -> Finished:
        """A number in a cell."""

    def said(self, sentence: Sentence) -> Finished:
        """A sentence as it is, within others."""
        return Finished("".join(map(self._piece, sentence)))

    def sentence(self, sentence: Sentence) -> Finished:
        """A sentence by itself, with a capital and a full stop."""
        first, *rest = sentence
        if isinstance(first, str):
            first = first[:1].upper() + first[1:]
        elif isinstance(first, Emphasis):
            first = Emphasis(first.text.capitalize())
        last = sentence[-1]
        stop = () if isinstance(last, str) and last.endswith((".", "!", "?")) else (".",)
        return self.said((first, *rest, *stop))

    def prose(self, text: str) -> Finished:
        """English with its formulas set as formulas."""
        return self.said(prose(text))

    def _piece(self, piece: Cell | Rel | Emphasis) -> str:
        if isinstance(piece, Emphasis):
            return self.emphasis(piece.text)
        if not isinstance(piece, str):
            return self.inline(piece) if isinstance(piece, Rel) else self.cell(piece)
        words = piece.strip()
        before, after = piece.partition(words)[::2] if words else (piece, "")
        return f"{before}{self.escape(words)}{after}"

    def listed(self, every: Sequence[Term | Rel]) -> Finished:
        """Formulas in a line of text, one after the other."""
        return Finished(", ".join(map(self.inline, every)))

    def heading(self, column: Column) -> Finished:
        """The head of a column."""
        head = column.heading
        return self.escape(head) if isinstance(head, str) else self.inline(printed_head(head))

    def cell(self, value: Cell) -> Finished:
        """A cell of a table."""
        match value:
            case None:
                return Finished("")
            case Name(name=text):
                return self.name(text)
            case File():
                return self.file(value)
            case Range(low=low, high=None):
                return Finished(f"{self.cell(low)} or more")
            case Range(low=None, high=high):
                return Finished(f"at most {self.cell(high)}")
            case Range(low=low, high=high):
                return Finished(f"{self.cell(low)}{self.to}{self.cell(high)}")
            case Num() | Sym() | At() | Op() | Big():
                return self.inline(value)
            case str():
                return self.escape(value)
        return self.number(value)


class Document(Writer):
    """A format of documents, with displayed formulas. suffix: that of its files and templates."""

    suffix: ClassVar[str]

    @abstractmethod
    def chain(self, left: Term, steps: Sequence[Step]) -> Finished:
        """left = step = step …, displayed."""

    @abstractmethod
    def claims(self, *every: Sequence[Rel]) -> Finished:
        """Groups of claims, displayed: a group in one line, the groups one under the other."""

    @abstractmethod
    def cases(self, every: Sequence[Cases]) -> Finished:
        """Numbers case by case, one under the other, displayed."""

    def columns(self, every: Sequence[Column], close: bool = False) -> Finished:
        """What a table says of its columns before its rows, where it says anything; close: with little between."""
        return Finished("")

    def rows(self, every: Sequence[Rel]) -> Finished:
        """Claims, one under the other, displayed."""
        return self.claims(*((claim,) for claim in every))


class Aligned(Document):
    """A format in which LaTeX's alignments are displayed, no wider than `limit`."""

    def __init__(self, limit: float = LINE) -> None:
        self.limit = limit

    @abstractmethod
    def display(self, rows: str) -> Finished:
        """Rows of an alignment as a formula of its own."""

    def chain(self, left: Term, steps: Sequence[Step]) -> Finished:
        """left = step = step …, displayed."""
        return self.display(chained(*printed_chain(left, steps), self.limit))

    def claims(self, *every: Sequence[Rel]) -> Finished:
        """Groups of claims, displayed: a group in one line, the groups one under the other."""
        rows = [relation(*map(printed, group), limit=self.limit) for group in every if group]
        return self.display(stacked(rows, self.limit))

    def cases(self, every: Sequence[Cases]) -> Finished:
        """Numbers case by case, one under the other, displayed."""
        rows = [row for one in every for row in by_case(*printed_cases(one.left, one.rows), self.limit)]
        return self.display(" \\\\[1ex]\n".join(rows))
