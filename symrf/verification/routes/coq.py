"""The Coq route: a file made from the statement alone, compiled by coqc, restated, and checked again by coqchk.

Nothing is taken from a certificate, from the kernel or from what finds certificates. See symrf/verification/coq. The
files of the catalogue are kept: where one is missing, or is not what its statement says, the route fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from symrf.errors import SymrfError
from symrf.statement import NotExpressible
from symrf.theorem import Refutation, Theorem, home, proof_file, readable, refutation_names, theorem_names
from symrf.verification.concurrent import begun
from symrf.verification.coq.compiler import ABSENT, available
from symrf.verification.coq.evidence import cases_of, proving, refuting, written_by_hand
from symrf.verification.coq.file import LIBRARY, WORDS, folder, identifier
from symrf.verification.coq.judge import SECONDS, CoqCase, Refusal, judge
from symrf.verification.first_difference import of_text
from symrf.verification.result import FAILED, INAPPLICABLE, OPEN, PROVED, REFUTED, SKIPPED, Result

PATIENCE = 4.0
"""Seconds over a claim that somebody waits for."""
WRITES = "python -m symrf.verification.coq writes it"
SEARCH_ENDED = re.compile(r"No applicable tactic|Tactic failure|Cannot find witness|No matching clauses")
"""What Coq says when what it tried is exhausted."""
Judge = Callable[[CoqCase], Refusal | None]
Given = TypeVar("Given")
Found = TypeVar("Found")
_made: set[CoqCase] = set()
_answered: ContextVar[Mapping[CoqCase, Refusal | None] | None] = ContextVar("_answered", default=None)
"""While work is put off where it asks Coq: what Coq has said already."""


class _PutOff(Exception):
    """The work that asks this of Coq waits until other work has asked too."""

    def __init__(self, case: CoqCase, seconds: float) -> None:
        super().__init__(case.theorem)
        self.case, self.seconds = case, seconds


def gathered(work: Callable[[Given], Found], items: Iterable[Given]) -> Iterator[Found]:
    """work(item) of each; what asks Coq begins again once Coq has judged, together, what all of them ask."""
    answers: dict[CoqCase, Refusal | None] = {}
    waiting = [*items]
    while waiting:
        asked: dict[CoqCase, float] = {}
        left = []
        for item in waiting:
            before = _answered.set(answers)
            try:
                found = work(item)
            except _PutOff as question:
                asked[question.case] = question.seconds
                left.append(item)
                continue
            finally:
                _answered.reset(before)
            yield found
        if left:
            answers |= zip(asked, judge([*asked], max(asked.values())), strict=True)
        waiting = left


def run(stated: Theorem, seconds: float = SECONDS) -> Result:
    """Coq's verdict on one theorem: proved (with the files, where there are some), open, failed or skipped."""
    return _proved(stated, lambda case: _problem(case, seconds))


def refute(stated: Theorem, example: Any, seconds: float = SECONDS) -> Result:
    """Coq's verdict on a statement that is false at the example: refuted where its negation is proved."""
    return _verdict(stated, lambda: refuting(stated, example), REFUTED, lambda case: _problem(case, seconds))


class CoqRoute:
    """The route for several entries of the catalogue: Coq takes longer to start than to check a proof."""

    def __init__(self, entries: Sequence[Theorem]) -> None:
        self.entries = entries
        self._answer = begun(self._problems)

    @property
    def problems(self) -> dict[CoqCase, Refusal | None]:
        """Why each case is not made; None where it is. Whoever asks waits for Coq."""
        return self._answer()

    def _problems(self) -> dict[CoqCase, Refusal | None]:
        if not available():
            return {}
        wanted = [case for name, case in cases_of(self.entries).items() if _is_asked(folder() / name, case)]
        for entry in self.entries:
            if entry.by_hand and (home() / "coq" / entry.by_hand).is_file():
                wanted.append(written_by_hand(entry))
        wanted = list(dict.fromkeys(wanted))
        return dict(zip(wanted, judge(wanted, SECONDS), strict=True))

    def _judged(self, case: CoqCase) -> Refusal | None:
        return self.problems[case] if case in self.problems else _problem(case, SECONDS)

    def run(self, stated: Theorem) -> Result:
        """As `run`."""
        return _proved(stated, self._judged)

    def refute(self, stated: Theorem, example: Any) -> Result:
        """As `refute`."""
        return _verdict(stated, lambda: refuting(stated, example), REFUTED, self._judged)


def _proved(stated: Theorem, judged: Judge) -> Result:
    """The verdict on a theorem: on its formula, and on what a file written by hand proves of it."""
    if not stated.by_hand:
        return _verdict(stated, lambda: proving(stated), PROVED, judged)
    if not stated.statement:
        return _by_hand(stated, judged)
    said = _verdict(stated, lambda: proving(stated), PROVED, judged)
    if said.verdict not in (PROVED, INAPPLICABLE, OPEN):
        return said
    other = _by_hand(stated, judged)
    if said.verdict == OPEN and other.verdict != FAILED:
        return said
    return replace(other, evidence={**said.evidence, **other.evidence})


def _by_hand(stated: Theorem, judged: Judge) -> Result:
    """The verdict on the file in proofs/coq/ that the theorem names: whether it proves the theorem's proposition."""
    name = f"theorem {identifier(stated.name)} in {stated.by_hand}"
    try:
        case = written_by_hand(stated)
    except OSError as error:
        return Result(FAILED, f"{name}: the file is unreadable: {error.strerror}")
    if not available():
        return Result(SKIPPED, ABSENT)
    problem = judged(case)
    if problem is not None:
        beside = proof_file(stated.name).with_suffix(".v")
        stands = beside.name if beside.is_file() else f"{beside.stem}.py"
        rests = f"its proposition is in {stands}, what it loads in {WORDS[case.words][-1]}.v"
        return Result(OPEN if problem.late else FAILED, f"{name}: {problem}; {rests}")
    return Result(PROVED, evidence={"by_hand": stated.by_hand})


def _verdict(stated: Theorem, make: Callable[[], CoqCase], word: str, judged: Judge) -> Result:
    kept = folder() / f"{identifier(stated.name)}.v"
    try:
        case = make()
    except NotExpressible as reason:
        if kept.exists():
            return Result(FAILED, f"{kept.name} is kept of a statement that Coq is not asked: {reason}")
        return Result(INAPPLICABLE, str(reason))
    except SymrfError as reason:
        return Result(OPEN, f"Coq: {reason}")
    stale = _stale(kept, case, stated)
    if stale is not None:
        return Result(FAILED, stale)
    if not available():
        return Result(SKIPPED, ABSENT)
    problem = judged(case)
    if problem is not None and problem.library:
        return Result(FAILED, str(problem))
    if problem is not None and kept.exists() and not problem.late:
        changed = f"{kept.name} with {LIBRARY[1]}.v, which are changed or not for this Coq"
        return Result(FAILED, f"{changed}: {plainly(problem)}")
    if problem is not None:
        return Result(OPEN, plainly(problem))
    return Result(word, evidence={"file": kept.name} if kept.exists() else {})


def plainly(problem: Refusal) -> str:
    """Why Coq made no proof from a statement, without the words of its tactics.

    >>> plainly(Refusal("No applicable tactic."))
    'none of the ways in which Coq is asked to prove such statements succeeds'
    >>> plainly(Refusal("Timeout!", late=True))
    'Coq had not finished when its time was up'
    """
    if problem.late:
        return "Coq had not finished when its time was up"
    if SEARCH_ENDED.search(problem.reason):
        return "none of the ways in which Coq is asked to prove such statements succeeds"
    return f"Coq: {problem}"


def _stale(kept: Path, case: CoqCase, stated: Theorem) -> str | None:
    """What is wrong with the kept file; None where it is what the statement says."""
    if not kept.exists():
        return f"{kept.name} is missing; {WRITES}" if _in_the_catalogue(stated) else None
    try:
        text, wanted = kept.read_bytes(), case.source.encode()
    except OSError as error:
        return f"{kept.name} is unreadable: {error.strerror}"
    return None if text == wanted else f"{kept.name} is not what the statement says: {of_text(text, wanted)}"


def _is_asked(kept: Path, case: CoqCase) -> bool:
    """Whether no file is kept, or that of the case; where it is another, the route fails, whatever Coq says of this."""
    try:
        return not kept.exists() or kept.read_bytes() == case.source.encode()
    except OSError:
        return False


def _in_the_catalogue(stated: Theorem) -> bool:
    """Whether a file is kept of the statement: of an entry, or of what is proved about a refutation."""
    if stated.name in (*theorem_names(), *refutation_names()):
        return True
    refutations = readable(refutation_names())
    return any(stated.name == t.name for r in refutations if isinstance(r, Refutation) for t in r.known)


def _problem(case: CoqCase, seconds: float) -> Refusal | None:
    """Why the case is not made; None where it is. It is judged alone, but for `gathered`, and not again once made."""
    if case in _made:
        return None
    answers = _answered.get()
    if answers is not None:
        if case not in answers:
            raise _PutOff(case, seconds)
        return answers[case]
    (problem,) = judge([case], seconds)
    if problem is None:
        _made.add(case)
    return problem
