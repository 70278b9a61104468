"""An equation in its two shapes: in one line, and aligned at a given width; both bare, without an environment."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.exposition.equation import Cases, Equalities
from symrf.printed import printed, printed_cases, printed_chain
from symrf.render.breaking import LINE, by_case, chained, relation, stacked
from symrf.terms import Rel, latex
from symrf.terms.tree import plus

WIDTHS = {"page": LINE, "column": 42.0}
"""How wide an aligned line may be, in digits."""

EquationPart = Rel | Cases | Equalities
SHAPES = ("line", "aligned")


def bare(parts: Sequence[EquationPart], shape: str, width: str) -> str:
    """Parts in a shape and at a width, by their names, in the notation in use."""
    placed = tuple(map(_placed, parts))
    return one_line(placed) if shape == "line" else aligned(placed, WIDTHS[width])


def _placed(part: EquationPart) -> EquationPart:
    match part:
        case Cases(left=left, rows=rows):
            left, cases = printed_cases(left, rows)
            return Cases(left, tuple((value, tuple(when)) for value, when in cases))
        case Equalities(left=left, steps=steps):
            left, chain = printed_chain(left, steps)
            return Equalities(left, tuple(chain))
    return printed(part)


def one_line(parts: Sequence[EquationPart]) -> str:
    """All parts beside each other; of a chain its ends alone."""
    return r" , \qquad ".join(map(_flat, parts))


def aligned(parts: Sequence[EquationPart], width: float = LINE) -> str:
    """The parts one under the other, as rows of an alignment, none wider than `width` where that can be."""
    return stacked([_rows(part, width) for part in parts], width)


def _flat(part: EquationPart) -> str:
    match part:
        case Cases():
            return by_case(part.left, part.rows, None).replace(" &= ", " = ", 1)
        case Equalities(left=left, steps=steps):
            return f"{latex(left)} = {latex(plus(list(steps[-1])))}"
    return latex(part)


def _rows(part: EquationPart, width: float) -> str:
    match part:
        case Cases():
            return by_case(part.left, part.rows, width)
        case Equalities(left=left, steps=steps):
            return chained(left, list(steps), width)
    return relation(part, limit=width)
