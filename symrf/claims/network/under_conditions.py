"""Claims about one network under conditions on its symbols: equations are put in, least values go to the symbols.

k >= s puts s + k_ in for k, with a new symbol k_ >= 0; k <= 3 is every value of k from the least one to 3, one by one.
n >= 3*floor(n/3) + 1 is every remainder of n by 3, one by one: 3*n_ + 1 is put in for n, and so on.
What cannot be used like that, as k*s <= p, stays as it is: z3 and Coq assume it, and the values walked fulfil it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial
from math import ceil, floor, lcm
from typing import Any

from symrf.claims.network.bounded import where_exact
from symrf.claims.network.derived import Derived, unused
from symrf.claims.network.every_value import Contradiction, contradicted, of_each
from symrf.claims.network.judge import judge_network, meanings
from symrf.claims.network.remainders import decided_by, solved, where_left
from symrf.claims.network.written_out import Claim
from symrf.claims.typed.names import ASKED
from symrf.derivation import domain_of
from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.numbers.order import at_least
from symrf.numbers.symbols import least_of, symbol
from symrf.repeat import Repeat, free_symbols, substituted
from symrf.terms import Num, Op, Rel, Sym, Term, names, text
from symrf.terms.evaluate import compiled, holds
from symrf.terms.parse import number
from symrf.terms.sympy_form import to_sympy
from symrf.terms.tree import FEATURE, ONE, TURNED, negated, put, walk
from symrf.verification import Verdict
from symrf.verification.result import OPEN

Back = Callable[[Verdict], Verdict]
MOST = 64
"""So many values of a symbol that has a bound are gone through one by one."""


def judge_given(tree: Rel, derived: Derived, where: tuple[Rel, ...]) -> Verdict:
    """The verdict on a claim about a network, for the values of its symbols that meet the conditions."""
    if not where:
        return where_exact(Claim(tree, derived), judge_network(tree, derived), partial(judge_given, tree, derived))
    for one in where:
        if names(one)[1] or any(isinstance(part, Op) and part.op in FEATURE for part in walk(one)):
            raise _wrong(one, "about a network a condition names its symbols only")
    try:
        verdict = _judged(_Asked(tree, derived.network, where, derived.routes))
    except Contradiction:
        verdict = Verdict(text(tree), OPEN, reason=contradicted(where, derived))
    return replace(verdict, name=text(tree), where=tuple(map(text, where)), note=meanings(tree, derived.given))


@dataclass(frozen=True)
class _Asked:
    """A claim about a network, and the conditions on it that are not used yet."""

    claim: Rel
    network: Network
    conditions: tuple[Rel, ...]
    routes: Sequence[str] | None = None

    @cached_property
    def known(self) -> dict[str, Any]:
        """The symbols of the network by name."""
        return {s.name: s for s in free_symbols(self.network)}

    @cached_property
    def indices(self) -> set[str]:
        """The indices of its repetitions, which a symbol that is put in must not be called."""
        return _indices(self.network)

    def in_order(self) -> list[Rel]:
        """The conditions, that to be used first at the front.

        Bounds by numbers, as they hold for what an equation puts in, but for symbols that only an equation puts in;
        then equations; bounds by other symbols last.
        """

        def rank(one: Rel) -> int:
            if one.op == "==":
                return 1
            return 0 if names(one)[0] <= {*self.known} and len(names(one)[0]) < 2 else 2

        return sorted(self.conditions, key=rank)

    def without(self, condition: Rel) -> _Asked:
        """The same without one of its conditions."""
        at = self.conditions.index(condition)
        return replace(self, conditions=(*self.conditions[:at], *self.conditions[at + 1 :]))

    def of(self, values: dict[str, Any]) -> _Asked:
        """The same of a network with these put in for symbols; Contradiction where a layer refuses them."""
        try:
            return replace(self, network=substituted(self.network, values))
        except SymrfError:
            raise Contradiction from None

    def put(self, name: str, value: Term, expression: Any) -> _Asked:
        """The same with an expression for a symbol."""
        at = {Sym(name): value}
        conditions = tuple(put(condition, at) for condition in self.conditions)
        return replace(self.of({name: expression}), claim=put(self.claim, at), conditions=conditions)

    def about(self, condition: Rel) -> tuple[str, str, Term]:
        """(op, symbol, the other side) of a condition; no symbol where both sides are numbers."""
        condition = solved(condition, self.known)
        turned = TURNED[condition.op], condition.right, condition.left
        for op, side, other in ((condition.op, condition.left, condition.right), turned):
            usable = op in ("==", ">=", ">") or number(other) is not None
            if usable and isinstance(side, Sym) and side.name in self.known and side.name not in names(other)[0]:
                return op, side.name, other
        if not names(condition)[0]:
            return condition.op, "", condition.right
        said = "about a network a condition is in its symbols, or symbol == expression with new ones; its symbols are"
        raise _wrong(condition, f"{said} {', '.join(sorted(self.known)) or '(it has none)'}")


def _indices(network: Network) -> set[str]:
    repeats = [node.layer for node in network.nodes if isinstance(node.layer, Repeat)]
    return {r.index for r in repeats}.union(*(_indices(r.body) for r in repeats))


def _wrong(condition: Rel, why: str) -> SymrfError:
    return SymrfError(f"where {shown(text(condition))}: {why}")


def _judged(asked: _Asked) -> Verdict:
    for one in asked.in_order():
        try:
            judged = _used(asked, one)
        except SymrfError:
            if not names(one)[0] <= asked.known.keys() - asked.indices:
                raise
        else:
            return judged()
    derived = Derived(asked.network, asked.routes)
    try:
        _ = derived.domain
    except SymrfError:
        raise Contradiction from None
    return judge_network(asked.claim, derived, given=asked.conditions)


def _used(asked: _Asked, one: Rel) -> Callable[[], Verdict]:
    """What judges the claim with a condition used; SymrfError where it cannot be used."""
    rest, (rounded, period) = asked.without(one), decided_by(one)
    if rounded and names(one)[0] <= asked.known.keys():
        name, period = rounded[0], _period(asked, rounded, period, one)
        return partial(of_each, f"{name} - {period}*floor({name}/{period})", _remainders(rest, name, period, one))
    op, name, value = asked.about(one)
    bound = number(value)
    if not name:
        if not holds(one)({})[0]:
            raise Contradiction
        return partial(_judged, rest)
    if op == "==":
        return partial(_judged, _equal(rest, name, value, one))
    if op in ("<=", "<") and least_of(rest.known[name]) is not None:
        numbers = _numbers(rest, name, op, value, one)
        return partial(of_each, name, {i: partial(_at, rest, name, i) for i in numbers})
    if bound is not None and op in (">=", ">"):
        return partial(_judged, rest.of({name: _from(rest.known[name], bound, op)}))
    further, back = _beyond(rest, name, op, value, one)
    return lambda: back(_judged(further))


def _at(asked: _Asked, name: str, value: int) -> Verdict:
    return _judged(asked.put(name, Num(Fraction(value)), value))


def _numbers(asked: _Asked, name: str, op: str, value: Term, condition: Rel) -> range:
    """The values of a symbol up to a bound."""
    known = domain_of(asked.network)
    bound, (least, step) = number(value), known.values[name]
    if bound is None:
        raise _wrong(condition, "this bound is not understood")
    last = floor(bound) - (op == "<" and bound.denominator == 1)
    found = range(least, last + 1, step)
    if len(found) > MOST:
        raise _wrong(condition, f"{len(found)} values; at most {MOST} are gone through")
    return found


def _period(asked: _Asked, rounded: Sequence[str], period: int, condition: Rel) -> int:
    """By what number the first symbol's remainder is asked for: even, where it is declared odd or even."""
    if (every := period ** len(rounded)) > MOST:
        raise _wrong(condition, f"{every} remainders; at most {MOST} are gone through")
    return period if asked.known[rounded[0]].is_odd is None else lcm(period, 2)


def _remainders(asked: _Asked, name: str, period: int, condition: Rel) -> dict[int, Callable[[], Verdict]]:
    """The claim for each remainder of a symbol, with a condition on what is left of it in place of one that rounds."""
    new, low, odd = _unused(asked, name), least_of(asked.known[name]), asked.known[name].is_odd
    if low is None:
        raise _wrong(condition, "this bound is not understood")

    def at(remainder: int) -> Callable[[], Verdict]:
        whole = Op("+", (Op("*", (Num(Fraction(period)), Sym(new))), Num(Fraction(remainder))))
        left = symbol(new, max(ceil(Fraction(low - remainder, period)), 0))
        more = where_left(condition, name, period * left + remainder, left, asked.known)
        if more is None:
            raise _wrong(condition, "this bound is not understood")

        def judged() -> Verdict:
            put_in, back = _instead(asked, name, new, whole, left, f"({name} - {remainder})/{period}")
            return back(_judged(replace(put_in, conditions=(more, *put_in.conditions))))

        return judged

    return {i: at(i) for i in range(period) if odd is None or i % 2 == odd}


def _unused(asked: _Asked, name: str) -> str:
    """A new symbol for what is left of one."""
    taken = asked.known.keys() | names(asked.claim)[0] | ASKED.keys() | asked.indices
    return unused(name + "_", taken)


def _instead(asked: _Asked, name: str, new: str, whole: Term, own: Any, less: str) -> tuple[_Asked, Back]:
    """The same with an expression in a new symbol for a symbol, and the way back; less: what the new symbol is."""

    def back(verdict: Verdict) -> Verdict:
        def told(words: str) -> str:
            return re.sub(rf"\b{new}\b", less, words)

        gap, right = (words and told(words) for words in (verdict.difference, verdict.suggestion))
        found = verdict.counterexample
        if found and new in found:
            found = {name: int(compiled(whole)({**found})), **{x: v for x, v in found.items() if x != new}}
        domain = tuple(map(told, verdict.domain))
        return replace(verdict, counterexample=found, difference=gap, suggestion=right, holds_when=(), domain=domain)

    return asked.put(name, whole, to_sympy(whole, asked.known | {new: own})), back


def _beyond(asked: _Asked, name: str, op: str, value: Term, condition: Rel) -> tuple[_Asked, Back]:
    """Where a symbol is at least, or at most, an expression: that and a new symbol, from 0 on; and the way back."""
    known = asked.known
    strange = sorted(names(value)[0] - known.keys())
    if strange or known[name].is_odd is not None or names(value)[0] & asked.indices:
        raise _wrong(
            condition, f"{strange[0]} is no symbol of this network" if strange else "this bound is not understood"
        )
    new = _unused(asked, name)
    more: list[Term] = [Sym(new), *([ONE] if op in (">", "<") else [])]
    whole = Op("+", (value, *(more if op in (">=", ">") else [negated(one) for one in more])))
    expression = to_sympy(whole, known | {new: symbol(new, 0)})
    least = least_of(known[name])
    if not expression.is_integer or least is not None and not at_least(expression - least, 0):
        raise _wrong(condition, f"it is not known that {text(value)} is at least {least}")
    further, nearer = (name, f"({text(value)})") if op in (">=", ">") else (text(value), name)
    less = f"({further} - {nearer}{' - 1' if op in ('>', '<') else ''})"
    return _instead(asked, name, new, whole, symbol(new, 0), less)


def _equal(asked: _Asked, name: str, value: Term, condition: Rel) -> _Asked:
    """Where a symbol is an expression: that put in for it."""
    known = asked.known
    fresh = {x: symbol(x) for x in names(value)[0] - known.keys()}
    taken = sorted(fresh.keys() & ASKED.keys() | names(value)[0] & asked.indices)
    if taken:
        raise _wrong(condition, f"{taken[0]} has a meaning already; call it otherwise")
    expression = to_sympy(value, known | fresh)
    odd, least = known[name].is_odd, least_of(known[name])
    if odd is not None and expression.is_odd is not odd:
        if expression.is_odd is not None:
            raise Contradiction
        parity = "odd, so write for example 2*h + 1" if odd else "even, so write for example 2*h"
        raise _wrong(condition, f"{name} is declared {parity}")
    if least is not None and not at_least(expression - least, 0):
        expression = _raised(expression, least, condition)
        asked = asked.of({s.name: s for s in expression.free_symbols})
    return asked.put(name, value, expression)


def _from(known: Any, bound: Fraction, op: str) -> Any:
    """The symbol with a greater least value."""
    least = int(bound) + 1 if op == ">" and bound.denominator == 1 else ceil(bound)
    before = least_of(known)
    return symbol(known.name, least if before is None else max(least, before), known.is_odd)


def _raised(expression: Any, least: int, condition: Rel) -> Any:
    """What is put in for a symbol, its own symbol with the least value at which it is large enough."""
    if expression.is_number:
        raise Contradiction
    own = sorted(expression.free_symbols, key=str)
    slope = expression.diff(own[0])
    if len(own) > 1 or not slope.is_number or slope <= 0:
        raise _wrong(condition, f"it must be at least {least}; say so of its symbols, as j >= 2")
    start = ceil((least - expression.subs(own[0], 0)) / slope)
    return expression.xreplace({own[0]: symbol(own[0].name, int(start), own[0].is_odd)})
