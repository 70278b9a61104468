"""Conditions under which a claim is made: read, and shown not to contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from symrf.errors import SymrfError
from symrf.refute.farther import examples
from symrf.refute.graded import Given, Search
from symrf.refute.scene import Scene
from symrf.terms import At, Rel, Sym, names, text
from symrf.terms.tree import LAYER_LETTERS, walk
from symrf.theorem import Theorem, claim, free_index

AND = re.compile(r"\s+and\s+|\s*\\land\b\s*")
GRADES, RANDOM = 5, 400
"""How many networks are looked at for one that meets the conditions."""


def split(where: Iterable[str] | str) -> tuple[str, ...]:
    """The single conditions of a list whose members may be joined by "and"."""
    given = [where] if isinstance(where, str) else list(where)
    if not all(isinstance(condition, str) for condition in given):
        raise SymrfError("where: not text; write for example d[l] == 1")
    return tuple(part for condition in given for part in AND.split(condition.strip()))


def joined(conditions: Iterable[Rel]) -> str:
    """Conditions as text that can be read again."""
    return " and ".join(text(condition) for condition in conditions)


def unmet(stated: Theorem) -> str | None:
    """Why nothing is said under these conditions: no network with a layer meets them; None where some network does.

    That there is none is said where z3 shows it of one layer, which is then true of every number of layers.

    A network without layers meets every condition on layers, so that it would count for nothing.
    """
    search = Search(Scene(stated))
    from symrf.verification import z3_route

    if any(search.fitted(*given) is not None for given in _given(search)):
        return None
    said = " and ".join(stated.assume)
    if by_layer(stated) and z3_route.contradictory(replace(stated, statement=stated.assume)):
        return f"no network with a layer meets {said}" + ": they contradict each other" * (len(stated.assume) > 1)
    return f"no network with a layer was found that meets {said}"


def by_layer(stated: Theorem) -> bool:
    """Whether each condition is one on every layer alone: then the first layer of any network meets it by itself."""
    trees = [claim(condition) for condition in stated.assume]
    indexed = [(at, free_index(tree)) for tree in trees for at in walk(tree) if isinstance(at, At)]
    alone = all(at.name in LAYER_LETTERS and index and at.index == Sym(index) for at, index in indexed)
    return alone and not any("L" in names(tree)[0] for tree in trees)


def _given(search: Search) -> Iterator[Given]:
    """Networks with layers: small ones first."""
    for grade in range(1, GRADES):
        yield from (given for given in search.space.of_grade(grade) if given[0].depth)
    larger = (given for given in examples(search.space) if given[0].depth)
    yield from (given for given, _ in zip(larger, range(RANDOM), strict=False))
