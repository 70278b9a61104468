"""The z3 route (extra `smt`)."""

from __future__ import annotations

from typing import Any

from symrf.theorem import Theorem


def run(theorem: Theorem) -> dict[str, Any]:
    """z3's verdict on one theorem."""
    try:
        import z3
    except ImportError:
        return {"verdict": "skipped", "reason": "z3 is not installed; pip install 'symrf[smt]'"}
    from symrf.verification.smt.index import Unreadable
    from symrf.verification.smt.induction import NotProved, prove
    from symrf.verification.smt.meaning import meaning
    from symrf.verification.smt.prover import NoTime, Prover

    prover = Prover(z3)
    try:
        prove(meaning(theorem), prover)
    except Unreadable as reason:
        return {"verdict": "open", "reason": str(reason)}
    except NotProved as reason:
        return {"verdict": "open", "reason": f"not proved: {reason}; {prover.undecided}"}
    except NoTime:
        return {"verdict": "open", "reason": f"time; {prover.undecided}"}
    return {"verdict": "proved", "obligations": prover.proved, "from": "statement"}
