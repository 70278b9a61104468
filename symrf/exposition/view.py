"""What the templates print: the report of an architecture with everything they need already looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from symrf.derivation.answers.features import Feature, along
from symrf.derivation.downward.descent import Unused
from symrf.exposition.answer import (
    FIRST,
    LAST,
    Pieces,
    Seen,
    letters,
    pieces,
    region,
    seen,
)
from symrf.exposition.cases import Cases, cases
from symrf.exposition.closed_form import at_end
from symrf.exposition.conditions import Spoken, spoken
from symrf.exposition.records import AxisReport, Exposition, OutputNumber, rule
from symrf.exposition.table import Abbreviations, Cell, Name, Range, Table, is_long, sees_all, size, table
from symrf.formulas import LETTERS, Quantity
from symrf.printed import in_use
from symrf.terms import At, Num, Rel, Sym, Term, inline, latex
from symrf.terms.latex import width
from symrf.terms.sympy_form import to_term
from symrf.theorem import theorem, theorem_names

CELL = 30.0
"""How wide an expression may be in a cell or a sentence, in digits."""

COMPARED = ("r", "S", "P", "c", "start")


@dataclass(frozen=True)
class AxisView:
    """One axis, or several that agree. output: the node it is about; alone: whether these are all axes."""

    report: AxisReport
    table: Table
    size: Term | None
    output: str
    alone: bool = True
    seen: tuple[Seen, ...] = ()

    @property
    def axes(self) -> tuple[str, ...]:
        """The axes' names."""
        return self.report.axes

    @property
    def facts(self) -> tuple[OutputNumber, ...]:
        """The output's numbers; only the size where all features see the same."""
        return tuple(fact for fact in self.report.facts if not self.everything or fact.quantity.letter == "r")

    @cached_property
    def everything(self) -> Seen | None:
        """What every feature sees, where all see the same; None where they do not."""
        return seen(self.report.field, 0) if sees_all(self.report.field) and self.region else None

    @property
    def of_all(self) -> tuple[Cell, ...]:
        """The words for what every feature sees, and how far that reaches with the padding of all layers."""
        if self.everything is None or self.long_region:
            return ()
        region = self.everything.region or ()
        inside = self.everything.inside or region
        feature = "the feature of " if self.report.field.output_size == 1 else "every feature of "
        what = " sees the whole input, samples " if self.whole else " sees the input samples "
        padded = () if inside == region else ("; with padding, ", Range(*region))
        return (feature, Name(self.output), what, Range(*inside), *padded)

    @property
    def whole(self) -> bool:
        """Whether that is every sample of the input."""
        if self.everything is None or self.unused:
            return False
        size = int(self.size.value) if isinstance(self.size, Num) else self.report.field.size_symbol
        ends = self.everything.inside or self.everything.region
        return size is not None and ends == (to_term(0), to_term(size - 1))

    @property
    def abridged(self) -> bool:
        """Whether a long sum is not written out in its letters."""
        return any(calculation.chain.abridged for calculation in self.report.calculations)

    @property
    def short_facts(self) -> tuple[OutputNumber, ...]:
        """Those that fit in a cell."""
        return tuple(fact for fact in self.facts if width(inline(to_term(fact.value))) <= CELL)

    @property
    def long_facts(self) -> tuple[Rel, ...]:
        """The others, and the ends of the region where they are long, as equations."""
        short = self.short_facts
        rest = tuple(fact.claim for fact in self.facts if fact not in short)
        return (*(self.bounds if self.long_region else ()), *rest)

    @property
    def bounds(self) -> tuple[Rel, ...]:
        """The ends of the region as equations, or as what lies before and behind it."""
        ops = (">=", "<=") if self.report.bound else ("==", "==")
        return tuple(Rel(op, x, end) for op, x, end in zip(ops, (FIRST, LAST), self.region or (), strict=False))

    @property
    def long_region(self) -> bool:
        """Whether the ends of the region are too long for a sentence."""
        return any(width(latex(end)) > CELL for end in self.region or ())

    @property
    def region(self) -> tuple[Term, Term] | None:
        """First and last input index of output feature y, as formulas in y; None where there is no such formula."""
        return region(self.report.field)

    @property
    def y(self) -> Sym:
        """The letter of a feature."""
        return letters(self.report.field)[0]

    @cached_property
    def pieces(self) -> Pieces | None:
        """The pieces of a field that is not affine."""
        return pieces(self.report.field)

    @cached_property
    def pieces_on_a_page(self) -> Pieces | None:
        """The same with long expressions under names, other ones than those of the table of layers."""
        return self.pieces and self.pieces.on_a_page(Abbreviations(self.report, "g"))

    @cached_property
    def cases(self) -> tuple[Cases, ...]:
        """The output's numbers that hold a maximum or minimum, case by case."""
        return cases(self.report)

    @property
    def average(self) -> Term | None:
        """Over how many features the stride is an average; None where it is that of each."""
        field = self.report.field
        return to_term(field.period) if field.kind == "periodic" else None

    @property
    def range(self) -> tuple[Term, ...]:
        """The symbols of the least and the greatest size, where features differ."""
        return tuple(fact.symbol for fact in self.report.range)

    @property
    def unused(self) -> Unused | None:
        """How many samples no feature reads, where there are any."""
        found = self.report.field.unused
        return found if found is not None and found.total else None

    @property
    def domain(self) -> tuple[Spoken, ...]:
        """For which values of the symbols that is said, but for what is said of the input size."""
        field = self.report.field
        return tuple(spoken(one) for one in field.domain if one not in field.fits_for)

    @property
    def fits_for(self) -> tuple[Spoken, ...]:
        """For which input sizes maps have features and joins fit."""
        return tuple(map(spoken, self.report.field.fits_for))

    @property
    def long_conditions(self) -> bool:
        """Whether a condition is too long for lines that all end at the margin."""
        pieces = (piece for one in (*self.domain, *self.fits_for) for piece in one)
        return any(width(inline(piece)) > CELL for piece in pieces if not isinstance(piece, str))

    @property
    def affine(self) -> bool:
        """Whether every feature sees as much, a stride after the one before."""
        return self.report.field.kind == "affine"


@dataclass(frozen=True)
class View:
    """One architecture. renamed: symbols of the network that are written otherwise than they were typed."""

    title: str
    output: str
    others: tuple[str, ...]
    axes: tuple[AxisView, ...]
    terms: tuple[Rel, ...]
    theorems: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Summary:
    """The networks of a report side by side. letters: the quantities that head the columns."""

    letters: tuple[tuple[Term, Quantity], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def view(
    found: Exposition,
    number: int = 0,
    feature: Feature | None = None,
    renamed: tuple[tuple[str, str], ...] = (),
    brief: bool = False,
) -> View:
    """The report of an architecture; one without a title is called a network, by its number where there are several.

    feature: of the output, also what this feature sees. brief: the table has names without their common beginning.
    """
    axes = []
    for report in found.axes:
        given = found.input_size.get(report.axes[0])
        size = None if given is None else to_term(given)
        asked = () if feature is None else _seen(report, feature)
        axes.append(AxisView(report, table(report, brief), size, found.output, len(found.axes) == 1, asked))
    terms = tuple(Rel("==", Sym(name), to_term(value)) for name, value in found.terms.items())
    title = found.title.strip() or f"Network {number or ''}".strip()
    return View(title, found.output, found.others, tuple(axes), terms, found.theorems, renamed)


def _seen(report: AxisReport, feature: Feature) -> tuple[Seen, ...]:
    """What the feature sees: once for all axes of a report of which the same number is asked."""
    numbers = {axis: along(feature, axis) for axis in report.axes}
    found = {y: seen(report.field, y) for y in numbers.values()}
    if not isinstance(feature, Mapping):
        return tuple(found.values())
    return tuple(replace(one, axes=tuple(a for a, n in numbers.items() if n == y)) for y, one in found.items())


def summary(views: Sequence[View]) -> Summary:
    """One row for every network and set of axes."""
    axes = [(view, axis) for view in views for axis in view.axes]
    kept = [x for x in COMPARED if any(axis.report.value(x) is not None or x == "r" for _, axis in axes)]
    letters = tuple((in_use().own(at_end(LETTERS[x].first)), LETTERS[x]) for x in kept)
    rows = []
    for shown, axis in axes:
        label = f"{shown.title}, {', '.join(axis.axes)}" if len(shown.axes) > 1 else shown.title
        every = [(fact, Range(None, fact.shown) if axis.report.bound else fact.shown) for fact in axis.facts]
        found = {fact.quantity.letter: shown for fact, shown in every}
        cells = [size(axis.report.field) if x == "r" else found.get(x) for x in kept]
        rows.append((label, tuple("below" if is_long(cell) else cell for cell in cells)))
    return Summary(letters, tuple(rows))


@dataclass(frozen=True)
class Recurrence:
    """A quantity with its recurrence and first value and, where there is a theorem of its name, its closed form."""

    quantity: Quantity
    symbol: Term
    rule: tuple[Rel, ...]
    closed: tuple[Rel, ...]


def definition(quantity: Quantity) -> Recurrence:
    """How the quantity is defined."""
    given = rule(quantity)
    closed = theorem(quantity.name).claims() if quantity.name in theorem_names() else ()
    return Recurrence(quantity, At(quantity.letter, Sym("l")), given, tuple(rel for rel in closed if rel not in given))
