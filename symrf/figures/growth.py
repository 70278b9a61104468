"""R and J along the network: how the size of the field and the distance of neighbouring fields grow."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symrf.errors import SymrfError, shown
from symrf.exposition.architecture import architecture
from symrf.exposition.records import Row
from symrf.figures.scene import COLUMN, READ, Dot, Line, Mark, Scene, Text
from symrf.network import Network
from symrf.numbers import is_symbolic
from symrf.terms import At, Num, Sym, Term
from symrf.terms.sympy_form import to_term

TALL, LEFT, BETWEEN = 2.4, 1.1, 0.9
"""Centimetres: how tall a panel is, what stands left of it, and how far apart the panels are."""

MOST = 400


def growth(network: Network, layers: tuple[str, str] | None = None) -> Scene:
    """R_l above J_l, for every layer of the path that carries the region; of a branched network without one, of all."""
    report = architecture(network).axes[0]
    rows = [row for row in report.rows if row.places and row.places[0] is not None] or list(report.rows)
    rows = [row for row in rows if row.field.size is not None and row.field.stride is not None]
    if layers is not None:
        names = [row.name for row in rows]
        for name in layers:
            if name not in names:
                raise SymrfError(f"layers: no layer {shown(name)} on the path; it goes from {names[0]} to {names[-1]}")
        rows = rows[names.index(layers[0]) : names.index(layers[1]) + 1]
    if not rows or len(rows) > MOST:
        raise SymrfError(f"{len(rows)} layers have a size and a stride; growth shows 1 to {MOST}")
    sizes = [(row, row.field.size) for row in rows]
    if any(is_symbolic(value) or is_symbolic(row.field.stride) for row, value in sizes):
        raise SymrfError("growth needs numbers; give --values for the symbols")
    above = _panel("R", [Fraction(value) for _, value in sizes], TALL + BETWEEN, rows)
    below = _panel("J", [Fraction(row.field.stride) for row in rows], 0.0, rows)
    last = rows[-1]
    numbers = {"R": last.field.size, "J": last.field.stride, "layers": len(rows)}
    said = f"Over {len(rows)} layers the receptive field grows to {last.field.size} and the jump to {last.field.stride}"
    middle = (LEFT + COLUMN) / 2
    title = Text(middle, -0.62, ("layer ", Sym("l")), "north")
    return Scene((*above, *below, title), said, numbers)


def _panel(letter: str, values: Sequence[Fraction], base: float, rows: Sequence[Row]) -> list[Mark]:
    """A diagram of values, with its axes and a few numbers on them."""
    greatest, many = max(values), len(values)
    wide = COLUMN - LEFT - 0.2
    step = wide / max(many, 1)

    def x(number: int) -> float:
        return LEFT + (number + 0.5) * step

    def y(value: Fraction) -> float:
        return base + TALL * float(value / greatest)

    marks: list[Mark] = [
        Line(((LEFT, base + TALL + 0.15), (LEFT, base), (LEFT + wide, base))),
        Line(((LEFT, base), *((x(i), y(v)) for i, v in enumerate(values)))[many > 1 :], "thin"),
    ]
    radius = min(0.07, max(0.02, step * 0.3))
    marks += [Dot(x(i), y(v), radius, READ, (rows[i].name, i + 1)) for i, v in enumerate(values)]
    for value in ticks(greatest):
        marks.append(Line(((LEFT - 0.08, y(value)), (LEFT, y(value)))))
        marks.append(Text(LEFT - 0.12, y(value), (_term(value),), "east"))
    for place in sorted({0, (many - 1) // 2, many - 1}):
        marks += [Line(((x(place), base - 0.08), (x(place), base)))]
        marks += [Text(x(place), base - 0.12, (_term(Fraction(place + 1)),), "north")]
    marks.append(Text(LEFT + 0.12, base + TALL + 0.12, (At(letter, Sym("l")),), "west"))
    return marks


def ticks(greatest: Fraction) -> list[Fraction]:
    """At most three values to stand beside an axis: the greatest, and what lies clearly below it.

    >>> [str(value) for value in ticks(Fraction(212))]
    ['0', '100', '212']
    """
    if greatest <= 1:
        return [Fraction(0), greatest]
    half = greatest / 2
    power = Fraction(10) ** max(len(str(int(half))) - 1, 0)
    middle = Fraction(int(half / power)) * power if int(half / power) else half
    return sorted({Fraction(0), middle, greatest})


def _term(value: Fraction) -> Term:
    return Num(value) if value.denominator == 1 else to_term(value)
