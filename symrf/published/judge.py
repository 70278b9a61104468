"""Verdicts on published statements: refuted by the least counterexample, proved as claims are, here and now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from symrf.claims import check
from symrf.claims.chains.judge import judge
from symrf.claims.check import together
from symrf.claims.typed.read import Reading
from symrf.network import Network
from symrf.published.entries import Published
from symrf.readers import read
from symrf.refute.graded import least
from symrf.refute.scene import Scene
from symrf.terms import names
from symrf.theorem import SCALARS, claim, home
from symrf.verification.result import OPEN, PROVED, REFUTED, Clock, Result
from symrf.verification.routes import WALK
from symrf.verification.verdict import Verdict

SECONDS = 5.0


def judged(entry: Published) -> Verdict:
    """The verdict on a published statement with a claim of its own.

    What is filed as false is refuted, and proved under each of its conditions; where one of these is not proved, or it
    is not refuted, it is open, with the reason.
    """
    if entry.pending:
        return Verdict(entry.name, OPEN, reason=f"not yet judged: {entry.pending}")
    if entry.verdict == PROVED:
        return replace(_proved(entry, ()), name=entry.name, read_as=None)
    said = refuted(entry)
    unproved = [_words(one) for one in entry.holds if _proved(entry, one).verdict != PROVED]
    if said.verdict == REFUTED and not unproved:
        return replace(said, holds_when=tuple(map(_words, entry.holds)))
    reason = f"not proved where {'; nor where '.join(unproved)}" if unproved else said.reason or "not refuted"
    return Verdict(entry.name, OPEN, said.routes, reason=reason, expected=REFUTED)


def refuted(entry: Published) -> Verdict:
    """The least counterexample to what is filed as false, found by the walk."""
    clock = Clock()
    if entry.network:
        verdicts = [check(text, network(entry.network), entry.assume) for text in entry.claim]
        first = next((verdict for verdict in verdicts if verdict.verdict == REFUTED), None)
        if first is None:
            return Verdict(entry.name, OPEN, reason="no counterexample was found", expected=REFUTED)
        return replace(first, name=entry.name, read_as=None, expected=REFUTED)
    scene = Scene(entry.theorem())
    example = least(scene, SECONDS)
    if example is None:
        return Verdict(entry.name, OPEN, reason="no counterexample was found", expected=REFUTED)
    routes = {WALK: Result(REFUTED, seconds=clock.seconds)}
    return Verdict(entry.name, REFUTED, routes, counterexample=example.data(scene), expected=REFUTED)


def _proved(entry: Published, conditions: Sequence[str]) -> Verdict:
    """The verdict on the claim under its conditions, and these too."""
    if entry.network:
        where = (*entry.assume, *conditions)
        verdicts = [check(text, network(entry.network), where) for text in entry.claim]
    else:
        of_numbers = [text for text in conditions if not names(claim(text))[1]]
        named = {name for text in of_numbers for name in names(claim(text))[0]} - SCALARS
        integers = tuple(dict.fromkeys((*entry.integers, *sorted(named))))
        about = replace(entry.theorem(), domain=(*entry.domain, *of_numbers), integers=integers)
        where = (*entry.assume, *(text for text in conditions if text not in of_numbers))
        verdicts = [judge(tree, tuple(map(claim, where)), about) for tree in entry.claims]
    return together(Reading(", ".join(entry.claim), (), False), verdicts)


@cache
def network(name: str) -> Network:
    """A network of proofs/networks/, or of the zoo."""
    path = home() / "networks" / f"{name.replace('-', '_')}.toml"
    return read(str(path) if path.is_file() else name)


def _words(conditions: Sequence[str]) -> str:
    return " and ".join(conditions)
