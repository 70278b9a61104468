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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from symrf.verification.beside import side_by_side
from symrf.verification.coq.compiler import BUSY, Run, Unusable, compiled, rechecked, workbench, workshop
from symrf.verification.coq.file import HEADERS, WORDS

SECONDS = 60.0
TOGETHER = 16
"""Files made from statements that are compiled as one: Coq takes longer to start than to check most of them."""
CLOSED = "Closed under the global context\n"
_HIDDEN = ("Over_rel", "Under_rel", "Under_rel_from_rel", "Under_relE", "over_rel", "over_rel_done", "under_rel_done")
OWN = frozenset(f"Coq.ssr.ssrunder.Under_rel.{name}" for name in _HIDDEN)
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
STATED = "SymrfStated"
_rechecked: set[Path] = set()
"""The folders whose compiled definitions and lemmas coqchk has checked, from which all others are copied."""
NO_PROPOSITION = "what it should prove is no proposition: "
ANOTHER, MISSING = "it proves another statement: ", "it is not there: "
NOT_FOUND = re.compile(r"The reference SymrfJudged\S+ was not found")
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
    """Why a case is not made.

    late: there was no answer in time, which says nothing about the file. library: a file that all need is at fault.
    """

    reason: str
    late: bool = False
    library: bool = False

    def __str__(self) -> str:
        return self.reason


def judge(cases: Sequence[Case], seconds: float = SECONDS) -> list[Refusal | None]:
    """For each case why it is not made, or None where it is. They are judged together.

    seconds: of processor time, for the proof in a file; what needs longer is not proved.
    """
    if not cases:
        return []
    try:
        where = workbench({case.words for case in cases})
    except Unusable as problem:
        return [Refusal(str(problem), library=True)] * len(cases)
    try:
        trial = _Trial(cases, where, seconds)
        if len(cases) == 1:  # neither sees what the other makes
            stated, made = side_by_side(lambda step: step([0]), [trial.stated, trial.compiled])
            trial.audited([i for i in made if i in stated])
        else:
            trial.audited(trial.compiled(trial.stated([*range(len(cases))])))
        return [None if i in trial.made else trial.problems[i] for i in range(len(cases))]
    finally:
        shutil.rmtree(where, ignore_errors=True)


class _Trial:
    """Cases by their numbers, in the folder of the audit; each step returns the cases that are left."""

    def __init__(self, cases: Sequence[Case], where: Path, seconds: float) -> None:
        self.cases, self.where, self.seconds = cases, where, seconds
        self.problems: dict[int, Refusal] = {}
        self.made: set[int] = set()
        self.volumes: dict[int, str] = {}

    def stated(self, left: list[int]) -> list[int]:
        """Compile the propositions, a file for each file of words."""

        def part(i: int) -> str:
            case = self.cases[i]
            body = f"Open Scope {case.scope}.\nDefinition stated : Prop :=\n{case.statement}.\n"
            return f"Module S{i}.\n{body}End S{i}.\n"

        def file(words: str) -> list[int]:
            some, head = [i for i in left if self.cases[i].words == words], f"Require Import {words}.\n"
            some, ran = self._without_the_wrong(some, self.where, f"{STATED}{words}", head, part, NO_PROPOSITION)
            self.problems |= {i: Refusal(ran.problem, ran.late) for i in some if ran.problem is not None}
            return some

        kept = {i for some in side_by_side(file, sorted({self.cases[i].words for i in left})) for i in some}
        return [i for i in left if i in kept and i not in self.problems]

    def compiled(self, left: list[int]) -> list[int]:
        """Compile the judged files, each where nothing else is, and take along only what was compiled."""
        groups: dict[str, list[int]] = {}
        made = [i for i in left if self.generated(i)]
        parts = -(-len(made) // TOGETHER) or 1
        for i in left:
            case = self.cases[i]
            source = f"{case.words} {made.index(i) % parts}" if self.generated(i) else case.source
            groups.setdefault(source, []).append(i)

        def file(numbered: tuple[int, list[int]]) -> None:
            number, group = numbered
            bench = workbench([self.cases[group[0]].words])
            try:
                self._compile_judged(group, bench, f"SymrfJudged{number}")
            finally:
                shutil.rmtree(bench, ignore_errors=True)

        side_by_side(file, enumerate(groups.values()))
        return [i for i in left if i not in self.made and i not in self.problems]

    def _compile_judged(self, group: list[int], bench: Path, name: str) -> None:
        head = f"Set Default Timeout {max(1, round(self.seconds * BUSY))}.\n"
        if self.generated(group[0]):
            head = HEADERS[self.cases[group[0]].words] + head
            group, ran = self._without_the_wrong(group, bench, name, head, self._module)
        else:
            ran = self._run(bench, name, head + self.cases[group[0]].source)
        if ran.problem is None and not (bench / f"{name}.vo").is_file():
            ran = Run("", "Coq did not come to its end")
        if ran.problem is not None:
            return self._refuse(group, ran)
        shutil.copyfile(bench / f"{name}.vo", self.where / f"{name}.vo")
        self.volumes |= dict.fromkeys(group, name)
        return None

    def _module(self, i: int) -> str:
        case = self.cases[i]
        return f"Module M{i}.\n{_PRINT.sub('', case.source.removeprefix(HEADERS[case.words]))}\nEnd M{i}.\n"

    def audited(self, left: list[int]) -> None:
        """Take the theorems for what was stated; see what they assume; check all again."""
        if not left:
            return
        volumes = sorted({self.volumes[i] for i in left})
        words = sorted({self.cases[i].words for i in left})
        stated = [f"{STATED}{name}" for name in words]
        head = "".join(f"Require {name}.\n" for name in [*stated, *volumes])

        def part(i: int) -> str:
            place = self.volumes[i] + (f".M{i}" if self.generated(i) else "")
            case = self.cases[i]
            return f"Definition a{i} : {STATED}{case.words}.S{i}.stated := @{place}.{case.theorem}.\n"

        def tail(kept: list[int]) -> str:
            used = "".join(f"let _ := a{i} in " for i in kept)
            return f"Definition every (P : Prop) := {used}P.\nPrint Assumptions every.\n"

        kept, ran = self._without_the_wrong(left, self.where, "SymrfAudit", head, part, ANOTHER, tail)
        if ran.problem is not None:
            self._refuse(kept, ran)
        elif kept:
            if ran.output != CLOSED:
                wrong: Refusal | None = Refusal(f"the theorem rests on an assumption{_first_assumed(ran.output)}")
            else:
                wrong = self._rechecked(words, [*stated, *volumes])
            if wrong is None:
                self.made |= {*kept}
            else:
                self._one_by_one(kept, wrong)

    def _rechecked(self, words: list[str], names: list[str]) -> Refusal | None:
        """Check what was compiled again; the files of words, and the lemmas on them, once in a process."""
        new = {name: workshop(name) for name in words}
        parts = [part for name in words if new[name] not in _rechecked for part in WORDS[name]]
        ran = rechecked(self.where, [*parts, *names, "SymrfAudit"], self.patience)
        if ran.problem is not None:
            return Refusal(f"coqchk: {ran.problem}", ran.late)
        if not nothing_assumed(ran.output):
            return Refusal("coqchk lists an assumption")
        _rechecked.update(new.values())
        return None

    def _refuse(self, group: list[int], ran: Run) -> None:
        wrong = Refusal(ran.problem or "", ran.late)
        if self.generated(group[0]) or len({self.volumes.get(i) for i in group}) > 1:
            self._one_by_one(group, wrong)
        else:
            self.problems |= dict.fromkeys(group, wrong)

    def _one_by_one(self, group: list[int], wrong: Refusal) -> None:
        """The fault is in one of the cases, and it cannot be said in which."""
        if len(self.cases) == 1 or len(group) == 1 and not self.generated(group[0]):
            self.problems |= dict.fromkeys(group, wrong)
            return
        for i in group:
            if not self.generated(i):
                self.audited([i])
            elif (problem := judge([self.cases[i]], self.seconds)[0]) is None:
                self.made.add(i)
            else:
                self.problems[i] = problem

    def _without_the_wrong(
        self,
        left: list[int],
        where: Path,
        name: str,
        head: str,
        part: Callable[[int], str],
        why: str = "",
        tail: Callable[[list[int]], str] = lambda kept: "",
    ) -> tuple[list[int], Run]:
        """Compile a file of a part for each case, as often as one of them is wrong, which is refused."""
        left = list(left)
        while True:
            parts = [part(i) for i in left]
            ran = self._run(where, name, "".join([head, *parts, tail(left)]))
            place = _blamed(ran, head, parts)
            if place is None:
                return left, ran
            said = ran.problem or ""
            reason = said if ran.late else f"{MISSING if NOT_FOUND.match(said) else why}{said}"
            self.problems[left.pop(place)] = Refusal(reason, ran.late)

    def _run(self, where: Path, name: str, source: str) -> Run:
        (where / f"{name}.v").write_bytes(source.encode("utf-8", "surrogateescape"))
        return compiled(where, name, self.patience)

    def generated(self, i: int) -> bool:
        """Whether the file is made here, and not written by hand."""
        return self.cases[i].words in HEADERS

    @property
    def patience(self) -> float:
        """How much processor time a command may take, which may be about all cases."""
        return self.seconds + 2 * (len(self.cases) - 1)


def _blamed(ran: Run, head: str, parts: list[str]) -> int | None:
    """Which of the parts after the head an error is in; None where there is none, or it is in none of them."""
    end = head.count("\n")
    if ran.problem is None or ran.line is None or ran.line <= end:
        return None
    for i, part in enumerate(parts):
        end += part.count("\n")
        if ran.line <= end:
            return i
    return None


def _first_assumed(printed: str) -> str:
    """The first name in Coq's list of assumptions, which may be in a file that the judged one loads."""
    found = re.search(r"^([A-Za-z0-9_.']+) ", printed.partition("\n")[2], re.MULTILINE)
    return f": {found[1]}" if found else ""


def nothing_assumed(summary: str) -> bool:
    """Whether this is coqchk's summary, the whole of it, and nothing is taken on trust but what Coq's library has."""
    found = SUMMARY.fullmatch(summary)
    return found is not None and ({*found["axioms"].split()} - {"<none>"}) <= OWN
