"""The z3 route (extra `smt`): proofs by induction whose every step z3 checks, from the statement alone.

Nothing is taken from a certificate, from the kernel or from what finds certificates. Statements about rounding are
proved over the integers, all others over the reals. See symrf/verification/smt.
"""

from __future__ import annotations

from typing import Any

from symrf.theorem import Theorem

ABSENT = {"verdict": "skipped", "reason": "z3 is not installed; pip install 'symrf[smt]'"}
SECONDS, SEARCH_SECONDS = 8.0, 2.0


def run(theorem: Theorem, seconds: float = SECONDS) -> dict[str, Any]:
    """z3's verdict on one theorem: proved (with the obligations), refuted (with a counterexample), open or skipped.

    What is proved is the whole statement; none of it is reduced to another theorem. In statements about the size n of
    maps, n[l] is the number of windows that fit, and every map has at least one feature.
    """
    try:
        import z3
    except ImportError:
        return dict(ABSENT)
    from symrf.verification.smt.index import Unreadable
    from symrf.verification.smt.prover import Prover
    from symrf.verification.smt.search import counterexample

    prover = Prover(z3, seconds)
    try:
        reason = _unproved(theorem, prover)
        if reason is None:
            return {"verdict": "proved", "obligations": prover.proved, "from": "statement"}
        example = counterexample(theorem, seconds=min(seconds, SEARCH_SECONDS))
    except Unreadable as unreadable:
        return {"verdict": "open", "reason": str(unreadable)}
    if example is not None:
        return {"verdict": "refuted", "counterexample": example}
    return {"verdict": "open", "reason": reason}


def refute(theorem: Theorem, example: Any = None) -> dict[str, Any]:
    """z3's verdict on a statement that is expected to be false: a counterexample of its own (`example` is not used)."""
    try:
        import z3  # noqa: F401
    except ImportError:
        return dict(ABSENT)
    from symrf.verification.smt.index import Unreadable
    from symrf.verification.smt.search import counterexample

    try:
        found = counterexample(theorem)
    except Unreadable as unreadable:
        return {"verdict": "open", "reason": str(unreadable)}
    if found is None:
        return {"verdict": "open", "reason": "z3 found no small network for which it is false"}
    return {"verdict": "refuted", "counterexample": found}


def contradictory(theorem: Theorem, seconds: float = SEARCH_SECONDS) -> bool | None:
    """Whether no network of one layer, and none of two, has all that is assumed; None where z3 does not say."""
    try:
        import z3
    except ImportError:
        return None
    from symrf.verification.smt.index import Unreadable
    from symrf.verification.smt.meaning import meaning
    from symrf.verification.smt.prover import NoTime, Prover
    from symrf.verification.smt.search import contradictory as found

    try:
        said, prover = meaning(theorem), Prover(z3, seconds)
        return all(found(said, prover, depth) for depth in (1, 2))
    except (Unreadable, NoTime):
        return None


def _unproved(theorem: Theorem, prover: Any) -> str | None:
    """Why the theorem is not proved; None where it is."""
    from symrf.verification.smt.induction import NotProved, prove
    from symrf.verification.smt.meaning import meaning
    from symrf.verification.smt.prover import Contradiction, NoTime
    from symrf.verification.smt.search import consistent

    said = meaning(theorem)
    try:
        for depth in (1, 2):
            if not consistent(said, prover, depth):
                return f"z3 finds no network of {depth} layers that meets the conditions"
        prove(said, prover)
    except Contradiction as where:
        return f"what is known contradicts itself at: {where}"
    except NotProved as where:
        return f"not proved: {where}" + (f"; no answer in time to: {prover.undecided[-1]}" if prover.undecided else "")
    except NoTime:
        return f"not proved in {prover.seconds:g} s"
    return None
