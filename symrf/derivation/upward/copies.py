"""Which sums over copies a derivation rests on, for whoever shows them: heard while it runs, proved when asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class CopySum:
    """Σ term over the copies index = 1 … times, and its closed form.

    geometric: the sum is 1 + term + … + term^(times - 1), and (term - 1) times that is term^times - 1.
    """

    term: Any
    index: Any
    times: Any
    closed: Any
    geometric: bool = False


_HEARD: ContextVar[list[CopySum] | None] = ContextVar("heard", default=None)


@contextmanager
def heard() -> Iterator[list[CopySum]]:
    """A list to which every sum is added that is used before the end of the block."""
    sums: list[CopySum] = []
    token = _HEARD.set(sums)
    try:
        yield sums
    finally:
        _HEARD.reset(token)


def note(used: CopySum) -> None:
    """Say that this sum is used."""
    sums = _HEARD.get()
    if sums is not None:
        sums.append(used)
