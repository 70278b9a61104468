"""Whether a Coq file proves a statement. The file is bytes that nobody trusts, and no word of it is read here.

Three files are compiled. The propositions, written by the project, without the judged file in sight. The judged files,
each in a folder of its own, from which only what Coq compiled is taken. And an audit that loads both without importing
either, takes each theorem for a term of a compiled proposition and prints what all of them assume. Then coqchk checks
everything again and lists what it found assumed. What a file prints or defines has no say in any of this; what it
changes for those who load it can make the audit fail, and is listed where it weakens Coq's checks.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from symrf.verification.coq.compiler import Run, Unusable, compiled, rechecked, workbench
from symrf.verification.coq.file import HEADER, WORDS

SECONDS = 60.0
CLOSED = "Closed under the global context\n"
OWN = frozenset(f"Coq.ssr.ssrunder.Under_rel.{name}" for name in """
    Over_rel Under_rel Under_rel_from_rel Under_relE over_rel over_rel_done under_rel_done
""".split())  # fmt: skip
"""What coqchk lists of Coq's own library, which hides these behind a module type. No theorem rests on them: that is
printed by the audit."""
SUMMARY = re.compile(
    r"\s*CONTEXT SUMMARY\n=+\n\s*"
    r"\* Theory: Set is predicative\s*"
    r"\* Axioms:(?P<axioms> <none>|(?:\n    \S+)+)\s*"
    r"\* Constants/Inductives relying on type-in-type: <none>\s*"
    r"\* Constants/Inductives relying on unsafe \(co\)fixpoints: <none>\s*"
    r"\* Inductives whose positivity is assumed: <none>\s*"
)
_PRINT = re.compile(r"^Print Assumptions [A-Za-z0-9_']+\.$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """A file's text, the theorem in it that counts, and what that theorem has to say, with its scope.

    words: the file of definitions the statement is written in. A file written by hand (words "Networks") is compiled
    alone; those made from statements together, since Coq takes longer to start than to check one.
    """

    source: str
    theorem: str
    statement: str
    scope: str
    words: str = "Symrf"


@dataclass(frozen=True)
class Refusal:
    """Why a case is not made. late: there was no answer in time, which says nothing about the file; library: a file that
    all proofs need is at fault."""

    reason: str
    late: bool = False
    library: bool = False

    def __str__(self) -> str:
        return self.reason


def judge(cases: Sequence[Case], seconds: float = SECONDS) -> list[Refusal | None]:
    """For each case why it is not made, or None where it is. They are judged together.

    seconds: for each command of a proof; what needs longer is not proved.
    """
    problems: list[Refusal | None] = [None] * len(cases)
    left = list(range(len(cases)))
    while left:
        refused = _attempt([cases[i] for i in left], seconds)
        if isinstance(refused, Refusal) and len(left) > 1:  # the fault is in one, and it cannot be said in which
            for i in left:
                problems[i] = judge([cases[i]], seconds)[0]
            break
        if isinstance(refused, Refusal):
            refused = {0: refused}
        if not refused:
            break
        for place, problem in refused.items():
            problems[left[place]] = problem
        left = [i for place, i in enumerate(left) if place not in refused]
    return problems


Refused = dict[int, Refusal] | Refusal
"""Which cases are not made and why; or why they are not all made, where it cannot be said which."""


def _attempt(cases: list[Case], seconds: float) -> Refused:
    words = sorted({case.words for case in cases})
    try:
        where = workbench(words)
    except Unusable as problem:
        return dict.fromkeys(range(len(cases)), Refusal(str(problem), library=True))
    try:
        return _judged(cases, words, where, max(1, round(seconds)), seconds + 10 * len(cases))
    finally:
        shutil.rmtree(where, ignore_errors=True)


def _judged(cases: list[Case], words: list[str], where: Path, seconds: int, patience: float) -> Refused:
    loaded = "".join(f"Require {name}.\n" for name in words)
    stated = [_stated(i, case) for i, case in enumerate(cases)]
    fields = "".join(f"  e{i} : S{i}.stated;\n" for i in range(len(cases)))
    ran = _compile(where, "SymrfStated", [loaded, *stated, f"Record every : Prop := Every {{\n{fields}}}.\n"], patience)
    if ran.problem is not None:
        return _blame(ran, [loaded, *stated], "what it should prove is no proposition: ")
    refused: dict[int, Refusal] = {}
    at: dict[int, str] = {}
    for number, held in enumerate(_volumes(cases)):
        name = f"SymrfJudged{number}"
        found = _compile_judged(where, name, [cases[i] for i in held], seconds, patience)
        if isinstance(found, Refusal) and len(held) < len(cases):
            found = {place: judge([cases[i]], seconds)[0] or found for place, i in enumerate(held)}
        if isinstance(found, Refusal):
            return found
        refused |= {held[place]: problem for place, problem in found.items()}
        at |= {i: f"{name}.M{place}" if cases[i].words == "Symrf" else name for place, i in enumerate(held)}
    if refused:
        return refused
    names = [f"SymrfJudged{number}" for number in range(len(_volumes(cases)))]
    loaded = "".join(f"Require {name}.\n" for name in ["SymrfStated", *names])
    audits = [f"Definition a{i} : SymrfStated.S{i}.stated := @{at[i]}.{c.theorem}.\n" for i, c in enumerate(cases)]
    asked = " ".join(["Definition every : SymrfStated.every := @SymrfStated.Every", *(f"a{i}" for i in range(len(cases)))])
    ran = _compile(where, "SymrfAudit", [loaded, *audits, f"{asked}.\nPrint Assumptions every.\n"], patience)
    if ran.problem is not None:
        absent = re.match(r"The reference SymrfJudged\S+ was not found", ran.problem)
        return _blame(ran, [loaded, *audits], "it is not there: " if absent else "it proves another statement: ")
    if ran.output != CLOSED:
        return Refusal("the theorem rests on an assumption")
    library = [part for name in words for part in WORDS[name]]
    ran = rechecked(where, [*library, "SymrfStated", *names, "SymrfAudit"], patience)
    if ran.problem is not None:
        return Refusal(f"coqchk: {ran.problem}", ran.late)
    return {} if nothing_assumed(ran.output) else Refusal("coqchk lists an assumption")


def _volumes(cases: Sequence[Case]) -> list[list[int]]:
    """The cases by the file that Coq compiles: all generated ones in one, the others by their text."""
    volumes: dict[str, list[int]] = {}
    for i, case in enumerate(cases):
        volumes.setdefault("" if case.words == "Symrf" else case.source, []).append(i)
    return list(volumes.values())


def _stated(i: int, case: Case) -> str:
    return (
        f"Module S{i}.\nImport {case.words}.\nOpen Scope {case.scope}.\n"
        f"Definition stated : Prop :=\n{case.statement}.\nEnd S{i}.\n"
    )


def _compile_judged(where: Path, name: str, cases: list[Case], seconds: int, patience: float) -> Refused:
    """Compile judged files as one, in a folder where nothing else is, and take along what was compiled."""
    head, parts = f"Set Default Timeout {seconds}.\n", [cases[0].source]
    if generated := cases[0].words == "Symrf":
        head = HEADER + head
        sources = [_PRINT.sub("", case.source.removeprefix(HEADER)) for case in cases]  # printing is slow
        parts = [f"Module M{i}.\n{source}\nEnd M{i}.\n" for i, source in enumerate(sources)]
    bench = workbench([cases[0].words])
    try:
        ran = _compile(bench, name, [head, *parts], patience)
        if ran.problem is not None:
            return _blame(ran, [head, *parts]) if generated else dict.fromkeys(range(len(cases)), _refusal(ran))
        shutil.copyfile(bench / f"{name}.vo", where / f"{name}.vo")
        return {}
    finally:
        shutil.rmtree(bench, ignore_errors=True)


def _compile(where: Path, name: str, parts: list[str], patience: float) -> Run:
    (where / f"{name}.v").write_bytes("".join(parts).encode("utf-8", "surrogateescape"))
    return compiled(where, name, patience)


def _refusal(ran: Run, why: str = "") -> Refusal:
    return Refusal(f"{'' if ran.late else why}{ran.problem}", ran.late)


def _blame(ran: Run, parts: list[str], why: str = "") -> Refused:
    """Which of the parts after the first one the error is in."""
    end = parts[0].count("\n")
    for i, part in enumerate(parts[1:]):
        if ran.line is None or ran.line <= end:
            break
        end += part.count("\n")
        if ran.line <= end:
            return {i: _refusal(ran, why)}
    return _refusal(ran, why)


def nothing_assumed(summary: str) -> bool:
    """Whether this is coqchk's summary, the whole of it, and lists nothing taken on trust but what Coq's own library has."""
    found = SUMMARY.fullmatch(summary)
    return found is not None and ({*found["axioms"].split()} - {"<none>"}) <= OWN
