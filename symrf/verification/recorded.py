"""Recorded verdicts: what `symrf verify` said of the catalogue when its evidence was last written, for quick answers.

python -m symrf.verification.recorded verifies everything and writes proofs/evidence/recorded/verdicts.json, the same
bytes every time, with the day on which it first said so. A recorded verdict is believed of the very statement, evidence
and checking code it was recorded of, and of nothing else: their hashes stand beside it, and where one differs there is
no recorded verdict.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from symrf import __version__
from symrf.errors import SymrfError
from symrf.theorem import Theorem, home, refutation_names, theorem, theorem_names
from symrf.verification.coq.evidence import whole
from symrf.verification.coq.file import WORDS, folder, found, identifier
from symrf.verification.result import OPEN, PROVED, SKIPPED, Result
from symrf.verification.routes.kernel import evidence
from symrf.verification.verdict import Verdict, saying

EXAMPLES = 1000
CHECKER = (
    "errors.py", "formulas", "kernel", "layers", "network", "notebooks.py", "numbers", "oracle.py", "prove", "refute",
    "statement.py", "tables.py", "terms", "theorem.py", "verification", "words.py",
)  # fmt: skip
"""The code that checks, and everything that it imports; a test compares this with the imports."""
PROSE = {"title", "source", "prose", "holds_when", "area"}
"""What is said about a theorem and not claimed by it."""
KEPT = ("verdict", "counterexample", "difference", "holds_when", "reason", "expected", "needs", "domain")
PACKAGE = Path(__file__).resolve().parents[1]
ABSENT = "not recorded: "


def path() -> Path:
    """Where the recorded verdicts are kept."""
    return home() / "evidence" / "recorded" / "verdicts.json"


@dataclass(frozen=True)
class Key:
    """What a verdict was recorded of, as SHA-256: the statement, all that proves it, the code that checks."""

    statement: str
    evidence: str
    checker: str


def key(stated: Theorem) -> Key:
    """The hashes of one entry of the catalogue as it is now."""
    claimed = json.dumps(_claimed(asdict(stated)), sort_keys=True)
    return Key(hashed([claimed.encode()]), hashed(contents(home(), _proving(stated))), checker())


@cache
def checker(package: Path = PACKAGE, code: tuple[str, ...] = CHECKER) -> str:
    """The hash of the code that checks."""
    parts = [package / part for part in code]
    files = [file for part in parts for file in ([part] if part.suffix else part.rglob("*.py"))]
    return hashed(contents(package, sorted(files)))


def _claimed(value: Any) -> Any:
    """The fields of a theorem without prose, also of the conditions inside of a refutation."""
    if isinstance(value, Mapping):
        return {name: _claimed(part) for name, part in value.items() if name not in PROSE}
    return [_claimed(part) for part in value] if isinstance(value, list | tuple) else value


def _proving(stated: Theorem) -> Iterator[Path]:
    """Every file, there or not, that a verdict on this entry may rest on."""
    for part in whole([stated]):
        yield evidence(part.name)
        yield folder() / f"{identifier(part.name)}.v"
        yield folder() / "by_hand" / f"{part.name.replace('-', '_')}.v"
        if part.by_hand:
            yield home() / "coq" / part.by_hand
    yield from (found(name) for names in WORDS.values() for name in names)


def contents(base: Path, files: Iterable[Path]) -> Iterator[bytes]:
    """The names of files and what is in them."""
    for file in files:
        yield file.relative_to(base).as_posix().encode()
        yield file.read_bytes() if file.is_file() else b"absent"


def hashed(parts: Iterable[bytes]) -> str:
    """One hash of several texts, each with its length, so that none runs into the next."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def recorded(names: Iterable[str]) -> list[Verdict]:
    """The recorded verdicts on these statements; one that is not recorded is open, and the reason says why.

    >>> [verdict] = recorded(["size"])
    >>> verdict.name
    'size'
    """
    return believed(path(), [(name, partial(_read, theorem(name))) for name in names])


def believed(where: Path, entries: Sequence[tuple[str, Callable[[Any], Verdict]]]) -> list[Verdict]:
    """The verdicts on entries by name, each as it is read of what is kept in a file; open where that cannot be read."""
    try:
        kept = json.loads(where.read_text("utf-8"))
        return [read(kept) for _, read in entries]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        why = "there are none" if isinstance(error, FileNotFoundError) else f"{where.name} is unreadable"
        return [absent(name, why) for name, _ in entries]


def _read(stated: Theorem, kept: Any) -> Verdict:
    entry, now = kept["verdicts"].get(stated.name), key(stated)
    if entry is None:
        return absent(stated.name, "there is none of it")
    was = Key(entry["statement"], entry["evidence"], kept["checker"])
    if was.checker != now.checker:
        return absent(stated.name, "the code that checks is not that of the recorded verdicts")
    for part in ("statement", "evidence"):
        if getattr(was, part) != getattr(now, part):
            return absent(stated.name, f"its {part} is not that of the recorded verdict")
    verdict = as_kept(stated.name, entry, kept)
    return verdict if verdict.ok else contradicting(stated.name)


def as_kept(name: str, entry: Any, kept: Any, **more: Any) -> Verdict:
    """A verdict as it was written down; more: what it says where nothing of that was."""
    said: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry["said"].items()}
    routes = {route: as_recorded(**result) for route, result in entry["routes"].items()}
    return Verdict(name, routes=routes, recorded=made_with(kept["with"]), **{**more, **said})


def as_recorded(verdict: str, reason: str | None = None, **evidence: Any) -> Result:
    """A route's result as it was recorded, which took no time."""
    return Result(verdict, reason, evidence, 0.0)


def contradicting(name: str) -> Verdict:
    """What is known where a recorded verdict cannot be."""
    return absent(name, "the recorded verdict contradicts itself")


def absent(name: str, why: str) -> Verdict:
    """What is known where there is no recorded verdict."""
    return Verdict(name, OPEN, reason=f"{ABSENT}{why}; symrf verify proves it now")


def made_with(tools: Mapping[str, Any]) -> str:
    """The tools in words.

    >>> made_with({"symrf": "0.1.0", "Coq": "8.16.1"})
    'symrf 0.1.0, Coq 8.16.1'
    """
    return ", ".join(f"{tool} {version}" for tool, version in tools.items())


def record(verdicts: Iterable[Verdict]) -> dict[str, Any]:
    """The record of these verdicts, without times; SymrfError where one is not as expected, or a tool is missing."""
    kept = {}
    for verdict in verdicts:
        absent = saying(SKIPPED, verdict.routes)
        if not verdict.ok or verdict.verdict == OPEN or absent:
            why = verdict.reason or f"{', '.join(absent)} is not installed"
            raise SymrfError(f"{verdict.name} is {verdict.verdict}: {why}; only what is proved is recorded")
        now = key(theorem(verdict.name))
        routes = {route: timeless(result) for route, result in verdict.routes.items()}
        said = {name: value for name in KEPT if (value := getattr(verdict, name))}
        kept[verdict.name] = {"statement": now.statement, "evidence": now.evidence, "said": said, "routes": routes}
    return {"checker": checker(), "verdicts": kept}


def timeless(result: Result) -> dict[str, Any]:
    """A route's result as it is recorded."""
    return {name: value for name, value in result.record.items() if name != "seconds"}


def tools() -> dict[str, str]:
    """The tools that prove and their versions."""
    import hypothesis
    import z3

    said = subprocess.run(["coqc", "--version"], capture_output=True, text=True, check=True).stdout.split()
    coq = said[said.index("version") + 1]
    return {"symrf": __version__, "z3": z3.get_version_string(), "Coq": coq, "Hypothesis": hypothesis.__version__}


def write() -> None:
    """Verify the whole catalogue by every route, what was late once more alone, and write down what was found."""
    from symrf.verification.verify import verdicts

    found = {verdict.name: verdict for verdict in verdicts([*theorem_names(), *refutation_names()], None, EXAMPLES)}
    late = [name for name, verdict in found.items() if not verdict.ok]  # on a machine that has other work
    if len(late) < len(found) / 2:
        found |= {verdict.name: verdict for name in late for verdict in verdicts([name], None, EXAMPLES)}
    keep(record(found.values()), path())


def keep(record: Mapping[str, Any], where: Path) -> None:
    """Write a record down, with the tools that it was made with and the day."""
    where.parent.mkdir(parents=True, exist_ok=True)
    where.write_text(written(dated({"with": tools(), **record}, where)), "utf-8")


def dated(made: Mapping[str, Any], where: Path) -> dict[str, Any]:
    """The record with the day of today; where the same is there already, with the day that stands there."""
    try:
        kept = json.loads(where.read_text("utf-8"))
        same = {**kept, "date": ""} == {**json.loads(json.dumps(made)), "date": ""}
    except (OSError, ValueError, TypeError):
        same = False
    return {**made, "date": kept["date"] if same and "date" in kept else date.today().isoformat()}


def recorded_on(where: Path) -> str:
    """The day on which the verdicts kept there were recorded, as 2026-05-01; "" where that is not known."""
    try:
        return str(json.loads(where.read_text("utf-8")).get("date", ""))
    except (OSError, ValueError, AttributeError):
        return ""


def written(kept: Mapping[str, Any]) -> str:
    """The text of the file, a line for each statement."""
    lines = kept["verdicts"].items()
    rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(said, sort_keys=True)}" for name, said in lines)
    names = [name for name in ("checker", "with", "date") if name in kept]
    head = ", ".join(f"{json.dumps(name)}: {json.dumps(kept[name])}" for name in names)
    return f'{{{head}, "verdicts": {{\n{rows}\n}}}}\n'


@cache
def theorems(*names: str) -> Result:
    """What the catalogue has recorded of these theorems: proved, by Coq, of the very statements that there are now."""
    found = recorded(names)
    late = [verdict for verdict in found if verdict.verdict != PROVED]
    if late:
        return Result(SKIPPED, str(late[0].reason), {"theorem": ", ".join(names)})
    return Result(PROVED, evidence={"theorem": ", ".join(names), "note": f"recorded, by {found[0].recorded}"})


if __name__ == "__main__":
    write()
    print(path().name)
