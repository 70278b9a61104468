"""Whether a Coq file proves a statement. The file is not trusted: what it proves is compared by Coq itself.

A file is compiled, then a second one restates the theorem, freshly generated and under none of the first one's
notations, and takes the first one's theorem for proof; its assumptions are printed; coqchk checks both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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


def judge(cases: Sequence[Case], seconds: float = SECONDS) -> list[str | None]:
    """For each case why it is not made, or None where it is. They are compiled together.

    seconds: for each command of a proof; what needs longer is not proved.
    """
    problems: list[str | None] = [foreign(case.source) for case in cases]
    left = [i for i, problem in enumerate(problems) if problem is None]
    while left:
        wrong = _attempt([cases[i] for i in left], seconds)
        if wrong is None:
            break
        place, problem = wrong
        if place is None and len(left) > 1:
            for i in left:
                problems[i] = judge([cases[i]], seconds)[0]
            break
        problems[left.pop(place or 0)] = problem
    return problems


def _attempt(cases: list[Case], seconds: float) -> tuple[int | None, str] | None:
    """None where every case is made; else which one is not (None: it cannot be said) and why."""
    where, patience = workshop(), seconds + 10 * len(cases)
    head = f"{HEADER}Set Default Timeout {max(1, round(seconds))}.\n"
    bare = [_PRINT.sub("", case.source.removeprefix(HEADER)) for case in cases]  # printing is slow, and done below
    proofs = [f"Module M{i}.\n{source}\nEnd M{i}.\n" for i, source in enumerate(bare)]
    (where / "Proofs.v").write_text(head + "".join(proofs), "utf-8")
    ran = compiled(where, "Proofs", patience)
    if ran.problem is not None:
        return _blame(ran, head, proofs)
    head = "Require Import Symrf.\nRequire Proofs.\n"
    audits = [_audit(i, case) for i, case in enumerate(cases)]
    every = ", ".join(f"A{i}.restated" for i in range(len(cases)))
    asked = f"Definition every := ({every}).\nPrint Assumptions every.\n"
    (where / "Audit.v").write_text(head + "".join(audits) + asked, "utf-8")
    ran = compiled(where, "Audit", patience)
    if ran.problem is not None:
        return _blame(ran, head, audits, "it proves another statement: ")
    alone = 0 if len(cases) == 1 else None
    if ran.output.strip() != CLOSED:
        return alone, "the theorem rests on an assumption"
    ran = rechecked(where, [*LIBRARY, "Proofs", "Audit"], patience)
    if ran.problem is not None:
        return alone, f"coqchk: {ran.problem}"
    return None if _nothing_assumed(ran.output) else (alone, "coqchk lists an assumption")


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
