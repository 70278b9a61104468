"""Verdicts on published statements: of chains by the routes of the catalogue, of one network as `symrf check` gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from symrf.claims import check
from symrf.claims.check import together
from symrf.claims.typed.read import TypedClaims
from symrf.errors import SymrfError
from symrf.network import Network
from symrf.published.entries import Published
from symrf.readers import read
from symrf.theorem import home
from symrf.verification.result import OPEN, PROVED, REFUTED
from symrf.verification.verdict import Verdict
from symrf.verification.verify import verdicts

EXAMPLES = 300
"""Random networks for each statement about chains."""


def judged(
    entries: Iterable[Published], routes: Sequence[str] | None = None, examples: int = EXAMPLES
) -> Iterator[Verdict]:
    """The verdicts on published statements with claims of their own, proved now; those about chains first.

    routes: of the catalogue, for those about chains; None asks all. SymrfError for what is not judged yet.

    >>> from symrf.published.entries import published
    >>> [verdict] = judged([published("patch-discriminator")])
    >>> verdict.verdict
    'proved'
    """
    every = list(entries)
    for entry in every:
        if entry.pending:
            raise SymrfError(f"{entry.name} is not judged yet: {entry.pending}")
    chains = {entry.name: entry for entry in every if entry.stated}
    for said in verdicts([stated for entry in every if (stated := entry.stated)], routes, examples):
        yield said if routes is not None else _with_conditions(chains[said.name], said)
    yield from (of_network(entry) for entry in every if entry.network)


def _with_conditions(entry: Published, said: Verdict) -> Verdict:
    """The verdict by all routes; open where what is refuted is not proved under each of its conditions."""
    if said.verdict != REFUTED or len(said.holds_when) == len(entry.holds):
        return said
    proved = f"{len(said.holds_when)} of {len(entry.holds)} conditions under which it is said to hold are proved"
    return replace(said, verdict=OPEN, reason=proved)


def of_network(entry: Published) -> Verdict:
    """The verdict on a statement about one network.

    What is filed as false is refuted, and proved under each of its conditions; where one of these is not proved, it is
    open, with the reason.
    """
    said = _checked(entry, ())
    if entry.verdict == PROVED or said.verdict != REFUTED:
        return replace(said, name=entry.name, read_as=None, expected=entry.verdict, needs=())
    unproved = [" and ".join(one) for one in entry.holds if _checked(entry, one).verdict != PROVED]
    if unproved:
        reason = f"it is not proved where {'; nor where '.join(unproved)}"
        return Verdict(entry.name, OPEN, said.routes, reason=reason, expected=REFUTED, needs=())
    first = next((claim for claim in said.claims if claim.verdict == REFUTED), said)
    holds = tuple(map(" and ".join, entry.holds))
    return replace(first, name=entry.name, read_as=None, expected=REFUTED, holds_when=holds, needs=())


def _checked(entry: Published, conditions: Sequence[str]) -> Verdict:
    """The verdict on the claims under these conditions too."""
    where = (*entry.assume, *conditions)
    found = [check(claim, network(entry.network), where) for claim in entry.claim]
    return together(TypedClaims(", ".join(entry.claim), (), False), found)


@cache
def network(name: str) -> Network:
    """A network of proofs/networks/, or of the zoo."""
    path = home() / "networks" / f"{name.replace('-', '_')}.toml"
    return read(str(path) if path.is_file() else name)
