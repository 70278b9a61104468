"""Whether the conditions under which a claim is made contradict each other, or the meaning of the letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symrf.refute.compiled import CompiledStatement
from symrf.refute.graded import Given, GradedSearch
from symrf.refute.larger import examples
from symrf.terms import At, Sym, names
from symrf.terms.tree import LAYER_LETTERS, walk
from symrf.theorem import Theorem, claim, free_index
from symrf.verification.routes import z3 as z3_route

GRADES, RANDOM = 5, 400
"""How many networks are looked at for one that meets the conditions."""


def unmet(stated: Theorem) -> str | None:
    """Why nothing is said under these conditions: no network with a layer meets them; None where some network does.

    That there is none is said where z3 shows it of one layer, which is then true of every number of layers.

    A network without layers meets every condition on layers, so that it would count for nothing.
    """
    search = GradedSearch(CompiledStatement(stated))
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


def _given(search: GradedSearch) -> Iterator[Given]:
    """Networks with layers: small ones first."""
    for grade in range(1, GRADES):
        yield from (given for given in search.space.of_grade(grade) if given[0].depth)
    larger = (given for given in examples(search.space) if given[0].depth)
    yield from (given for given, _ in zip(larger, range(RANDOM), strict=False))
