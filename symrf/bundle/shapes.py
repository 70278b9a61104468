"""An equation in its two shapes: in one line, and aligned at a given width; both bare, without an environment."""

from __future__ import annotations

from fractions import Fraction

from symrf.bundle.letters import Letters, finished
from symrf.exposition.equations import Cases, Chain, Equation
from symrf.render.breaking import LINE, by_case, chained, relation
from symrf.terms import At, Num, Rel, Sym, Term, latex
from symrf.terms.tree import Tree, plus

WIDTHS = {"page": LINE, "column": 42.0}
"""How wide an aligned line may be, in digits."""


FORWARD: dict[Term, At] = {At(x, Num(Fraction(0))): At(y, Sym("L")) for x, y in (("r", "R"), ("S", "J"))}


class Shapes:
    """The two shapes of one equation."""

    def __init__(self, equation: Equation, letters: Letters) -> None:
        self.equation, self.letters = equation, letters
        self.parts = tuple(map(self._placed, equation.parts))

    def _placed(self, part: Rel | Cases | Chain) -> Rel | Cases | Chain:
        match part:
            case Cases(left=left, rows=rows):
                placed = ((self._own(value), tuple(map(self._own, when))) for value, when in rows)
                return Cases(self._own(left), tuple(placed))
            case Chain(left=left, steps=(closed, *steps)):
                own = (tuple(one and self._own(one) for one in step) for step in steps)
                first = tuple(one and self.letters.placed(one) for one in closed)
                return Chain(self.letters.placed(left), (first, *own))
            case Chain():
                raise ValueError(f"{self.equation.name}: a chain without steps")
        return self._own(part)

    def _own(self, tree: Tree) -> Tree:
        known = self.letters.notation
        if self.equation.general:
            return self.letters.placed(known.write(tree))
        return self.letters.of_network(known.write(_from_input(tree) if known.origin == "input" else tree))

    @property
    def one_line(self) -> str:
        """All parts beside each other; of a chain its ends alone."""
        return finished(r" , \qquad ".join(map(_flat, self.parts))) + "\n"

    def aligned(self, width: float) -> str:
        """The parts one under the other, as rows of an alignment, none wider than `width` where that can be."""
        return finished(" \\\\\n".join(_rows(part, width) for part in self.parts)) + "\n"


def _from_input(tree: Tree) -> Tree:
    """A network's size and stride under the letters that are counted from its input: R_L = r_0, J_L = S_0."""
    if isinstance(tree, Rel) and tree.left in FORWARD:
        return Rel(tree.op, FORWARD[tree.left], tree.right)
    return tree


def _flat(part: Rel | Cases | Chain) -> str:
    match part:
        case Cases():
            return by_case(part.left, part.rows).replace(" &= ", " = ", 1)
        case Chain(left=left, steps=steps):
            return f"{latex(left)} = {latex(plus([one for one in steps[-1] if one is not None]))}"
    return latex(part)


def _rows(part: Rel | Cases | Chain, width: float) -> str:
    match part:
        case Cases():
            return by_case(part.left, part.rows)
        case Chain(left=left, steps=steps):
            return chained(left, list(steps), width)
    return relation(part, limit=width)
