"""Products of two terms that are known together, as a stride and its reciprocal: equations f[l] g[l] = value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symrf.kernel.check import World
from symrf.prove.algebra import Poly, add, atom, const, mul, sub, substitute
from symrf.prove.certificate_terms import dump, text, text_of
from symrf.prove.linear import why

RECIPROCAL = "inv_"
MAX_TERMS = 6
Atom = tuple


@dataclass(frozen=True)
class Pair:
    """equation `which`: first * second = value at every value of its variable; second is a reciprocal at it."""

    which: int
    variable: str
    first: Atom
    second: Atom
    value: Poly
    factor: Fraction


def pairs(world: World) -> Iterator[Pair]:
    """The equations of the world that say what a product of a term and a reciprocal is."""
    for which, (quantified, equation) in enumerate(world.equations):
        if len(quantified) != 1:
            continue
        variable = quantified[0][0]
        products = [term for term in equation if len(term[0]) == 2 and all(e == 1 and a[0] == "at" for a, e in term[0])]
        for monomial, factor in sorted(products, key=lambda term: text(Poly({term}))):
            atoms = [a for a, _ in monomial]
            second, first = sorted(atoms, key=lambda a: not a[1].startswith(RECIPROCAL))
            if second[1].startswith(RECIPROCAL) and not first[1].startswith(RECIPROCAL):
                product = mul(atom(*first), atom(*second))
                value = sub(product, mul(const(1 / Fraction(factor)), equation))
                yield Pair(which, variable, first, second, value, Fraction(factor))


def joined(world: World, poly: Poly, known: list[Pair]) -> tuple[Poly, Poly, list[Any]] | None:
    """(the polynomial with one pair replaced, the cofactor, the kernel's rule), or None."""
    for monomial, c in sorted(poly, key=lambda term: text(Poly({term}))) if known else ():
        powers = dict(monomial)
        for second in sorted((a for a in powers if a[0] == "at" and a[1].startswith(RECIPROCAL)), key=str):
            for pair in known:
                if pair.second[1] != second[1]:
                    continue
                at = add(atom("var", pair.variable), sub(second[2], pair.second[2]))
                place = {pair.variable: at}
                first = next(iter(next(iter(substitute(atom(*pair.first), place)))[0]))[0]
                if first not in powers:
                    continue
                quantified = world.equations[pair.which][0]
                whys = [why(substitute(f, place), world.facts) for _, facts in quantified for f in facts]
                if None in whys:
                    continue
                rest = Poly({(_without(monomial, first, second), c)})
                product = mul(atom(*first), atom(*second))
                after = add(sub(poly, mul(rest, product)), mul(rest, substitute(pair.value, place)))
                return after, mul(rest, const(1 / pair.factor)), ["use", pair.which, [dump(at)], whys]
    return None


def multipliers(goal: Poly, known: Poly) -> list[Poly]:
    """With what an equation may have to be multiplied to yield the goal: reciprocals in the goal, divisors in it."""
    if max(len(goal), len(known)) > MAX_TERMS:
        return [const(1)]
    found = [atom(*a) for a in _reciprocals(goal)]
    found += [atom("at", a[1].removeprefix(RECIPROCAL), a[2]) for a in _reciprocals(known)]
    return [const(1), *found]


def _reciprocals(poly: Poly) -> list[Atom]:
    atoms = {a for monomial, _ in poly for a, _e in monomial}
    return sorted((a for a in atoms if a[0] == "at" and a[1].startswith(RECIPROCAL)), key=text_of)


def _without(monomial: frozenset, *atoms: Atom) -> frozenset:
    powers = dict(monomial)
    for a in atoms:
        powers[a] -= 1
    return frozenset((a, e) for a, e in powers.items() if e)
