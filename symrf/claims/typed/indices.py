"""The indices of a claim that somebody typed: each means one thing, and is called as symrf calls it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symrf.errors import SymrfError
from symrf.formulas.quantities import LAYER_LETTERS, MAP_LETTERS
from symrf.terms import At, Big, Op, Rel, Sym, Term, names
from symrf.terms.tree import children, put, rebuilt, walk
from symrf.theorem import INDICES, SCALARS


def indices_apart(claim: Rel) -> None:
    """SymrfError where one letter is the index of a sum and something else too, so that readers may differ."""
    bound = {part.var for part in walk(claim) if isinstance(part, Big)}
    for side in (claim.left, claim.right):
        for name, outer in _bindings(side, frozenset()):
            if name in outer:
                other = next((c for c in "ijmt" if c not in bound), "by another letter")
                raise SymrfError(
                    f"claim: the index {name} is used by two sums or products, one inside the other; "
                    f"call the inner one {other}"
                )
    for name in sorted(bound & {part.name for part in walk(claim) if isinstance(part, At)} & {"j"}):
        raise SymrfError(f"claim: {name} is the jump and the index of a sum or product; call the index i")
    for name in sorted(bound & names(claim)[0]):
        other = next((c for c in "mijt" if c not in bound), "by another letter")
        raise SymrfError(
            f"claim: {name} is the index of a sum or product and stands outside it too; "
            f"put what belongs to it in brackets, or call its index {other}"
        )


def _bindings(term: Term, outer: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    if isinstance(term, Big):
        yield term.var, outer
        outer |= {term.var}
        yield from _bindings(term.body, outer)
        for end in (term.lo, term.hi):
            yield from _bindings(end, outer)
    else:
        for part in children(term):
            yield from _bindings(part, outer)


def usual_indices(claim: Rel) -> Rel:
    """Indices that are letters of quantities too, such as n and k, called l, m, i, j or t."""
    taken = {part.name for part in walk(claim) if isinstance(part, Sym)}
    taken |= {part.var for part in walk(claim) if isinstance(part, Big)}
    fresh = iter([c for c in "lmijt" if c not in taken])

    def renamed(term: Term, called: Mapping[str, str]) -> Term:
        match term:
            case Sym(name=name):
                return Sym(called.get(name, name))
            case Big(var=var) if var in LAYER_LETTERS | MAP_LETTERS:
                inner = {**called, var: next(fresh, var)}
                return Big(term.kind, renamed(term.body, inner), inner[var],
                           renamed(term.lo, called), renamed(term.hi, called))  # fmt: skip
        return rebuilt(term, lambda part: renamed(part, called))

    claim = _to_the_last(claim)
    inside, outside = _standing(claim)
    sizes = {part.name for part in walk(claim) if isinstance(part, At)} & {"n"}
    outside -= {"n"} - sizes  # without an index no n is a size
    free = {name for name in inside - outside - INDICES - SCALARS if len(name) == 1}
    called = {name: next(fresh, name) for name in sorted(free)} if len(free) == 1 else {}
    return rebuilt(claim, lambda side: renamed(side, called))


def _to_the_last(claim: Rel) -> Rel:
    """The claim with L for a bare n or N at which sums end, or of which RF is given, where it is nothing else."""
    ends = {part.hi for part in walk(claim) if isinstance(part, Big)} & {Sym("n"), Sym("N")}
    if claim.left in (Sym("RF"), Sym("receptive_field")):
        ends |= {part for part in walk(claim.right) if part in (Sym("n"), Sym("N"))}
    placed = {part.name for part in walk(claim) if isinstance(part, At)} | _standing(claim)[0]
    last = {end: Sym("L") for end in ends if isinstance(end, Sym) and end.name not in placed}
    return put(claim, last) if len(last) == 1 else claim


def _standing(claim: Rel) -> tuple[set[str], set[str]]:
    """The names that stand in indices, outside every sum, and those that stand outside of indices."""
    inside: set[str] = set()
    outside: set[str] = set()
    ignored: set[str] = set()

    def look(term: Term, bound: frozenset[str], here: set[str]) -> None:
        match term:
            case Sym(name=name) if name not in bound:
                here.add(name)
            case At(index=index):
                look(index, bound, ignored if bound else inside)
            case Op(args=args):
                for arg in args:
                    look(arg, bound, here)
            case Big():
                look(term.lo, bound, ignored)
                look(term.hi, bound, ignored)
                look(term.body, bound | {term.var}, here)

    look(claim.left, frozenset(), outside)
    look(claim.right, frozenset(), outside)
    return inside, outside
