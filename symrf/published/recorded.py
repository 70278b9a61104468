"""Recorded verdicts on published statements, as `symrf.verification.recorded` keeps those on the catalogue.

python -m symrf.published.recorded judges all of them and writes proofs/evidence/recorded/published.json. A recorded
verdict is believed of the same file, the same network and the same code only.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from symrf.errors import SymrfError
from symrf.published.entries import Published, all_published
from symrf.theorem import home
from symrf.verification.recorded import (
    CHECKER,
    KEPT,
    absent,
    as_kept,
    believed,
    checker,
    contents,
    contradicting,
    hashed,
    keep,
    timeless,
)
from symrf.verification.recorded import recorded as of_the_catalogue
from symrf.verification.result import OPEN
from symrf.verification.verdict import Verdict

CODE = (
    *CHECKER, "claims", "derivation", "domain", "exact.py", "field.py", "notation.py", "paths.py", "published",
    "readers", "repeat.py", "symbolic.py", "zoo",
)  # fmt: skip
"""The code that judges, and everything that it imports; a test compares this with the imports."""
TRIES = 3
"""How often what was late is judged again."""


def path() -> Path:
    """Where the recorded verdicts are kept."""
    return home() / "evidence" / "recorded" / "published.json"


def hash_of(entry: Published) -> str:
    """The hash of an entry and of the network that it is about."""
    return hashed(contents(home(), [entry.file, home() / "networks" / f"{entry.network.replace('-', '_')}.toml"]))


def recorded(entries: Iterable[Published]) -> list[Verdict]:
    """The recorded verdicts; one that is not recorded is open, and the reason says why.

    That of a statement which is a theorem of the catalogue is the theorem's.
    """
    return believed(path(), [(entry.name, partial(_read, entry)) for entry in entries])


def _read(entry: Published, kept: Any) -> Verdict:
    if entry.same_as:
        return of_the_catalogue([entry.same_as])[0]
    if entry.pending:
        return Verdict(entry.name, OPEN, reason=f"not yet judged: {entry.pending}")
    was = kept["verdicts"].get(entry.name)
    if was is None:
        return absent(entry.name, "there is none of it")
    if kept["checker"] != checker(code=CODE):
        return absent(entry.name, "the code that judges is not that of the recorded verdicts")
    if was["statement"] != hash_of(entry):
        return absent(entry.name, "it is not the statement of the recorded verdict")
    verdict = as_kept(entry.name, was, kept, needs=())
    return verdict if _expected(entry, verdict) else contradicting(entry.name)


def _expected(entry: Published, verdict: Verdict) -> bool:
    return verdict.ok and verdict.verdict == entry.verdict


def record(entries: Iterable[Published]) -> dict[str, Any]:
    """The record of what these are found to be now; what was late, on a machine that has other work, once more.

    SymrfError where one is not as expected.
    """
    from symrf.published.judge import judged

    every = {entry.name: entry for entry in entries}
    found = {verdict.name: verdict for verdict in judged(every.values())}
    for _ in range(TRIES):
        late = [name for name, verdict in found.items() if not _expected(every[name], verdict)]
        found |= {verdict.name: verdict for verdict in judged(every[name] for name in late)}
    kept: dict[str, Any] = {}
    for name, verdict in sorted(found.items()):
        if not _expected(every[name], verdict):
            raise SymrfError(f"{name} is {verdict.verdict}: {verdict.reason}; only what is proved is recorded")
        said = {key: value for key in KEPT if (value := getattr(verdict, key))}
        routes = {route: _short(timeless(result)) for route, result in verdict.routes.items()}
        kept[name] = {"statement": hash_of(every[name]), "said": said, "routes": routes}
    return {"checker": checker(code=CODE), "verdicts": kept}


def _short(result: dict[str, Any]) -> dict[str, Any]:
    """Without certificates of the kernel, which are found again."""
    return {name: value for name, value in result.items() if name not in ("certificate", "certificates", "where")}


def write() -> None:
    """Judge all of them by every route and write down what was found."""
    keep(record(entry for entry in all_published() if entry.claim), path())


if __name__ == "__main__":
    write()
    print(path().name)
