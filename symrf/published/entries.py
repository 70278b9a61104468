"""Published formulas as data. Each statement has a file in proofs/published/, named as the statement.

A statement is that of a theorem of the catalogue (`same_as`); or a claim of its own, about chains or about a network of
proofs/networks/ or the zoo; or not yet judged (`pending`). Who published it stands beside it, in the words of each.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from symrf.errors import SymrfError, near, shown
from symrf.exposition.catalogue import Entry
from symrf.terms import names
from symrf.theorem import AREAS, NAME, Broken, Refutation, Theorem, claim, home
from symrf.verification.result import PROVED, REFUTED


@dataclass(frozen=True)
class Publication:
    """One place where a statement stands. formula: in its own notation. checked: the page was opened; where it was not,
    the statement is cited as it is commonly given."""

    id: str
    formula: str
    source: str
    checked: bool = False


@dataclass(frozen=True)
class Published:
    """A published statement.

    claim, assume, carry, domain, integers, padding: as of a `symrf.theorem.Theorem`, or, with `network`, claims about
    it as `symrf check` reads them. verdict: what it has to be. holds: alternatives, under each of which (all its
    conditions) a false statement is proved. exact: whether it holds nowhere else; of statements for all values of what
    is named in `every`. define: the first value and the recurrence of one more sequence. right: the entry that is true
    instead.
    """

    name: str
    title: str
    area: str
    sources: tuple[Publication, ...]
    same_as: str = ""
    claim: tuple[str, ...] = ()
    define: tuple[str, ...] = ()
    assume: tuple[str, ...] = ()
    carry: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    integers: tuple[str, ...] = ()
    padding: str = "explicit"
    network: str = ""
    verdict: str = PROVED
    holds: tuple[tuple[str, ...], ...] = ()
    exact: bool = False
    every: tuple[str, ...] = ()
    right: str = ""
    note: str = ""
    pending: str = ""

    @property
    def stated(self) -> Theorem | None:
        """What it claims of chains, with the conditions of what is false; None where it claims nothing of them."""
        if not self.claim or self.network:
            return None
        if self.verdict == PROVED:
            return Theorem(**self._fields(self.name))
        conditions = tuple(Theorem(**self._fields(f"{self.name}-if-{i}", one)) for i, one in enumerate(self.holds, 1))
        fields = self._fields(self.name) | {"carry": ()}
        return Refutation(**fields, holds_when=" or ".join(map(" and ".join, self.holds)), conditions=conditions)

    def _fields(self, name: str, more: tuple[str, ...] = ()) -> dict[str, Any]:
        """The fields of a theorem, under more conditions: those about numbers only belong to its domain."""
        of_numbers = tuple(text for text in more if not names(claim(text))[1])
        return {
            "name": name, "title": self.title, "source": self.source, "statement": self.claim, "carry": self.carry,
            "assume": (*self.assume, *(text for text in more if text not in of_numbers)),
            "domain": (*self.domain, *of_numbers), "integers": self.integers, "network": self.padding,
            "define": (self.define,) if self.define else (),
        }  # fmt: skip

    @property
    def source(self) -> str:
        """All who published it, in one line."""
        return "; ".join(dict.fromkeys(one.source for one in self.sources))

    @property
    def file(self) -> Path:
        """Where it stands."""
        return folder() / f"{self.name.replace('-', '_')}.toml"


def folder() -> Path:
    """Where the statements are."""
    return home() / "published"


def published_names() -> tuple[str, ...]:
    """The permanent names of all published statements, in alphabetical order."""
    return tuple(sorted(path.stem.replace("_", "-") for path in folder().glob("*.toml")))


def published(name: str) -> Published:
    """The published statement of that name; SymrfError where there is none, Broken where its file holds none.

    >>> published("two-convolutions-doubled").claim
    ('r == 1 + 2*(k - 1)*(2**B - 1)',)
    """
    path = folder() / f"{name.replace('-', '_')}.toml"
    if not NAME.fullmatch(name) or not path.is_file():
        raise SymrfError(f"no published statement {shown(name)}; {near(name, published_names())}symrf list shows all")
    return _read(path, name)


def all_published() -> tuple[Published, ...]:
    """Every published statement."""
    return tuple(map(published, published_names()))


@cache
def _read(path: Path, name: str) -> Published:
    try:
        tree = tomllib.loads(path.read_text("utf-8"))
        return _made(name, tree)
    except (OSError, ValueError, TypeError, KeyError, SymrfError) as error:
        raise Broken(f"published statement {name}: {path.name}: {error}") from None


def _made(name: str, tree: Mapping[str, Any]) -> Published:
    known = {field.name for field in fields(Published)} - {"name"}
    for key in tree.keys() - known:
        raise SymrfError(f"{shown(key)} is no key of it; {near(key, known)}known are {', '.join(sorted(known))}")
    sources = tuple(Publication(**one) for one in tree["sources"])
    given = {key: _tuples(value) for key, value in tree.items() if key != "sources"}
    if isinstance(given.get("claim"), str):
        given["claim"] = (given["claim"],)
    found = Published(name=name, sources=sources, **given)
    if found.area not in AREAS:
        raise SymrfError(f"area {shown(found.area)}; areas are {', '.join(AREAS)}")
    if (bool(found.same_as), bool(found.claim), bool(found.pending)).count(True) != 1:
        raise SymrfError("it has one of same_as, claim and pending")
    if found.verdict not in (PROVED, REFUTED):
        raise SymrfError(f"verdict {shown(found.verdict)}; write proved or refuted")
    return found


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


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
