"""An equation in its two shapes: in one line, and aligned at a given width; both bare, without an environment."""

from __future__ import annotations

from symrf.bundle.letters import Letters, finished
from symrf.exposition.cases import Cases
from symrf.exposition.equation import Equalities, NamedEquation
from symrf.render.shapes import EquationPart, aligned, one_line
from symrf.terms.tree import Tree


class TwoShapes:
    """The two shapes of one equation."""

    def __init__(self, equation: NamedEquation, letters: Letters) -> None:
        self.equation, self.letters = equation, letters
        self.parts = tuple(map(self._placed, equation.parts))

    def _placed(self, part: EquationPart) -> EquationPart:
        match part:
            case Cases(left=left, rows=rows):
                placed = ((self._own(value), tuple(map(self._own, when))) for value, when in rows)
                return Cases(self._own(left), tuple(placed))
            case Equalities(left=left, steps=every):
                closed, *steps = self.letters.notation.steps(left, every)
                own = (tuple(map(self._own, step)) for step in steps)
                first = tuple(map(self.letters.placed, closed))
                return Equalities(self.letters.placed(left), (first, *own))
        return self._own(part)

    def _own(self, tree: Tree) -> Tree:
        known = self.letters.notation
        if self.equation.general:
            return self.letters.placed(known.write(tree))
        return self.letters.of_network(known.write(tree))

    def one_line(self, width: float) -> str:
        """All parts beside each other, of a chain its ends alone; a block of several lines where that is wider."""
        return finished(one_line(self.parts, width)) + "\n"

    def aligned(self, width: float) -> str:
        """The parts one under the other, as rows of an alignment, none wider than `width` where that can be."""
        return finished(aligned(self.parts, width)) + "\n"
