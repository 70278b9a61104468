"""The Coq route: a file made from the statement alone, compiled by coqc, restated, and checked again by coqchk.

Nothing is taken from a certificate, from the kernel or from what finds certificates. See symrf/verification/coq. The
files of the catalogue are kept: where one is missing, or is not what its statement says, the route fails.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from symrf.errors import SymrfError
from symrf.theorem import Refutation, Theorem, refutation_names, theorem, theorem_names
from symrf.verification.coq.compiler import ABSENT, available
from symrf.verification.coq.evidence import cases_of, proving, refuting
from symrf.verification.coq.file import folder, identifier
from symrf.verification.coq.judge import SECONDS, Case, judge
from symrf.verification.coq.writer import NotExpressible
from symrf.verification.differs import of_text
from symrf.verification.verdict import FAILED, INAPPLICABLE, OPEN, PROVED, REFUTED, SKIPPED

WRITES = "python -m symrf.verification.coq writes it"
Judge = Callable[[Case], str | None]
_made: set[Case] = set()


def run(stated: Theorem, seconds: float = SECONDS) -> dict[str, Any]:
    """Coq's verdict on one theorem: proved (with the kept file, if there is one), open, failed or skipped."""
    return _verdict(stated, lambda: proving(stated), PROVED, lambda case: _problem(case, seconds))


def refute(stated: Theorem, example: Any, seconds: float = SECONDS) -> dict[str, Any]:
    """Coq's verdict on a statement that is false at the example: refuted where its negation is proved."""
    return _verdict(stated, lambda: refuting(stated, example), REFUTED, lambda case: _problem(case, seconds))


class Together:
    """The route for several entries of the catalogue: Coq takes longer to start than to check a proof."""

    def __init__(self, entries: Sequence[Theorem]) -> None:
        self.entries = entries

    @cached_property
    def problems(self) -> dict[Case, str | None]:
        """Why each case is not made; None where it is."""
        wanted = list(dict.fromkeys(cases_of(self.entries).values()))
        return dict(zip(wanted, judge(wanted, SECONDS), strict=True))

    def _judged(self, case: Case) -> str | None:
        return self.problems[case] if case in self.problems else _problem(case, SECONDS)

    def run(self, stated: Theorem) -> dict[str, Any]:
        """As `run`."""
        return _verdict(stated, lambda: proving(stated), PROVED, self._judged)

    def refute(self, stated: Theorem, example: Any) -> dict[str, Any]:
        """As `refute`."""
        return _verdict(stated, lambda: refuting(stated, example), REFUTED, self._judged)


def _verdict(stated: Theorem, make: Callable[[], Case], word: str, judged: Judge) -> dict[str, Any]:
    kept = folder() / f"{identifier(stated.name)}.v"
    try:
        case = make()
    except NotExpressible as reason:
        if kept.exists():
            return _said(FAILED, f"{kept.name} is kept of a statement that Coq is not asked: {reason}")
        return _said(INAPPLICABLE, str(reason))
    except SymrfError as reason:
        return _said(OPEN, f"Coq: {reason}")
    stale = _stale(kept, case, stated)
    if stale is not None:
        return _said(FAILED, stale)
    if not available():
        return _said(SKIPPED, ABSENT)
    problem = judged(case)
    if problem is not None:
        return _said(OPEN, f"Coq: {problem}")
    return {"verdict": word, "file": kept.name} if kept.exists() else {"verdict": word}


def _stale(kept: Path, case: Case, stated: Theorem) -> str | None:
    """What is wrong with the kept file; None where it is what the statement says."""
    if not kept.exists():
        return f"{kept.name} is missing; {WRITES}" if _in_the_catalogue(stated) else None
    try:
        text, wanted = kept.read_bytes(), case.source.encode()
    except OSError as error:
        return f"{kept.name} is unreadable: {error.strerror}"
    return None if text == wanted else f"{kept.name} is not what the statement says: {of_text(text, wanted)}"


def _in_the_catalogue(stated: Theorem) -> bool:
    """Whether a file is kept of the statement: of an entry, or of what is proved about a refutation."""
    if stated.name in (*theorem_names(), *refutation_names()):
        return True
    refutations = (theorem(name) for name in refutation_names())
    return any(stated.name == t.name for r in refutations if isinstance(r, Refutation) for t in r.known)


def _problem(case: Case, seconds: float) -> str | None:
    """Why the case is not made; None where it is. It is judged alone, and not again where it has been made."""
    if case in _made:
        return None
    (problem,) = judge([case], seconds)
    if problem is None:
        _made.add(case)
    return problem


def _said(verdict: str, reason: str) -> dict[str, Any]:
    return {"verdict": verdict, "reason": reason}
