"""The layer table of a report as columns, before any format: which columns are worth their place, what stands in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from symrf.exposition.architecture import AxisReport, Row
from symrf.exposition.instance import linear
from symrf.exposition.numbers import number_text, plus, to_term
from symrf.number import Number, is_symbolic
from symrf.terms import Rel, Sym, Term
from symrf.theorem import claim

LONG = 14
"""An expression of more characters stands under the table, a number in brackets in its place."""

USUAL = {"d": "d[l] == 1", "K": "K[l] == k[l]", "q": "q[l] == p[l]"}
"""Letters that have a column only where some layer differs from this."""


@dataclass(frozen=True)
class Name:
    """A node's name in a cell."""

    name: str


@dataclass(frozen=True)
class Reference:
    """Stands in a cell for the expression of that number under the table."""

    number: int


Cell = Name | Reference | Number | str | None


@dataclass(frozen=True)
class Column:
    """A letter or a word over cells; numbers stand to the right."""

    heading: Term | str
    cells: tuple[Cell, ...]

    @property
    def right(self) -> bool:
        """Whether the cells are numbers."""
        return not isinstance(self.heading, str)


@dataclass(frozen=True)
class Table:
    """Columns of equal length; always: what holds in every row and has no column; long: expressions by number."""

    columns: tuple[Column, ...]
    always: tuple[Rel, ...]
    long: tuple[Term, ...]

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """The same by rows."""
        return list(zip(*(column.cells for column in self.columns), strict=True))


def table(report: AxisReport) -> Table:
    """The nodes of one axis: place on the path, name, operation, its own numbers, then those seen from the input."""
    rows = report.rows
    long: list[Term] = []
    columns: list[Column] = []

    def add(heading: Term | str, get: Callable[[Row], Cell]) -> None:
        columns.append(Column(heading, tuple(_shortened(get(row), long) for row in rows)))

    for i, path in enumerate(report.paths):
        add("l" if path.carries == "both" else f"l {path.carries}", lambda row, i=i: row.places[i])
    add("layer", lambda row: Name(row.name))
    add("operation", lambda row: row.op.replace("_", " "))
    always = []
    for letter in "ksdKpq":
        if letter in USUAL and all(_as_usual(letter, row) for row in rows):
            always.append(USUAL[letter])
        else:
            add(Sym(letter), lambda row, letter=letter: row.layer.get(letter))
    for letter, what in (("n", "output_size"), ("S", "stride"), ("r", "size"), ("P", "padding"), ("c", "center")):
        if any(getattr(row.field, what) is not None for row in rows):
            add(Sym(letter), lambda row, what=what: getattr(row.field, what))
    if any(row.field.start is not None for row in rows):
        add(Sym("start"), lambda row: row.field.start)
    if any(row.field.status != "exact" for row in rows):
        add("status", lambda row: row.field.status)
    if "d[l] == 1" in always:
        always.remove("K[l] == k[l]")
    return Table(tuple(columns), tuple(map(claim, always)), tuple(long))


def _as_usual(letter: str, row: Row) -> bool:
    usual = {"d": 1, "K": row.layer.get("k"), "q": row.layer.get("p")}[letter]
    return letter not in row.layer or bool(row.layer[letter] == usual)


def _shortened(cell: Cell, long: list[Term]) -> Cell:
    if not is_symbolic(cell) or len(number_text(cell)) <= LONG:
        return cell
    term = to_term(cell)
    if term not in long:
        long.append(term)
    return Reference(long.index(term) + 1)


def decimal(value: Number) -> str | None:
    """An integer or a half as a person writes it, None for any other number.

    >>> decimal(7), decimal(Fraction(-7, 2)), decimal(Fraction(1, 3))
    ('7', '-3.5', None)
    """
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Fraction) and value.denominator == 2:
        whole, _ = divmod(abs(value.numerator), 2)
        return f"{'-' if value < 0 else ''}{whole}.5"
    return None


def region(report: AxisReport) -> tuple[Term, Term] | None:
    """First and last input index of output feature y, as formulas in y; None where there is no such formula."""
    field = report.field
    if field is None or field.kind != "affine" or field.left is None or field.right is None:
        return None
    return plus(linear(field.stride, field.left, "y")), plus(linear(field.stride, field.right, "y"))
