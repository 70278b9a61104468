"""Where a false published statement is right, by trying: small networks and numbers, its conditions against the walk.

A condition that is called exact holds just where the statement does; a second reading of both, without any proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain as chained
from itertools import islice, product
from typing import Any

from symrf.oracle import walk
from symrf.published.entries import Published
from symrf.published.judge import network
from symrf.refute.compiled import CompiledStatement
from symrf.refute.graded import Given, GradedSearch
from symrf.refute.measure import Chain, scope
from symrf.repeat import concrete, free_symbols
from symrf.terms import names
from symrf.terms.evaluate import Undefined, holds
from symrf.theorem import Refutation, Theorem, claim

ALL = range(-3, 13)
"""What is tried of a number of which the statement is claimed for all values."""


def disagreements(entry: Published, most: int) -> list[str]:
    """The first networks or numbers on which conditions and statement disagree; empty where none does.

    What is no network is passed over. Raises AssertionError where nothing could be tried.
    """
    tried = list(_of_network(entry) if entry.network else _of_chains(entry, most))
    assert {right for _, right, _ in tried} >= {False}, f"{entry.name}: nothing false was tried"
    if entry.holds:
        assert {right for _, right, _ in tried} >= {True}, f"{entry.name}: nothing right was tried"
    return [f"{what}: {'right' if right else 'wrong'}" for what, right, met in tried if right != met]


def _of_chains(entry: Published, most: int) -> Iterator[tuple[str, bool, bool]]:
    stated = entry.stated
    assert isinstance(stated, Refutation)
    compiled, alternatives = CompiledStatement(stated), [(CompiledStatement(one), one) for one in stated.conditions]
    search, seen = GradedSearch(compiled), set()
    grades = (search.space.of_grade(grade) for grade in range(12))
    for chain, scalars in islice(chained.from_iterable(grades), most):
        fitted = compiled.fitted(chain, scalars)
        if fitted is None:
            continue
        key = (replace(fitted, n0=1) if "n0" in entry.every else fitted, *_others(entry, scalars))
        if key in seen:
            continue
        seen.add(key)
        right = [r for given in _all(entry, fitted, scalars) if (r := _right(compiled, *given)) is not None]
        if right:
            met = any(_met(one, theorem, fitted, scalars) for one, theorem in alternatives)
            yield f"{fitted.text()} n0 = {fitted.n0} {dict(scalars)}", all(right), met


def _others(entry: Published, scalars: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(value for name, value in scalars.items() if name not in entry.every)


def _all(entry: Published, chain: Chain, scalars: Mapping[str, int]) -> Iterator[Given]:
    """The network or numbers, with every value of what the statement is claimed for all values of."""
    for values in product(ALL, repeat=len(entry.every)):
        put = dict(zip(entry.every, values, strict=True))
        n0 = put.pop("n0", chain.n0)
        if n0 >= 1:
            yield replace(chain, n0=n0), {**scalars, **put}


def _right(compiled: CompiledStatement, chain: Chain, scalars: Mapping[str, int]) -> bool | None:
    """Whether the statement holds; None where it is not claimed."""
    try:
        checked, failure = compiled.check(chain, scalars)
    except Undefined:
        return None
    return None if not checked else failure is None


def _met(compiled: CompiledStatement, stated: Theorem, chain: Chain, scalars: Mapping[str, int]) -> bool:
    values: dict[str, Any] = {**scope(chain, names_of(stated)), **scalars}
    try:
        return compiled.meets(chain, scalars) and all(holds(claim(text))(values)[0] for text in stated.domain)
    except Undefined:
        return False


def names_of(stated: Theorem) -> set[str]:
    """The sequences in its domain."""
    return {name for text in stated.domain for name in names(claim(text))[1]}


def _of_network(entry: Published) -> Iterator[tuple[str, bool, bool]]:
    """Every small value of the symbols; what r is, the walk says."""
    whole = network(entry.network)
    symbols = sorted(symbol.name for symbol in free_symbols(whole))
    for values in product(range(1, 5), repeat=len(symbols)):
        put = dict(zip(symbols, values, strict=True))
        if not all(holds(claim(text))(dict(put))[0] for text in entry.assume):
            continue
        plain = concrete(whole, put).on(whole.axes[0])
        region = walk(plain, plain.output, frozenset({0}), None)["input"]
        known: dict[str, Any] = {**put, "r": max(region) - min(region) + 1}
        right = all(holds(claim(text))(known)[0] for text in entry.claim)
        yield str(put), right, any(all(holds(claim(text))(known)[0] for text in one) for one in entry.holds)
