"""Other people's ways to say which map is the input of a layer and which its output, as `_in` and `_out`.

- l_k, the receptive field in lecture notes, is RF_k.
- W_2 = (W_1 - F)/S + 1, H_2: map 1 is the input, map 2 the output.
- o = i + 2p - k + 1 and out = in + ...: sizes of the output and of the input, in all of a chain; so is i of a padding,
  p = ((i - 1) s - i + k)/2. size = (size - k)/s + 1, a line of a program that divides: size is that of the map.
- r = r + (k-1)*j, a line of a program: what it sets is the output's, what it uses the input's.
- k' = d(k - 1) + 1 is the span K.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from symrf.terms import At, Big, Num, Op, Rel, Sym, Term
from symrf.terms.tree import ONE, put, rebuilt, walk

_SET = frozenset({"r", "R", "RF", "rf", "receptive_field", "j", "J", "jump", "n", "start"})
"""What a program sets anew from what it was."""
_SIZES = (("o", "i"), ("O", "I"), ("out", "in"), ("output", "input"))


def sides(claims: tuple[Rel, ...]) -> tuple[Rel, ...]:
    """The claims with `_in` and `_out` at what others mark in one of these ways.

    >>> from symrf.terms import parse, text
    >>> text(sides((parse("r == r + (k - 1)*j"),))[0])
    'r[out] == r[in] + (k - 1)*j[in]'
    >>> [text(claim) for claim in sides((parse("o == i - k + 1"), parse("i - k + 1 == 6")))]
    ['n[out] == n[in] - k + 1', 'n[in] - k + 1 == 6']
    """
    claims = tuple(rebuilt(claim, _fields) for claim in claims)
    placed = any(isinstance(part, At | Big) for claim in claims for part in walk(claim))
    for one, (made, read) in product(() if placed else claims, _SIZES):
        padding = one.left in (Sym("p"), Sym("P")) and read == "i"
        if (one.left == Sym(made) or padding) and Sym(read) in walk(one.right):
            return tuple(put(claim, {Sym(made): _after("n"), Sym(read): _before("n")}) for claim in claims)
    return tuple(map(_sides, claims))


def _sides(claim: Rel) -> Rel:
    match claim.left:
        case At(name="W" | "H" as name, index=Num(value=2)):
            return put(claim, {At(name, ONE): _before(name), At(name, Num(Fraction(2))): _after(name)})
        case At(name="k", index=Sym(name="out")) if _dilated(claim.right):
            return Rel(claim.op, Sym("K"), claim.right)
        case Sym(name=name):
            bare = {part.name for part in walk(claim.right) if isinstance(part, Sym)}
            if name == "size" and name in bare and any(isinstance(p, Op) and p.op == "/" for p in walk(claim.right)):
                return Rel(claim.op, _after("n"), put(claim.right, {Sym(name): _before("n")}))
            if name in _SET & bare:
                old: Mapping[Term, Term] = {Sym(other): _before(other) for other in _SET & bare}
                return Rel(claim.op, _after(name), put(claim.right, old))
    return claim


def _dilated(term: Term) -> bool:
    return any(isinstance(part, At | Sym) and part.name in ("d", "dilation") for part in walk(term))


def _before(name: str) -> At:
    return At(name, Sym("in"))


def _after(name: str) -> At:
    return At(name, Sym("out"))


def _fields(term: Term) -> Term:
    match rebuilt(term, _fields):
        case At(name="l", index=index):
            return At("RF", index)
        case found:
            return found
