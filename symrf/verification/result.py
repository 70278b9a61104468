"""What one route says of one statement, and the clock by which routes are timed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ParamSpec

PROVED, REFUTED, OPEN = "proved", "refuted", "open"
PASSED, SKIPPED, FAILED, INAPPLICABLE = "passed", "skipped", "failed", "inapplicable"
DERIVED = "derived"
"""Of a claim about one network: proved of what was derived, which no theorem carries."""
Asked = ParamSpec("Asked")
"""What a route is asked with."""


@dataclass(frozen=True, eq=False)
class Result(Mapping[str, Any]):
    """What one route says of one statement; as a mapping, the record of it that programs read.

    verdict: proved, refuted, passed (fuzzing found nothing: no proof), or, each with a reason, open (no proof was
    found), failed (what should prove it is changed, missing, stale or unreadable; the reason names the file), skipped
    (its tool is not installed) or inapplicable (statements of this kind are not its business); or derived (no theorem
    carries it, but the derivation of one network, which the walk was compared with).
    evidence: what it rests on, as a certificate, a counterexample, the number of examples, a note.
    seconds: how long it took; None as long as nobody has timed it.

    >>> dict(Result(OPEN, "no certificate was found", seconds=0.5))
    {'verdict': 'open', 'reason': 'no certificate was found', 'seconds': 0.5}
    >>> Result(PASSED, evidence={"examples": 200})["examples"]
    200
    """

    verdict: str
    reason: str | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)
    seconds: float | None = None

    @property
    def record(self) -> dict[str, Any]:
        """The record: the verdict, and what else there is."""
        said: dict[str, Any] = {"verdict": self.verdict, "reason": self.reason, **self.evidence}
        return {key: value for key, value in (said | {"seconds": self.seconds}).items() if value is not None}

    def __getitem__(self, key: str) -> Any:
        return self.record[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.record)

    def __len__(self) -> int:
        return len(self.record)

    def also(self, **evidence: Any) -> Result:
        """The result with more that it rests on."""
        return replace(self, evidence={**self.evidence, **evidence})


class Clock:
    """The seconds since it was made, and those before."""

    def __init__(self, before: float | None = None) -> None:
        self._began = time.perf_counter() - (before or 0.0)

    @property
    def seconds(self) -> float:
        """Until now, to a tenth of a millisecond."""
        return round(time.perf_counter() - self._began, 4)


def timed(ask: Callable[Asked, Result], *args: Asked.args, **kwargs: Asked.kwargs) -> Result:
    """What a route says when it is asked so, and how long that took, where it has not said that itself."""
    clock = Clock()
    said = ask(*args, **kwargs)
    return replace(said, seconds=clock.seconds) if said.seconds is None else said
