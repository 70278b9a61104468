"""Claims about a region of which a bound is known: it lies between the derived ends, so that some follow from those."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symrf.claims.network.written_out import Claim
from symrf.terms import Op, Rel, Sym, Term, names
from symrf.terms.parse import parse
from symrf.terms.tree import TURNED
from symrf.verification import Verdict
from symrf.verification.result import PROVED

AT_MOST = {"size", "size_max", "right", "padding", "r", "v"}
AT_LEAST = {"left", "u"}
ENDS = {"size_min": ">=", "size_max": "<="}
"""Attributes, and letters of one feature, that are at most, or at least, what was derived of a larger region."""


def follows(claim: Claim) -> bool:
    """Whether the claim is true where it is true of the bound: one quantity, on the side on which the bound lies."""
    return _one_sided(claim, AT_MOST, AT_LEAST)


def few_features(claim: Claim) -> str:
    """Why a claim stays open on what sees least or most, of which there may be none; empty where that may be said."""
    asked = [(of, end) for name, (of, end) in claim.quantities.items() if end in ENDS and name not in claim.everywhere]
    counts = [count for of, end in asked if (count := of.features_for(end)) is not None]
    if not counts or _one_sided(claim, {"size_max"}, {"size_min"}):
        return ""
    return (
        f"there is a feature of that size only where the output has {max(counts)} features, which it need not, so that "
        "r_min >= … or r_max <= … can follow, but no equation"
    )


def _one_sided(claim: Claim, at_most: set[str], at_least: set[str]) -> bool:
    tree = claim.tree
    sides = ((tree.op, tree.left, tree.right), (TURNED[tree.op], tree.right, tree.left))
    return any(_kind(claim, one, other) in (at_most if op in ("<=", "<") else at_least if op in (">=", ">") else ())
               for op, one, other in sides)  # fmt: skip


def _kind(claim: Claim, one: Term, other: Term) -> str:
    """The quantity that one side is and the other does not have."""
    free, indexed = names(other)
    if indexed or not free <= {*claim.symbols, claim.variable}:
        return ""
    if isinstance(one, Op) and claim.calls == (one,):
        return one.op
    return claim.quantities[one.name][1] if isinstance(one, Sym) and one.name in claim.quantities else ""


def bounding(attribute: str) -> str | None:
    """How the quantity lies to what was derived: at most, at least; None where that says nothing of it."""
    return "<=" if attribute in AT_MOST else ">=" if attribute in AT_LEAST else None


def only_bounded(why: str) -> str:
    """Why a claim stays open of which only a bound is known."""
    return (
        "only a bound is known: what a feature sees lies within the derived region, so that r_max <= …, P <= …,"
        f" u(y) >= … or v(y) <= … can follow, but no equation; {why}"
    )


def where_exact(claim: Claim, found: Verdict, judge: Callable[[tuple[Rel, ...]], Verdict]) -> Verdict:
    """The verdict on a claim about bounds, which may be proved where these are exact; judge: under conditions."""
    if found.verdict == PROVED:
        return found
    said = tuple(dict.fromkeys(one for subject in claim.subjects for one in subject.exact_where))
    where = tuple(one for one in map(parse, said) if isinstance(one, Rel))
    if not where or judge(where).verdict != PROVED:
        return found
    return replace(found, holds_when=(*found.holds_when, " and ".join(said)))
