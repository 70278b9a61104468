"""The catalogue as data: what each quantity is, and what each theorem says, why it holds, and what is known of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from symrf.formulas import QUANTITIES
from symrf.terms import Rel, Term, parse_value
from symrf.theorem import Refutation, claim, refutation_names, theorem, theorem_names
from symrf.verification import Verdict


@dataclass(frozen=True)
class Entry:
    """One theorem for a reader: English first, then formula, conditions, the idea of the proof, source, verdict.

    where: recurrences of sequences that are not among the catalogue's quantities. Of a refutation also by how much its
    left side exceeds the right, when it holds, in words, and the name of what is true instead.
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
    difference: Term | None = None
    holds_when: str = ""
    right: str = ""


def entry(name: str, verdict: Verdict | None = None) -> Entry:
    """The entry of one theorem; SymrfError where there is none.

    >>> print(entry("size-from-edges").title)
    Size from the edges
    """
    found = theorem(name)
    english, idea = _split(found.prose)
    shown = Entry(
        found.name,
        found.title,
        "theorem",
        found.source,
        english,
        idea,
        found.claims(),
        tuple(claim(text) for text in (*found.assume, *found.domain)),
        tuple(claim(text) for pair in found.define for text in pair if text),
        verdict,
    )
    if not isinstance(found, Refutation):
        return shown
    difference = parse_value(found.difference) if found.difference else None
    return replace(shown, kind="refutation", difference=difference, holds_when=found.holds_when, right=found.right)


def entries() -> tuple[Entry, ...]:
    """Every theorem of the catalogue, those that give a quantity first, then every refutation; without verdicts."""
    quantities = [quantity.name for quantity in QUANTITIES]
    named = [name for name in quantities if name in theorem_names()]
    others = [name for name in theorem_names() if name not in named]
    return tuple(entry(name) for name in (*named, *others, *refutation_names()))


def _split(prose: str) -> tuple[str, str]:
    """(the statement in English, the idea of its proof): paragraphs before and from the one that begins "Proof"."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", prose) if part.strip()]
    start = next((i for i, text in enumerate(paragraphs) if re.match(r"Proof\b", text)), len(paragraphs))
    idea = re.sub(r"^Proof[:.]?\s*", "", " ".join(paragraphs[start:]))
    return " ".join(paragraphs[:start]), idea[:1].upper() + idea[1:]
