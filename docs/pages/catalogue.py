"""A page for every entry of `symrf list`, at its name; and one that lists them. Nothing is known here of any entry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from docs.pages.counterexample import drawing
from docs.pages.letters import Letter, letters
from docs.pages.writing import Linking, Pages, fenced, written
from symrf.exposition.catalogue import Entry, entries
from symrf.exposition.certificate import Step, steps
from symrf.formulas import QUANTITIES
from symrf.render.document import KINDS
from symrf.render.parts import formula
from symrf.render.verdicts import MEANINGS, said_by
from symrf.render.writer import Finished
from symrf.terms import text
from symrf.theorem import Refutation, Theorem, home, proof_file, theorem
from symrf.verification.recorded import recorded, recorded_on

PACKAGE = Path(__file__).resolve().parents[2] / "symrf"
WRITER = Linking("catalogue")


@dataclass(frozen=True)
class Evidence:
    """What proves one statement: the certificate read as steps, the Coq proof; files: what there is to download."""

    name: str
    title: str
    steps: tuple[Step, ...]
    coq: str
    files: tuple[str, ...]


@cache
def known() -> tuple[Entry, ...]:
    """Every entry with its verdict as recorded."""
    every = entries()
    verdicts = {verdict.name: verdict for verdict in recorded([entry.name for entry in every])}
    return tuple(replace(entry, verdict=verdicts[entry.name]) for entry in every)


def pages(used: Mapping[str, Iterable[tuple[str, str]]] = {}) -> Pages:
    """The pages, by their path. used: of a theorem, the networks whose report rests on it, as page and title."""
    date = recorded_on()
    made = {f"catalogue/{entry.name}.md": entry_page(entry, date, used.get(entry.name, ())) for entry in known()}
    return made | {"catalogue/index.md": index(date), "catalogue/published.md": published()}


def entry_page(entry: Entry, date: str, networks: Iterable[tuple[str, str]] = ()) -> str:
    """The page of one entry."""
    return written(
        "entry.md.j2",
        WRITER,
        entry=entry,
        letters=letters((*entry.statement, *entry.conditions, *entry.where)),
        proved=[evidence(name) for name in parts(entry.name)],
        verdict=entry.verdict,
        said=[(route, words, MEANINGS[route]) for route, words in (said_by(entry.verdict) if entry.verdict else [])],
        date=date,
        typed=fenced("\n".join(map(text, entry.statement)), "text"),
        latex=fenced(formula(entry), "latex"),
        quantity=next((q for q in QUANTITIES if q.name == entry.name), None),
        refuting=[other.name for other in known() if other.right == entry.name],
        modules=modules(entry.name),
        networks=[WRITER.link(f"gallery/{page}", title) for page, title in networks],
        drawing=drawing(entry.verdict),
        file=proof_file(entry.name).relative_to(home()).as_posix(),
        code=lambda source: fenced(source, "coq"),
        of_letter=of_letter,
    )


def of_letter(letter: Letter) -> Finished:
    """What a letter means, as a link to the glossary."""
    return WRITER.link("glossary", WRITER.prose(letter.meaning), letter.anchor)


def parts(name: str) -> Iterator[str]:
    """The statement, and what is proved about it where it is refuted."""
    yield name
    found = theorem(name)
    if isinstance(found, Refutation):
        yield from (one.name for one in found.known)


def evidence(name: str) -> Evidence:
    """What there is in proofs/evidence/ of the statement; its Coq proof, without what comes before it."""
    stem = name.replace("-", "_")
    below = home() / "evidence"
    by_hand = stated()[name].by_hand
    kept = [below / f"{stem}.json", below / "coq" / f"{stem}.v", below / "coq" / "by_hand" / f"{stem}.v"]
    kept += [home() / "coq" / by_hand] if by_hand else []
    there = [path for path in kept if path.is_file()]
    certificate = kept[0]
    read = steps(json.loads(certificate.read_text("utf-8"))) if certificate.is_file() else ()
    coq = next((found for path in reversed(there) if path.suffix == ".v" and (found := _theorem(path, stem))), "")
    files = tuple(path.relative_to(home()).as_posix() for path in there)
    return Evidence(name, stated()[name].title, read, coq, files)


@cache
def stated() -> dict[str, Theorem]:
    """Every statement by its name, those that are proved about refutations too."""
    found = [theorem(entry.name) for entry in entries()]
    known = (one for stated in found if isinstance(stated, Refutation) for one in stated.known)
    return {one.name: one for one in (*found, *known)}


def _theorem(path: Path, stem: str) -> str:
    """The theorem of that name in a Coq file, with its proof."""
    source = path.read_text("utf-8")
    found = re.search(rf"^(Theorem|Lemma) {stem}\b.*?^(Qed|Defined)\.$", source, re.M | re.S)
    claimed = re.search(rf"^Definition {stem}_statement\b.*?\.$", source, re.M | re.S)
    return "\n\n".join(part[0] for part in (claimed, found) if part)


def modules(name: str) -> list[str]:
    """The modules of symrf that name the theorem."""
    return [module for module, source in _sources().items() if f'"{name}"' in source]


@cache
def _sources() -> dict[str, str]:
    found = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}
    skipped = ("symrf.formulas.", "symrf.zoo.")
    return {name: path.read_text("utf-8") for name, path in sorted(found.items()) if not name.startswith(skipped)}


def downloads() -> dict[str, bytes]:
    """Every file that a page offers, by its path below the site's root."""
    names = {file for entry in known() for name in parts(entry.name) for file in evidence(name).files}
    library = [path.relative_to(home()).as_posix() for path in sorted((home() / "coq").glob("*.v"))]
    library += [path.relative_to(home()).as_posix() for path in sorted((home() / "evidence" / "coq").glob("Symrf*.v"))]
    found = {f"proofs/{name}": (home() / name).read_bytes() for name in sorted({*names, *library})}
    files = {proof_file(entry.name) for entry in known()}
    return found | {f"proofs/{file.relative_to(home()).as_posix()}.txt": file.read_bytes() for file in sorted(files)}


def index(date: str) -> str:
    """The list of all entries."""
    return written("catalogue.md.j2", WRITER, entries=known(), kinds=KINDS, date=date)


def published() -> str:
    """What others have published, with its source and the verdict on it."""
    listed = [entry for entry in known() if entry.kind == "refutation" or not entry.source.startswith("new here")]
    sources: dict[str, list[Entry]] = {}
    for entry in listed:
        for source in dict.fromkeys(map(_work, re.split(r";\s*", entry.source))):
            if not source.startswith(("with ", "in this form")):
                sources.setdefault(source, []).append(entry)
    return written("published.md.j2", WRITER, sources=sorted(sources.items()), count=len(listed))


def _work(source: str) -> str:
    """The work that a source names, without the place in it."""
    return re.split(r",\s*(?=\(|left to|arbitrary|first|its|definition|in its)", source)[0].strip()
