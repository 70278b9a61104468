"""The right formula for a refuted claim: the catalogue's statement with the same left side."""

from __future__ import annotations

from symrf.formulas.quantities import LETTERS, SPAN
from symrf.terms import At, Rel, Term, names, text
from symrf.terms.tree import rebuilt
from symrf.theorem import claim, free_index


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
    recurrence = free_index(tree) is not None and quantity.letter in names(tree.right)[1]
    return text(claim(quantity.step if recurrence else quantity.text("closed_form")))
