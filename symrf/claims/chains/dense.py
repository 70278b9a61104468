"""Claims about which samples are read, as instances of theorems that Coq has proved of samples.

Where chains have no holes as many are read as the size says (no-holes); undilated ones with kernels no smaller than
strides read every sample (every-sample-of-a-chain-in-general). What these ask of layers is proved as any other claim.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from symrf.terms import At, Num, Rel, names, text
from symrf.terms.tree import put, walk
from symrf.theorem import Theorem, claim
from symrf.verification.recorded import theorems
from symrf.verification.result import PROVED, Result
from symrf.verification.verdict import Verdict, combined, needed

DENSE = "R[l-1] >= d[l]*J[l-1]"
"""The taps of each layer stand at most as far apart as the layers below see consecutive samples."""
READ = claim("fewest[0] >= 1")
WIDE = ("d[l] == 1", "k[l] >= s[l]")
COPRIME = (claim("gcd(s[l], d[l]) == 1"), claim("gcd(d[l], s[l]) == 1"))
COUNT, SIZE = (At(letter, Num(Fraction(0))) for letter in ("count", "r"))


def by_theorem(
    tree: Rel, stated: Theorem, prove: Callable[[Theorem], dict[str, Result]], proves: Callable[[Theorem], bool]
) -> Verdict | None:
    """The proof of a claim about which samples are read, by a theorem whose conditions are proved, or None.

    A claim about count[0] has to hold of r[0] instead. Nothing is said of what is read of later maps.
    """
    if tree == READ:
        given = {condition: claim(condition) for condition in stated.assume}
        asked: tuple[str, ...] = WIDE
        name = "every-sample-of-a-chain-in-general"
        if claim("L == 1") in given.values() and any(tree in COPRIME for tree in given.values()):
            asked, name = WIDE[1:], "every-sample-is-read"
        known = replace(stated, assume=tuple(one for one, condition in given.items() if condition not in COPRIME))
        if not all(proves(replace(known, statement=(condition,))) for condition in asked):
            return None
        note = f"every sample is read, by theorem {name}, since {' and '.join(asked)}"
        return Verdict(text(tree), PROVED, {"theorem": theorems(name)}, note=note)
    counted = {part for part in walk(tree) if isinstance(part, At) and part.name == "count"}
    if counted != {COUNT} or any("count" in names(claim(condition))[1] for condition in stated.assume):
        return None
    if not proves(replace(stated, statement=(text(put(tree, {COUNT: SIZE})),))):
        return None
    routes = prove(replace(stated, statement=(DENSE,)))
    if combined(routes, needed(True))[0] != PROVED:
        return None
    note = f"there are no holes, by theorem no-holes, since {text(claim(DENSE))}"
    return Verdict(text(tree), PROVED, routes | {"theorem": theorems("no-holes")}, note=note)
