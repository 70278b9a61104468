"""The Coq route: a file made from the statement alone, compiled by coqc, restated, and checked again by coqchk.

Nothing is taken from a certificate, from the kernel or from what finds certificates. See symrf/verification/coq.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symrf.errors import SymrfError
from symrf.theorem import Theorem
from symrf.verification.coq.compiler import ABSENT, available
from symrf.verification.coq.evidence import cases, proving, refuting
from symrf.verification.coq.file import folder, identifier
from symrf.verification.coq.judge import SECONDS, Case, judge
from symrf.verification.coq.writer import NotExpressible
from symrf.verification.verdict import OPEN, PROVED, REFUTED, SKIPPED

_judged: dict[Case, str | None] = {}


def run(theorem: Theorem, seconds: float = SECONDS) -> dict[str, Any]:
    """Coq's verdict on one theorem: proved (with the kept file, if there is one), open or skipped."""
    return _verdict(theorem, lambda: proving(theorem), PROVED, seconds)


def refute(theorem: Theorem, example: Any, seconds: float = SECONDS) -> dict[str, Any]:
    """Coq's verdict on a statement that is false at the example: refuted where its negation is proved."""
    return _verdict(theorem, lambda: refuting(theorem, example), REFUTED, seconds)


def _verdict(theorem: Theorem, make: Callable[[], Case], word: str, seconds: float) -> dict[str, Any]:
    if not available():
        return {"verdict": SKIPPED, "reason": ABSENT}
    try:
        case = make()
    except (NotExpressible, SymrfError) as reason:
        return {"verdict": OPEN, "reason": f"Coq: {reason}"}
    kept = folder() / f"{identifier(theorem.name)}.v"
    if kept.is_file() and kept.read_text("utf-8") != case.source:
        return {"verdict": OPEN, "reason": f"Coq: {kept.name} is not what the statement says"}
    problem = _problem(case, seconds)
    if problem is not None:
        return {"verdict": OPEN, "reason": f"Coq: {problem}"}
    return {"verdict": word, "file": kept.name} if kept.is_file() else {"verdict": word}


def _problem(case: Case, seconds: float) -> str | None:
    """Why the case is not made; None where it is.

    Coq takes longer to start than to check a proof. So whoever asks for a second statement of the catalogue gets
    all of it judged together.
    """
    if case not in _judged:
        wanted = [case]
        if _judged and case in cases().values():
            wanted = [c for c in dict.fromkeys(cases().values()) if c not in _judged]
        _judged.update(zip(wanted, judge(wanted, seconds), strict=True))
    return _judged[case]
