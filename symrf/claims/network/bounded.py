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
"""Attributes, and letters of one feature, that are at most, or at least, what was derived of a larger region."""


def follows(claim: Claim) -> bool:
    """Whether the claim is true where it is true of the bound: one quantity, on the side on which the bound lies."""
    tree = claim.tree
    sides = ((tree.op, tree.left, tree.right), (TURNED[tree.op], tree.right, tree.left))
    return any(_one_sided(claim, op, one, other) for op, one, other in sides)


def _one_sided(claim: Claim, op: str, one: Term, other: Term) -> bool:
    free, indexed = names(other)
    if indexed or not free <= {*claim.symbols, claim.variable}:
        return False
    if isinstance(one, Op) and claim.calls == (one,):
        kind = one.op
    elif isinstance(one, Sym) and one.name in claim.quantities and not claim.calls:
        kind = claim.quantities[one.name][1]
    else:
        return False
    return kind in (AT_MOST if op in ("<=", "<") else AT_LEAST if op in (">=", ">") else ())


def bounding(attribute: str) -> str | None:
    """How the quantity lies to what was derived: at most, at least; None where that says nothing of it."""
    return "<=" if attribute in AT_MOST else ">=" if attribute in AT_LEAST else None


def only_bounded(why: str) -> str:
    """Why a claim stays open of which only a bound is known."""
    return (
        "only a bound is known: what a feature sees lies within the derived region, so that r_max <= …, P <= …, u(y) >= … or"
        f" v(y) <= … can follow, but no equation; {why}"
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
