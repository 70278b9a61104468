"""Paddings with which a map has a wanted size for every input: ⌊(n + a)/s⌋ = ⌊(n + b)/s⌋ for all n iff a = b."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from symrf.domain import domain
from symrf.network import Network
from symrf.numbers.positive import exact
from symrf.numbers.sound_sympy import sympy
from symrf.questions.arithmetic.lines import Unanswered
from symrf.questions.arithmetic.threshold import number
from symrf.questions.asked import AskedRelation
from symrf.questions.evidence import instance
from symrf.questions.solution import Solution, assigned
from symrf.repeat import size_symbols
from symrf.terms import latex
from symrf.terms.sympy_form import number_text, to_term
from symrf.verification.recorded import theorems
from symrf.verification.result import OPEN, PROVED, REFUTED, Result


def fitting(network: Network, question: str, names: tuple[str, ...], asked: AskedRelation) -> Solution:
    """The paddings with which left = right for every n."""
    sizes = size_symbols(network)
    both = [s for s in asked.left.free_symbols & asked.right.free_symbols if s.name in sizes]
    if len(both) != 1:
        raise Unanswered("an equation is one of sizes, as output_size == ceil(n/s); for a least value write r >= n")
    (n,) = both
    one, other = (_rounded(side, n) for side in (asked.left, asked.right))
    if sympy.expand(one[1] - other[1]) != 0:
        grown = " and ".join(f"{n.name}/({number_text(by)})" for _, by in (one, other))
        raise Unanswered(f"the two sides grow with {n.name} as {grown}")
    equation = sympy.expand(one[0] - other[0])
    unknown = [s for name in names for s in equation.free_symbols if s.name == name]
    common: dict[str, Any] = {"question": question, "names": names}
    if not unknown:
        if equation == 0:
            return _checked(Solution(**common, verdict=PROVED, sentence="it holds whatever they are"), equation, {})
        raise Unanswered("the sizes do not depend on the names")
    if not all(equation.is_polynomial(x) and sympy.degree(equation, x) == 1 for x in unknown):
        raise Unanswered(f"{equation} = 0 is no line in {', '.join(names)}")
    total = [sympy.cancel(-equation.coeff(unknown[0], 0) / equation.coeff(unknown[0], 1))]
    if len(unknown) == 1 and len(names) == 1:
        return _checked(_one(common, names[0], total[0]), equation, {unknown[0]: total[0]})
    if len(unknown) != 2 or len(names) != 2:
        raise Unanswered(f"one equation, {equation} = 0, for {', '.join(names)}")
    whole = sympy.expand(total[0] + unknown[1])
    if unknown[1] in whole.free_symbols:
        raise Unanswered(f"one equation, {equation} = 0, for {', '.join(names)}")
    half = sympy.factor(whole / 2)
    said = f"{names[0]} + {names[1]} = {number_text(sympy.factor(whole))}"
    written = latex(to_term(sympy.factor(whole)))
    formula = f"{latex(to_term(unknown[0]))} + {latex(to_term(unknown[1]))} = {written}"
    if half.is_integer:
        said += f", such as {names[0]} = {names[1]} = {number_text(half)}"
        value: tuple[Any, Any] = (half, half)
    elif half.is_integer is False:
        said += "; no symmetric one"
        value = (sympy.floor(half), sympy.ceiling(half))
    else:
        value = (sympy.floor(half), sympy.ceiling(half))
        said += f"; {names[0]} = {names[1]} only where {number_text(sympy.factor(whole))} is even"
    conditions = domain(network).conditions

    def put(values: Mapping[str, int]) -> tuple[int, ...]:
        return tuple(int(number(v, values)) for v in value)

    found = Solution(**common, verdict=PROVED, value=value, domain=conditions, sentence=said, formula=formula, put=put)
    return _checked(found, equation, {unknown[0]: whole - unknown[1]})


def proved(equation: Any, put: Mapping[Any, Any]) -> Result:
    """The kernel's verdict on the equation with these paddings put in; by rounding no others are right."""
    note = f"{equation} = 0, and for no other, by rounding"
    return instance.equal("floors-that-agree", [(equation.xreplace(dict(put)), sympy.S.Zero)], note=note)


def _checked(found: Solution, equation: Any, put: Mapping[Any, Any]) -> Solution:
    checked = proved(equation, put)
    routes = {"floors": checked, "theorem": theorems("floors-that-agree")}
    if checked.verdict != PROVED:
        return Solution(found.question, found.names, OPEN, reason=str(checked.reason), routes=routes)
    return replace(found, routes=routes)


def _one(common: dict[str, Any], name: str, value: Any) -> Solution:
    value = sympy.factor(value)
    if value.is_integer is False:
        return Solution(**common, verdict=REFUTED, reason=f"it would have to be {number_text(value)}, no integer")
    domain = () if value.is_integer else (f"{number_text(value)} is an integer",)
    return Solution(**common, verdict=PROVED, domain=domain, **assigned({name: value}))


def _rounded(side: Any, n: Any) -> tuple[Any, Any]:
    """(a, s) of ⌊(n + a)/s⌋, which the side is."""
    side = exact(side)
    floors = side.atoms(sympy.floor, sympy.ceiling)
    if not floors:
        a = sympy.expand(side - n)
        if n in a.free_symbols:
            raise Unanswered(f"{side} is not {n.name} and something")
        return a, sympy.S.One
    if len(floors) != 1:
        raise Unanswered(f"{side} is rounded more than once")
    (rounded,) = floors
    more = sympy.expand(side - rounded)
    if more.free_symbols & {n} or not more.is_integer:
        raise Unanswered(f"{side} is no rounded number and an integer")
    above, below = sympy.fraction(sympy.together(rounded.args[0]))
    inside = sympy.expand(above - n)
    if n in inside.free_symbols or n in below.free_symbols:
        raise Unanswered(f"{side} is not (n + a)/s, rounded")
    if isinstance(rounded, sympy.ceiling):
        inside = inside + below - 1
    return sympy.expand(inside + more * below), below
