"""A statement at concrete small depths: whether its conditions can be met at all, and networks for which it is false.

Here everything that describes a network is an integer in its range, and sums and products are written out.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from symrf.statement import NotExpressible
from symrf.terms import Rel
from symrf.terms.evaluate import Undefined, holds
from symrf.theorem import Theorem, first_index, named
from symrf.verification.smt.facts import Goal
from symrf.verification.smt.index import Index, index
from symrf.verification.smt.induction import Unproved, exponents
from symrf.verification.smt.prover import NoTime, Prover
from symrf.verification.smt.statement import Z3Statement, z3_statement
from symrf.verification.smt.trees import Expr
from symrf.verification.smt.writer import Vocabulary, Z3Writer

SMALL = (2, 6)
MAX_LEAST = 12


def counterexample(theorem: Theorem, max_depth: int = 2, seconds: float = 2) -> dict[str, Any] | None:
    """A network of at most max_depth layers for which the statement fails, and both sides there; None: none was found.

    Where it is claimed of deeper networks only, of the least depth claimed.
    Small numbers are tried first. Raises NotExpressible where the statement is not translated.
    """
    import z3

    said, prover = z3_statement(theorem), Prover(z3, seconds, int(1000 * seconds))
    deep(said)
    try:
        exponents(said, prover, Vocabulary(z3, said.whole))
        for bound in (*SMALL, None):
            for depth in range(said.least_depth, max(max_depth, said.least_depth) + 1):
                for found in _failing(said, prover, depth, bound):
                    return found
    except (NoTime, Unproved):
        pass
    return None


def deep(said: Z3Statement) -> None:
    """NotExpressible where even the least network is too deep to be written out."""
    if said.least_depth > MAX_LEAST:
        raise NotExpressible(f"claimed of at least {said.least_depth} layers; at most {MAX_LEAST} are written out")


def first_depths(said: Z3Statement) -> tuple[int, int]:
    """The two least depths, of those claimed, that have layers."""
    first = max(said.least_depth, 1)
    return first, first + 1


def consistent(said: Z3Statement, prover: Prover, depth: int) -> bool:
    """Whether some network of that depth has all that is assumed, and meets the conditions of every claim somewhere."""
    writer = _writer(said, prover, depth)
    conditions = []
    for stated in said.claims:
        met = []
        for place in _places(stated, depth):
            places = _with(stated, place, writer)
            writer.claim(stated.tree, places)
            met.append(prover.z3.And(*(writer.claim(tree, places) for tree in stated.when)))
        conditions += [prover.z3.Or(*met)] if met else []
    name = f"that some network with L = {depth} meets the conditions"
    known = [*_known(said, writer), *conditions]
    small = _small(writer, SMALL[0])
    return any(isinstance(prover.model(name, [*known, *more]), prover.z3.ModelRef) for more in (small, []))


def contradictory(said: Z3Statement, prover: Prover, depth: int) -> bool:
    """Whether no network of that depth has all that is assumed."""
    writer = _writer(said, prover, depth)
    return prover.model(f"that no network with L = {depth} meets the conditions", _known(said, writer)) is False


def _failing(said: Z3Statement, prover: Prover, depth: int, bound: int | None) -> Iterator[dict[str, Any]]:
    z3 = prover.z3
    for stated in said.claims:
        if stated.more:
            continue
        for place in _places(stated, depth):
            if not _exists(stated.tree, place, stated.var, depth):
                continue
            writer = _writer(said, prover, depth)
            wrong = z3.Not(stated.formula(writer, _with(stated, place, writer)))
            known = _known(said, writer)
            if any(name in said.recursive and not 0 <= at.constant <= depth for name, at in writer.terms):
                continue  # something is said of a map that is not there
            small = [] if bound is None else _small(writer, bound)
            model = prover.model(stated.what, [*known, *small, wrong])
            if isinstance(model, z3.ModelRef):
                yield from _shown(stated, place, writer, model)


def _exists(tree: Rel, place: Index, var: str | None, depth: int) -> bool:
    """Whether every layer and map is there that is named outside sums."""
    places = {"L": Index((), depth), **({} if var is None else {var: place})}
    return all(first_index(at) <= index(at.index, places).constant <= depth for at in named(tree))


def _small(writer: Z3Writer, bound: int) -> list[Expr]:
    z3 = writer.words.z3
    return [z3.And(-bound <= x, x <= bound) for x in writer.words.given.values()]


def _writer(said: Z3Statement, prover: Prover, depth: int) -> Z3Writer:
    return Z3Writer(Vocabulary(prover.z3, said.whole, depth, said.defined))


def _places(stated: Goal, depth: int) -> list[Index]:
    """Where the claim is made, in a network of that depth."""
    if stated.var is None:
        return [Index()]
    low, high = (end.put({"L": Index((), depth)}).constant for end in (stated.low, stated.high))
    return [Index((), i) for i in range(low, high + 1)]


def _with(stated: Goal, place: Index, writer: Z3Writer) -> dict[str, Index]:
    return {**writer.top(), **({stated.var: place} if stated.var is not None else {})}


def _known(said: Z3Statement, writer: Z3Writer) -> list[Expr]:
    """Every rule at every index of its range; those without a range where their terms are met."""
    top, known = writer.top(), []
    rules = [*said.rules, *said.least]
    for rule in rules:
        if rule.var is None:
            known.append(rule.instance(writer, (rule.low or Index()).put(top)))
        elif rule.low is not None and rule.high is not None:
            low, high = rule.low.put(top).constant, rule.high.put(top).constant
            known += [rule.instance(writer, Index((), i)) for i in range(low, high + 1)]
    # symbols of the assumptions stand for parameters of layers
    known += [writer.words.scalar(name) >= 1 for name in sorted(said.stated.of_layers)]
    free = [(number, rule) for number, rule in enumerate(rules) if rule.var is not None and rule.high is None]
    done: set[tuple[int, int]] = set()
    while True:
        met = [(name, place.constant) for name, place in writer.terms]
        calls = {(n, i - c) for name, i in met for n, rule in free for trigger, c in rule.triggers if trigger == name}
        new = calls - done
        if not new:
            return [*known, *writer.sides]
        done |= new
        known += [rules[number].instance(writer, Index((), at)) for number, at in sorted(new)]


def _shown(stated: Goal, place: Index, writer: Z3Writer, model: Any) -> Iterator[dict[str, Any]]:
    """The counterexample as data: depth, the numbers of the network, both sides; evaluated once more, without z3."""
    words, z3 = writer.words, writer.words.z3

    def value(term: Expr) -> Fraction:
        found = model.eval(term.translate(model.ctx), model_completion=True)
        return Fraction(found.as_long()) if z3.is_int_value(found) else Fraction(found.as_fraction())

    scope: dict[str, Any] = {"L": words.depth}
    given = {name: value(term) for name, term in sorted(words.given.items())}
    scope |= {name: number for name, number in given.items() if "[" not in name}
    for name, at in writer.terms:
        scope.setdefault(name, {})[at.constant] = value(words.at(name, at))
    here = {stated.var: place.constant} if stated.var is not None else {}
    try:
        true, left, right = holds(stated.tree)({**scope, **here})
    except Undefined:
        return
    if not true:
        numbers = {name: _plain(number) for name, number in given.items()}
        yield {"L": words.depth, **here, **numbers, "left": _plain(Fraction(left)), "right": _plain(Fraction(right))}


def _plain(number: Fraction) -> int | str:
    return int(number) if number.denominator == 1 else str(number)
