"""n[l], the number of windows of layer l that fit, by definition and not by the formula for it.

Window y of a layer fits where it ends inside the padded input. Lemmas show that the windows that fit are the first
ones and finitely many; n[l] is then the m such that window m - 1 fits (or m is 0) and window m does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from symrf.statement import Definition
from symrf.terms import Rel
from symrf.theorem import claim
from symrf.verification.smt.index import Places, variable
from symrf.verification.smt.trees import Expr
from symrf.verification.smt.writer import Z3Writer

FITS = claim("s[l]*y - p[l] + K[l] - 1 <= n[l-1] - 1 + q[l]")
LEFT_OVER = claim("s[l]*(y - 1) - p[l] + K[l] - 1 < n[l-1] - 1 + q[l]")
STARTS_INSIDE = claim("s[l]*y - p[l] <= n[l-1] - 1")
LACKING = "Max((ceil(n[l-1]/s[l]) - 1)*s[l] + K[l] - n[l-1], 0)"
SAME = {
    "p": Definition.of(None, f"p[l] == floor({LACKING}/2)"),
    "q": Definition.of(None, f"q[l] == {LACKING} - p[l]"),
}
"""The paddings of a SAME layer, by definition: what a window for every stride begun lacks, the smaller half left."""


def fits(writer: Z3Writer, places: Places, y: Expr, tree: Rel = FITS) -> Expr:
    """What `tree` says of window y."""
    return writer.with_numbers({"y": y}).claim(tree, places)


def count(writer: Z3Writer, places: Places, m: Expr) -> Expr:
    """m is the number of windows that fit."""
    z3 = writer.words.z3
    return z3.And(m >= 0, z3.Or(m == 0, fits(writer, places, m - 1)), z3.Not(fits(writer, places, m)))


def counted(writer: Z3Writer, places: Places, ceil_mode: bool) -> Expr:
    """n[l] is the number of windows; in ceil mode one more where samples are left over for one that starts inside."""
    z3 = writer.words.z3
    n = writer.at("n", places["l"])
    if not ceil_mode:
        return count(writer, places, n)
    m = z3.FreshInt("m")
    more = [fits(writer, places, m, tree) for tree in (LEFT_OVER, STARTS_INSIDE)]
    return z3.And(count(writer, places, m), n == z3.If(z3.And(m > 0, *more), m + 1, m))


def lemmas(writer: Z3Writer) -> Iterator[tuple[str, list[Expr], Expr]]:
    """That there is exactly one such number: (name, hypotheses, conclusion)."""
    z3 = writer.words.z3
    places = {**writer.top(), "l": variable("l")}
    y = z3.FreshInt("y")
    known = [writer.at("s", places["l"]) >= 1, y >= 0]
    yield "where a window fits, those before it fit", [*known, fits(writer, places, y + 1)], fits(writer, places, y)
    last = fits(writer, places, y, claim("y <= n[l-1] + q[l] + p[l] - K[l]"))
    yield "only finitely many windows fit", [*known, fits(writer, places, y)], last
