"""Normal forms with a trace: polynomial = normal form + Σ cofactor · instance, each instance one of the kernel's rules.

Around the pivot of an induction (low = x, high = x + 1, or x - 1 and x) sequences and ranges are moved to the end at
which the hypothesis states them; everywhere else only what is certain is rewritten.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from symrf.kernel.check import World
from symrf.prove.algebra import ONE, ZERO, Poly, add, atom, closed, const, mul, opened, sub, substitute
from symrf.prove.certificate_terms import dump, text, text_of
from symrf.prove.indices import normal_count, own_atoms, place
from symrf.prove.linear import why
from symrf.prove.pairs import Pair, joined, pairs

Uses = list[tuple[Poly, list[Any]]]
MAX_ROUNDS = 400


@dataclass(frozen=True)
class Rewriter:
    """How to normalise at one place of a proof.

    targets: (end, rest) -> offset that ranges are moved to. closed_forms: equations f(l) = value to rewrite with.
    counting: which equation says that a sum of n ones is n, if there is one. rewritten: what is known of atoms.
    """

    world: World
    low: Poly | None = None
    high: Poly | None = None
    pivot: str = ""
    targets: dict[tuple, Fraction] = field(default_factory=dict)
    closed_forms: dict[str, tuple[int, str, Poly, Fraction]] = field(default_factory=dict)
    counting: int | None = None
    rewritten: dict[tuple, Any] = field(default_factory=dict)

    @cached_property
    def pairs(self) -> list[Pair]:
        """The products of two terms that are known."""
        return list(pairs(self.world))

    def normal(self, poly: Poly) -> tuple[Poly, Uses]:
        """The normal form and the instances that lead there."""
        uses: Uses = []
        for _ in range(MAX_ROUNDS):
            pair = joined(self.world, poly, self.pairs)
            if pair is not None:
                poly, cofactor, rule = pair
                uses.append((cofactor, rule))
                continue
            for a in sorted(_top(poly), key=text_of):
                if a not in self.rewritten:
                    self.rewritten[a] = self.rewrite(a)
                found = self.rewritten[a]
                if found is not None:
                    break
            else:
                return poly, uses
            image, rule = found
            poly, cofactor = replaced(poly, a, image)
            if rule[0] == "use" and a[0] == "at":  # the equation is a multiple of atom - image
                cofactor = mul(cofactor, const(1 / Fraction(self.closed_forms[a[1]][3])))
            uses.append((cofactor, rule))
        return poly, uses

    def rewrite(self, a: tuple) -> tuple[Poly, list[Any]] | None:
        """One rule that changes this atom: (what it becomes, the kernel rule), or None."""
        match a:
            case ("at", name, index):
                return self._sequence(name, index)
            case ("sum", lo, hi, body) if self.counting is not None and lo == ONE == body:
                reason = why(hi, self.world.facts)
                return None if reason is None else (hi, ["use", self.counting, [dump(hi)], [reason]])
            case (("sum" | "prod") as kind, lo, hi, body):
                return self._range(kind, lo, hi, body) or self._body(kind, lo, hi, body)
        return None

    def _sequence(self, name: str, index: Poly) -> tuple[Poly, list[Any]] | None:
        known = self._closed_form(name, index) if name in self.closed_forms else None
        definition = dict(self.world.definitions).get(name)
        if known is not None or definition is None:
            return known
        kind, value, start, base = definition
        if kind == "explicit":
            return opened(value, index), ["unfold", name, dump(index), [0]]
        if index == start[0]:
            return base, ["base", name]
        if self.low is None or self.high is None:
            return None
        below, above = self._gap(self.low, index), self._gap(index, self.high)
        if kind == "down" and below is not None and below >= 0:
            place = add(index, ONE)
            reason = why(sub(start[0], place), self.world.facts)
            return None if reason is None else (opened(value, place), ["unfold", name, dump(place), reason])
        if kind == "up" and above is not None and above >= 0:
            reason = why(sub(sub(index, start[0]), ONE), self.world.facts)
            return None if reason is None else (opened(value, index), ["unfold", name, dump(index), reason])
        return None

    def _closed_form(self, name: str, index: Poly) -> tuple[Poly, list[Any]] | None:
        which, variable, value, _ = self.closed_forms[name]
        quantified, _ = self.world.equations[which]
        conditions = [substitute(f, {variable: index}) for _, facts in quantified for f in facts]
        whys = [why(c, self.world.facts) for c in conditions]
        image = substitute(value, {variable: index})
        if any(w is None for w in whys) or image == atom("at", name, index):
            return None
        return image, ["use", which, [dump(index)], whys]

    @staticmethod
    def _gap(index: Poly, from_: Poly) -> Fraction | None:
        difference = sub(index, from_)
        if not difference:
            return Fraction(0)
        return next(iter(difference))[1] if len(difference) == 1 and not next(iter(difference))[0] else None

    def _range(self, kind: str, lo: Poly, hi: Poly, body: Poly) -> tuple[Poly, list[Any]] | None:
        facts = self.world.facts
        reason = why(sub(sub(lo, hi), ONE), facts)
        if reason is not None:
            return (ZERO if kind == "sum" else ONE), ranged("empty", kind, lo, hi, body, reason)
        length = self._gap(hi, lo)
        first = self._moves("lo", lo, 1) or (length is not None and length < 8)
        if first or self._moves("hi", hi, -1):
            reason = why(sub(hi, lo), facts)
            if reason is None:
                return None
            join = add if kind == "sum" else mul
            rule = ranged("first" if first else "last", kind, lo, hi, body, reason)
            if first:
                return join(opened(body, lo), atom(kind, add(lo, ONE), hi, body)), rule
            return join(opened(body, hi), atom(kind, lo, sub(hi, ONE), body)), rule
        return self._counted(kind, lo, hi, body)

    def _moves(self, end: str, bound: Poly, direction: int) -> bool:
        key, offset = place(end, bound, self.pivot)
        target = self.targets.get(key)
        return target is not None and (target - offset) * direction > 0

    @staticmethod
    def _counted(kind: str, lo: Poly, hi: Poly, body: Poly) -> tuple[Poly, list[Any]] | None:
        """The same terms, counted as normal_count() says."""
        here, (how, by) = atom("var", "'"), normal_count(lo, hi, body) or ("", ZERO)
        if how == "shift":
            moved = closed(opened(body, sub(here, by)), "'")
            return atom(kind, add(lo, by), add(hi, by), moved), ranged("shift", kind, lo, hi, body, dump(by))
        if how == "reverse":
            moved = closed(opened(body, sub(add(lo, hi), here)), "'")
            return atom(kind, lo, hi, moved), ranged("reverse", kind, lo, hi, body)
        return None

    def _body(self, kind: str, lo: Poly, hi: Poly, body: Poly) -> tuple[Poly, list[Any]] | None:
        name = "'" + "i" * (1 + sum(n[0] == "'" for n in self.world.integers))
        here = atom("var", name)
        inner = replace(self, world=self.world.such_that([sub(here, lo), sub(hi, here)], name), rewritten={})
        before = opened(body, here)
        after, uses = inner.normal(before)
        if after != before:
            other = closed(after, name)
            rule = ["inside", kind, dump(lo), dump(hi), dump(body), dump(other), rules(uses)]
            return atom(kind, lo, hi, other), rule
        return self._linear(lo, hi, body) if kind == "sum" else self._factor(lo, hi, body)

    @staticmethod
    def _linear(lo: Poly, hi: Poly, body: Poly) -> tuple[Poly, list[Any]] | None:
        parts: dict[Poly, Poly] = {}
        for monomial, c in body:
            inside = own_atoms(monomial)
            key = Poly({(inside, 1)})
            parts[key] = add(parts.get(key, ZERO), Poly({(monomial - inside, c)}))
        pairs = sorted(((c, b) for b, c in parts.items() if c), key=lambda pair: text(pair[1]))
        if len(pairs) == 1 and pairs[0][0] == ONE:
            return None
        value = add(*(mul(c, atom("sum", lo, hi, b)) for c, b in pairs))
        return value, ["linear", dump(lo), dump(hi), *([dump(c), dump(b)] for c, b in pairs)]

    @staticmethod
    def _factor(lo: Poly, hi: Poly, body: Poly) -> tuple[Poly, list[Any]] | None:
        if len(body) != 1:
            return None
        ((monomial, c),) = body
        parts = [atom(*a) for a, e in monomial for _ in range(e)] + ([const(c)] if c != 1 else [])
        if len(parts) == 1:
            return None
        value = ONE
        for part in parts:
            value = mul(value, atom("prod", lo, hi, part))
        return value, ["factor", dump(lo), dump(hi), *sorted(map(dump, parts), key=str)]


def ranged(name: str, kind: str, lo: Poly, hi: Poly, body: Poly, *more: Any) -> list[Any]:
    """A rule about a sum or product as the kernel reads it."""
    return [name, kind, dump(lo), dump(hi), dump(body), *more]


def rules(uses: Uses) -> list[Any]:
    """A trace as the kernel reads it; uses of one instance are added up."""
    total: dict[str, tuple[Poly, list[Any]]] = {}
    for cofactor, rule in uses:
        known = total.get(str(rule), (ZERO, rule))
        total[str(rule)] = (add(known[0], cofactor), rule)
    return [[dump(c), *rule] for c, rule in total.values() if c]


def _top(poly: Poly) -> set[tuple]:
    return {a for monomial, _ in poly for a, _e in monomial}


def replaced(poly: Poly, a: tuple, image: Poly) -> tuple[Poly, Poly]:
    """poly with the atom replaced, and the cofactor c with poly = result + c (atom - image)."""
    result, cofactor = ZERO, ZERO
    for monomial, c in poly:
        exponent = dict(monomial).get(a, 0)
        rest = Poly({(frozenset(x for x in monomial if x[0] != a), c)})
        powers = [ONE]
        for _ in range(exponent):
            powers.append(mul(powers[-1], image))
        result = add(result, mul(rest, powers[exponent]))
        for i in range(exponent):  # a^e - b^e = (a - b) Σ a^i b^(e-1-i)
            left = Poly({(frozenset({(a, i)}) if i else frozenset(), 1)})
            cofactor = add(cofactor, mul(rest, mul(left, powers[exponent - 1 - i])))
    return result, cofactor
