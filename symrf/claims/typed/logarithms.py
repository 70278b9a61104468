r"""Logarithms in claims, by what they say: x = ⌈log_b y⌉ is b^(x - 1) < y <= b^x, without any logarithm.

x is a whole number, b at least 2 and y positive; elsewhere the claim, which means nothing there, counts as false. Of a
base with a name, that it is at least 2 is claimed too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import count

from symrf.errors import SymrfError, typed
from symrf.terms import At, Num, Op, Rel, Sym, Term, names
from symrf.terms.parse import added
from symrf.terms.tree import TURNED, summands, walk

_LOG = re.compile(r"\\?\blog(?![A-Za-z])\s*(?:_\s*\{(?P<braced>[^{}]*)\}|_?(?P<base>\d+)|_(?P<letter>\w))?\s*")
_ROUND = {
    "ceil": (r"(?:(?:\\left\s*)?\\lceil\b|⌈|\bceil(?:ing)?\s*\()\s*$", r"\s*(?:(?:\\right\s*)?\\rceil\b|⌉|\))"),
    "floor": (r"(?:(?:\\left\s*)?\\lfloor\b|⌊|\bfloor\s*\()\s*$", r"\s*(?:(?:\\right\s*)?\\rfloor\b|⌋|\))"),
}
_OPEN, _WORD = re.compile(r"(?:\\left\s*)?[({]"), re.compile(r"\w+(?:_\{[^{}]*\})?")
_SAYS = {
    **{("", op): ((0, op),) for op in ("==", ">=", ">", "<=", "<")},
    ("ceil", "=="): ((-1, "<"), (0, ">=")), ("ceil", ">="): ((0, ">="),), ("ceil", ">"): ((-1, ">="),),
    ("ceil", "<="): ((-1, "<"),), ("ceil", "<"): ((0, "<"),),
    ("floor", "=="): ((0, "<="), (1, ">")), ("floor", ">="): ((1, ">"),), ("floor", ">"): ((0, ">"),),
    ("floor", "<="): ((0, "<="),), ("floor", "<"): ((1, "<="),),
}  # fmt: skip
"""What x op rounded(log_b y) says of b**(x + c) and y: (c, op) each."""


@dataclass(frozen=True)
class Logarithm:
    """What stands for a logarithm in a claim: a name; of what, to which base, both as text; how it is rounded."""

    name: str
    of: str
    base: str
    rounded: str


def without_logarithm(claim: str) -> tuple[str, Logarithm | None]:
    """The claim with a name for its logarithm; SymrfError where it has several, or one without a base.

    >>> without_logarithm("L = ceil(log_2(n + 1))")
    ('L = log1', Logarithm(name='log1', of='n + 1', base='2', rounded='ceil'))
    """
    found = _LOG.search(claim)
    if found is None:
        return claim, None
    base, of, end = found["braced"] or found["base"] or found["letter"] or "", *_argument(claim, found.end())
    if not base and "," in of:
        of, _, base = (part.strip() for part in of.rpartition(","))
    if not base:
        raise SymrfError(f"claim {typed(claim)}: a logarithm has a base; write log_2(n)")
    start, rounded = found.start(), ""
    for kind, (before, after) in _ROUND.items():
        opened, closed = re.search(before, claim[:start]), re.match(after, claim[end:])
        if opened and closed:
            start, end, rounded = opened.start(), end + closed.end(), kind
    if _LOG.search(claim[:start] + " " + claim[end:] + " " + of):
        raise SymrfError(f"claim {typed(claim)}: several logarithms; one is read")
    name = next(f"log{i}" for i in count(1) if f"log{i}" not in claim)
    return f"{claim[:start]}{name}{claim[end:]}", Logarithm(name, of, base, rounded)


def _argument(claim: str, at: int) -> tuple[str, int]:
    """What a logarithm is of, and where that ends."""
    opened = _OPEN.match(claim, at)
    if opened is None:
        word = _WORD.match(claim, at)
        if word is None:
            raise SymrfError(f"claim {typed(claim)}: of what is the logarithm? write log_2(n)")
        return word[0], word.end()
    depth = 1
    for i in range(opened.end(), len(claim)):
        depth += (claim[i] in "({[") - (claim[i] in ")}]")
        if depth == 0:
            return re.sub(r"\\right\s*$", "", claim[opened.end() : i]).strip(), i + 1
    raise SymrfError(f"claim {typed(claim)}: a bracket of the logarithm is not closed")


def written_out(tree: Term | Rel, log: Logarithm, of: Term, base: Term) -> tuple[Term | Rel, ...]:
    """What the relation says without the logarithm; SymrfError where that does not stand alone on a side."""
    if not isinstance(tree, Rel) or Sym(log.name) not in walk(tree):
        return (tree,)
    if not isinstance(base, Sym | At) and not (isinstance(base, Num) and base.value.denominator == 1 < base.value):
        raise SymrfError("claim: the base of a logarithm is a whole number from 2 on, or a name for one")
    meant = () if isinstance(base, Num) else (Rel(">=", base, Num(Fraction(2))),)
    for op, side, other in ((TURNED[tree.op], tree.left, tree.right), (tree.op, tree.right, tree.left)):
        parts = summands(side)
        rest = [part for part in parts if part != Sym(log.name)]
        if len(rest) == len(parts) - 1 and log.name not in set().union(*(names(part)[0] for part in (*rest, other))):
            x = added([other, *(Op("neg", (part,)) for part in rest)])
            if any(isinstance(part, Op) and part.op == "/" for part in walk(x)):
                break
            return meant + tuple(_said(x, c, said, of, base) for c, said in _SAYS[log.rounded, op])
    raise SymrfError("claim: a logarithm, rounded or not, is compared with whole numbers, as in L == ceil(log_2(n))")


def _said(x: Term, more: int, op: str, of: Term, base: Term) -> Rel:
    return Rel(op, Op("**", (base, added([x, Num(Fraction(more))]))), of)
