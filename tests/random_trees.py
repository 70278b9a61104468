"""Trees of claims in random tests: their parts, their parts replaced, indices moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, names, parse
from symrf.terms.tree import children

BOUND = "mijtab"
L, ONE, ZERO = Sym("L"), Num(Fraction(1)), Num(Fraction(0))


@dataclass(frozen=True)
class Spot:
    """A part of a claim: where it stands, and which sums and products are around it."""

    part: Term
    path: tuple[int, ...]
    around: tuple[Big, ...]


def term(source: str) -> Term:
    """A term from its text."""
    tree = parse(source)
    assert not isinstance(tree, Rel)
    return tree


def plus(a: Term, number: int) -> Term:
    """a + number, in the plainest form that keeps a + c as it is written."""
    if number == 0:
        return a
    if isinstance(a, Num):
        return Num(a.value + number)
    if isinstance(a, Op) and a.op == "+" and isinstance(last := a.args[-1], Num | Op):
        value = last.value if isinstance(last, Num) else None
        if isinstance(last, Op) and last.op == "neg" and isinstance(last.args[0], Num):
            value = -last.args[0].value
        if value is not None:
            rest = a.args[0] if len(a.args) == 2 else Op("+", a.args[:-1])
            return plus(rest, int(value) + number)
    more = Num(Fraction(number)) if number > 0 else Op("neg", (Num(Fraction(-number)),))
    return Op("+", (*a.args, more)) if isinstance(a, Op) and a.op == "+" else Op("+", (a, more))


def minus(a: Term, b: Term) -> Term:
    """a - b."""
    return a if b == ZERO else Op("+", (a, Op("neg", (b,))))


def put(tree: Term, name: str, value: Term) -> Term:
    """The tree with a value for a scalar; index arithmetic with numbers is done."""
    match tree:
        case Sym(name=found):
            return value if found == name else tree
        case Num():
            return tree
        case At(name=letter, index=index):
            return At(letter, put(index, name, value))
        case Big():
            lo, hi = put(tree.lo, name, value), put(tree.hi, name, value)
            return replace(tree, lo=lo, hi=hi, body=tree.body if tree.var == name else put(tree.body, name, value))
    args = tuple(put(a, name, value) for a in tree.args)
    numbers = [a.value if isinstance(a, Num) else -a.args[0].value for a in args if plain(a)]
    if tree.op == "+" and numbers and len(numbers) >= len(args) - 1:
        others = [a for a in args if not plain(a)]
        return plus(others[0], int(sum(numbers))) if others else Num(sum(numbers, Fraction(0)))
    return Op(tree.op, args)


def plain(tree: Term) -> bool:
    """Whether it is a whole number or the negative of one."""
    inner = tree.args[0] if isinstance(tree, Op) and tree.op == "neg" else tree
    return isinstance(inner, Num) and inner.value.denominator == 1


def put_in(tree: Rel, name: str, value: Term) -> Rel:
    """The claim with a value for a scalar."""
    return Rel(tree.op, put(tree.left, name, value), put(tree.right, name, value))


def spots(tree: Rel | Term, path: tuple[int, ...] = (), around: tuple[Big, ...] = ()) -> Iterator[Spot]:
    """All parts of a claim."""
    if not isinstance(tree, Rel):
        yield Spot(tree, path, around)
    for i, part in enumerate(children(tree)):
        inside = (*around, tree) if isinstance(tree, Big) and i == 2 else around
        yield from spots(part, (*path, i), inside)


def changed(tree: Rel | Term, path: tuple[int, ...], part: Term) -> Rel | Term:
    """The tree with another part at that place."""
    if not path:
        return part
    parts = list(children(tree))
    inner = changed(parts[path[0]], path[1:], part)
    assert not isinstance(inner, Rel)
    parts[path[0]] = inner
    match tree:
        case Rel():
            return Rel(tree.op, parts[0], parts[1])
        case Big():
            return Big(tree.kind, parts[2], tree.var, parts[0], parts[1])
        case At():
            return At(tree.name, parts[0])
        case Op():
            return Op(tree.op, tuple(parts))
    raise AssertionError(tree)


def at(tree: Rel, spot: Spot, part: Term) -> Rel:
    """The claim with another part at that spot."""
    found = changed(tree, spot.path, part)
    assert isinstance(found, Rel)
    return found


def chosen(random: Random, tree: Rel, wanted: Callable[[Spot], Any]) -> Spot | None:
    """One of the spots that are wanted; None where there is none."""
    found = [spot for spot in spots(tree) if wanted(spot)]
    return random.choice(found) if found else None


def free(tree: Rel) -> bool:
    """Whether the claim has a free index, l."""
    return "l" in names(tree)[0]


def named(tree: Rel) -> list[At]:
    """The terms outside what is summed or multiplied."""
    return [s.part for s in spots(tree) if isinstance(s.part, At) and not s.around]


def unused(tree: Rel, random: Random) -> str:
    """A name for an index that the claim does not use."""
    used = {spot.part.var for spot in spots(tree) if isinstance(spot.part, Big)} | names(tree)[0]
    return random.choice([x for x in BOUND if x not in used] or ["b"])
