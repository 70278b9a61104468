"""Steps of random claims: those that keep a true claim true, and those that spoil it somewhere.

What keeps a claim true rests on where its terms exist: a term taken out of a sum has to be there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random

from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, names
from symrf.terms.tree import LAYER_LETTERS
from tests.random_trees import (
    ONE,
    ZERO,
    L,
    at,
    chosen,
    free,
    minus,
    named,
    plus,
    put,
    put_in,
    spots,
    term,
    unused,
)

MAPS = "ruvcSPQJR"

# ---- steps that keep a claim true; None where they do not apply

Step = Callable[[Random, Rel], Rel | None]


def swap(random: Random, tree: Rel) -> Rel | None:
    """The sides exchanged."""
    return Rel(tree.op, tree.right, tree.left) if tree.op == "==" else None


def scale(random: Random, tree: Rel) -> Rel | None:
    """Both sides times the same."""
    by = term(random.choice(["2", "3", "L", "uL", "S[0]", "k[l]", "(uL - 1)"] if free(tree) else ["2", "3", "L", "uL"]))
    return Rel("==", Op("*", (by, tree.left)), Op("*", (by, tree.right)))


def add(random: Random, tree: Rel) -> Rel | None:
    """The same added on both sides."""
    extra = ["1", "uL", "L", "S[0]", "Sum(k[t], (t, 1, L))", "Product(s[t], (t, 1, L))", "r[0]*P[0]"]
    by = term(random.choice([*extra, "q[l]", "v[l]", "J[l]**2"] if free(tree) else extra))
    return Rel("==", Op("+", (tree.left, by)), Op("+", (by, tree.right)))


def move(random: Random, tree: Rel) -> Rel | None:
    """A term of the right side on the other side."""
    if not (isinstance(tree.right, Op) and tree.right.op == "+"):
        return None
    i = random.randrange(len(tree.right.args))
    rest = tuple(a for j, a in enumerate(tree.right.args) if j != i)
    kept = rest[0] if len(rest) == 1 else Op("+", rest)
    return Rel("==", minus(tree.left, tree.right.args[i]), kept)


def rename(random: Random, tree: Rel) -> Rel | None:
    """Another name for a bound index."""
    spot, new = chosen(random, tree, lambda s: isinstance(s.part, Big)), unused(tree, random)
    if spot is None or not isinstance(big := spot.part, Big):
        return None
    return at(tree, spot, replace(big, var=new, body=put(big.body, big.var, Sym(new))))


def shift(random: Random, tree: Rel) -> Rel | None:
    """A bound index counted from elsewhere."""
    spot, by = chosen(random, tree, lambda s: isinstance(s.part, Big)), random.choice([-2, -1, 1, 2])
    if spot is None or not isinstance(big := spot.part, Big):
        return None
    body = put(big.body, big.var, plus(Sym(big.var), -by))
    return at(tree, spot, replace(big, body=body, lo=plus(big.lo, by), hi=plus(big.hi, by)))


def reverse(random: Random, tree: Rel) -> Rel | None:
    """A sum or product backwards."""
    spot = chosen(random, tree, lambda s: isinstance(s.part, Big))
    if spot is None or not isinstance(big := spot.part, Big):
        return None
    ends = minus(Op("+", (big.lo, big.hi)), Sym(big.var))
    return at(tree, spot, replace(big, body=put(big.body, big.var, ends)))


def span(random: Random, tree: Rel) -> Rel | None:
    """K written out, once or everywhere."""
    result, everywhere = tree, random.random() < 0.5
    while spot := chosen(random, result, lambda s: isinstance(s.part, At) and s.part.name == "K"):
        assert isinstance(spot.part, At)
        result = at(result, spot, put(term("d[x]*(k[x] - 1) + 1"), "x", spot.part.index))
        if not everywhere:
            break
    return result if result != tree else None


RELATIONS = {
    "r": ["v[x] - u[x] + 1"], "v": ["u[x] + r[x] - 1", "2*c[x] - u[x]"], "u": ["uL*S[x] - P[x]", "v[x] - r[x] + 1"],
    "c": ["(u[x] + v[x])/2", "u[x] + (r[x] - 1)/2", "uL*S[x] - P[x] + (r[x] - 1)/2"], "P": ["uL*S[x] - u[x]"],
    "S": ["Product(s[t], (t, x+1, L))"], "J": ["Product(s[t], (t, 1, x))"],
}  # fmt: skip


def relation(random: Random, tree: Rel) -> Rel | None:
    """A quantity of a map by others of that map."""
    spot = chosen(random, tree, lambda s: isinstance(s.part, At) and s.part.name in RELATIONS)
    if spot is None or not isinstance(spot.part, At):
        return None
    new = put(term(random.choice(RELATIONS[spot.part.name])), "x", spot.part.index)
    own = unused(tree, random)
    return at(tree, spot, replace(new, var=own, body=put(new.body, "t", Sym(own))) if isinstance(new, Big) else new)


def name(random: Random, tree: Rel) -> Rel | None:
    """A product of strides by its letter."""

    def letter(part: Term) -> Term | None:
        if not isinstance(part, Big) or part.kind != "Product" or part.body != At("s", Sym(part.var)):
            return None
        return At("S", plus(part.lo, -1)) if part.hi == L else At("J", part.hi) if part.lo == ONE else None

    spot = chosen(random, tree, lambda s: letter(s.part))
    found = None if spot is None else letter(spot.part)
    return None if spot is None or found is None else at(tree, spot, found)


def distribute(random: Random, tree: Rel) -> Rel | None:
    """A sum of sums as two sums."""
    spot = chosen(random, tree, lambda s: isinstance(s.part, Big) and s.part.kind == "Sum" and two(s.part.body))
    if spot is None or not isinstance(big := spot.part, Big):
        return None
    return at(tree, spot, Op("+", tuple(replace(big, body=part) for part in two(big.body))))


def two(body: Term) -> tuple[Term, ...]:
    """The terms of a + b, or of (a + b)*c; none where it is neither."""
    if isinstance(body, Op) and body.op == "+":
        return body.args
    if isinstance(body, Op) and body.op == "*" and isinstance(a := body.args[0], Op) and a.op == "+":
        return tuple(Op("*", (part, *body.args[1:])) for part in a.args)
    return ()


def special(random: Random, tree: Rel) -> Rel | None:
    """At one map: the first ones or the last ones."""
    if not any("l" in names(part)[0] for part in named(tree)):
        return None
    return put_in(tree, "l", random.choice([ZERO, ONE, Num(Fraction(2)), L, L, plus(L, -1)]))


def next_map(random: Random, tree: Rel) -> Rel | None:
    """The free index moved by one."""
    maps = [part for part in named(tree) if part.index == Sym("l")]
    return put_in(tree, "l", plus(Sym("l"), random.choice([-1, 1]))) if maps else None


def take_out(random: Random, tree: Rel) -> Rel | None:
    """The first term of what runs up to L, or the last one of what runs from 1, a layer that then is named."""
    whole = lambda s: isinstance(s.part, Big) and not s.around and (s.part.hi == L or s.part.lo == ONE)  # noqa: E731
    spot = chosen(random, tree, whole)
    if spot is None or not isinstance(big := spot.part, Big):
        return None
    first = big.hi == L and (big.lo != ONE or random.random() < 0.5)
    end = big.lo if first else big.hi
    rest = replace(big, lo=plus(end, 1)) if first else replace(big, hi=plus(end, -1))
    inside = put(big.body, big.var, end)
    if not any(isinstance(s.part, At) and s.part.name in LAYER_LETTERS and s.part.index == end and not s.around
               for s in spots(Rel("==", inside, ZERO))):  # fmt: skip
        return None
    both = (inside, rest) if first else (rest, inside)
    return at(tree, spot, Op("+" if big.kind == "Sum" else "*", both))


def split(random: Random, tree: Rel) -> Rel | None:
    """A sum over all layers in two, at any map."""
    whole = lambda s: isinstance(s.part, Big) and s.part.lo == ONE and s.part.hi == L and not s.around  # noqa: E731
    spot = None if free(tree) else chosen(random, tree, whole)
    if spot is None or not isinstance(big := spot.part, Big):
        return None
    parts = replace(big, hi=Sym("l")), replace(big, lo=plus(Sym("l"), 1))
    return at(tree, spot, Op("+" if big.kind == "Sum" else "*", parts))


KEEPING: tuple[Step, ...] = (
    swap, scale, add, move, rename, shift, reverse, span, span, relation, relation, name, distribute, special, special,
    next_map, take_out, take_out, split,
)  # fmt: skip


# ---- steps that spoil a claim, mostly


def spoiled(random: Random, tree: Rel) -> Rel:
    """One small thing changed."""
    spot = random.choice([s for s in spots(tree) if not isinstance(s.part, Sym)])
    return at(tree, spot, other(random, spot.part))


def other(random: Random, part: Term) -> Term:
    """Another part: a number or an index one off, another letter, another sign, a term or factor lost."""
    match part:
        case Num(value=value):
            return Num(value + random.choice([1, 1, 2]))
        case At(name=letter, index=index):
            if random.random() < 0.5:
                return At(letter, plus(index, random.choice([-1, 1])))
            return At(random.choice([x for x in ("ksdpqK" if letter in LAYER_LETTERS else MAPS) if x != letter]), index)
        case Big():
            by = random.choice([-1, 1])
            ends = [replace(part, lo=plus(part.lo, by)), replace(part, hi=plus(part.hi, by))]
            return random.choice([*ends, replace(part, kind="Sum" if part.kind == "Product" else "Product")])
        case Op(op="+" | "*" as op, args=args):
            i = random.randrange(len(args))
            if random.random() < 0.5:
                return Op(op, tuple(Op("neg", (a,)) if i == j else a for j, a in enumerate(args)))
            rest = tuple(a for j, a in enumerate(args) if j != i)
            return rest[0] if len(rest) == 1 else Op(op, rest)
        case Op(op="neg", args=(a,)):
            return a
        case Op(op="/", args=(a, b)):
            return random.choice([a, Op("/", (plus(a, 1), b))])
    return Op("+", (part, ONE))
