"""What is stated of a network: the case that Coq judges, and the same in words."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from symrf.errors import shown
from symrf.verification.coq.compiler import compiled, workbench
from symrf.verification.coq.judge import CoqCase

SIZES, BOUNDS, UNUSED, ALIGNED, EXACTLY = ABOUT = (
    "output sizes", "regions in bounds", "unused samples", "alignment", "samples between the ends"
)  # fmt: skip


@dataclass(frozen=True)
class Stated:
    """The case, the names of its nodes 1, 2, …, how many lines it states, and what it says of the output in words.

    which: a file in which Coq computes the number of the first node that is refused; empty where nothing is computed.
    about: what it states besides regions, of ABOUT.
    """

    case: CoqCase
    names: Sequence[str]
    lines: int
    said: Sequence[str]
    which: str
    about: Sequence[str] = ()

    def refused_at(self, seconds: float) -> str:
        """The first node whose answer Coq does not accept, as a message; empty where there is none."""
        if not self.which:
            return ""
        where = workbench("Tables")
        try:
            (where / "Which.v").write_text(self.which, "utf-8")
            found = re.search(r"= (\d+)", compiled(where, "Which", seconds).output)
        finally:
            shutil.rmtree(where, ignore_errors=True)
        place = int(found[1]) if found else 0
        return f"node {shown(self.names[place - 1])} does not see what is said" if place else ""


def line(slope: int, at: int) -> str:
    """S m + a, as one writes it.

    >>> line(32, -90), line(1, 0), line(0, 4)
    ('32 m - 90', 'm', '4')
    """
    moving = "" if slope == 0 else "m" if slope == 1 else f"{slope} m"
    if not at:
        return moving or "0"
    return f"{moving} {'-' if at < 0 else '+'} {abs(at)}" if moving else str(at)


def sees(first: str, last: str) -> str:
    """A region in words."""
    return f"sees from {first} to {last}, both ends and none beyond"


def least(which: str, ends: Sequence[str]) -> str:
    """The least, or the greatest, of lines."""
    return ends[0] if len(ends) == 1 else f"the {which} of {', '.join(ends)}"
