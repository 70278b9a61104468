"""Claims about one network under conditions on its symbols: equations are put in, least values go to the symbols.

k >= s puts s + k_ in for k, with a new symbol k_ >= 0; k <= 3 is every value of k from the least one to 3, one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from fractions import Fraction
from functools import partial
from math import ceil, floor
from typing import Any

from symrf.claims.conditions import joined
from symrf.claims.each import Contradiction, of_each
from symrf.claims.network import judge_network, meanings
from symrf.claims.quantities import ASKED
from symrf.derivation import derive, domain_of
from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.numbers.order import at_least
from symrf.numbers.symbols import least_of, symbol
from symrf.repeat import Repeat, free_symbols, substituted
from symrf.terms import Big, Num, Op, Rel, Sym, Term, names, text
from symrf.terms.evaluate import compiled
from symrf.terms.parse import number
from symrf.terms.sympy_form import to_sympy
from symrf.terms.tree import rebuilt
from symrf.verification import Verdict
from symrf.verification.result import OPEN

MOST = 64
"""So many values of a symbol that has a bound are gone through one by one."""

TURNED = {"==": "==", "<=": ">=", "<": ">", ">=": "<=", ">": "<"}


def judge_given(tree: Rel, network: Network, where: tuple[Rel, ...]) -> Verdict:
    """The verdict on a claim about a network, for the values of its symbols that meet the conditions."""
    if not where:
        return judge_network(tree, network)
    whole = domain_of(network).conditions
    try:
        verdict = _judged(tree, network, list(where))
    except Contradiction:
        reason = f"no network meets {joined(where)}"
        reason += f": that contradicts the domain ({', '.join(whole)})" if whole else ""
        verdict = Verdict(text(tree), OPEN, reason=reason)
    return replace(verdict, name=text(tree), where=tuple(map(text, where)), note=meanings(tree, network))


def _exists(network: Network) -> None:
    """Contradiction where the network is one for no values of its symbols."""
    try:
        domain_of(network)
        if not free_symbols(network):
            derive(network if network.chosen else network.seen_from(network.inputs[0]))
    except SymrfError:
        raise Contradiction from None


def _at(network: Network, values: dict[str, Any]) -> Network:
    """The network with these put in for symbols; Contradiction where a layer refuses them."""
    try:
        return substituted(network, values)
    except SymrfError:
        raise Contradiction from None


def _judged(claim: Rel, network: Network, conditions: list[Rel]) -> Verdict:
    while conditions:
        known = {s.name: s for s in free_symbols(network)}
        one = _next(conditions, known.keys())
        conditions.remove(one)
        op, name, value = _about(one, known)
        if name and op in ("<=", "<"):
            numbers = _numbers(network, name, op, value, one)
            at = {i: Rel("==", Sym(name), Num(Fraction(i))) for i in numbers}
            return of_each(name, {i: partial(_judged, claim, network, [is_, *conditions]) for i, is_ in at.items()})
        if name and op != "==" and number(value) is None:
            claim, network, conditions, back = _more(one, claim, network, conditions)
            verdict = _judged(claim, network, conditions)
            return back(verdict)
        claim, network, conditions = _used(one, claim, network, conditions)
    _exists(network)
    return judge_network(claim, network)


def _numbers(network: Network, name: str, op: str, value: Term, condition: Rel) -> range:
    """The values of a symbol up to a bound."""
    known = domain_of(network)
    bound, (least, step) = number(value), known.values[name]
    if bound is None or least_of(known.symbols[name]) is None:
        raise SymrfError(f"where {shown(text(condition))}: a bound is a number, and {name} needs a least value")
    last = floor(bound) - (op == "<" and bound.denominator == 1)
    found = range(least, last + 1, step)
    if len(found) > MOST:
        raise SymrfError(f"where {shown(text(condition))}: {len(found)} values; at most {MOST} are gone through")
    return found


def _more(
    condition: Rel, claim: Rel, network: Network, others: list[Rel]
) -> tuple[Rel, Network, list[Rel], Callable[[Verdict], Verdict]]:
    """Where a symbol is at least an expression: that plus a new symbol, from 0 on; and the way back to its value."""
    known = {s.name: s for s in free_symbols(network)}
    op, name, value = _about(condition, known)
    strange = sorted(names(value)[0] - known.keys())
    if strange or known[name].is_odd is not None or names(value)[0] & _indices(network):
        why = f"{strange[0]} is no symbol of this network" if strange else "this bound is not understood"
        raise SymrfError(f"where {shown(text(condition))}: {why}")
    taken = known.keys() | names(claim)[0] | ASKED.keys() | _indices(network)
    new = name + "_"
    while new in taken:
        new += "_"
    whole = Op("+", (value, Sym(new), *([Num(Fraction(1))] if op == ">" else [])))
    put = to_sympy(whole, known | {new: symbol(new, 0)})
    least = least_of(known[name])
    if not put.is_integer or least is not None and not at_least(put - least, 0):
        raise SymrfError(f"where {shown(text(condition))}: it is not known that {text(value)} is at least {least}")

    def back(verdict: Verdict) -> Verdict:
        less = f"({name} - ({text(value)}){' - 1' if op == '>' else ''})"
        gap, right = (told and re.sub(rf"\b{new}\b", less, told) for told in (verdict.difference, verdict.suggestion))
        found = verdict.counterexample
        if found and new in found:
            found = {name: int(compiled(whole)({**found})), **{x: v for x, v in found.items() if x != new}}
        return replace(verdict, counterexample=found, difference=gap, suggestion=right, holds_when=())

    at = [_put(other, name, whole) for other in others]
    return _put(claim, name, whole), substituted(network, {name: put}), at, back


def _next(conditions: list[Rel], known: Collection[str]) -> Rel:
    """Bounds by numbers first, as they hold for what an equation puts in, but for symbols that only an equation puts
    in; then equations; bounds by other symbols last.
    """
    bounds = (one for one in conditions if one.op != "==" and names(one)[0] <= set(known) and len(names(one)[0]) < 2)
    return next(bounds, next((condition for condition in conditions if condition.op == "=="), conditions[0]))


def _used(condition: Rel, claim: Rel, network: Network, others: list[Rel]) -> tuple[Rel, Network, list[Rel]]:
    """Claim, network and the other conditions, where this one holds."""
    known = {s.name: s for s in free_symbols(network)}
    op, name, value = _about(condition, known)
    if not name:
        if not _true(condition):
            raise Contradiction
        return claim, network, others
    if op != "==":
        return claim, _from(network, known[name], value, op), others
    fresh = {x: symbol(x) for x in names(value)[0] - known.keys()}
    taken = sorted(fresh.keys() & ASKED.keys() | names(value)[0] & _indices(network))
    if taken:
        raise SymrfError(f"where {shown(text(condition))}: {taken[0]} has a meaning already; call it otherwise")
    put = to_sympy(value, known | fresh)
    odd = known[name].is_odd
    if odd is not None and put.is_odd is not odd:
        if put.is_odd is not None:
            raise Contradiction
        parity = "odd, so write for example 2*h + 1" if odd else "even, so write for example 2*h"
        raise SymrfError(f"where {shown(text(condition))}: {name} is declared {parity}")
    least = least_of(known[name])
    if least is not None and not at_least(put - least, 0):
        put = _raised(put, least, condition)
        moved = {s.name: s for s in put.free_symbols}
        network = _at(network, moved)
    return (
        _put(claim, name, value), _at(network, {name: put}), [_put(other, name, value) for other in others]
    )  # fmt: skip


def _about(condition: Rel, known: dict[str, Any]) -> tuple[str, str, Term]:
    """(op, symbol, the other side); no symbol where both sides are numbers."""
    if names(condition)[1]:
        raise SymrfError(f"where {shown(text(condition))}: about a network a condition names its symbols only")
    sides = [(condition.op, condition.left, condition.right), (TURNED[condition.op], condition.right, condition.left)]
    for op, side, other in sides:
        about = isinstance(side, Sym) and side.name in known and side.name not in names(other)[0]
        if isinstance(side, Sym) and about and (op in ("==", ">=", ">") or number(other) is not None):
            return op, side.name, other
    if not names(condition)[0]:
        return condition.op, "", condition.right
    said = "about a network a condition is symbol == expression, symbol >= expression or symbol <= number"
    symbols = ", ".join(sorted(known)) or "(it has none)"
    raise SymrfError(f"where {shown(text(condition))}: {said}, in its symbols {symbols}")


def _true(condition: Rel) -> bool:
    from symrf.terms.evaluate import holds

    return bool(holds(condition)({})[0])


def _from(network: Network, known: Any, value: Term, op: str) -> Network:
    """The network with a greater least value of a symbol."""
    bound = number(value)
    if bound is None:
        return network
    least = int(bound) + 1 if op == ">" and bound.denominator == 1 else ceil(bound)
    before = least_of(known)
    raised = least if before is None else max(least, before)
    return _at(network, {known.name: symbol(known.name, raised)})


def _raised(put: Any, least: int, condition: Rel) -> Any:
    """What is put in for a symbol, its own symbol with the least value at which it is large enough."""
    if put.is_number:
        raise Contradiction
    own = sorted(put.free_symbols, key=str)
    slope = put.diff(own[0])
    if len(own) > 1 or not slope.is_number or slope <= 0:
        raise SymrfError(f"where {text(condition)}: it must be at least {least}; say so of its symbols, as j >= 2")
    start = ceil((least - put.subs(own[0], 0)) / slope)
    return put.xreplace({own[0]: symbol(own[0].name, int(start))})


def _indices(network: Network) -> set[str]:
    """The indices of the repetitions, which a symbol that is put in must not be called."""
    repeats = [node.layer for node in network.nodes if isinstance(node.layer, Repeat)]
    return {r.index for r in repeats}.union(*(_indices(r.body) for r in repeats))


def _put(tree: Rel, name: str, value: Term) -> Rel:
    def at(term: Term) -> Term:
        if isinstance(term, Sym) and term.name == name:
            return value
        if isinstance(term, Big) and term.var == name:
            return Big(term.kind, term.body, term.var, at(term.lo), at(term.hi))
        return rebuilt(term, at)

    return Rel(tree.op, at(tree.left), at(tree.right))
