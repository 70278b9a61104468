"""Where a refuted claim is true: the weakest of the usual conditions under which it is proved for every depth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice, product

from symrf.refute.compiled import CompiledStatement
from symrf.refute.graded import NETWORK, Given, GradedSearch, Space
from symrf.refute.larger import examples
from symrf.statement import about_integers
from symrf.terms.evaluate import WORK
from symrf.theorem import Theorem

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
