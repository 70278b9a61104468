"""By how much a refuted claim is wrong, as a formula."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from symrf.refute.compiled import recurrence
from symrf.refute.graded import Example
from symrf.statement import CATALOGUE, COUNTED, EXTREMES, ROUNDING
from symrf.terms import At, Op, Rel
from symrf.terms.evaluate import Undefined, compiled
from symrf.terms.tree import walk
from symrf.theorem import free_index, offset


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
