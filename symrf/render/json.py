"""Records for programs: "schema": 1, numbers as ints or as text in the network's symbols."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from symrf.render.text import TEXT
from symrf.terms import latex, text

if TYPE_CHECKING:
    from symrf.derivation import Derivation
    from symrf.derivation.answers.features import Feature
    from symrf.exposition.catalogue import Entry
    from symrf.verification import Verdict

SCHEMA = 1
OPTIONAL = ("reason", "suggestion", "read_as", "note", "recorded")


def dumps(record: Mapping[str, Any]) -> str:
    """The record as text, a key a line, in the order in which it was made."""
    return json.dumps({"schema": SCHEMA, **record}, indent=2, ensure_ascii=False, default=_number) + "\n"


def _number(value: object) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a record")


def derivation(
    found: Derivation,
    feature: Feature | None = None,
    exact: bool = False,
    pixel: Feature | None = None,
    changes: bool = False,
) -> dict[str, Any]:
    """What `symrf derive` answers; with a feature also the regions it sees; exact: also support, paths, variance.

    pixel: also the features that see this sample of the input. changes: only nodes where size or stride change.
    """
    from symrf.derivation.answers.jsonform import as_tables  # with SymPy, which verdicts do without

    record = {"architecture": found.network.title, **as_tables(found, feature, pixel, changes)}
    if exact:
        from symrf.render.exact_field import add_to

        add_to(record, found, feature or 0)
    return record


def verdict(found: Verdict) -> dict[str, Any]:
    """One VERDICT: what is known of a statement, and by which routes."""
    return {
        "name": found.name,
        "verdict": found.verdict,
        "routes": {route: dict(result) for route, result in found.routes.items()},
        "counterexample": None if found.counterexample is None else dict(found.counterexample),
        "difference": found.difference,
        "domain": list(found.domain),
        "where": list(found.where),
        "holds_when": list(found.holds_when),
        **{key: value for key in OPTIONAL if (value := getattr(found, key))},
        **({"claims": [verdict(claim) for claim in found.claims]} if found.claims else {}),
    }


def verdicts(found: Iterable[Verdict]) -> dict[str, Any]:
    """What `symrf verify` answers."""
    return {"verdicts": [verdict(one) for one in found]}


def listing(entries: Iterable[Entry], areas: Mapping[str, str]) -> dict[str, Any]:
    """What `symrf list` answers."""
    keys = ("name", "title", "source", "kind")
    every = [(entry, {key: getattr(entry, key) for key in keys} | {"area": areas[entry.name]}) for entry in entries]
    return {"entries": [known | _said(entry.verdict) for entry, known in every]}


def _said(found: Verdict | None) -> dict[str, Any]:
    return {} if found is None else {"verdict": found.verdict, "recorded": found.recorded}


def entry(found: Entry) -> dict[str, Any]:
    """What `symrf show` answers."""
    return {
        "name": found.name,
        "title": found.title,
        "kind": found.kind,
        "source": found.source,
        "english": TEXT.prose(found.english),
        "statement": [text(claim) for claim in found.statement],
        "latex": [latex(claim) for claim in found.statement],
        "conditions": [text(claim) for claim in found.conditions],
        "where": [text(claim) for claim in found.where],
        "proof": TEXT.prose(found.idea),
        "difference": None if found.difference is None else text(found.difference),
        "holds_when": TEXT.prose(found.holds_when) or None,
        "right": found.right or None,
        "instead": [text(claim) for claim in found.instead],
        "file": found.file or None,
        "verdict": None if found.verdict is None else verdict(found.verdict),
    }
