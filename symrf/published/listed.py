"""Published statements as the rows of a list: what needs no formula to be read."""

from __future__ import annotations

from symrf.exposition.catalogue import Entry
from symrf.published.entries import Published
from symrf.verification.result import REFUTED


def listed(found: Published) -> Entry:
    """The entry without what it claims.

    >>> from symrf.published.entries import published
    >>> listed(published("seventy")).kind
    'theorem'
    """
    kind = "refutation" if found.verdict == REFUTED else "theorem"
    return Entry(found.name, found.title, kind, sources(found), "", "", (), (), ())


def sources(found: Published) -> str:
    """Who published it, each in their words."""
    said = ((one, "" if one.checked or one.source.startswith("new here") else ", as commonly stated")
             for one in found.sources)  # fmt: skip
    return "; ".join(f"{one.source}{how}: {one.formula}" for one, how in said)
