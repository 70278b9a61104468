"""Claims about which samples are read, as instances of theorems that Coq has proved of samples.

Where chains have no holes as many are read as the size says (no-holes); undilated ones with kernels no smaller than
strides read every sample (every-sample-of-a-chain-in-general); where no layer pads more than d (k - 1) on a side and
maps have d samples every feature meets the input (windows-that-meet-the-input). What these ask of layers is proved as
any other claim.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from symrf.claims.typed.names import INSIDE
from symrf.terms import At, Rel, names, text
from symrf.terms.tree import ZERO, put, walk
from symrf.theorem import Theorem, claim
from symrf.verification.recorded import theorems
from symrf.verification.result import OPEN, PROVED, Result
from symrf.verification.verdict import Verdict, combined, needed

DENSE = "R[l-1] >= d[l]*J[l-1]"
"""The taps of each layer stand at most as far apart as the layers below see consecutive samples."""
READ = claim("fewest[0] >= 1")
MEETS = tuple(claim(f"{which}[0] >= 1") for which in INSIDE)
PADS = tuple(f"{side}[l] <= d[l]*(k[l] - 1)" for side in "pq")
LARGE = ("d[l] == 1", "n[l-1] >= d[l]")
"""Either is enough, as each map has a sample; of one layer also n[0] >= d[1]."""
WIDE = ("d[l] == 1", "k[l] >= s[l]")
COPRIME = (claim("gcd(s[l], d[l]) == 1"), claim("gcd(d[l], s[l]) == 1"))
NO_ROUTES: Mapping[str, Result] = {}
COUNT, SIZE = (At(letter, ZERO) for letter in ("count", "r"))


def _by_paddings(tree: Rel, stated: Theorem, proves: Callable[[Theorem], bool]) -> Verdict | None:
    """The proof that features meet the input, where paddings are small and maps large enough."""
    known = {*map(claim, stated.assume)}
    large = (*LARGE, "n[0] >= d[1]") if claim("L == 1") in known else LARGE
    since = []
    for either in (*((asked,) for asked in PADS), sorted(large, key=lambda asked: claim(asked) not in known)):
        found = (asked for asked in either if claim(asked) in known or proves(replace(stated, statement=(asked,))))
        since.append(next(found, ""))
        if not since[-1]:
            return None
    name = "windows-that-meet-the-input"
    return _resting_on(name, tree, f"every feature meets the input, by theorem {name}, since {', '.join(since)}")


def _resting_on(name: str, tree: Rel, note: str, routes: Mapping[str, Result] = NO_ROUTES) -> Verdict:
    """What follows from a theorem, which is proved where the theorem is, as it stands here."""
    theorem = theorems(name)
    routes = {**routes, "theorem": theorem}
    if theorem.verdict != PROVED:
        return Verdict(text(tree), OPEN, routes, reason=f"it rests on theorem {name}: {theorem.reason}")
    return Verdict(text(tree), PROVED, routes, note=note)


def by_theorem(
    tree: Rel, stated: Theorem, prove: Callable[[Theorem], dict[str, Result]], proves: Callable[[Theorem], bool]
) -> Verdict | None:
    """The proof of a claim about which samples are read, by a theorem whose conditions are proved, or None.

    A claim about count[0] has to hold of r[0] instead. Nothing is said of what is read of later maps.
    """
    if tree in MEETS:
        return _by_paddings(tree, stated, proves)
    if tree == READ:
        given = {condition: claim(condition) for condition in stated.assume}
        asked: tuple[str, ...] = WIDE
        name = "every-sample-of-a-chain-in-general"
        if claim("L == 1") in given.values() and any(tree in COPRIME for tree in given.values()):
            asked, name = WIDE[1:], "every-sample-is-read"
        known = replace(stated, assume=tuple(one for one, condition in given.items() if condition not in COPRIME))
        if not all(proves(replace(known, statement=(condition,))) for condition in asked):
            return None
        return _resting_on(name, tree, f"every sample is read, by theorem {name}, since {' and '.join(asked)}")
    counted = {part for part in walk(tree) if isinstance(part, At) and part.name == "count"}
    if counted != {COUNT} or any("count" in names(claim(condition))[1] for condition in stated.assume):
        return None
    if not proves(replace(stated, statement=(text(put(tree, {COUNT: SIZE})),))):
        return None
    routes = prove(replace(stated, statement=(DENSE,)))
    if combined(routes, needed(True))[0] != PROVED:
        return None
    return _resting_on("no-holes", tree, f"there are no holes, by theorem no-holes, since {text(claim(DENSE))}", routes)
