"""Claims about one network under conditions on its symbols: equations are put in, least values go to the symbols."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import Any

from symrf.claims.conditions import joined
from symrf.claims.network import judge_network, meanings
from symrf.claims.quantities import LETTERS
from symrf.derivation import derive, domain_of
from symrf.dominance import at_least
from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.repeat import Repeat, free_symbols, substituted
from symrf.symbols import least_of, symbol
from symrf.terms import Big, Rel, Sym, Term, names, text
from symrf.terms.parse import number
from symrf.terms.sympy_form import to_sympy
from symrf.terms.tree import rebuilt
from symrf.verification import Verdict
from symrf.verification.verdict import OPEN

TURNED = {"==": "==", "<=": ">=", "<": ">", ">=": "<=", ">": "<"}


class Contradiction(Exception):
    """No values of the symbols meet the conditions."""


def judge_given(tree: Rel, network: Network, where: tuple[Rel, ...]) -> Verdict:
    """The verdict on a claim about a network, for the values of its symbols that meet the conditions."""
    claim, conditions, note = tree, list(where), meanings(tree, network)
    whole = domain_of(network).conditions if where else ()
    try:
        while conditions:
            one = _next(conditions, {s.name for s in free_symbols(network)})
            conditions.remove(one)
            claim, network, conditions = _used(one, claim, network, conditions)
        if where:
            _exists(network)
    except Contradiction:
        reason = f"no network meets {joined(where)}"
        reason += f": that contradicts the domain ({', '.join(whole)})" if whole else ""
        return Verdict(text(tree), OPEN, reason=reason, where=tuple(map(text, where)))
    verdict = judge_network(claim, network)
    if not where:
        return verdict
    return replace(verdict, name=text(tree), where=tuple(map(text, where)), note=note)


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


def _next(conditions: list[Rel], known: set[str]) -> Rel:
    """Least values first, as they hold for what an equation puts in; but for symbols that only an equation puts in."""
    least = (condition for condition in conditions if condition.op != "==" and names(condition)[0] <= known)
    return next(least, next((condition for condition in conditions if condition.op == "=="), conditions[0]))


def _used(condition: Rel, claim: Rel, network: Network, others: list[Rel]) -> tuple[Rel, Network, list[Rel]]:
    """Claim, network and the other conditions, where this one holds."""
    known = {s.name: s for s in free_symbols(network)}
    if names(condition)[1]:
        raise SymrfError(f"where {shown(text(condition))}: about a network a condition names its symbols only")
    op, name, value = _about(condition, known)
    if not name:
        if not _true(condition):
            raise Contradiction
        return claim, network, others
    if op != "==":
        return claim, _from(network, known[name], value, op), others
    fresh = {x: symbol(x) for x in names(value)[0] - known.keys()}
    taken = sorted(fresh.keys() & LETTERS.keys() | names(value)[0] & _indices(network))
    if taken:
        raise SymrfError(f"where {shown(text(condition))}: {taken[0]} has a meaning already; call it otherwise")
    put = to_sympy(value, known | fresh)
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
    sides = [(condition.op, condition.left, condition.right), (TURNED[condition.op], condition.right, condition.left)]
    for op, side, other in sides:
        about = isinstance(side, Sym) and side.name in known and side.name not in names(other)[0]
        if isinstance(side, Sym) and about and (op == "==" or op in (">=", ">") and number(other) is not None):
            return op, side.name, other
    if not names(condition)[0]:
        return condition.op, "", condition.right
    said = "about a network a condition is symbol == expression or symbol >= number, in its symbols"
    raise SymrfError(f"where {shown(text(condition))}: {said} {', '.join(sorted(known)) or '(it has none)'}")


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
