"""Answers that are not one affine field, before any format: envelopes, phases, disagreeing paths, single features."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from symrf.derivation import AxisField
from symrf.errors import SymrfError
from symrf.exposition.instance import linear
from symrf.exposition.own_symbols import INDICES
from symrf.exposition.table import Abbreviations, Cell, Column
from symrf.field import Field
from symrf.notation import OF_MAPS
from symrf.numbers import Number, is_symbolic
from symrf.numbers.symbols import symbol
from symrf.printed import in_use
from symrf.repeat import free_symbols
from symrf.terms import Op, Rel, Sym, Term, inline
from symrf.terms.latex import width
from symrf.terms.sympy_form import to_term
from symrf.terms.tree import Head, plus

FIRST, LAST = Sym("u"), Sym("v")
"""Letters for the ends of a region."""

MANY = 64
"""Of more different phases in a row the first are shown."""

WIDE = 18.0
"""How wide an expression may be in a table of phases on a page, in digits."""

ENDS = 3
"""Of a longer path so many nodes are named at either end."""

MEANING = {
    "whole-input": "whole-input, a global operation or attention reads all of its map, whichever feature is asked for",
    "upper-bound": "upper-bound, said of all that a feature may be computed from, which may be less",
    "unsupported": "unsupported, its receptive field is not known",
}
"""What a status other than exact says."""

Words = list[str | int]
"""Names of nodes in order; a number stands for so many more."""


@dataclass(frozen=True)
class Pieces:
    """The affine pieces of a field that has several. period: T where they are phases, None where they are strides.

    left_out: so many phases have no row. blank: some phase reads nothing. repeated: some phase has several rows.
    letters: of the feature, of the number of its period, of its phase, and of the two ends of a line. long: what
    names in the columns stand for.
    """

    letters: tuple[Sym, ...]
    columns: tuple[Column, ...]
    period: int | None = None
    left_out: int = 0
    blank: bool = False
    repeated: bool = False
    long: tuple[Rel, ...] = ()

    def on_a_page(self, names: Abbreviations) -> Pieces:
        """The same with long expressions under names, where one is wider than the cells of a page."""
        every = [cell for column in self.columns for cell in column.cells if is_symbolic(cell)]
        if all(width(inline(to_term(cell))) <= WIDE for cell in every):
            return self
        columns = tuple(Column(one.heading, tuple(map(names.cell, one.cells))) for one in self.columns)
        return replace(self, columns=columns, long=names.claims)

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """The same by rows."""
        return list(zip(*(column.cells for column in self.columns), strict=True))

    @property
    def feature(self) -> Rel:
        """y = T m + φ."""
        y, m, phase, *_ = self.letters
        return Rel("==", y, Op("+", (Op("*", (to_term(self.period), m)), phase)))

    @property
    def ends(self) -> tuple[Term, Term]:
        """S m + a and S m + b."""
        whole = Op("*", (Sym("S"), self.letters[1]))
        first, last = self.letters[3:]
        return Op("+", (whole, first)), Op("+", (whole, last))


WANTED = (
    ("y", "x", "t", "eta"), ("m", "i", "j", "mu"), ("phi", "psi", "chi", "xi"), ("a", "f", "alpha"), ("b", "g", "beta")
)  # fmt: skip
"""Letters for a feature, its period, its phase and the ends of a line, in the order in which they are taken."""


def letters(field: AxisField) -> tuple[Sym, ...]:
    """The first of each that are none of the network's symbols and no letter of the author's."""
    taken = {symbol.name for symbol in free_symbols(field.descent.network)}
    taken |= {typed for typed, shown in INDICES.items() if shown in taken}  # so that it is read back as the index it is
    taken |= {Head(head).plain for letter, head in in_use().heads.items() if letter in OF_MAPS}
    return tuple(Sym(next((letter for letter in some if letter not in taken), some[0])) for some in WANTED)


def pieces(field: AxisField) -> Pieces | None:
    """The lines of an envelope: S, a, b; the phases: φ, S, a, b and the size; None for an affine field."""
    if field.envelope is not None:
        named = letters(field)
        return Pieces(named, _columns(("S", *(one.name for one in named[3:])), _lines(field.envelope)))
    phases = field.phases
    if phases is None or field.phase_symbol is not None:
        return None
    runs = [list(run) for _, run in groupby(range(len(phases)), phases.__getitem__)]
    kept = runs[:MANY]
    rows: list[tuple[Cell, ...]] = []
    for run in kept:
        phase = phases[run[0]]
        label = run[0] if len(run) == 1 else f"{run[0]} … {run[-1]}"
        if phase is None:
            rows.append((label, None, None, None, None))
        elif isinstance(phase, Field):
            rows.append((label, phase.stride, phase.left, phase.right, phase.size))
        else:
            rows += [(label, *line, None) for line in _lines(phase)]
    shown = [phases[run[0]] for run in kept]
    several = any(phase is not None and not isinstance(phase, Field) for phase in shown)
    left_out = sum(map(len, runs[MANY:]))
    named = letters(field)
    of_phase, first, last = (one.name for one in named[2:])
    columns = _columns((of_phase, "S", first, last, "r"), rows)
    return Pieces(named, columns, field.period, left_out, None in shown, several)


def _lines(envelope: Any) -> list[tuple[Cell, ...]]:
    pairs = zip(envelope.left, envelope.right, strict=True)
    return [(stride, a, b) for (stride, a), (_, b) in pairs]


def _columns(letters: Any, rows: list[tuple[Cell, ...]]) -> tuple[Column, ...]:
    return tuple(Column(Sym(x), cells) for x, cells in zip(letters, zip(*rows, strict=True), strict=True))


def region(field: AxisField) -> tuple[Term, Term] | None:
    """First and last input index of feature y, as formulas in y; None where there is no such formula."""
    y = letters(field)[0].name
    if field.envelope is not None:
        ends = zip(("Min", "Max"), (field.envelope.left, field.envelope.right), strict=True)
        u, v = (Op(op, tuple(plus(linear(s, at, y)) for s, at in lines)) for op, lines in ends)
        return u, v
    if field.phase_symbol is not None:
        first, last = field.region(symbol(y, 0)) or (None, None)
        return to_term(first), to_term(last)
    if field.kind != "affine" or field.left is None or field.right is None:
        return None
    return plus(linear(field.stride, field.left, y)), plus(linear(field.stride, field.right, y))


def between(path: tuple[str, ...]) -> Words:
    """The nodes of a path that parts from another and joins it, without both ends; of a long one the first and last."""
    inner: Words = list(path[1:-1])
    more = len(inner) - 2 * ENDS
    return inner if more < 2 else [*inner[:ENDS], more, *inner[-ENDS:]]


@dataclass(frozen=True)
class Seen:
    """What one feature sees: first and last input index; None where nothing. reason: why that is not known.

    inside: the same without what lies outside any map, where the input size is known; () where it is not. axes: along
    which that is, where other axes are asked about other features.
    """

    feature: int
    region: tuple[Term, Term] | None
    inside: tuple[Term, ...] | None
    reason: str
    axes: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[Rel, ...]:
        """The ends as equations."""
        return tuple(Rel("==", x, end) for x, end in zip((FIRST, LAST), self.region or (), strict=False))


def seen(field: AxisField, y: int) -> Seen:
    """What feature y sees. SymrfError where there is no feature y."""
    size = field.output_size
    try:
        found = field.region(y)
    except SymrfError as why:
        if y < 0 or (isinstance(size, int) and y >= size):
            raise
        return Seen(y, None, (), str(why))
    if found is None:
        return Seen(y, None, None, "")
    return Seen(y, _terms(found), _inside(field, y) if isinstance(size, int) else (), "")


def _inside(field: AxisField, y: int) -> tuple[Term, ...] | None:
    try:
        found = field.region_in_bounds(y)
    except SymrfError:
        return ()
    return None if found is None else _terms(found)


def _terms(region: tuple[Number, Number]) -> tuple[Term, Term]:
    return to_term(region[0]), to_term(region[1])
