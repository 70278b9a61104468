"""Verdicts on published statements: of chains by the routes of the catalogue, of one network as `symrf check` gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from symrf.claims import check
from symrf.claims.check import together
from symrf.claims.typed.read import TypedClaims
from symrf.errors import SymrfError
from symrf.network import Network
from symrf.published.entries import Published
from symrf.readers import read
from symrf.theorem import home
from symrf.verification.result import OPEN, PROVED, REFUTED, SKIPPED, Result
from symrf.verification.routes.coq import gathered
from symrf.verification.verdict import Verdict, needed
from symrf.verification.verify import FEWER, verdicts


def judged(
    entries: Iterable[Published],
    routes: Sequence[str] | None = None,
    examples: int = FEWER,
    names: Sequence[str] | None = (),
) -> Iterator[Verdict]:
    """The verdicts on published statements with claims of their own, proved now; those about one network first.

    routes: of the catalogue; None asks all. names: statements of the catalogue (None: all of it) that are judged too,
    by what runs beside from the beginning. SymrfError for what is not judged yet.

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
    stated = [found for entry in chains.values() if (found := entry.stated)]
    said = (_with_conditions(chains.get(one.name), one, routes) for one in verdicts(names, routes, examples, stated))
    return chain(gathered(lambda entry: of_network(entry, routes), [one for one in every if one.network]), said)


def _with_conditions(entry: Published | None, said: Verdict, routes: Sequence[str] | None) -> Verdict:
    """The verdict; by all routes open where a published statement that is refuted is not proved under each of its
    conditions."""
    if routes is not None or entry is None or said.verdict != REFUTED or len(said.holds_when) == len(entry.holds):
        return said
    proved = f"{len(said.holds_when)} of {len(entry.holds)} conditions under which it is said to hold are proved"
    return replace(said, verdict=OPEN, reason=proved)


def of_network(entry: Published, routes: Sequence[str] | None = None) -> Verdict:
    """The verdict on a statement about one network, the kernel and other routes being asked where they are named.

    What is filed as false is refuted, and proved under each of its conditions; where all routes are asked and one of
    these is not proved, it is open, with the reason.
    """
    if entry.verdict == PROVED and routes is not None and "kernel" not in routes:
        reason = "it takes the kernel, which was not asked"
        return Verdict(entry.name, OPEN, reason=reason)
    said = _checked(entry, (), routes)
    if entry.verdict == PROVED or said.verdict != REFUTED:
        found = replace(said, name=entry.name, read_as=None, expected=entry.verdict, needs=())
        return found if said.verdict == PROVED else _short_of_a_route(found, routes)
    proved = [one for one in entry.holds if _checked(entry, one, routes).verdict == PROVED]
    if routes is None and len(proved) < len(entry.holds):
        unproved = [" and ".join(one) for one in entry.holds if one not in proved]
        reason = f"it is not proved where {'; nor where '.join(unproved)}"
        return Verdict(entry.name, OPEN, said.routes, reason=reason, expected=REFUTED, needs=())
    first = next((claim for claim in said.claims if claim.verdict == REFUTED), said)
    holds = tuple(map(" and ".join, proved))
    return replace(first, name=entry.name, read_as=None, expected=REFUTED, holds_when=holds, needs=())


def _short_of_a_route(said: Verdict, asked: Sequence[str] | None) -> Verdict:
    """An open verdict, as one for want of z3 or Coq where these were not asked or are not there, and else agree."""
    both = needed(floors=True)
    absent: set[str] = set()
    skipped: dict[str, Result] = {}
    for one in (one for one in said.claims or (said,) if one.verdict != PROVED):
        words = {route: one.routes[route].verdict for route in both if route in one.routes}
        lacking = {route for route in both if asked is not None and route not in asked or words.get(route) == SKIPPED}
        lacking |= {"coq"} if "z3" in lacking else set()
        if one.verdict != OPEN or any(words.get(route) != PROVED for route in {*both} - lacking):
            return said
        absent |= lacking
        skipped |= {route: one.routes[route] for route in lacking if words.get(route) == SKIPPED}
    routes = {route: Result(PROVED, seconds=0.0) for route in both if route not in absent} | skipped
    missing = " and ".join(route for route in both if route in absent)
    reason = f"it takes {' and '.join(both)}, and {missing} was not asked or is not there"
    return replace(said, routes=routes, claims=(), needs=both, reason=reason)


def _checked(entry: Published, conditions: Sequence[str], routes: Sequence[str] | None) -> Verdict:
    """The verdict on the claims under these conditions too."""
    where = (*entry.assume, *conditions)
    found = [check(claim, network(entry.network), where, routes=routes) for claim in entry.claim]
    return together(TypedClaims(", ".join(entry.claim), (), False), found)


@cache
def network(name: str) -> Network:
    """A network of proofs/networks/, or of the zoo."""
    path = home() / "networks" / f"{name.replace('-', '_')}.toml"
    return read(str(path) if path.is_file() else name)
