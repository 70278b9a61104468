"""The z3 route (extra `smt`): proofs by induction whose every step z3 checks, from the statement alone.

Nothing is taken from a certificate, from the kernel or from what finds certificates. Statements about rounding are
proved over the integers, all others over the reals. See symrf/verification/smt.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symrf.statement import NotExpressible
from symrf.theorem import Theorem
from symrf.verification.result import INAPPLICABLE, OPEN, PROVED, REFUTED, SKIPPED, Result

ABSENT = Result(SKIPPED, "z3 is not installed; pip install 'symrf[smt]'")
SECONDS, SEARCH_SECONDS = 8.0, 2.0
PATIENCE = 2.0
"""Seconds over a claim that somebody waits for."""


def run(theorem: Theorem, seconds: float = SECONDS) -> Result:
    """z3's verdict on one theorem: proved (with the obligations), refuted (with a counterexample), open,
    inapplicable or skipped.

    What is proved is the whole statement; none of it is reduced to another theorem. In statements about the size n of
    maps, n[l] is the number of windows that fit, and every map has at least one feature.
    """
    try:
        import z3
    except ImportError:
        return ABSENT
    from symrf.verification.smt.prover import Prover

    prover = Prover(z3, seconds)
    try:
        reason = _unproved(theorem, prover)
        if reason is not None:
            reason = _unproved_of_integers(theorem, prover, reason)
        if reason is None:
            return Result(PROVED, evidence={"obligations": prover.proved, "from": "statement"})
        return _refuted(theorem, min(seconds, SEARCH_SECONDS), reason)
    except NotExpressible as unreadable:
        return Result(INAPPLICABLE, str(unreadable))


def refute(theorem: Theorem, example: Any = None) -> Result:
    """z3's verdict on a statement that is expected to be false: a counterexample of its own (`example` is not used)."""
    try:
        import z3  # noqa: F401
    except ImportError:
        return ABSENT

    try:
        return _refuted(theorem, SEARCH_SECONDS, "z3 found no small network for which it is false")
    except NotExpressible as unreadable:
        return Result(INAPPLICABLE, str(unreadable))


def _refuted(theorem: Theorem, seconds: float, reason: str) -> Result:
    """Refuted where z3 finds a network on which the statement fails when it is walked through; open with the reason."""
    from symrf.verification.smt.search import counterexample

    model = counterexample(theorem, seconds=seconds)
    if model is None:
        return Result(OPEN, reason)
    confirmed = walked(theorem, model)
    if confirmed is None:
        said = ", ".join(f"{name} = {value}" for name, value in model.items())
        return Result(OPEN, f"{reason}; z3 says it is false at {said}, which a walk does not confirm")
    return Result(REFUTED, evidence={"counterexample": confirmed})


def walked(theorem: Theorem, model: Mapping[str, int]) -> dict[str, Any] | None:
    """The counterexample on the network that a model describes, rebuilt and walked through; None where it is none.

    Nothing of z3 is used but the numbers: L, uL, n0, parameters "k[1]", the statement's own symbols, and values of what
    is no layer of the network, "s[0]".
    """
    from symrf.refute.compiled import CompiledStatement
    from symrf.refute.graded import PLAIN, GradedSearch
    from symrf.refute.measure import Chain

    depth, search = model["L"], GradedSearch(CompiledStatement(theorem))
    rows = [[model.get(f"{x}[{i}]", plain) for x, plain in PLAIN.items()] for i in range(1, depth + 1)]
    layers = tuple((k, s, d, p, q) for k, s, d, p, q in rows)
    inside = {f"{x}[{i}]" for x in PLAIN for i in range(1, depth + 1)}
    given = tuple((name, value) for name, value in model.items() if "[" in name and name not in inside)
    chain = Chain(layers, model.get("uL", 0), model.get("n0", 1), padding=theorem.network, given=given)
    example = search.failure(chain, {name: model.get(name, low or 0) for name, low in search.statement.scalars.items()})
    return None if example is None else example.data(search.statement)


def contradictory(theorem: Theorem, seconds: float = SEARCH_SECONDS) -> bool | None:
    """Whether no network of one or two layers (or the least numbers claimed) has all that is assumed; None: unknown."""
    try:
        import z3
    except ImportError:
        return None
    from symrf.verification.smt.prover import NoTime, Prover
    from symrf.verification.smt.search import contradictory as found
    from symrf.verification.smt.search import deep, first_depths
    from symrf.verification.smt.statement import z3_statement

    try:
        said, prover = z3_statement(theorem), Prover(z3, seconds)
        deep(said)
        return all(found(said, prover, depth) for depth in first_depths(said))
    except (NotExpressible, NoTime):
        return None


def _unproved_of_integers(theorem: Theorem, prover: Any, reason: str) -> str | None:
    """Why an order is not proved over the integers either, as k[l] <= 2 where k[l] < 3; None where it is."""
    from symrf.verification.smt.statement import z3_statement

    said = z3_statement(theorem)
    if said.whole or not said.ordered:
        return reason
    prover.proved.clear()
    try:
        return _unproved(theorem, prover, integral=True)
    except NotExpressible:
        return reason


def _unproved(theorem: Theorem, prover: Any, integral: bool = False) -> str | None:
    """Why the theorem is not proved; None where it is."""
    from symrf.verification.smt.induction import Unproved, prove
    from symrf.verification.smt.prover import Inconsistent, NoTime
    from symrf.verification.smt.search import consistent, deep, first_depths
    from symrf.verification.smt.statement import z3_statement

    said = z3_statement(theorem, integral)
    try:
        deep(said)
        depths = first_depths(said)
        if not any(consistent(said, prover, depth) for depth in depths):
            return f"z3 finds no network of {' or '.join(map(str, depths))} layers that meets the conditions"
        prove(said, prover)
    except Inconsistent as where:
        return f"what is known contradicts itself at: {where}"
    except Unproved as where:
        unsure = "; some of the steps z3 could not decide" if prover.undecided else ""
        return f"no proof was found that {where}, neither at once nor by induction over the maps{unsure}"
    except NoTime:
        return f"no proof was found in {prover.seconds:g} s of processor time"
    return None
