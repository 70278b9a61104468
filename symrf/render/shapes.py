"""An equation in its two shapes: in one line, and aligned at a given width; both bare, without an environment."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.exposition.cases import Cases
from symrf.exposition.equation import Equalities
from symrf.printed import printed, printed_cases, printed_chain
from symrf.render.breaking import GAP, LINE, USUAL, by_case, case_width, chained, relation, stacked
from symrf.terms import Rel, latex
from symrf.terms.latex import width as wide
from symrf.terms.tree import plus

WIDTHS = {"page": LINE, "column": 42.0}
"""How wide an aligned line may be, in digits."""

EquationPart = Rel | Cases | Equalities
SHAPES = ("line", "aligned")


def bare(parts: Sequence[EquationPart], shape: str, width: str) -> str:
    """Parts in a shape and at a width, by their names, in the notation in use."""
    placed = tuple(map(_placed, parts))
    return (one_line if shape == "line" else aligned)(placed, WIDTHS[width])


def _placed(part: EquationPart) -> EquationPart:
    match part:
        case Cases(left=left, rows=rows):
            left, cases = printed_cases(left, rows)
            return Cases(left, tuple((value, tuple(when)) for value, when in cases))
        case Equalities(left=left, steps=steps):
            left, chain = printed_chain(left, steps)
            return Equalities(left, tuple(chain))
    return printed(part)


def one_line(parts: Sequence[EquationPart], width: float = LINE) -> str:
    """All parts beside each other, of a chain its ends alone; where that is wider, one block of several lines."""
    ends = tuple(map(_ends, parts))
    if len(ends) == 1 and len(rows := _rows(ends[0], width)) == 1 and isinstance(ends[0], Cases):
        return rows[0].replace(" &= ", " = ", 1)
    if sum(map(_across, ends)) + GAP * (len(ends) - 1) <= width + USUAL:
        return r" , \qquad ".join(map(_flat, ends))
    return f"\\begin{{aligned}}\n{aligned(ends, width)}\n\\end{{aligned}}"


def _ends(part: EquationPart) -> Rel | Cases:
    return Rel("==", part.left, plus(list(part.steps[-1]))) if isinstance(part, Equalities) else part


def _across(part: Rel | Cases) -> float:
    """How wide it is in one line."""
    return case_width(part.left, part.rows) + USUAL if isinstance(part, Cases) else wide(latex(part))


def aligned(parts: Sequence[EquationPart], width: float = LINE) -> str:
    """The parts one under the other, as rows of an alignment, none wider than `width` where that can be."""
    return stacked([row for part in parts for row in _rows(part, width)], width)


def _flat(part: Rel | Cases) -> str:
    return by_case(part.left, part.rows, None)[0].replace(" &= ", " = ", 1) if isinstance(part, Cases) else latex(part)


def _rows(part: EquationPart, width: float) -> list[str]:
    match part:
        case Cases():
            return by_case(part.left, part.rows, width)
        case Equalities(left=left, steps=steps):
            return [chained(left, list(steps), width)]
    return [relation(part, limit=width)]
