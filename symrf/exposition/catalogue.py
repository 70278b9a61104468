"""The catalogue as data: what each quantity is, and what each theorem says, why it holds, and what is known of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symrf.terms import Rel
from symrf.theorem import Theorem, claim, theorem, theorem_names
from symrf.verification import Verdict


@dataclass(frozen=True)
class Entry:
    """One theorem for a reader: English first, then formula, conditions, the idea of the proof, source, verdict.

    where: recurrences of sequences that are not among the catalogue's quantities.
    """

    name: str
    title: str
    kind: str
    source: str
    english: str
    idea: str
    statement: tuple[Rel, ...]
    conditions: tuple[Rel, ...]
    where: tuple[Rel, ...]
    verdict: Verdict | None = None


def entry(name: str, verdict: Verdict | None = None) -> Entry:
    """The entry of one theorem; SymrfError where there is none.

    >>> print(entry("size-from-edges").title)
    Size from the edges
    """
    found = theorem(name)
    english, idea = _split(found.prose)
    return Entry(
        found.name,
        found.title,
        kind(found),
        found.source,
        english,
        idea,
        found.claims(),
        tuple(claim(text) for text in (*found.assume, *found.domain)),
        tuple(claim(text) for pair in found.define for text in pair if text),
        verdict,
    )


def entries() -> tuple[Entry, ...]:
    """Every theorem and refutation of the catalogue, without verdicts."""
    return tuple(entry(name) for name in theorem_names())


def kind(found: Theorem) -> str:
    """theorem, or refutation for a published statement that is false as written."""
    return "refutation" if found.name.startswith("refuted-") else "theorem"


def _split(prose: str) -> tuple[str, str]:
    """(the statement in English, the idea of its proof): paragraphs before and from the one that begins "Proof"."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", prose) if part.strip()]
    start = next((i for i, text in enumerate(paragraphs) if re.match(r"Proof\b", text)), len(paragraphs))
    idea = re.sub(r"^Proof[:.]?\s*", "", " ".join(paragraphs[start:]))
    return " ".join(paragraphs[:start]), idea[:1].upper() + idea[1:]
