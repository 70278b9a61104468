"""By how much a refuted claim is wrong, as a formula, and the right one: the catalogue's with the same left side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from symrf.formulas.quantities import LETTERS, SPAN
from symrf.refute.compiled import recurrence
from symrf.refute.graded import Example
from symrf.statement import CATALOGUE, COUNTED, EXTREMES, ROUNDING
from symrf.terms import At, Op, Rel, Term, names, text
from symrf.terms.evaluate import Undefined, compiled
from symrf.terms.tree import rebuilt, walk
from symrf.theorem import claim, free_index, offset


def difference(tree: Rel, example: Example, where: Iterable[Rel] = ()) -> str | None:
    """right side - left side, factored, at the counterexample's depth, a symbol for every parameter.

    None for claims about rounding.
    """
    rounding = any(isinstance(t, Op) and t.op in ROUNDING | EXTREMES for t in walk(tree))
    unknown = any(isinstance(t, At) and t.name in COUNTED for t in walk(tree))
    if rounding or unknown or tree.op != "==":
        return None
    from symrf.numbers.sound_sympy import sympy

    depth = example.chain.depth
    scope: dict[str, Any] = {"L": depth, "uL": sympy.Symbol("uL", integer=True)}
    for letter in "ksdpq":
        scope[letter] = _symbols(letter)
    for condition in where:
        _prescribe(condition, scope)
    for letter, known in CATALOGUE.items():
        scope[letter] = recurrence(known, scope)
    if example.l is not None:
        scope[free_index(tree) or "l"] = example.l
    try:
        gap = sympy.factor(compiled(tree.right)(scope) - compiled(tree.left)(scope))
    except (Undefined, TypeError, RecursionError):
        return None
    if gap.is_number:
        return f"{gap} (for L = {depth})"
    at = f"for L = {depth}" + (f", {free_index(tree) or 'l'} = {example.l}" if example.l is not None else "")
    return f"{gap} ({at})"


def _symbols(letter: str) -> Any:
    from symrf.numbers.sound_sympy import sympy

    positive = letter in "ksd"
    return lambda index: sympy.Symbol(f"{letter}{index}", integer=True, **({"positive": True} if positive else {}))


def _prescribe(condition: Rel, scope: dict[str, Any]) -> None:
    """Give a letter of layers the value that a condition such as d[l] == 1 or k[l] == k[1] says; others are left."""
    head, variable = condition.left, free_index(condition) or ""
    if condition.op != "==" or not isinstance(head, At) or offset(head.index, variable) != 0 or head.name not in scope:
        return
    value, plain, inside = compiled(condition.right), scope[head.name], []

    def at(index: int) -> Any:
        if index in inside:
            return plain(index)
        inside.append(index)
        try:
            return value({**scope, variable: index})
        finally:
            inside.pop()

    scope[head.name] = at


def with_span(tree: Rel) -> Rel:
    """The claim with the span K of the dilated kernel in place of k."""
    return rebuilt(tree, _with_span)


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
