"""Two neighbouring features and their regions, not to scale: the letters of a network, symbols and all."""

from __future__ import annotations

from symrf.errors import SymrfError, shown
from symrf.exposition.answer import letters, region
from symrf.exposition.architecture import architecture
from symrf.figures.maps import between
from symrf.figures.scene import COLUMN, LETTER, READ, Brace, Dot, Label, Mark, Polyline, Scene, Text, length
from symrf.figures.words import said
from symrf.network import Network
from symrf.printed import alone
from symrf.terms import Op, Rel, Sym
from symrf.terms.sympy_form import to_term

TALL, HALF, STEP = 1.9, 2.1, 1.6
"""Centimetres: from the input to the output, half a region, and from one region to the next."""

LINE = 44
"""Characters of a line of labels."""


def schematic(network: Network, layers: tuple[str, str] | None = None) -> Scene:
    """u, v, r and S of the output, as formulas beside a drawing of two features; of affine fields."""
    found = architecture(between(network, layers))
    report = found.axes[0]
    ends, field = region(report.field), report.field
    if ends is None or field.kind != "affine" or field.size is None:
        raise SymrfError(f"a schematic is of a field whose features are alike, this one is {field.kind}; try field")
    if report.bound:
        raise SymrfError(f"a schematic is of known fields; of {shown(field.node)} there is a bound only; try graph")
    y = letters(field)[0]
    left = COLUMN / 2 - STEP / 2
    marks: list[Mark] = []
    for number, style in ((0, "plain"), (1, "dashed")):
        x = left + number * STEP
        marks.append(Polyline(((x, TALL), (x - HALF, 0.0), (x + HALF, 0.0), (x, TALL)), style))
        marks.append(Dot(x, TALL, 0.09, READ, (found.output, number)))
    next_ = Op("+", (y, to_term(1)))
    marks += [Text(left, TALL + 0.15, (y,), "south"), Text(left + STEP, TALL + 0.15, (next_,), "south")]
    marks.append(Polyline(((0.1, 0.0), (COLUMN - 0.1, 0.0))))
    marks += [Text(left - HALF, -0.1, (Sym("u"),), "north"), Text(left + HALF, -0.1, (Sym("v"),), "north")]
    marks += [Brace(left - HALF, left + HALF, -0.45), Text(left, -0.75, (alone("r"),), "north")]
    marks.append(Polyline(((left + HALF, -0.55), (left + HALF + STEP, -0.55)), "plain", arrow=True))
    marks.append(Text(left + HALF + STEP / 2, -0.75, (alone("S"),), "north"))
    values = (("u", ends[0]), ("v", ends[1]), ("r", to_term(field.size)), ("S", to_term(field.stride)))
    for row, label in enumerate(_lines([Rel("==", alone(letter), value) for letter, value in values])):
        marks.append(Text(COLUMN / 2, -1.2 - 0.45 * row, label, "north"))
    numbers = {"r": field.size, "S": field.stride, "u": field.left, "v": field.right}
    every = ", ".join(f"{letter} = {said(value)}" for letter, value in values)
    return Scene(tuple(marks), f"Two neighbouring features and the regions that they see: {every}", numbers)


def _lines(claims: list[Rel]) -> list[Label]:
    """The claims, as many beside each other as a line holds; one that is too long for a column is left to the text."""
    lines: list[Label] = []
    for claim in claims:
        shown: Label = (claim,)
        if length(shown) * LETTER > COLUMN:
            shown = (claim.left, " as in the text")
        if lines and length((*lines[-1], ",  ", *shown)) <= LINE:
            lines[-1] = (*lines[-1], ",  ", *shown)
        else:
            lines.append(shown)
    return lines
