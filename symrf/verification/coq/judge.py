"""Whether a Coq file proves a statement. The file is not trusted: what it proves is compared by Coq itself.

A file is compiled, then a second one restates the theorem, freshly generated and under none of the first one's
notations, and takes the first one's theorem for proof; its assumptions are printed; coqchk checks both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from symrf.verification.coq.compiler import Run, compiled, rechecked, workshop
from symrf.verification.coq.file import HEADER, LIBRARY

SECONDS = 60.0
NOTHING = "<none>"
CLOSED = "Closed under the global context"
COMMANDS = frozenset({"Lemma", "Theorem", "Definition", "Proof", "Qed", "Print", "Open"})
_COMMENT = re.compile(r"\(\*(?:(?!\(\*|\*\)).)*\*\)", re.DOTALL)
_PRINT = re.compile(r"^Print Assumptions [A-Za-z0-9_']+\.$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """A file's text, the theorem in it that counts, and what that theorem has to say, with its scope."""

    source: str
    theorem: str
    statement: str
    scope: str


def foreign(source: str) -> str | None:
    """What a proof file has to do without: the first command in it that is not a lemma or its proof."""
    if not source.startswith(HEADER):
        return "the file does not begin as it should"
    bare = source.removeprefix(HEADER)
    while _COMMENT.search(bare):
        bare = _COMMENT.sub(" ", bare)
    for sentence in re.split(r"\.(?:\s|$)", bare):
        word = re.sub(r"^[\s{}*+-]+", "", sentence)
        first = re.match(r"[A-Za-z_']+", word)
        if word and (first is None or first[0][0].isupper() and first[0] not in COMMANDS and not word.startswith("Z.")):
            return f"the command {word.split()[0]} in a proof"
    return None


def judge(cases: Sequence[Case], seconds: float = SECONDS) -> list[dict[str, Any]]:
    """The verdict on each case, proved or open. They are compiled together, and one by one where that takes long."""
    verdicts: list[dict[str, Any]] = [{"verdict": "proved"} for _ in cases]
    left = []
    for i, case in enumerate(cases):
        problem = foreign(case.source)
        if problem is None:
            left.append(i)
        else:
            verdicts[i] = _open(problem)
    while left:
        wrong = _attempt([cases[i] for i in left], seconds)
        if wrong is None:
            break
        place, problem = wrong
        if place is None and len(left) > 1:
            for i in left:
                verdicts[i] = judge([cases[i]], seconds)[0]
            break
        verdicts[left.pop(place or 0)] = _open(problem)
    return verdicts


def _open(reason: str) -> dict[str, Any]:
    return {"verdict": "open", "reason": f"Coq: {reason}"}


def _attempt(cases: list[Case], seconds: float) -> tuple[int | None, str] | None:
    """None where every case is proved; else which one is not (None: unknown) and why."""
    where = workshop()
    bare = [_PRINT.sub("", case.source.removeprefix(HEADER)) for case in cases]  # printing is slow, and done below
    proofs = [f"Module M{i}.\n{source}\nEnd M{i}.\n" for i, source in enumerate(bare)]
    (where / "Proofs.v").write_text(HEADER + "".join(proofs), "utf-8")
    ran = compiled(where, "Proofs", seconds)
    if ran.problem is not None:
        return _blame(ran, HEADER, proofs)
    head = "Require Import Symrf.\nRequire Proofs.\n"
    audits = [_audit(i, case) for i, case in enumerate(cases)]
    every = f"Definition every := ({', '.join(f'A{i}.restated' for i in range(len(cases)))}).\nPrint Assumptions every.\n"
    (where / "Audit.v").write_text(head + "".join(audits) + every, "utf-8")
    ran = compiled(where, "Audit", seconds)
    if ran.problem is not None:
        return _blame(ran, head, audits, "it proves another statement: ")
    if ran.output.strip() != CLOSED:
        return (0 if len(cases) == 1 else None), "the theorem rests on an assumption"
    ran = rechecked(where, [*LIBRARY, "Proofs", "Audit"], seconds)
    if ran.problem is not None:
        return None, f"coqchk: {ran.problem}"
    return None if _nothing_assumed(ran.output) else (None, "coqchk lists an assumption")


def _audit(i: int, case: Case) -> str:
    return (
        f"Module A{i}.\nOpen Scope {case.scope}.\nTheorem restated :\n{case.statement}.\n"
        f"Proof. exact Proofs.M{i}.{case.theorem}. Qed.\nEnd A{i}.\n"
    )


def _blame(ran: Run, head: str, parts: list[str], why: str = "") -> tuple[int | None, str]:
    problem = f"{'' if ran.late else why}{ran.problem}"
    if ran.line is None:
        return None, problem
    end = head.count("\n")
    for i, part in enumerate(parts):
        end += part.count("\n")
        if ran.line <= end:
            return i, problem
    return None, problem


def _nothing_assumed(summary: str) -> bool:
    """Whether coqchk's summary lists nothing taken on trust outside Coq's own library.

    Inside it, it lists what a module type hides as if that were assumed; what a theorem itself rests on has been
    printed by coqc.
    """
    listed = dict(re.findall(r"^\* (.+?):\s*(.*?)\s*(?=^\*|\Z)", summary, re.MULTILINE | re.DOTALL))
    axioms = listed.pop("Axioms", "?").split()
    trusted = [value for what, value in listed.items() if what != "Theory"]
    return axioms != ["?"] and all(a.startswith("Coq.") or a == NOTHING for a in axioms) and trusted == [NOTHING] * 3
