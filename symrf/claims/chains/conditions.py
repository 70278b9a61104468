"""Conditions under which a claim is made: whether they contradict each other, or the meaning of the letters.

And where a refuted claim is true: the weakest of the usual conditions under which it is proved for every depth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice, product

from symrf.refute.compiled import CompiledStatement
from symrf.refute.graded import NETWORK, Given, GradedSearch, Space
from symrf.refute.larger import examples
from symrf.statement import about_integers
from symrf.terms import At, Sym, names
from symrf.terms.evaluate import WORK
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


LEVELS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("d", ((), ("d[l] == 1",))),
    ("s", ((), ("s[l] == s[1]",), ("s[l] == 1",))),
    ("k", ((), ("k[l] == k[1]",))),
    ("pq", ((), ("p[l] == q[l]",))),
    ("pk", ((), ("K[l] == 2*p[l] + 1",))),
    ("uL", ((), ("uL == 0",))),
)
"""What is usual, of the letters that a claim has to depend on, from no condition to the strongest: no dilation; one
stride, or 1, for all layers; one kernel for all; symmetric padding; half of the span as padding; the first feature."""

SMALL, LARGE = 200, 100
"""Networks that each combination of conditions is tried on: in order of size, and larger ones."""
TRIED, UNPROVED, ROUNDED = 5000, 3, 2
"""About how many networks all combinations are tried on, and how many that fail on none may stay without a proof, which
is slow; how many proofs are tried of statements about rounding, which are slow too."""
Combination = tuple[int, ...]


@dataclass
class Candidates:
    """The combinations of conditions for one claim, and what is known of them; levels are those that matter to it."""

    stated: Theorem
    levels: list[tuple[tuple[str, ...], ...]]
    proved: list[Combination] = field(default_factory=list)
    failing: list[Given] = field(default_factory=list)

    def ordered(self) -> Iterator[Combination]:
        """All of them, the weaker ones first."""
        yield from sorted(product(*(range(len(level)) for level in self.levels)), key=lambda c: (sum(c), c))

    def conditions(self, chosen: Combination) -> tuple[str, ...]:
        """What a combination says."""
        return tuple(text for level, i in zip(self.levels, chosen, strict=True) for text in level[i])

    def theorem(self, chosen: Combination) -> Theorem:
        """The claim under these conditions, and under those that it is made under."""
        return replace(self.stated, assume=(*self.stated.assume, *self.conditions(chosen)))

    def implied(self, chosen: Combination) -> bool:
        """Whether it is proved under weaker conditions."""
        return any(all(a <= b for a, b in zip(weak, chosen, strict=True)) for weak in self.proved)

    def fails(self, chosen: Combination) -> bool:
        """Whether some network that meets the conditions refutes the claim, or none with a layer meets them.

        Those that refuted the claim under other conditions are asked first.
        """
        search = GradedSearch(CompiledStatement(self.theorem(chosen)))
        if any(search.statement.meets(*given) for given in self.failing):
            return True
        tried = chain(islice(search.given(), SMALL), islice(examples(search.space), LARGE))
        found = search.first(tried, SMALL + LARGE)
        if found is not None:
            self.failing.append((found.chain, dict(found.scalars)))
        return found is not None or not any(one.depth for one, _ in search.met)


def weakest(stated: Theorem, proves: Callable[[Theorem], bool]) -> tuple[str, ...]:
    """The weakest combinations of usual conditions under which the claim is proved; none where it is under none."""
    end = WORK.done + TRIED * NETWORK
    found = Candidates(stated, _levels(stated))
    every = list(found.ordered())
    if len(every) == 1 or found.fails(every[-1]):
        return ()
    rounded, left = about_integers(stated), ROUNDED if about_integers(stated) else UNPROVED
    for chosen in every[1:]:
        if not left or WORK.done > end:
            break
        if found.implied(chosen) or found.fails(chosen):
            continue
        proved = proves(found.theorem(chosen))
        left -= rounded or not proved
        found.proved += [chosen] * proved
    return tuple(" and ".join(found.conditions(chosen)) for chosen in found.proved)


def _levels(stated: Theorem) -> list[tuple[tuple[str, ...], ...]]:
    """The conditions on what the claim depends on."""
    space = Space(CompiledStatement(stated))
    known = {*space.parameters, *space.others}
    return [level for letters, level in LEVELS if ({letters} if letters == "uL" else {*letters}) <= known]
