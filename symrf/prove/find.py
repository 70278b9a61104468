"""From a theorem to a certificate: each step by induction down or up, or directly from the steps before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

from symrf.kernel.check import World
from symrf.kernel.polynomial import Refused, work
from symrf.prove.algebra import ONE, ZERO, Poly, add, atom, atoms_of, const, mul, opened, sub, substitute
from symrf.prove.certificate_terms import dump
from symrf.prove.indices import targets
from symrf.prove.known import Known, assumptions, by_neighbours, close, closed_forms
from symrf.prove.lemmas import COUNT, counting, generalised, neighbour, sums
from symrf.prove.linear import why
from symrf.prove.normal import Rewriter, Uses, ranged, replaced, rules
from symrf.prove.statement import equation as to_equation
from symrf.prove.statement import statement as to_statement
from symrf.statement import read
from symrf.theorem import Theorem


class NotFound(Exception):
    """No certificate was found; the message says for which step."""


def certificate(theorem: Theorem, before: dict[str, list[Any]] | None = None) -> Any:
    """A certificate of the theorem (not yet checked); NotFound or NotExpressible where there is none.

    before: proofs found for a theorem that carries the same to begin with; they are tried first, and added to.
    """
    known = before if before is not None else {}
    work[0] = 0
    data = to_statement(theorem)
    world = World(numbers=tuple(data["numbers"]), sequences=tuple(data["sequences"]))
    world = world.equation(data["for"])[0]
    for definition in data["definitions"]:
        world = world.define(definition)
    for assumed in data["assume"]:
        world = replace(world, equations=(*world.equations, world.equation(assumed["for"], assumed["equal"])[1:]))
    steps: list[Any] = []
    stated = read(theorem)
    carried = [to_equation(said, stated.least_depth) for said in stated.carried]
    for lemma in [*carried, *data["goals"]]:
        key = f"{len(world.equations)}: {lemma}"
        found = known.get(key) or prove(world, lemma)
        if found is None:
            raise NotFound(f"no proof of {theorem.name} was found at step {len(steps) + 1}")
        known[key] = found
        steps += found
        for step in found:
            world = world.step(step)
    return {"schema": 1, "statement": data, "proof": steps}


def prove(world: World, lemma: Any) -> list[Any] | None:
    """A proof of one equation: the last of one or more steps. None where none was found."""
    found = simply(world, lemma)
    if found is not None:
        return [found]
    try:
        return by_lemmas(world, lemma) or telescoped(world, lemma) or with_factors(world, lemma)
    except Refused:
        return None


def with_factors(world: World, lemma: Any) -> list[Any] | None:
    """First the equation with factors taken into the products beside them; then the equation itself."""
    inner, _, goal = world.equation(lemma["for"], lemma["equal"])
    rest, uses = gathered(inner, goal)
    found = prove(world, {"for": lemma["for"], "equal": [dump(rest), 0]}) if uses else None
    if found is None:
        return None
    names = [name for name, *_ in lemma["for"]]
    whys = [why(f, inner.facts) for _, facts in world.equation(lemma["for"])[1] for f in facts]
    known = ["use", len(world.equations) + len(found) - 1, names, whys]
    return [*found, {**lemma, "proof": rules([*uses, (ONE, known)])}]


def by_lemmas(world: World, lemma: Any) -> list[Any] | None:
    """First what remains of the equation in normal form, for a depth that is a variable; then the equation."""
    steps: list[Any] = []
    rest, uses = remainder(world, lemma)
    if sums(rest) and counting(world) is None:
        ones = simply(world, COUNT)
        if ones is None:
            return None
        steps.append(ones)
        world = world.step(ones)
        rest, uses = remainder(world, lemma)
        if not rest:
            return [*steps, {**lemma, "proof": rules(uses)}]
    inner = world.equation(lemma["for"])[0]
    for ranges, zero, places in generalised(world, lemma["for"], rest):
        general = {"for": ranges, "equal": [dump(zero), 0]}
        found = simply(world, general)
        if found is None:
            continue
        values = {name: inner.index(place) for (name, _, _), place in zip(ranges, places, strict=True)}
        facts = [substitute(f, values) for _, facts in world.equation(ranges)[1] for f in facts]
        whys = [why(f, inner.facts) for f in facts]
        if None not in whys:
            proof = rules([*uses, (ONE, ["use", len(world.equations), places, whys])])
            return [*steps, found, {**lemma, "proof": proof}]
    return None


def telescoped(world: World, lemma: Any) -> list[Any] | None:
    """By sums over neighbouring ranges, b[lo] + … + b[t-1] and b[lo+1] + … + b[t], which differ at their ends."""
    steps: list[Any] = []
    rest, uses = remainder(world, lemma)
    while (one := neighbour(rest)) is not None:
        _, lo, hi, body = one
        end = atom("var", "t")
        below, above = atom("sum", lo, sub(end, ONE), body), atom("sum", add(lo, ONE), end, body)
        sides = [["+", dump(below), dump(opened(body, end))], ["+", dump(opened(body, lo)), dump(above)]]
        general = {"for": [*lemma["for"], ["t", dump(lo), None]], "equal": sides}
        found = simply(world, general)
        if found is None or len(steps) > 3:
            return None
        steps.append(found)
        which, world = len(world.equations), world.step(found)
        inner = world.equation(lemma["for"])[0]
        places = [*(name for name, *_ in lemma["for"]), dump(add(hi, ONE))]
        values = {name: inner.index(place) for (name, _), place in zip(world.equations[which][0], places, strict=True)}
        facts = [substitute(f, values) for _, facts in world.equations[which][0] for f in facts]
        whys = [why(f, inner.facts) for f in facts]
        if None in whys:
            return None
        known = substitute(world.equations[which][1], values)
        rest, cofactor = replaced(rest, one, sub(atom(*one), known))
        rest, more = rewriter(inner).normal(rest)
        uses = [*uses, (cofactor, ["use", which, places, whys]), *more]
    return None if rest or not steps else [*steps, {**lemma, "proof": rules(uses)}]


def remainder(world: World, lemma: Any) -> tuple[Poly, Uses]:
    """What is left of the equation in normal form."""
    inner, _, goal = world.equation(lemma["for"], lemma["equal"])
    return rewriter(inner).normal(goal)


def rewriter(world: World) -> Rewriter:
    """Rewrites with all that is known."""
    return Rewriter(world, closed_forms=closed_forms(world), counting=counting(world))


def simply(world: World, lemma: Any) -> Any:
    """A proof in one step, or None."""
    for attempt in attempts(world, lemma):
        try:
            world.step(attempt)
        except Refused:
            continue
        return attempt
    return None


def attempts(world: World, lemma: Any) -> Iterator[Any]:
    """Candidate proofs, the simplest first."""
    for proof in direct(world, lemma):
        yield {**lemma, "proof": proof}
    for direction in ("down", "up") if lemma["for"] else ():
        for known in (assumptions(world), closed_forms(world)):
            parts = induction(world, lemma, direction, known)
            if parts is not None:
                yield {**lemma, "induction": direction, "base": parts[0], "step": parts[1]}


def direct(world: World, lemma: Any) -> Iterator[list[Any]]:
    """Normalise; what remains must be a multiple of an earlier step at one of the indices in sight.

    Plainly first, then with every recurrence taken one step, from index l - 1 to l and from l to l + 1; or from map to
    map between those that the goal names by a number, as maps 1 and 3, or from the output, as L - 2 and L.
    """
    inner, ranges, goal = world.equation(lemma["for"], lemma["equal"])
    rewriters = [rewriter(inner)]
    if ranges:
        name = ranges[-1][0]
        here = atom("var", name)
        for low, high in ((sub(here, ONE), here), (here, add(here, ONE))):
            known, moved = assumptions(world), targets([goal], name)
            rewriters.append(Rewriter(inner, low, high, name, moved, known, counting(inner)))
    for each in rewriters:
        proof = close(inner, goal, each)
        if proof is not None:
            yield proof
    yield from from_map_to_map(inner, goal, assumptions(world), rewriter(inner))


def from_map_to_map(world: World, goal: Poly, known: Known, then: Rewriter) -> Iterator[list[Any]]:
    """Proofs that first take the recurrences from map to map, between those that are named."""
    for low, high in between(goal):
        rest, uses = Rewriter(world, low, high, closed_forms=known, counting=counting(world)).normal(goal)
        proof = close(world, rest, then)
        if proof is not None:
            yield [*rules(uses), *proof]


def between(goal: Poly) -> Iterator[tuple[Poly, Poly]]:
    """(one below the last, one above the first) of 0 and the indices c, and of L and the indices L + c, in the goal."""
    found = {a[2] for monomial, _ in goal for a, _ in monomial if a[0] == "at"}
    for start in (ZERO, atom("var", "L")):
        numbers = [Fraction(0), *(c for place in found if (c := number(sub(place, start))) is not None)]
        if any(numbers):
            yield add(start, const(max(numbers) - 1)), add(start, const(min(numbers) + 1))


def number(poly: Poly) -> Fraction | None:
    """The value of a polynomial that is a number."""
    return None if atoms_of(poly) else sum((Fraction(c) for _, c in poly), Fraction(0))


def induction(world: World, lemma: Any, direction: str, known: Known) -> tuple[list[Any], list[Any]] | None:
    """Base and step of an induction on the last index."""
    inner, ranges, goal = world.equation(lemma["for"], lemma["equal"])
    name, facts = ranges[-1]
    outer = world.equation(lemma["for"][:-1])[0]
    down = direction == "down"
    if lemma["for"][-1][2 if down else 1] is None:
        return None
    start = {name: outer.index(lemma["for"][-1][2 if down else 1])}
    first = outer.such_that([substitute(f, start) for f in facts])
    plain = Rewriter(first, closed_forms=known, counting=counting(first))
    base = close(first, substitute(goal, start), plain)
    if base is None:
        base = next(from_map_to_map(first, substitute(goal, start), assumptions(world), plain), None)
    if base is None:
        return None
    here = atom("var", name)
    nearer = add(here, const(-1 if down else 1))
    both = inner.such_that([substitute(f, {name: nearer}) for f in facts])
    hypothesis = replace(both, equations=(*world.equations, ([], goal)))
    wanted = substitute(goal, {name: nearer})
    near = Rewriter(
        hypothesis, low=nearer if down else here, high=here if down else nearer, pivot=name,
        targets=targets([goal, wanted], name), closed_forms=known, counting=counting(hypothesis),
    )  # fmt: skip
    step = close(hypothesis, wanted, near, only=len(world.equations)) or by_neighbours(hypothesis, wanted, near)
    return None if step is None else (base, step)


def gathered(world: World, poly: Poly) -> tuple[Poly, Uses]:
    """The polynomial with all such factors taken in, and the instances that lead there."""
    uses: Uses = []
    while (step := _gathered(world, poly)) is not None:
        poly, use = step
        uses.append(use)
    return poly, uses


def _gathered(world: World, poly: Poly) -> tuple[Poly, tuple[Poly, list[Any]]] | None:
    for monomial, c in sorted(poly, key=str):
        powers = dict(monomial)
        for product in sorted((a for a in powers if a[0] == "prod"), key=str):
            _, lo, hi, body = product
            for how, start, end in (("last", lo, add(hi, ONE)), ("first", sub(lo, ONE), hi)):
                factor = opened(body, end if how == "last" else start)
                beside = next((a for a in powers if atom(*a) == factor), None)
                reason = why(sub(end, start), world.facts)
                if beside is None or reason is None:
                    continue
                left = {a: e - (a in (product, beside)) for a, e in powers.items()}
                rest = Poly({(frozenset((a, e) for a, e in left.items() if e), c)})
                whole = atom("prod", start, end, body)
                after = add(sub(poly, Poly({(monomial, c)})), mul(rest, whole))
                return after, (mul(const(-1), rest), ranged(how, "prod", start, end, body, reason))
    return None
