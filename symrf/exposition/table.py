"""The layer table of a report before any format: which columns are worth their place, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any
from urllib.parse import quote

from symrf.exposition.names import common, condensed
from symrf.exposition.records import AxisReport, Row, is_bound
from symrf.formulas import FIELD
from symrf.layers import SAME
from symrf.numbers import Number, is_symbolic, same, symbols_in
from symrf.terms import Op, Rel, Sym, Term
from symrf.terms.sympy_form import number_text, to_term
from symrf.terms.tree import plus
from symrf.theorem import claim

LONG = 14
"""An expression of more characters stands under the table, a name in its place."""

SEEN = {x: FIELD[x] for x in ("n", "S", "r", "P", "u", "v", "c", "start")}
"""Letter and attribute of what is known of a layer's output; n only where the size of the input is given."""

HEADS: dict[str, Term | str] = {
    "S": Sym("J"), "r": Sym("R"), "P": "pad", "u": "first", "v": "last", "c": "mid",
}  # fmt: skip
"""What heads them: a letter that is counted from the input, as J_l and R_l are, or a word; r_l, S_l, u_l … are counted
from the output, and mean something else in row l."""

IMPLIED = ("u", "v", "c")
"""Letters that have no column in short, where u = -P, v = r - 1 - P and c = start - 1/2 in every row."""

USUAL = {"d": "d[l] == 1", "K": "K[l] == k[l]", "q": "q[l] == p[l]"}
"""Letters that have a column only where some layer differs from this."""


@dataclass(frozen=True)
class Name:
    """A node's name in a cell."""

    name: str


@dataclass(frozen=True)
class File:
    """A file, by the path at which the document finds it."""

    path: str

    @property
    def address(self) -> str:
        """The path as a relative address: letters, digits and % / . _ - alone, so that nothing in it means more."""
        return quote(re.sub("^/+", "/", self.path), safe="/")


@dataclass(frozen=True)
class Range:
    """What differs by feature: the least and the greatest value; None where that is not known, or there is none.

    Of what is a bound one of them.
    """

    low: Cell
    high: Cell


Cell = Name | File | Range | Term | Number | str | None


def size(field: Any, bound: bool | None = None) -> Cell:
    """The size of a field, or the range of the sizes of its features; bound: whether they may be less."""
    if is_bound(field) if bound is None else bound:
        return None if field.size_max is None else Range(None, field.size_max)
    if field.size is not None or field.size_min is None:
        return field.size
    return Range(field.size_min, field.size_max)


def sees_all(field: Any) -> bool:
    """Whether all features see the same, as behind a global operation: no stride or centre says anything of them."""
    return bool(field.status == "whole-input" and field.kind == "affine" and field.stride == 0)


class Abbreviations:
    """Long expressions under names of their own, e1, e2, …; none that the report uses itself."""

    def __init__(self, report: AxisReport, letter: str = "e") -> None:
        values = [getattr(row.field, what) for row in report.rows for what in SEEN.values()]
        values += [value for row in report.rows for value in row.layer.values()]
        used = {symbol.name for symbol in symbols_in(values)}
        self.letter = letter
        while any(name.startswith(self.letter) for name in used):
            self.letter += letter
        self._names: dict[Term, Sym] = {}

    def cell(self, value: Cell) -> Cell:
        """The value, or the name that stands for it, or for all of it but a constant and a sign."""
        if isinstance(value, Range):
            return Range(self.cell(value.low), self.cell(value.high))
        if not is_symbolic(value) or not is_long(value):
            return value
        constant, rest = value.as_coeff_Add()  # type: ignore[union-attr]
        if not is_long(rest):
            constant, rest = 0, value
        opposite = self._names.get(to_term(-rest))
        name: Term = Op("neg", (opposite,)) if opposite else self._name(to_term(rest))
        if constant == 0:
            return name
        return plus([to_term(constant), name] if opposite and constant > 0 else [name, to_term(constant)])

    def _name(self, term: Term) -> Sym:
        return self._names.setdefault(term, Sym(f"{self.letter}{len(self._names) + 1}"))

    @property
    def claims(self) -> tuple[Rel, ...]:
        """What the names stand for; what has a name is called by it in others."""
        return tuple(Rel("==", name, self._parts_named(term)) for term, name in self._names.items())

    def _parts_named(self, term: Term) -> Term:
        if not isinstance(term, Op):
            return term
        return Op(term.op, tuple(self._named(part) if isinstance(part, Op) else part for part in term.args))

    def _named(self, part: Op) -> Term:
        return self._names.get(part) or self._parts_named(part)


@dataclass(frozen=True)
class Column:
    """A letter or a word over cells; numbers stand to the right."""

    heading: Term | str
    cells: tuple[Cell, ...]

    @cached_property
    def right(self) -> bool:
        """Whether the cells are numbers."""
        return not any(isinstance(cell, str | Name) for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """Columns of equal length.

    always: holds in every row and has no column; seen: heads counted from the input; prefix: left out of all names;
    inner: what an ellipsis in names stands for; implied: letters without a column, as others say what they are.
    """

    columns: tuple[Column, ...]
    always: tuple[Rel, ...]
    seen: tuple[Term | str, ...]
    long: tuple[Rel, ...]
    prefix: str = ""
    inner: tuple[str, ...] = ()
    implied: tuple[str, ...] = ()

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """The same by rows."""
        return list(zip(*(column.cells for column in self.columns), strict=True))


def table(report: AxisReport, brief: bool = False) -> Table:
    """The nodes of one axis: place on the path, name, operation, its own numbers, then those seen from the input.

    brief: names without what all of them begin with and what tells none apart, and no column that others imply.
    """
    rows = report.rows
    prefix = common([row.name for row in rows]) if brief else ""
    names = [row.name[len(prefix) :] for row in rows]
    names, inner = condensed(names) if brief else (names, ())
    long = Abbreviations(report)
    columns: list[Column] = []

    def add(heading: Term | str, cells: Iterable[Cell]) -> None:
        columns.append(Column(heading, tuple(map(long.cell, cells))))

    for i, path in enumerate(report.paths):
        add(Sym("l") if path.carries == "both" else path.carries, (row.places[i] for row in rows))
    add("layer", map(Name, names))
    add("operation", (row.op.replace("_", " ") for row in rows))
    always: list[str] = []
    seen: list[Term | str] = []
    for letter in "ksdKpq":
        if letter in USUAL and all(_as_usual(letter, row.layer) for row in rows):
            unsure = letter == "q" and any(map(hidden, rows))
            copies = all(_as_usual(letter, layer) for row in rows for layer in row.copied)
            always += [USUAL[letter]] if copies and not unsure else []
        else:
            own = [row.layer.get(letter, SAME if hidden(row) and letter in "pq" else None) for row in rows]
            if any(cell is not None for cell in own):
                add(Sym(letter), own)
    implied = tuple(letter for letter in IMPLIED if brief and _follows(letter, rows))
    for letter, what in SEEN.items():
        if letter in implied:
            continue
        cells = [_seen(row.field, letter, what) for row in rows]
        if letter == "start" and any(map(is_long, cells)):
            continue  # c + 1/2, and c stands beside it
        if any(cell is not None for cell in cells):
            head = HEADS.get(letter, Sym(letter))
            add(head, cells)
            seen.append(head)
    if any(row.field.kind != "affine" for row in rows):
        add("field", (shape(row.field) for row in rows))
    if any(row.field.status != "exact" for row in rows):
        add("status", (row.field.status for row in rows))
    return Table(tuple(columns), tuple(map(claim, always)), tuple(seen), long.claims, prefix, inner, implied)


def shape(field: Any) -> str:
    """What is to be known of a field that is not affine, in two words: its numbers are those of feature 0 only."""
    if field.kind == "envelope":
        return f"{len(field.envelope.left)} strides"
    if field.kind != "periodic":
        return ""
    return f"{field.period} phases" if isinstance(field.period, int) or field.period.is_Symbol else "phases"


def is_long(cell: Cell) -> bool:
    """Whether an expression is too long for a cell; one of many numbers and symbols is, without being written."""
    return is_symbolic(cell) and (_leaves(cell, LONG) > LONG or len(number_text(cell)) > LONG)


def _leaves(expression: Any, most: int) -> int:
    """How many numbers and symbols there are in it, counted up to just beyond `most`."""
    found, todo = 0, [expression]
    while todo and found <= most:
        part = todo.pop()
        todo += part.args
        found += not part.args
    return found


def _follows(letter: str, rows: Iterable[Row]) -> bool:
    """Whether the numbers of a letter are known from those of others, in every row."""
    fields = [row.field for row in rows if getattr(row.field, SEEN[letter]) is not None]
    if letter == "c":
        return not any(is_long(field.start) for field in fields)
    if any(field.padding is None or letter == "v" and field.size is None for field in fields):
        return False
    ends = [(field.left, 0) if letter == "u" else (field.right, field.size - 1) for field in fields]
    return all(same(end, wide - field.padding) for field, (end, wide) in zip(fields, ends, strict=True))


def hidden(row: Row) -> bool:
    """Whether a window's padding is SAME on an input whose size is not known."""
    return "K" in row.layer and "p" not in row.layer


def _seen(field: Any, letter: str, what: str) -> Cell:
    if sees_all(field) and letter != "n":
        return None
    return number(field, letter, what, is_bound(field))


def number(field: Any, letter: str, what: str, bound: bool) -> Cell:
    """A number of a field by letter and attribute; of a bound what it bounds, and n."""
    if letter == "r":
        return size(field, bound)
    value: Number = getattr(field, what)
    if value is None or letter == "n" or not bound:
        return value
    return Range(value, None) if letter == "u" else Range(None, value) if letter in ("P", "v") else None


def _as_usual(letter: str, layer: Mapping[str, Number]) -> bool:
    usual = {"d": 1, "K": layer.get("k"), "q": layer.get("p")}[letter]
    return letter not in layer or bool(layer[letter] == usual)


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
