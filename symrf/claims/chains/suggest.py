"""The right formula for a refuted claim: the catalogue's statement with the same left side."""

from __future__ import annotations

from symrf.formulas.quantities import LETTERS, SPAN
from symrf.terms import At, Rel, Term, text
from symrf.terms.tree import rebuilt
from symrf.theorem import claim, free_index, offset


def with_span(tree: Rel) -> Rel:
    """The claim with the span K of the dilated kernel in place of k."""
    return Rel(tree.op, _with_span(tree.left), _with_span(tree.right))


def _with_span(tree: Term) -> Term:
    found = rebuilt(tree, _with_span)
    return At("K", found.index) if isinstance(found, At) and found.name == "k" else found


def suggestion(tree: Rel) -> str | None:
    """The recurrence where the claim is one, otherwise the closed form; None where the left side is no quantity."""
    if not isinstance(tree.left, At):
        return None
    if tree.left.name == "K":
        return SPAN
    if tree.left.name not in LETTERS:
        return None
    quantity = LETTERS[tree.left.name]
    if quantity.letter == "n":
        return quantity.step
    step = claim(quantity.step)
    variable = free_index(tree)
    recurrence = variable is not None and _same_place(tree.left, step.left, variable)
    recurrence = recurrence and _mentions(tree, quantity.letter)
    return text(step if recurrence else claim(quantity.text("closed_form")))


def _same_place(left: At, other: object, variable: str) -> bool:
    return isinstance(other, At) and offset(left.index, variable) == offset(other.index, "l")


def _mentions(tree: Rel, letter: str) -> bool:
    from symrf.terms import names

    return letter in names(tree.right)[1]
