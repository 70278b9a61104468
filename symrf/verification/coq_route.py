"""The Coq route: a file made from the statement alone, compiled by coqc, restated, and checked again by coqchk.

Nothing is taken from a certificate, from the kernel or from what finds certificates. See symrf/verification/coq.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symrf.errors import SymrfError
from symrf.theorem import Theorem
from symrf.verification.coq.compiler import ABSENT, available
from symrf.verification.coq.file import closed, folder, identifier, scope, text
from symrf.verification.coq.judge import SECONDS, Case, judge
from symrf.verification.coq.sentence import sentence
from symrf.verification.coq.writer import NotExpressible

_known: dict[Case, dict[str, Any]] = {}


def run(theorem: Theorem) -> dict[str, Any]:
    """Coq's verdict on one theorem: proved (with the kept file, if there is one), open or skipped."""
    return run_all([theorem])[0]


def run_all(theorems: Sequence[Theorem], seconds: float = SECONDS) -> list[dict[str, Any]]:
    """Coq's verdicts on several theorems, compiled together: Coq takes longer to start than to prove one."""
    if not available():
        return [{"verdict": "skipped", "reason": ABSENT} for _ in theorems]
    prepared = [_prepared(theorem) for theorem in theorems]
    new = list(dict.fromkeys(case for case, _ in prepared if case is not None and case not in _known))
    _known.update(zip(new, judge(new, seconds), strict=True))
    return [verdict if case is None else {**verdict, **_known[case]} for case, verdict in prepared]


def _prepared(theorem: Theorem) -> tuple[Case | None, dict[str, Any]]:
    """What Coq has to judge, and what is known of the verdict before."""
    try:
        made, source = sentence(theorem), text(theorem)
    except (NotExpressible, SymrfError) as reason:
        return None, {"verdict": "open", "reason": f"Coq: {reason}"}
    kept = folder() / f"{identifier(theorem.name)}.v"
    if kept.is_file() and kept.read_text("utf-8") != source:
        return None, {"verdict": "open", "reason": f"Coq: {kept.name} is not what the statement of {theorem.name} says"}
    case = Case(source, identifier(theorem.name), closed(made), scope(made))
    return case, {"file": kept.name} if kept.is_file() else {}
