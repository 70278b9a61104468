"""What is known at the indices in sight, equations closed by one use of it, and the cofactor of an exact division."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from fractions import Fraction
from typing import Any

from symrf.kernel.check import World
from symrf.prove.algebra import ONE, Poly, add, atom, atoms_of, const, mul, sub, substitute
from symrf.prove.certificate_terms import dump
from symrf.prove.linear import why
from symrf.prove.normal import Rewriter, Uses, rules
from symrf.prove.pairs import multipliers

Known = dict[str, tuple[int, str, Poly, Fraction]]


def close(world: World, goal: Poly, rewriter: Rewriter, only: int | None = None) -> list[Any] | None:
    """A proof that goal = 0: by normal form, then by one use of an equation (of `only` that one, where given)."""
    rest, uses = rewriter.normal(goal)
    if not rest:
        return rules(uses)
    for rule, known in instances(world, only):
        for times in multipliers(rest, known):
            reduced, how = rewriter.normal(mul(times, known))
            factor = quotient(rest, reduced)
            if factor is not None:
                back: Uses = [(mul(const(-1), mul(factor, c)), r) for c, r in how]
                return rules([*uses, (mul(factor, times), rule), *back])
    return None


def instances(world: World, only: int | None) -> Iterator[tuple[list[Any], Poly]]:
    """Uses of the equations at the indices in sight: the integer variables, 0, and each shifted by one."""
    variables = [atom("var", n) for n in world.integers]
    places = [p for v in (*variables, const(0)) for p in (v, sub(v, ONE), add(v, ONE))]
    for which in reversed(range(len(world.equations))) if only is None else [only]:
        quantified, known = world.equations[which]
        if not quantified:
            yield ["use", which, [], []], known
        if len(quantified) == 1:
            ((name, facts),) = quantified
            for at in places:
                whys = [why(substitute(f, {name: at}), world.facts) for f in facts]
                if None not in whys:
                    yield ["use", which, [dump(at)], whys], substitute(known, {name: at})


def closed_forms(world: World) -> Known:
    """Equations of the form f(l) = value, used as rewriting rules: f -> (which, index, value).

    What is given is rewritten sooner than what is defined by it, which would still be there in other words; and first
    what occurs in the fewest equations, so that all of them can be used.
    """
    found: Known = {}
    defined = dict(world.definitions)
    occurs = Counter(name for _, known in world.equations for name in {a[1] for a in atoms_of(known) if a[0] == "at"})

    def rank(a: tuple) -> tuple[bool, int, str]:
        return a[1] in defined, 0 if a[1] in defined else occurs[a[1]], str(a)

    for which, (quantified, known) in enumerate(world.equations):
        if len(quantified) != 1:
            continue
        name = quantified[0][0]
        for a in sorted((a for m, _ in known if len(m) == 1 for a, _e in m), key=rank):
            sign = dict(known).get(frozenset({(a, 1)}))
            if a[0] != "at" or a[2] != atom("var", name) or sign is None or a[1] in found:
                continue
            value = sub(atom(*a), mul(const(1 / Fraction(sign)), known))
            constant = {b for b in atoms_of(value) if b[:2] == ("at", a[1]) and ("var", name) not in atoms_of(b[2])}
            fixed = all(substitute(value, {name: b[2]}) == atom(*b) for b in constant)  # f(l) = f(1): f(1) stays
            if fixed and not depends(world, atoms_of(value) - constant, a[1]):
                found[a[1]] = (which, name, value, sign)
                break
    return found


def assumptions(world: World) -> Known:
    """The rewriting rules among the equations that are not about a recurrence."""
    kinds = dict(world.definitions)
    return {f: rule for f, rule in closed_forms(world).items() if f not in kinds or kinds[f][0] == "explicit"}


def depends(world: World, atoms: Set[tuple], name: str) -> bool:
    """Whether these mention the sequence, directly or through explicit definitions."""
    mentioned = {a[1] for a in atoms if a[0] == "at"}
    kinds = dict(world.definitions)
    return name in mentioned or any(
        depends(world, atoms_of(kinds[m][1]), name) for m in mentioned if m in kinds and kinds[m][0] == "explicit"
    )


def by_neighbours(world: World, goal: Poly, rewriter: Rewriter) -> list[Any] | None:
    """The last equation, of two terms, after one of two terms: s[l] = s[l-1] makes s[l] = s[1] of s[l-1] = s[1]."""
    if len(goal) > 2:
        return None
    last = len(world.equations) - 1
    for rule, known in instances(world, None):
        if rule[1] < last and len(known) == 2:
            for sign in (1, -1):
                rest = close(world, sub(goal, mul(const(sign), known)), rewriter, only=last)
                if rest is not None:
                    return [*rules([(const(sign), rule)]), *rest]
    return None


MAX_STEPS = 200


def quotient(goal: Poly, divisor: Poly) -> Poly | None:
    """c with goal = c · divisor, or None where there is none."""
    if not divisor:
        return None
    order = _order(goal, divisor)
    lead = max(divisor, key=lambda term: order(term[0]))
    result: Poly = const(0)
    for _ in range(MAX_STEPS):
        if not goal:
            return result
        top = max(goal, key=lambda term: order(term[0]))
        powers = dict(top[0])
        for a, e in lead[0]:
            powers[a] = powers.get(a, 0) - e
        if min(powers.values(), default=0) < 0:
            return None
        step = Poly({(frozenset((a, e) for a, e in powers.items() if e), Fraction(top[1]) / lead[1])})
        result = add(result, step)
        goal = sub(goal, mul(step, divisor))
    return None


def _order(*polys: Poly):  # type: ignore[no-untyped-def]
    """Graded lexicographic order on monomials, over the atoms that occur."""
    names = sorted({a for p in polys for m, _ in p for a, _e in m}, key=lambda a: str(dump(atom(*a))))
    rank = {a: i for i, a in enumerate(names)}

    def key(monomial: frozenset) -> tuple[int, list[int]]:
        vector = [0] * len(names)
        for a, e in monomial:
            vector[rank[a]] = e
        return sum(vector), vector

    return key
