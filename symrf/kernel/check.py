"""What a certificate may rest on, rule by rule. A certificate: {"schema": 1, "statement": …, "proof": [step, …]}."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from operator import add, mul
from typing import Any

from symrf.kernel.polynomial import Poly, Refused, atom, const, work

RATIONAL, NAME = re.compile(r"-?[0-9]{1,40}(/[1-9][0-9]{0,39})?"), re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
ONE, HERE, MAX_DEPTH, MAX_BINDERS = const(1), atom("var", "'"), 40, 8
SHAPE = [{"schema", "statement", "proof"}, {"name", "for", "numbers", "sequences", "definitions", "assume", "goals"}, 1]


@dataclass(frozen=True)
class World:
    """What may be used at one place of a proof. Facts are >= 0; equations: (integers with facts, what is 0)."""

    integers: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    sequences: tuple[str, ...] = ()
    facts: tuple[Poly, ...] = ()
    definitions: tuple[tuple[str, Any], ...] = ()
    equations: tuple[tuple[list, Poly], ...] = ()

    def such_that(self, facts: list, *names: str) -> "World":
        new = [f for i, f in enumerate(facts) if f not in (*self.facts, *facts[:i]) and f.atoms()]
        return replace(self, integers=self.integers + names, facts=(*self.facts, *new))

    def term(self, data: Any, bound: int = 0, depth: int = 0) -> Poly:
        """Read a term: an integer, "p/q", a name, "#n", or [op, …]; `bound` binders are around it."""
        match data if depth < MAX_DEPTH else None:
            case int() | str() if RATIONAL.fullmatch(str(data)):  # which no truth value does
                return const(data if type(data) is int else Fraction(data))
            case str() if re.fullmatch("#[0-9]", data) and int(data[1]) < bound:
                return atom("#", int(data[1]))
            case str() if data in self.integers + self.numbers:
                return atom("var", data)
            case ["+" | "*" as op, _, _, *_]:
                return reduce(add if op == "+" else mul, [self.term(part, bound, depth + 1) for part in data[1:]])
            case ["at", name, place] if name in self.sequences:
                return atom("at", name, self.index(place, bound, depth + 1))
            case ["sum" | "prod" as op, lo, hi, body] if bound < MAX_BINDERS:
                ends = (self.index(end, bound, depth + 1) for end in (lo, hi))
                return atom(op, *ends, self.term(body, bound + 1, depth + 1))
        raise Refused(f"not a term here: {str(data)[:60]!a}")

    def index(self, data: Any, bound: int = 0, depth: int = 0) -> Poly:
        """Read a term that is an integer whatever the integer variables are: linear, with integer coefficients."""
        poly = self.term(data, bound, depth)
        allowed = {(("var", name), 1) for name in self.integers} | {(("#", n), 1) for n in range(bound)}
        if any(c.denominator != 1 or len(monomial) > 1 or monomial - allowed for monomial, c in poly):
            raise Refused(f"not an integer index: {str(data)[:60]!a}")
        return poly

    def require(self, claim: Poly, why: list) -> None:
        """claim >= 0, as it is exactly a constant >= 0 plus facts times positive numbers (Farkas)."""
        for weight, which in [(why[0], None), *why[1:]]:
            value = self.term(weight)
            if value.atoms() or any(c < 0 for _, c in value) or (which is not None and not which >= 0):
                raise Refused(f"not a multiplier: {str(weight)[:20]!a} of fact {str(which)[:20]!a}")
            claim -= value if which is None else value * self.facts[which]
        if claim:
            raise Refused("a side condition does not follow from the facts")

    def instance(self, rule: str, args: list) -> Poly:
        """Rebuild the polynomial that is 0 by this rule."""
        match rule, args:
            case "unfold", [name, data, why]:  # the defining equation of a sequence
                place, (kind, value, start, _) = self.index(data), dict(self.definitions)[name]
                down = kind == "down"
                self.require(start[0] - place if down else place - start[0] - ONE if start else const(0), why)
                return atom("at", name, place - ONE if down else place) - value.opened(place)
            case "base", [name]:  # its first value
                _, _, (start,), base = dict(self.definitions)[name]
                return atom("at", name, start) - base
            case "use", [int() as which, places, whys] if which >= 0:  # an assumption, an earlier step, the hypothesis
                quantified, equation = self.equations[which]
                values = {name: self.index(place) for (name, _), place in zip(quantified, places, strict=True)}
                conditions = [fact.substitute(values) for _, facts in quantified for fact in facts]
                for condition, why in zip(conditions, whys, strict=True):
                    self.require(condition, why)
                return equation.substitute(values)
            case "linear", [lo, hi, *pairs]:  # the sum of a combination is the combination of the sums
                ends, whole, split = (self.index(lo), self.index(hi)), const(0), const(0)
                for c, body in ((self.term(c), self.term(b, 1)) for c, b in pairs):
                    whole, split = whole + c * body, split + c * atom("sum", *ends, body)
                return atom("sum", *ends, whole) - split
            case "factor", [lo, hi, *bodies]:  # the product of products is the product of the products
                ends, whole, split = (self.index(lo), self.index(hi)), ONE, ONE
                for body in (self.term(b, 1) for b in bodies):
                    whole, split = whole * body, split * atom("prod", *ends, body)
                return atom("prod", *ends, whole) - split
            case _, [("sum" | "prod") as kind, lo, hi, data, *more]:
                big = kind, self.index(lo), self.index(hi), self.term(data, 1)
                return atom(*big) - self.equal(rule, *big, more)
        raise Refused(f"no such rule: {str([rule, *args])[:60]!a}")

    def equal(self, rule: str, kind: str, lo: Poly, hi: Poly, body: Poly, args: list) -> Poly:
        """What this sum or product equals by this rule."""
        match rule, args:
            case "empty", [why]:
                self.require(lo - hi - ONE, why)
                return const(0) if kind == "sum" else ONE
            case "first" | "last", [why]:  # one term taken out
                self.require(hi - lo, why)
                term, *ends = (lo, lo + ONE, hi) if rule == "first" else (hi, lo, hi - ONE)
                return (add if kind == "sum" else mul)(body.opened(term), atom(kind, *ends, body))
            case "shift", [by]:  # the same terms, counted from elsewhere
                moved = body.opened(HERE - self.index(by)).closed("'")
                return atom(kind, lo + self.index(by), hi + self.index(by), moved)
            case "reverse", []:  # the same terms, backwards
                return atom(kind, lo, hi, body.opened(lo + hi - HERE).closed("'"))
            case "inside", [data, proof]:  # equal terms at every index of the range
                name, other = "'" + "i" * (1 + sum(n[0] == "'" for n in self.integers)), self.term(data, 1)
                here = atom("var", name)
                self.such_that([here - lo, hi - here], name).prove(body.opened(here) - other.opened(here), proof)
                return atom(kind, lo, hi, other)
        raise Refused(f"no such rule: {str([rule, *args])[:60]!a}")

    def prove(self, goal: Poly, proof: list) -> None:
        """goal = 0, as it is the sum of the instances, each times its cofactor."""
        for cofactor, rule, *args in proof:
            goal -= self.term(cofactor) * self.instance(rule, args)
        if goal:
            raise Refused("the instances do not add up to the claim")

    def equation(self, quantifiers: list, sides: Any = (0, 0)) -> tuple["World", list, Poly]:
        """Declare integers [name, lowest, highest], null being no bound, and read an equation about them."""
        world, ranges = self, []
        for name, lo, hi in quantifiers:
            if not NAME.fullmatch(name) or name in world.integers + world.numbers:
                raise Refused(f"not a new name: {str(name)[:40]!a}")
            facts = [] if lo is None else [atom("var", name) - world.index(lo)]
            facts += [] if hi is None else [world.index(hi) - atom("var", name)]
            world = world.such_that(facts, name)
            ranges.append((name, facts))
        left, right = sides
        return world, ranges, world.term(left) - world.term(right)

    def step(self, data: dict) -> "World":
        """Check one step, directly or by induction on its last integer: down from its highest or up from its lowest."""
        inner, ranges, goal = self.equation(data["for"], data["equal"])
        if set(data) == {"for", "equal", "proof"}:
            inner.prove(goal, data["proof"])
        elif set(data) == {"for", "equal", "induction", "base", "step"} and data["induction"] in ("down", "up"):
            down, (name, facts), outer = data["induction"] == "down", ranges[-1], self.equation(data["for"][:-1])[0]
            start = {name: outer.index(data["for"][-1][2 if down else 1])}
            outer.such_that([f.substitute(start) for f in facts]).prove(goal.substitute(start), data["base"])
            nearer = {name: atom("var", name) + const(-1 if down else 1)}
            both = inner.such_that([f.substitute(nearer) for f in facts])
            replace(both, equations=(*self.equations, ([], goal))).prove(goal.substitute(nearer), data["step"])
        else:
            raise Refused("a step is proved directly, or by induction down or up")
        return replace(self, equations=(*self.equations, (ranges, goal)))

    def define(self, data: dict) -> "World":
        """Add a sequence. It mentions earlier ones, and itself only one index back: so it exists, whatever they are."""
        name, kind = data["name"], data["kind"]
        back = {"explicit": [], "down": [HERE], "up": [HERE - ONE]}[kind]
        keys = {"name", "kind", "value"} | ({"from", "base"} if back else set())
        if set(data) != keys or not NAME.fullmatch(name) or name in self.sequences:
            raise Refused(f"not a definition of a new sequence: {str(data)[:60]!a}")
        known = replace(self, sequences=(*self.sequences, name))
        value = known.term(data["value"], 1)
        if any(a[:2] == ("at", name) and a[2] not in back for a in value.opened(HERE).atoms()):
            raise Refused(f"the definition of {name} is circular")
        start, base = ([self.index(data["from"])], self.term(data["base"])) if back else ([], None)
        return replace(known, definitions=(*self.definitions, (name, (kind, value, start, base))))


def check(certificate: Any) -> dict:
    """Return the statement that the certificate proves; raise Refused where it is not a proof."""
    work[0] = 0
    try:
        statement = certificate["statement"]
        numbers, sequences, goals = (statement[part] for part in ("numbers", "sequences", "goals"))
        names = numbers + sequences + [statement["name"].replace("-", "")]
        shape = [{*certificate}, {*statement}, certificate["schema"]]
        if shape != SHAPE or not goals or not all(map(NAME.fullmatch, names)):
            raise Refused("not a certificate of schema 1")
        world = World(numbers=tuple(numbers), sequences=tuple(sequences)).equation(statement["for"])[0]
        for data in statement["definitions"]:
            world = world.define(data)
        for data in statement["assume"]:
            world = replace(world, equations=(*world.equations, world.equation(data["for"], data["equal"])[1:]))
        for data in certificate["proof"]:
            world = world.step(data)
        if any(goal not in [{"for": p["for"], "equal": p["equal"]} for p in certificate["proof"]] for goal in goals):
            raise Refused("a goal is not among the steps that are proved")
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Refused(f"malformed: {type(error).__name__} {str(error)[:60]!a}") from None
    return statement
