"""R, J and the padding along the network: how the field's size, the jump and what lies before the input grow."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain

from symrf.derivation import derive
from symrf.errors import SymrfError, shown
from symrf.exposition.architecture import along
from symrf.exposition.records import Row, is_bound
from symrf.figures.scene import COLUMN, READ, Dot, Mark, Polyline, Scene, Text
from symrf.figures.words import counted, said
from symrf.network import Network
from symrf.numbers import is_symbolic
from symrf.terms import At, Num, Sym, Term
from symrf.terms.sympy_form import to_term

TALL, LEFT, BETWEEN = 2.0, 1.1, 1.05
"""Centimetres: how tall a panel is, what stands left of it, and how far apart the panels are."""

MOST = 400
ZERO = Fraction(0)


def growth(network: Network, layers: tuple[str, str] | None = None) -> Scene:
    """R_l, J_l and, where it is a number, the padding, one above the other, for every layer of the path that carries
    the region; of a branched network without one, of all."""
    report = along(derive(network), network.axes[0])
    rows = [row for row in report.rows if row.places and row.places[0] is not None] or list(report.rows)
    rows = [row for row in rows if row.field.size is not None and row.field.stride is not None]
    if bounds := [row.name for row in rows if is_bound(row.field)]:
        raise SymrfError(f"growth is of sizes that are known; of {shown(bounds[0])} there is a bound only; try graph")
    if layers is not None:
        names = [row.name for row in rows]
        ends = [[n for n in names if n == name or n.endswith(f"/{name}")] for name in layers]
        for name, found in zip(layers, ends, strict=True):
            if len(found) != 1:
                raise SymrfError(f"layers: no layer {shown(name)} on the path; it goes from {names[0]} to {names[-1]}")
        rows = rows[names.index(ends[0][0]) : names.index(ends[1][0]) + 1]
    if not rows or len(rows) > MOST:
        raise SymrfError(f"{len(rows)} layers have a size and a stride; growth shows 1 to {MOST}")
    sizes = [(row, row.field.size) for row in rows]
    if any(is_symbolic(value) or is_symbolic(row.field.stride) for row, value in sizes):
        raise SymrfError("growth needs numbers; give --values for the symbols")
    paddings = [row.field.padding for row in rows]
    curves: dict[Term | str, list[Fraction]] = {
        At("R", Sym("l")): [Fraction(value) for _, value in sizes],
        At("J", Sym("l")): [Fraction(row.field.stride) for row in rows],
    }
    if not any(value is None or is_symbolic(value) for value in paddings):
        curves["pad"] = [Fraction(value) for value in paddings if value is not None]
    bases = [(len(curves) - 1 - number) * (TALL + BETWEEN) for number in range(len(curves))]
    panels = [_panel(curve, values, base, rows) for (curve, values), base in zip(curves.items(), bases, strict=True)]
    last = rows[-1].field
    numbers = {"R": last.size, "J": last.stride, "pad": last.padding, "layers": len(rows)}
    middle = (LEFT + COLUMN) / 2
    title = Text(middle, -0.62, ("layer ", Sym("l")), "north")
    return Scene((*chain.from_iterable(panels), title), _said(rows, [*curves.values()]), numbers)


def _on_a_path(rows: Sequence[Row]) -> bool:
    return all(row.places and row.places[0] is not None for row in rows)


def _said(rows: Sequence[Row], curves: Sequence[Sequence[Fraction]]) -> str:
    """What the panels show: of a path where it comes to, of other maps, which are in no such order, the greatest."""
    if _on_a_path(rows):
        size, jump, *padding = (said(_term(values[-1])) for values in curves)
        words = f"Over {counted(len(rows), 'layer')} the receptive field comes to {size} and the jump to {jump}"
        return words + "".join(f", the padding to {value}" for value in padding)
    size, jump, *padding = (said(_term(max(values))) for values in curves)
    words = f"{counted(len(rows), 'map')}, each of one size and jump: sizes of at most {size}, jumps of at most {jump}"
    return words + "".join(f", paddings of at most {value}" for value in padding)


def _panel(head: Term | str, values: Sequence[Fraction], base: float, rows: Sequence[Row]) -> list[Mark]:
    """A diagram of values, with its axes and a few numbers on them; layers one on top of the other are joined."""
    low, high, many = min(ZERO, *values), max(ZERO, *values), len(values)
    wide = COLUMN - LEFT - 0.2
    step = wide / max(many, 1)

    def x(number: int) -> float:
        return LEFT + (number + 0.5) * step

    def y(value: Fraction) -> float:
        return base + TALL * float((value - low) / ((high - low) or 1))

    zero = y(Fraction(0))
    axes = ((LEFT, base + TALL + 0.15), (LEFT, base)), ((LEFT, zero), (LEFT + wide, zero))
    marks: list[Mark] = [Polyline(points) for points in axes]
    if many > 1 and _on_a_path(rows):
        marks.append(Polyline(tuple((x(i), y(v)) for i, v in enumerate(values)), "thin"))
    radius = min(0.07, max(0.02, step * 0.3))
    marks += [Dot(x(i), y(v), radius, READ, (rows[i].name, i + 1)) for i, v in enumerate(values)]
    for value in ticks(high, low):
        marks.append(Polyline(((LEFT - 0.08, y(value)), (LEFT, y(value)))))
        marks.append(Text(LEFT - 0.12, y(value), (_term(value),), "east"))
    for place in sorted({0, (many - 1) // 2, many - 1}):
        marks += [Polyline(((x(place), base - 0.08), (x(place), base)))]
        marks += [Text(x(place), base - 0.12, (_term(Fraction(place + 1)),), "north")]
    marks.append(Text(LEFT + 0.12, base + TALL + 0.3, (head,), "west"))
    return marks


def ticks(greatest: Fraction, least: Fraction = ZERO) -> list[Fraction]:
    """At most three values to stand beside an axis: its ends, and what lies clearly between them.

    >>> [str(value) for value in ticks(Fraction(212))], [str(value) for value in ticks(Fraction(1), Fraction(-88))]
    (['0', '100', '212'], ['-88', '1'])
    """
    if least < 0:
        clear = min(-least, greatest) * 6 > greatest - least
        return sorted({least, greatest, ZERO} if clear else {least, greatest})
    if greatest <= 1:
        return sorted({ZERO, greatest})
    half = greatest / 2
    power = Fraction(10) ** max(len(str(int(half))) - 1, 0)
    middle = Fraction(int(half / power)) * power if int(half / power) else half
    return sorted({ZERO, middle, greatest})


def _term(value: Fraction) -> Term:
    return Num(value) if value.denominator == 1 else to_term(value)
