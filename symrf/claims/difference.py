"""By how much a refuted claim is wrong, as a formula, and when it happens to be right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symrf.formulas.quantities import LETTERS, SPAN
from symrf.refute.graded import Example
from symrf.refute.scene import recurrence
from symrf.symbols import least_of
from symrf.terms import At, Op, Rel
from symrf.terms.evaluate import Undefined, compiled
from symrf.terms.tree import walk
from symrf.theorem import claim, free_index

ROUNDING = frozenset({"floor", "ceil", "Min", "Max"})


@dataclass(frozen=True)
class Gap:
    """right side - left side, factored, for networks of the depth of the counterexample."""

    text: str
    holds_when: str | None


def difference(tree: Rel, example: Example) -> Gap | None:
    """The difference at the counterexample's depth, a symbol for every parameter; None for claims about rounding."""
    rounding = any(isinstance(t, Op) and t.op in ROUNDING for t in walk(tree))
    unknown = any(isinstance(t, At) and t.name in ("n", "count", "ub", "vb") for t in walk(tree))
    if rounding or unknown or tree.op != "==":
        return None
    import sympy

    depth = example.chain.depth
    scope: dict[str, Any] = {"L": depth, "uL": sympy.Symbol("uL", integer=True)}
    for letter in "ksdpq":
        scope[letter] = _symbols(letter)
    known = {"K": (None, claim(SPAN))} | {a: (claim(q.first), claim(q.step)) for a, q in LETTERS.items()}
    for letter, (first, step) in known.items():
        if isinstance(step.left, At):
            scope[letter] = recurrence(step.left, first, step, scope)
    if example.l is not None:
        scope[free_index(tree) or "l"] = example.l
    try:
        gap = sympy.factor(compiled(tree.right)(scope) - compiled(tree.left)(scope))
    except (Undefined, TypeError, RecursionError):
        return None
    if gap.is_number:
        return Gap(f"{gap} (L = {depth})", None)
    at = f"for L = {depth}" + (f", l = {example.l}" if example.l is not None else "")
    return Gap(f"{gap} ({at})", vanishing(gap))


def _symbols(letter: str) -> Any:
    import sympy

    positive = letter in "ksd"
    return lambda index: sympy.Symbol(f"{letter}{index}", integer=True, **({"positive": True} if positive else {}))


def vanishing(gap: Any) -> str | None:
    """When the difference is 0: one of its factors is, and a sum of terms that are never negative has none left."""
    import sympy

    conditions = []
    above = sympy.together(gap).as_numer_denom()[0]
    try:
        factors = [] if above.is_number else sympy.factor_list(above)[1]
    except (sympy.PolynomialError, TypeError):  # SymPy 1.14 cannot sort factors with a symbol in the exponent
        return f"{gap} = 0"
    for factor, _ in factors:
        alternatives = _zeros(factor)
        if alternatives is None:
            return f"{sympy.Eq(gap, 0, evaluate=False).lhs} = 0"
        conditions += alternatives
    return " or ".join(conditions) if conditions else "never"


def _zeros(factor: Any) -> list[str] | None:
    """Where a linear factor in one symbol vanishes, within the symbol's range; None where it is not so simple."""
    import sympy

    symbols = factor.free_symbols
    if len(symbols) != 1 or not factor.is_polynomial(symbol := next(iter(symbols))):
        return None
    if sympy.degree(factor, symbol) != 1:
        return None
    least = least_of(symbol)
    roots = [root for root in sympy.solve(factor, symbol) if root.is_integer and (least is None or root >= least)]
    return [f"{symbol} = {root}" for root in roots]
