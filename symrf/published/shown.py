"""Published statements as entries of the catalogue, for whoever prints it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from symrf.claims.typed.read import read
from symrf.exposition.catalogue import Entry
from symrf.published.entries import Published, listed
from symrf.published.find import Found, Match
from symrf.published.judge import network
from symrf.render.text import TEXT, plain
from symrf.terms import Rel, text
from symrf.theorem import claim
from symrf.verification.result import OPEN, REFUTED
from symrf.verification.verdict import Verdict


def entry(found: Published, verdict: Verdict | None = None) -> Entry:
    """The entry as it is shown: what is claimed, of what, where it was published and in which words.

    >>> from symrf.published.entries import published
    >>> entry(published("two-windows")).source[:37]
    'Long, Shelhamer, Darrell 2015, sec. 3'
    """
    about = f"Of the network {found.network}." if found.network else ""
    if found.same_as:
        kind = "refutation" if found.verdict == REFUTED else "theorem"
        about = f"It is the {kind} {found.same_as}."
    if found.pending:
        about = f"It is not judged yet: {found.pending}."
    return replace(
        listed(found),
        english=" ".join(part for part in (about, found.note) if part),
        statement=_claims(found, found.claim),
        conditions=_claims(found, (*found.assume, *found.domain)),
        verdict=verdict,
        holds_when=" or where ".join(" and ".join(map(_condition, when)) for when in found.holds),
        exactly=found.exact and bool(found.holds),
        right=found.right,
    )


def _condition(written: str) -> str:
    """A condition as prose: of a remainder that is zero, what divides what."""
    divided = re.fullmatch(r"\(?([^()]+)\)? % (\w+) == 0", written)
    return f"`{divided[2]}` divides `{divided[1]}`" if divided else f"`{written}`"


def answer(said: Found, entries: Mapping[str, Entry]) -> str:
    """What `symrf find` answers, for a person."""
    lines = [f"read as: {plain(said.read_as)}"]
    for match in said.equal:
        found = entries[match.name]
        verdict = found.verdict.verdict if found.verdict else OPEN
        lines += ["", f"{match.name} ({match.how}): {verdict}", f"  {plain(match.claim)}"]
        lines += [f"  provided that {text(condition)}" for condition in found.conditions]
        if found.holds_when:
            lines.append(f"  right {'exactly' if found.exactly else 'at least'} when {TEXT.prose(found.holds_when)}")
        lines.append(f"  source: {plain(found.source)}")
    if not said.equal:
        lines += ["", "no entry equals it; the nearest are"]
    elif said.nearest:
        lines += ["", "near are"]
    return "\n".join([*lines, *map(_near, said.nearest)])


def _near(match: Match) -> str:
    same = f" (the same {match.how})" if match.how.startswith("where") else ""
    return f"  {match.name}{same}: {plain(match.claim)}"


def record(said: Found, entries: Mapping[str, Entry]) -> dict[str, Any]:
    """The same for programs."""

    def of(match: Match) -> dict[str, Any]:
        verdict = entries[match.name].verdict
        return asdict(match) | {"verdict": verdict.verdict if verdict else OPEN}

    return {"read_as": said.read_as, "equal": [*map(of, said.equal)], "nearest": [*map(of, said.nearest)]}


def _claims(found: Published, texts: tuple[str, ...]) -> tuple[Rel, ...]:
    if not found.network:
        return tuple(map(claim, texts))
    return tuple(tree for one in texts for tree in read(one, network(found.network)).claims)
