"""Whether a Coq file proves a statement. The file is bytes that nobody trusts, and no word of it is read here.

The judged files are compiled each in a folder of its own, from which only what Coq compiled is taken. An audit, written
by the project, first says the propositions, when nothing judged is loaded. Then it loads what was compiled, without
importing it, takes each theorem for a term of its proposition and prints what all of them assume. Then coqchk checks
everything again and lists what it found assumed. What a file prints or defines has no say in any of this; what it
changes for those who load it can make the audit fail, and is listed where it weakens Coq's checks.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from symrf.verification.concurrent import side_by_side
from symrf.verification.coq.compiler import BUSY, Run, Unusable, compiled, rechecked, workbench, workshop
from symrf.verification.coq.file import HEADERS, WORDS

SECONDS = 60.0
TOGETHER = 48
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
AUDIT = "SymrfAudit"
_rechecked: set[Path] = set()
"""The folders whose compiled definitions and lemmas coqchk has checked, from which all others are copied."""
NO_PROPOSITION = "what it should prove is no proposition: "
ANOTHER, MISSING = "it proves another statement: ", "it is not there: "
NOT_FOUND = re.compile(r"The reference SymrfJudged\S+ was not found")
_PRINT = re.compile(r"^Print Assumptions [A-Za-z0-9_']+\.$", re.MULTILINE)


@dataclass(frozen=True)
class CoqCase:
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


def judge(cases: Sequence[CoqCase], seconds: float = SECONDS) -> list[Refusal | None]:
    """For each case why it is not made, or None where it is. Those of the same words are judged together.

    seconds: of processor time, for the proof in a file; what needs longer is not proved.
    """
    kinds: dict[str, list[int]] = {}
    for i, case in enumerate(cases):
        kinds.setdefault(case.words, []).append(i)
    said: dict[int, Refusal | None] = {}
    for some in kinds.values():
        said |= zip(some, _judged([cases[i] for i in some], seconds), strict=True)
    return [said[i] for i in range(len(cases))]


def _judged(cases: Sequence[CoqCase], seconds: float) -> list[Refusal | None]:
    """`judge`, of cases of the same words."""
    try:
        where = workbench(cases[0].words)
    except Unusable as problem:
        return [Refusal(str(problem), library=True)] * len(cases)
    try:
        trial = _Trial(cases, where, seconds)
        trial.audited(trial.compiled())
        return [None if i in trial.made else trial.problems[i] for i in range(len(cases))]
    finally:
        shutil.rmtree(where, ignore_errors=True)


Part = tuple[int | None, str, str]
"""A piece of a file: the number of the case it is about, what an error in it means, the text."""


class _Trial:
    """Cases of the same words by their numbers, in the folder of the audit."""

    def __init__(self, cases: Sequence[CoqCase], where: Path, seconds: float) -> None:
        self.cases, self.where, self.seconds = cases, where, seconds
        self.words = cases[0].words
        self.generated = self.words in HEADERS
        """Whether the files are made here, and not written by hand."""
        self.patience = seconds + 2 * (len(cases) - 1)
        """How much processor time a command may take, which may be about all cases."""
        self.problems: dict[int, Refusal] = {}
        self.made: set[int] = set()
        self.volumes: dict[int, str] = {}

    def compiled(self) -> list[int]:
        """Compile the judged files, each where nothing else is, and take along only what was compiled; of whom."""
        every = [*range(len(self.cases))]
        if self.generated:
            parts = -(-len(every) // TOGETHER)
            groups = [every[part::parts] for part in range(parts)]
        else:
            sources = dict.fromkeys(case.source for case in self.cases)
            groups = [[i for i in every if self.cases[i].source == source] for source in sources]

        def file(numbered: tuple[int, list[int]]) -> None:
            bench = workbench(self.words)
            try:
                self._compile_judged(numbered[1], bench, f"SymrfJudged{numbered[0]}")
            finally:
                shutil.rmtree(bench, ignore_errors=True)

        side_by_side(file, enumerate(groups))
        return [i for i in every if i in self.volumes]

    def _compile_judged(self, group: list[int], bench: Path, name: str) -> None:
        head = f"Set Default Timeout {max(1, round(self.seconds * BUSY))}.\n"

        def file(left: list[int]) -> list[Part]:
            if not self.generated:
                return [(None, "", head + self.cases[left[0]].source)]
            return [(None, "", HEADERS[self.words] + head), *((i, "", self._module(i)) for i in left)]

        left, ran = self._without_the_wrong(group, bench, name, file)
        if ran.problem is None and not (bench / f"{name}.vo").is_file():
            ran = Run("", "Coq did not come to its end")
        if ran.problem is None:
            shutil.copyfile(bench / f"{name}.vo", self.where / f"{name}.vo")
            self.volumes |= dict.fromkeys(left, name)
        elif self.generated:
            self._apart([left], Refusal(ran.problem, ran.late))
        else:
            self.problems |= dict.fromkeys(left, Refusal(ran.problem, ran.late))

    def _module(self, i: int) -> str:
        source = self.cases[i].source.removeprefix(HEADERS[self.words])
        return f"Module M{i}.\n{_PRINT.sub('', source)}\nEnd M{i}.\n"

    def audited(self, left: list[int]) -> None:
        """Say what is to be proved; take the theorems for that; see what they assume; check all again."""
        left, ran = self._without_the_wrong(left, self.where, AUDIT, self._audit)
        if not left:
            return
        if ran.problem is not None:
            wrong: Refusal | None = Refusal(ran.problem, ran.late)
        elif ran.output != CLOSED:
            wrong = Refusal(f"the theorem rests on an assumption{_first_assumed(ran.output)}")
        else:
            ran, wrong = self._rechecked(self._loaded(left))
        if wrong is None:
            self.made |= {*left}
        else:
            named = [i for i in left if f"{self._place(i)}." in ran.output]
            self._apart([*([i] for i in named), [i for i in left if i not in named]], wrong)

    def _place(self, i: int) -> str:
        """Where in what was compiled its theorem is."""
        return self.volumes[i] + (f".M{i}" if self.generated else "")

    def _loaded(self, left: list[int]) -> list[str]:
        return sorted({self.volumes[i] for i in left})

    def _audit(self, left: list[int]) -> list[Part]:
        """The propositions, and then, when nothing can change any more how they are read, all that is judged."""

        def proposition(i: int) -> str:
            case = self.cases[i]
            body = f"Open Scope {case.scope}.\nDefinition stated : Prop :=\n{case.statement}.\n"
            return f"Module S{i}.\n{body}End S{i}.\n"

        def taken(i: int) -> str:
            return f"Definition a{i} : {AUDIT}.Stated.S{i}.stated := @{self._place(i)}.{self.cases[i].theorem}.\n"

        used = "".join(f"let _ := {AUDIT}.a{i} in " for i in left)
        return [
            (None, "", f"Require {self.words}.\nModule Stated.\nImport {self.words}.\n"),
            *((i, NO_PROPOSITION, proposition(i)) for i in left),
            (None, "", "End Stated.\n" + "".join(f"Require {name}.\n" for name in self._loaded(left))),
            *((i, ANOTHER, taken(i)) for i in left),
            (None, "", f"Definition every (P : Prop) := {used}P.\nPrint Assumptions {AUDIT}.every.\n"),
        ]

    def _rechecked(self, names: list[str]) -> tuple[Run, Refusal | None]:
        """Check what was compiled again; the file of words, and the lemmas on it, once in a process."""
        library = workshop(self.words)
        parts = [] if library in _rechecked else WORDS[self.words]
        ran = rechecked(self.where, [*parts, *names, AUDIT], self.patience)
        if ran.problem is not None:
            return ran, Refusal(f"coqchk: {ran.problem}", ran.late)
        if not nothing_assumed(ran.output):
            listed = sorted({*re.findall(r"^ {4}(\S+)$", ran.output, re.MULTILINE)} - OWN)
            return ran, Refusal("coqchk lists an assumption" + (f": {listed[0]}" if listed else ""))
        _rechecked.add(library)
        return ran, None

    def _apart(self, groups: list[list[int]], wrong: Refusal) -> None:
        """One of these is at fault, and it cannot be said for sure which: they are judged again, in these groups."""
        groups = [group for group in groups if group]
        if len(groups) == 1:
            (left,) = groups
            if len(left) == 1 and (len(self.cases) == 1 or not self.generated):
                self.problems[left[0]] = wrong
                return
            if not self.generated or len(left) == len(self.cases):  # else what was refused is left out now
                groups = [left[: len(left) // 2], left[len(left) // 2 :]]
        for group in groups:
            if not self.generated:
                self.audited(group)
                continue
            for i, problem in zip(group, _judged([self.cases[i] for i in group], self.seconds), strict=True):
                if problem is None:
                    self.made.add(i)
                else:
                    self.problems[i] = problem

    def _without_the_wrong(
        self, left: list[int], where: Path, name: str, file: Callable[[list[int]], list[Part]]
    ) -> tuple[list[int], Run]:
        """Compile the file of these cases, as often as one of them is wrong, which is refused."""
        left, ran = [*left], Run("")
        while left:
            parts = file(left)
            source = "".join(text for _, _, text in parts)
            (where / f"{name}.v").write_bytes(source.encode("utf-8", "surrogateescape"))
            ran = compiled(where, name, self.patience)
            blamed = _blamed(ran, parts)
            if blamed is None:
                break
            (i, why), said = blamed, ran.problem or ""
            reason = said if ran.late else f"{MISSING if NOT_FOUND.match(said) else why}{said}"
            self.problems[i] = Refusal(reason, ran.late)
            left.remove(i)
        return left, ran


def _blamed(ran: Run, parts: list[Part]) -> tuple[int, str] | None:
    """The case whose part an error is in, and what that means; None where there is none, or it is in no such part."""
    if ran.problem is None or ran.line is None:
        return None
    end = 0
    for i, why, text in parts:
        end += text.count("\n")
        if ran.line <= end:
            return None if i is None else (i, why)
    return None


def _first_assumed(printed: str) -> str:
    """The first name in Coq's list of assumptions, which may be in a file that the judged one loads."""
    found = re.search(r"^([A-Za-z0-9_.']+) ", printed.partition("\n")[2], re.MULTILINE)
    return f": {found[1]}" if found else ""


def nothing_assumed(summary: str) -> bool:
    """Whether this is coqchk's summary, the whole of it, and nothing is taken on trust but what Coq's library has."""
    found = SUMMARY.fullmatch(summary)
    return found is not None and ({*found["axioms"].split()} - {"<none>"}) <= OWN
