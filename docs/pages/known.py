"""What the catalogue's pages are made of: every entry of `symrf list`, and the files that hold and prove it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from symrf.exposition.catalogue import Entry, entries
from symrf.exposition.certificate import ProofStep, steps
from symrf.published.entries import Published, all_published
from symrf.published.recorded import path as published_record
from symrf.published.recorded import recorded as of_published
from symrf.published.shown import entry as as_entry
from symrf.theorem import Refutation, Theorem, home, proof_file, theorem
from symrf.verification.recorded import path as record
from symrf.verification.recorded import recorded, recorded_on

PACKAGE = Path(__file__).resolve().parents[2] / "symrf"


@dataclass(frozen=True)
class Evidence:
    """What proves one statement: the certificate read as steps, the Coq proof; files: what there is to download."""

    name: str
    title: str
    steps: tuple[ProofStep, ...]
    coq: str
    files: tuple[str, ...]


@cache
def known() -> tuple[Entry, ...]:
    """Every entry with its verdict as recorded."""
    own, others = entries(), all_published()
    verdicts = recorded([entry.name for entry in own])
    both = zip((*own, *map(as_entry, others)), (*verdicts, *of_published(others)), strict=True)
    return tuple(replace(entry, verdict=verdict) for entry, verdict in both)


@cache
def names() -> frozenset[str]:
    """The names of all entries."""
    return frozenset(entry.name for entry in known())


def file(name: str) -> Path:
    """The file that states the entry."""
    found = printed(name)
    return found.file if found else proof_file(name)


def day(entry: Entry) -> str:
    """The day on which the verdict was recorded; "" where there is none, or its day is not known."""
    found = printed(entry.name)
    kept = published_record() if found and not found.same_as else record()
    return recorded_on(kept) if entry.verdict and entry.verdict.recorded else ""


def printed(name: str) -> Published | None:
    """What is published under that name; None of a theorem or refutation of symrf's own files."""
    return _printed().get(name)


@cache
def _printed() -> dict[str, Published]:
    return {entry.name: entry for entry in all_published()}


def evidence(name: str) -> tuple[Evidence, ...]:
    """What proves the entry, and what is proved about it where it is refuted; nothing where that is not kept."""
    return () if printed(name) else tuple(_evidence(one) for one in _parts(theorem(name)))


def _parts(found: Theorem) -> Iterator[Theorem]:
    yield found
    if isinstance(found, Refutation):
        yield from found.known


def _evidence(found: Theorem) -> Evidence:
    """What there is in proofs/evidence/ of a statement; its Coq proof, without what comes before it."""
    stem, below = found.name.replace("-", "_"), home() / "evidence"
    kept = [below / f"{stem}.json", below / "coq" / f"{stem}.v", below / "coq" / "by_hand" / f"{stem}.v"]
    kept += [home() / "coq" / found.by_hand] if found.by_hand else []
    there = [path for path in kept if path.is_file()]
    read = steps(json.loads(kept[0].read_text("utf-8"))) if kept[0].is_file() else ()
    coq = next((said for path in reversed(there) if path.suffix == ".v" and (said := _proof(path, stem))), "")
    return Evidence(found.name, found.title, read, coq, tuple(path.relative_to(home()).as_posix() for path in there))


def _proof(path: Path, stem: str) -> str:
    """The theorem of that name in a Coq file, with its proof, and what it denies."""
    source = path.read_text("utf-8")
    found = re.search(rf"^(Theorem|Lemma) {stem}\b.*?^(Qed|Defined)\.$", source, re.M | re.S)
    claimed = re.search(rf"^Definition {stem}_statement\b.*?\.$", source, re.M | re.S)
    return "\n\n".join(part[0] for part in (claimed, found) if part)


def modules(name: str) -> list[str]:
    """The modules of symrf that name the entry."""
    return [module for module, source in _sources().items() if f'"{name}"' in source]


@cache
def _sources() -> dict[str, str]:
    found = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}
    skipped = ("symrf.formulas.", "symrf.zoo.")
    return {name: path.read_text("utf-8") for name, path in sorted(found.items()) if not name.startswith(skipped)}


def downloads() -> dict[str, bytes]:
    """Every file that a page offers, by its path below the site's root."""
    needed = {file for entry in known() for one in evidence(entry.name) for file in one.files}
    library = [*(home() / "coq").glob("*.v"), *(home() / "evidence" / "coq").glob("Symrf*.v")]
    needed |= {path.relative_to(home()).as_posix() for path in library}
    found = {f"proofs/{name}": (home() / name).read_bytes() for name in sorted(needed)}
    files = {file(entry.name) for entry in known()}
    return found | {f"proofs/{path.relative_to(home()).as_posix()}.txt": path.read_bytes() for path in sorted(files)}
