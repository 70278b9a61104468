"""One equation of a paper, before any format: its parts, and what makes it true."""

from __future__ import annotations

from dataclasses import dataclass

from symrf.exposition.cases import Cases
from symrf.exposition.instance import Step
from symrf.exposition.sentences import Sentence
from symrf.terms import Rel, Term


@dataclass(frozen=True)
class Equalities:
    """left = step = step …"""

    left: Term
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class NamedEquation:
    """One file. parts: what stands one under the other; where: what makes it true; theorem: what it rests on.

    A symbol by itself, such as L, is the catalogue's in a general equation and the network's own in others, but for the
    closed form that a chain begins with.
    """

    name: str
    parts: tuple[Rel | Cases | Equalities, ...]
    where: tuple[Sentence, ...] = ()
    theorem: str = ""

    @property
    def general(self) -> bool:
        """Whether it is the catalogue's, and of no network."""
        return not self.name.startswith("net.")
