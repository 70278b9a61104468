"""Claims about one network, its symbols free: the identity by the kernel, counterexamples by the walk."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from symrf.claims.difference import vanishing
from symrf.claims.identity import identity
from symrf.claims.names import Place, place
from symrf.claims.quantities import ATTRIBUTES, LETTERS, Subject
from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.number import is_symbolic, plain
from symrf.repeat import concrete, free_symbols
from symrf.symbols import least_of
from symrf.terms import At, Rel, Sym, text
from symrf.terms.evaluate import Undefined, compiled
from symrf.terms.tree import walk
from symrf.verification import Verdict
from symrf.verification.verdict import OPEN, PASSED, PROVED, REFUTED, combined, needed

SEARCH_SECONDS = 0.8
NETWORKS = 200
MAX_GRADE = 14


def judge_network(tree: Rel, network: Network, name: str | None = None) -> Verdict:
    """The verdict on a claim about nodes of the network, for all values of its symbols; letters are the output's."""
    return _judge(_Claim(tree, network, _symbols(network)), name or text(tree))


@dataclass(frozen=True)
class _Claim:
    tree: Rel
    network: Network
    symbols: dict[str, Any]

    @cached_property
    def quantities(self) -> dict[str, tuple[Subject, str]]:
        """What the claim names: letter or dotted name -> node and attribute."""
        subjects: dict[Place, Subject] = {}
        found: dict[str, tuple[Subject, str]] = {}
        for part in walk(self.tree):
            if isinstance(part, At):
                name = part.name
                raise SymrfError(f"claim: {name}[…]: with a network, letters stand for its output; write {name}")
            if isinstance(part, Sym) and part.name not in self.symbols:
                where = self._place(part.name)
                of = replace(where, quantity="")
                if of not in subjects:
                    subjects[of] = Subject.of(self.network, of)
                found[part.name] = subjects[of], where.quantity
        return found

    def _place(self, name: str) -> Place:
        if "." in name:
            return place(self.network, name, ATTRIBUTES)
        if name not in LETTERS:
            known = ", ".join([*sorted(self.symbols), *LETTERS])
            raise SymrfError(f"claim: unknown name {shown(name)}; this network knows {known}")
        return Place(self.network.output, LETTERS[name])

    @property
    def bound(self) -> str:
        """Why what the claim names are bounds only; empty where all are exact."""
        return next((subject.bound for subject, _ in self.quantities.values() if subject.bound), "")

    def sides(self) -> tuple[Any, Any]:
        """Both sides as SymPy expressions in the network's symbols."""
        from symrf.terms.sympy_form import to_sympy

        known = dict(self.symbols)
        for letter, (subject, attribute) in self.quantities.items():
            value = subject.derived(attribute)
            known[letter] = value if is_symbolic(value) else _rational(value)
        return to_sympy(self.tree.left, known), to_sympy(self.tree.right, known)


def _judge(claim: _Claim, name: str) -> Verdict:
    if claim.tree.op != "==":
        raise SymrfError(f"claim {shown(text(claim.tree))}: about a network write an equation, such as r == 3")
    left, right = claim.sides()
    started = time.perf_counter()
    failure, tried = _search(claim, left - right)
    seconds = round(time.perf_counter() - started, 4)
    if failure is not None:
        routes = {"walk": {"verdict": REFUTED, "seconds": seconds}}
        import sympy

        gap = sympy.factor(sympy.expand(right - left))
        when = None if gap.is_number else vanishing(gap)
        return Verdict(
            name, REFUTED, routes, counterexample=failure, difference=str(gap), holds_when=when,
            suggestion=f"{text(claim.tree.left)} == {left}" if isinstance(claim.tree.left, Sym) else None,
        )  # fmt: skip
    started = time.perf_counter()
    bound = claim.bound
    only_bound: dict[str, Any] = {"verdict": OPEN, "reason": f"only a bound is known: {bound}"}
    proof = only_bound if bound else identity(left, right)
    proof["seconds"] = round(time.perf_counter() - started, 4)
    walked = {"verdict": PASSED, "examples": tried, "note": f"{tried} networks", "seconds": seconds}
    routes = {"kernel": proof, "walk": walked}
    verdict, reason = combined(routes, needed(floors=False))
    if verdict == PROVED and not tried:
        verdict, reason = OPEN, "the walk could not be asked: every network tried is too large"
    return Verdict(name, verdict, routes, reason=reason if verdict == OPEN else None)


def _search(claim: _Claim, gap: Any) -> tuple[dict[str, Any] | None, int]:
    """The least values of the symbols at which the walk contradicts the claim; and how many networks were walked."""
    end = time.perf_counter() + SEARCH_SECONDS
    left, right = compiled(claim.tree.left), compiled(claim.tree.right)
    walked = 0
    for values in _values(claim.symbols):
        if time.perf_counter() > end or walked >= NETWORKS:
            break
        try:
            concrete(claim.network, values)
            at = plain(gap.xreplace({claim.symbols[s]: _rational(v) for s, v in values.items()}))
            if at == 0 and walked >= 20:
                continue
            scope = {**values, **_measured(claim, values)}
            a, b = left(scope), right(scope)
        except (SymrfError, Undefined):
            continue
        walked += 1
        if a != b:
            return {**values, "left": str(a), "right": str(b)}, walked
    return None, walked


def _measured(claim: _Claim, values: dict[str, int]) -> dict[str, int | Fraction]:
    for subject, _ in claim.quantities.values():
        if subject.too_large(values):
            raise Undefined("too large to walk")
    return {name: subject.measured(attribute, values) for name, (subject, attribute) in claim.quantities.items()}


def _values(symbols: dict[str, Any]) -> Iterator[dict[str, int]]:
    """Values of the symbols in order of size, from the least that each may have."""
    names = sorted(symbols)
    least = [least_of(symbols[n]) or 0 for n in names]
    for grade in range(MAX_GRADE if names else 1):
        for weights in _compositions(len(names), grade):
            yield {n: low + w for n, low, w in zip(names, least, weights, strict=True)}


def _compositions(parts: int, total: int) -> Iterator[tuple[int, ...]]:
    if parts <= 1:
        if parts or not total:
            yield (total,) * parts
        return
    for first in range(total + 1):
        for rest in _compositions(parts - 1, total - first):
            yield (first, *rest)


def _symbols(network: Network) -> dict[str, Any]:
    """The free symbols of all parameters, by name; the indices of repetitions are not free."""
    return {symbol.name: symbol for symbol in free_symbols(network)}


def _rational(value: Any) -> Any:
    import sympy

    return sympy.Rational(value.numerator, value.denominator) if isinstance(value, Fraction) else sympy.Integer(value)
