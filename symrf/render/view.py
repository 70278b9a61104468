"""What the templates print: the report of an architecture with everything they need already looked up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symrf.exposition.instance import linear
from symrf.exposition.numbers import plus, to_term
from symrf.exposition.path import Path
from symrf.exposition.placed import at_end
from symrf.exposition.records import Architecture, AxisReport, Calculation, Fact
from symrf.formulas import LETTERS, Quantity
from symrf.render.breaking import width
from symrf.render.table import Cell, Table, is_long, table
from symrf.terms import At, Num, Rel, Sym, Term, latex
from symrf.theorem import claim, theorem, theorem_names

FIRST, LAST = At("u", Num(Fraction(0))), At("v", Num(Fraction(0)))
CELL = 30.0
"""How wide an expression may be in a cell or a sentence, in digits."""

COMPARED = ("r", "S", "P", "c", "start")


@dataclass(frozen=True)
class AxisView:
    """One axis, or several that agree."""

    report: AxisReport
    table: Table
    size: Term | None

    @property
    def axes(self) -> tuple[str, ...]:
        """The axes' names."""
        return self.report.axes

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths that carry the region."""
        return self.report.paths

    @property
    def branched(self) -> bool:
        """Whether there is more to the network than the path."""
        return self.report.branched

    @property
    def calculations(self) -> tuple[Calculation, ...]:
        """What is worked out step by step."""
        return self.report.calculations

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The output's numbers."""
        return self.report.facts

    @property
    def abridged(self) -> bool:
        """Whether a sum is shown in part."""
        return any(None in step for calculation in self.calculations for step in calculation.chain.steps)

    @property
    def short_facts(self) -> tuple[Fact, ...]:
        """Those that fit in a cell."""
        return tuple(fact for fact in self.facts if width(latex(to_term(fact.value))) <= CELL)

    @property
    def long_facts(self) -> tuple[Rel, ...]:
        """The others, and the ends of the region where they are long, as equations."""
        ends = tuple(Rel("==", x, end) for x, end in zip((FIRST, LAST), self.region or (), strict=False))
        short = self.short_facts
        rest = tuple(Rel("==", fact.symbol, to_term(fact.value)) for fact in self.facts if fact not in short)
        return (*(ends if self.long_region else ()), *rest)

    @property
    def long_region(self) -> bool:
        """Whether the ends of the region are too long for a sentence."""
        return any(width(latex(end)) > CELL for end in self.region or ())

    @property
    def region(self) -> tuple[Term, Term] | None:
        """First and last input index of output feature y, as formulas in y; None where there is no such formula."""
        u, v, stride = (self.report.value(letter) for letter in "uvS")
        if self.report.field.kind != "affine" or u is None or v is None:
            return None
        return plus(linear(stride, u, "y")), plus(linear(stride, v, "y"))

    @property
    def gaps(self) -> tuple[str, ...]:
        """What keeps the output from an exact affine answer, and where paths disagree: sentences, plain text."""
        field = self.report.field
        found = [field.reason] if field.reason else []
        if field.status != "exact":
            found = [f"{field.status}: {field.reason or 'every feature is computed from the whole input'}"]
        if field.misalignment is not None:
            found.append(f"paths that do not agree: {field.misalignment}")
        return tuple(found)


@dataclass(frozen=True)
class View:
    """One architecture."""

    title: str
    output: str
    axes: tuple[AxisView, ...]
    terms: tuple[Rel, ...]
    theorems: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """The networks of a report side by side. letters: the quantities that head the columns."""

    letters: tuple[tuple[Term, Quantity], ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def view(found: Architecture, number: int = 0) -> View:
    """The report of an architecture; one without a title is called a network, by its number where there are several."""
    axes = []
    for report in found.axes:
        size = found.input_size.get(report.axes[0])
        axes.append(AxisView(report, table(report), None if size is None else to_term(size)))
    terms = tuple(Rel("==", Sym(name), to_term(value)) for name, value in found.terms.items())
    title = found.title.strip() or f"Network {number or ''}".strip()
    return View(title, found.output, tuple(axes), terms, found.theorems)


def summary(views: Sequence[View]) -> Summary:
    """One row for every network and set of axes."""
    axes = [(view, axis) for view in views for axis in view.axes]
    kept = [x for x in COMPARED if any(axis.report.value(x) is not None for _, axis in axes)]
    letters = tuple((at_end(LETTERS[x].first), LETTERS[x]) for x in kept)
    rows = []
    for shown, axis in axes:
        label = f"{shown.title}, {', '.join(axis.axes)}" if len(shown.axes) > 1 else shown.title
        cells = [axis.report.value(x) for x in kept]
        rows.append((label, tuple("below" if is_long(cell) else cell for cell in cells)))
    return Summary(letters, tuple(rows))


@dataclass(frozen=True)
class Definition:
    """A quantity with its recurrence and first value and, where there is a theorem of its name, its closed form."""

    quantity: Quantity
    symbol: Term
    rule: tuple[Rel, ...]
    closed: tuple[Rel, ...]


def definition(quantity: Quantity) -> Definition:
    """How the quantity is defined."""
    rule = tuple(rel for rel in map(claim, (quantity.step, quantity.first)) if not _says_nothing(rel))
    closed = theorem(quantity.name).claims() if quantity.name in theorem_names() else ()
    return Definition(quantity, At(quantity.letter, Sym("l")), rule, tuple(rel for rel in closed if rel not in rule))


def _says_nothing(rel: Rel) -> bool:
    """Whether both sides look alike, as u_L = u_L, where the first value is what the network is asked for."""
    left, right = (latex(side).translate({ord(c): None for c in "{}"}) for side in (rel.left, rel.right))
    return left == right
