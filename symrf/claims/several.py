"""Several claims in one statement, such as a = b = c: all of them are claimed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symrf.claims.read import Reading
from symrf.verification import Verdict
from symrf.verification.result import OPEN, PROVED, REFUTED


def together(reading: Reading, found: Sequence[Verdict]) -> Verdict:
    """The verdict on what was typed: refuted where one claim is, proved where all are, otherwise open.

    The routes stay with the claims, since different claims may be proved by different routes.
    """
    name, read_as = (found[0].name, None) if reading.own else (reading.typed, reading.text)
    if len(found) == 1:
        return replace(found[0], name=name, read_as=read_as)
    domain = tuple(dict.fromkeys(condition for v in found for condition in v.domain))
    worst = next((v for v in found if v.verdict == REFUTED), next((v for v in found if v.verdict == OPEN), None))
    if worst is None:
        return Verdict(name, PROVED, read_as=read_as, claims=tuple(found), where=found[0].where, domain=domain)
    return Verdict(
        name, worst.verdict, counterexample=worst.counterexample, read_as=read_as, claims=tuple(found),
        reason=f"{worst.name}: {worst.reason}" if worst.verdict == OPEN else None, where=found[0].where,
        domain=domain,
    )  # fmt: skip
