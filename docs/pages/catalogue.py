"""A page for every entry of `symrf list`, at its name; and one that lists them. Nothing is known here of any entry."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from docs.pages.counterexample import drawing
from docs.pages.known import day, evidence, file, known, modules, names, printed
from docs.pages.letters import Letter, letters
from docs.pages.writing import Linking, Pages, fenced, written
from symrf.exposition.catalogue import Entry
from symrf.formulas import QUANTITIES
from symrf.render.document import KINDS
from symrf.render.parts import formula
from symrf.render.verdicts import MEANINGS, said_by
from symrf.render.writer import Finished
from symrf.terms import text
from symrf.theorem import home
from symrf.verification import Verdict

WRITER = Linking("catalogue", names)
TOOLS = {"z3": "z3", "coq": "Coq", "fuzz": "Hypothesis"}
"""What a route asks, where that is not symrf itself."""


def pages(used: Mapping[str, Iterable[tuple[str, str]]], only: Container[str] | None = None) -> Pages:
    """The pages, by their path.

    used: of a theorem, the networks whose report rests on it, as page and title. only: the entries that have pages.
    """
    made = {
        f"catalogue/{entry.name}.md": entry_page(entry, day(entry), used.get(entry.name, ()))
        for entry in known()
        if only is None or entry.name in only
    }
    return made | {"catalogue/index.md": index(), "catalogue/published.md": published()}


def entry_page(entry: Entry, date: str, networks: Iterable[tuple[str, str]] = ()) -> str:
    """The page of one entry."""
    return written(
        "entry.md.j2",
        WRITER,
        entry=entry,
        letters=letters((*entry.statement, *entry.conditions, *entry.where)),
        proved=evidence(entry.name),
        verdict=entry.verdict,
        said=[(route, words, made_by(route, entry.verdict), MEANINGS[route]) for route, words in routes(entry.verdict)],
        date=date,
        typed=fenced("\n".join(map(text, entry.statement)), "text"),
        latex=fenced(formula(entry), "latex"),
        quantity=next((q for q in QUANTITIES if q.name == entry.name), None),
        refuting=[other.name for other in known() if other.right == entry.name],
        modules=modules(entry.name),
        networks=[WRITER.link(f"gallery/{page}", title) for page, title in networks],
        drawing=drawing(entry.verdict),
        printed=printed(entry.name),
        file=file(entry.name).relative_to(home()).as_posix(),
        code=lambda source: fenced(source, "coq"),
        of_letter=of_letter,
    )


def routes(verdict: Verdict | None) -> list[tuple[str, str]]:
    """What each route said."""
    return said_by(verdict) if verdict else []


def made_by(route: str, verdict: Verdict | None) -> str:
    """The tool of a route with the version that the verdict is recorded with; without one where nothing is."""
    tool = TOOLS.get(route, "symrf")
    kept = (verdict.recorded or "").split(", ") if verdict else []
    return next((one for one in kept if one.split()[:1] == [tool]), tool)


def of_letter(letter: Letter) -> Finished:
    """What a letter means, as a link to the glossary."""
    return WRITER.link("glossary", WRITER.prose(letter.meaning), letter.anchor)


def index() -> str:
    """The list of all entries."""
    return written("catalogue.md.j2", WRITER, entries=known(), kinds=KINDS)


@dataclass(frozen=True)
class Said:
    """What one publication says. wording: in its own notation, where that is kept; entry: the one that says it here."""

    source: str
    wording: str
    entry: Entry


def published() -> str:
    """What others have published, with the verdict on each, by source."""
    every = sorted(publications(), key=lambda said: said.source.lower())
    count = len({said.entry.name for said in every})
    return written("published.md.j2", WRITER, publications=every, count=count)


def publications() -> Iterator[Said]:
    """Every statement of every source but symrf itself."""
    for entry in known():
        found = printed(entry.name)
        if found:
            yield from (Said(one.source, one.formula, entry) for one in found.sources)
            continue
        for source in re.split(r";\s*", entry.source):
            if not source.startswith(("new here", "in this form", "with ")):
                yield Said(source, "", entry)
