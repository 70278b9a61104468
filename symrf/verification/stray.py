"""Files beside the catalogue that belong to no statement of it: what they prove nobody claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from symrf.theorem import home, theorem, theorem_names
from symrf.verification.coq.evidence import catalogue
from symrf.verification.coq.file import LIBRARY, WORDS, folder, identifier
from symrf.verification.result import FAILED, OPEN, Result
from symrf.verification.routes.kernel import evidence
from symrf.verification.verdict import Verdict


def stray(routes: Sequence[str]) -> Iterator[Verdict]:
    """A verdict that failed for every kept file that one of the routes reads and no statement owns."""
    if "kernel" in routes:
        owned = {evidence(name).name for name in theorem_names()}
        yield from _unowned("kernel", (home() / "evidence").glob("*.json"), owned)
    if "coq" in routes:
        stated = catalogue()
        owned = {f"{name}.v" for name in LIBRARY} | {f"{identifier(entry.name)}.v" for entry in stated}
        yield from _unowned("coq", folder().glob("*.v"), owned)
        scripts = {f"{entry.name.replace('-', '_')}.v" for entry in stated}
        yield from _unowned("coq", (folder() / "by_hand").glob("*.v"), scripts)
        by_hand = {theorem(name).by_hand for name in theorem_names()}
        by_hand |= {f"{name}.v" for words in ("Networks", "Tables") for name in WORDS[words]}
        yield from _unowned("coq", (home() / "coq").glob("*.v"), by_hand)


def _unowned(route: str, paths: Iterator[Path], owned: set[str]) -> Iterator[Verdict]:
    for path in sorted(paths):
        if path.name not in owned:
            name = path.relative_to(home()).as_posix()
            reason = f"{path.name} belongs to no statement of the catalogue"
            yield Verdict(name, OPEN, {route: Result(FAILED, reason, seconds=0.0)}, reason=f"{route}: {reason}")
