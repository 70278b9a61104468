"""What a certificate may rest on, rule by rule. A certificate: {"schema": 1, "statement": …, "proof": [step, …]}."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from symrf.kernel.polynomial import Refused, add, atom, atoms, closed, const, mul, opened, sub, substitute, work

RATIONAL, NAME = re.compile(r"-?[0-9]{1,40}/[1-9][0-9]{0,39}"), re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
ONE, MAX_DEPTH = const(1), 40


@dataclass(frozen=True)
class World:
    """What may be used at one place of a proof."""

    integers: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    sequences: tuple[str, ...] = ()
    facts: tuple[frozenset, ...] = ()  # each is >= 0
    definitions: tuple[tuple[str, Any], ...] = ()
    equations: tuple[tuple[list, frozenset], ...] = ()  # (quantified integers with their facts, what is 0)

    def such_that(self, name: str | None, facts: list) -> "World":
        new = [f for i, f in enumerate(facts) if f not in (*self.facts, *facts[:i]) and atoms(f)]
        return replace(self, integers=self.integers + ((name,) if name else ()), facts=(*self.facts, *new))

    def term(self, data: Any, bound: int = 0, depth: int = 0) -> frozenset:
        """Read a term: an integer, "p/q", a name, "#n", or [op, …]."""
        match data:
            case int() if abs(data) < 10**40 and type(data) is int:
                return const(data)
            case str() if RATIONAL.fullmatch(data):
                return const(Fraction(data))
            case str() if re.fullmatch("#[0-9]", data) and int(data[1]) < bound:
                return atom("#", int(data[1]))
            case str() if data in self.integers + self.numbers:
                return atom("var", data)
            case ["+" | "*" as op, first, *rest] if rest and depth < MAX_DEPTH:
                total = self.term(first, bound, depth + 1)
                for part in rest:
                    total = (add if op == "+" else mul)(total, self.term(part, bound, depth + 1))
                return total
            case ["at", name, place] if name in self.sequences and depth < MAX_DEPTH:
                return atom("at", name, self.index(place, bound, depth + 1))
            case ["sum" | "prod" as op, lo, hi, body] if depth < MAX_DEPTH:
                ends = (self.index(end, bound, depth + 1) for end in (lo, hi))
                return atom(op, *ends, self.term(body, bound + 1, depth + 1))
        raise Refused(f"not a term here: {str(data)[:60]}")

    def index(self, data: Any, bound: int = 0, depth: int = 0) -> frozenset:
        """Read a term that is an integer whatever the integer variables are: linear, with integer coefficients."""
        poly = self.term(data, bound, depth)
        allowed = {("var", name) for name in self.integers} | {("#", n) for n in range(bound)}
        for monomial, c in poly:
            if c.denominator != 1 or len(monomial) > 1 or any(a not in allowed or e != 1 for a, e in monomial):
                raise Refused(f"not an integer index: {str(data)[:60]}")
        return poly

    def require(self, claim: frozenset, why: list) -> None:
        """claim >= 0, as it is exactly a constant >= 0 plus facts times positive numbers (Farkas)."""
        for weight, which in [(why[0], None), *why[1:]]:
            value = self.term(weight)
            if atoms(value) or any(c < 0 for _, c in value) or (which is not None and not which >= 0):
                raise Refused(f"not a multiplier: {str(weight)[:20]} of fact {str(which)[:20]}")
            claim = sub(claim, value if which is None else mul(value, self.facts[which]))
        if claim:
            raise Refused("a side condition does not follow from the facts")


def instance(world: World, rule: str, args: list) -> frozenset:
    """Rebuild the polynomial that is 0 by this rule."""
    match rule, args:
        case "unfold", [name, data, why]:  # the defining equation of a sequence
            place, (kind, value, start, _) = world.index(data), dict(world.definitions)[name]
            down = kind == "down"
            room = const(0) if not start else sub(start[0], place) if down else sub(sub(place, start[0]), ONE)
            world.require(room, why)
            return sub(atom("at", name, sub(place, ONE) if down else place), opened(value, place))
        case "base", [name]:  # its first value
            _, _, (start,), base = dict(world.definitions)[name]
            return sub(atom("at", name, start), base)
        case "use", [int() as which, places, whys] if which >= 0:  # an assumption, an earlier step, the hypothesis
            quantified, equation = world.equations[which]
            values = {name: world.index(place) for (name, _), place in zip(quantified, places, strict=True)}
            conditions = [substitute(fact, values) for _, facts in quantified for fact in facts]
            for condition, why in zip(conditions, whys, strict=True):
                world.require(condition, why)
            return substitute(equation, values)
        case "linear", [lo, hi, *pairs]:  # the sum of a combination is the combination of the sums
            ends, parts = (world.index(lo), world.index(hi)), [(world.term(c), world.term(b, 1)) for c, b in pairs]
            whole = atom("sum", *ends, add(*(mul(c, b) for c, b in parts)))
            return sub(whole, add(*(mul(c, atom("sum", *ends, b)) for c, b in parts)))
        case "factor", [lo, hi, *bodies]:  # the product of products is the product of the products
            ends, parts = (world.index(lo), world.index(hi)), [world.term(b, 1) for b in bodies]
            whole, split = ONE, ONE
            for part in parts:
                whole, split = mul(whole, part), mul(split, atom("prod", *ends, part))
            return sub(atom("prod", *ends, whole), split)
        case _, [("sum" | "prod") as kind, lo_, hi_, body_, *more]:
            lo, hi, body = world.index(lo_), world.index(hi_), world.term(body_, 1)
            value = about(world, rule, (kind, lo, hi, body), more)
            return sub(atom(kind, lo, hi, body), value)
    raise Refused(f"no such rule: {str([rule, *args])[:60]}")


def about(world: World, rule: str, big: tuple, args: list) -> frozenset:
    """What this sum or product equals."""
    kind, lo, hi, body = big
    join, nothing, here = (add, const(0), atom("var", "'")) if kind == "sum" else (mul, ONE, atom("var", "'"))
    match rule, args:
        case "empty", [why]:
            world.require(sub(sub(lo, hi), ONE), why)
            return nothing
        case "first", [why]:
            world.require(sub(hi, lo), why)
            return join(opened(body, lo), atom(kind, add(lo, ONE), hi, body))
        case "last", [why]:
            world.require(sub(hi, lo), why)
            return join(opened(body, hi), atom(kind, lo, sub(hi, ONE), body))
        case "shift", [data]:  # the same terms, counted from elsewhere
            by = world.index(data)
            return atom(kind, add(lo, by), add(hi, by), closed(opened(body, sub(here, by)), "'"))
        case "reverse", []:
            return atom(kind, lo, hi, closed(opened(body, sub(add(lo, hi), here)), "'"))
        case "inside", [data, proof]:  # equal terms at every index of the range
            name, other = "'" + "i" * (1 + sum(n[0] == "'" for n in world.integers)), world.term(data, 1)
            here = atom("var", name)
            inner = world.such_that(name, [sub(here, lo), sub(hi, here)])
            prove(inner, sub(opened(body, here), opened(other, here)), proof)
            return atom(kind, lo, hi, other)
    raise Refused(f"no such rule: {str([rule, *args])[:60]}")


def prove(world: World, goal: frozenset, proof: list) -> None:
    """goal = 0, as it is the sum of the instances, each times its cofactor."""
    for cofactor, rule, *args in proof:
        goal = sub(goal, mul(world.term(cofactor), instance(world, rule, args)))
    if goal:
        raise Refused("the instances do not add up to the claim")


def quantify(world: World, quantifiers: list) -> tuple[World, list]:
    """Declare integers [name, lowest, highest]; null is no bound."""
    ranges = []
    for name, lo, hi in quantifiers:
        if not NAME.fullmatch(name) or name in world.integers + world.numbers:
            raise Refused(f"not a new name: {str(name)[:40]}")
        here = atom("var", name)
        facts = [] if lo is None else [sub(here, world.index(lo))]
        facts += [] if hi is None else [sub(world.index(hi), here)]
        world = world.such_that(name, facts)
        ranges.append((name, facts))
    return world, ranges


def equation(world: World, data: dict) -> tuple[World, list, frozenset]:
    """Read an equation for all its integers."""
    (inner, ranges), (left, right) = quantify(world, data["for"]), data["equal"]
    return inner, ranges, sub(inner.term(left), inner.term(right))


def step(world: World, data: dict) -> World:
    """Check one step, directly or by induction on its last integer: down from its highest or up from its lowest."""
    inner, ranges, goal = equation(world, data)
    if set(data) == {"for", "equal", "proof"}:
        prove(inner, goal, data["proof"])
    elif set(data) == {"for", "equal", "induction", "base", "step"} and data["induction"] in ("down", "up"):
        down, (name, facts), (outer, _) = data["induction"] == "down", ranges[-1], quantify(world, data["for"][:-1])
        start = {name: outer.index(data["for"][-1][2 if down else 1])}
        prove(outer.such_that(None, [substitute(f, start) for f in facts]), substitute(goal, start), data["base"])
        nearer = {name: add(atom("var", name), const(-1 if down else 1))}
        both = inner.such_that(None, [substitute(f, nearer) for f in facts])
        assumed = replace(both, equations=(*world.equations, ([], goal)))
        prove(assumed, substitute(goal, nearer), data["step"])
    else:
        raise Refused("a step is proved directly, or by induction down or up")
    return replace(world, equations=(*world.equations, (ranges, goal)))


def define(world: World, data: dict) -> World:
    """Add a sequence. It mentions earlier ones, and itself only one index back: so it exists, whatever they are."""
    name, kind, here = data["name"], data["kind"], atom("var", "'")
    back = {"explicit": [], "down": [here], "up": [sub(here, ONE)]}[kind]
    if set(data) != {"name", "kind", "value"} | ({"from", "base"} if back else set()):
        raise Refused(f"not a definition: {str(data)[:60]}")
    if not NAME.fullmatch(name) or name in world.sequences:
        raise Refused(f"not a new name: {str(name)[:40]}")
    known = replace(world, sequences=(*world.sequences, name))
    value = known.term(data["value"], 1)
    if any(a[:2] == ("at", name) and a[2] not in back for a in atoms(opened(value, here))):
        raise Refused(f"the definition of {name} is circular")
    start, base = ([world.index(data["from"])], world.term(data["base"])) if back else ([], None)
    return replace(known, definitions=(*world.definitions, (name, (kind, value, start, base))))


def check(certificate: Any) -> dict:
    """Return the statement that the certificate proves; raise Refused where it is not a proof."""
    work[0] = 0
    try:
        statement = certificate["statement"]
        if set(certificate) != {"schema", "statement", "proof"} or certificate["schema"] != 1 or not statement["goals"]:
            raise Refused("not a certificate of schema 1")
        if set(statement) != {"name", "for", "numbers", "sequences", "definitions", "assume", "goals"}:
            raise Refused("not a statement")
        world = World(numbers=tuple(statement["numbers"]), sequences=tuple(statement["sequences"]))
        if not all(NAME.fullmatch(n) for n in (*world.numbers, *world.sequences, statement["name"].replace("-", ""))):
            raise Refused("not a list of names")
        world, _ = quantify(world, statement["for"])
        for data in statement["definitions"]:
            world = define(world, data)
        for data in statement["assume"]:
            world = replace(world, equations=(*world.equations, equation(world, data)[1:]))
        for data in certificate["proof"]:
            world = step(world, data)
        proved = [{"for": data["for"], "equal": data["equal"]} for data in certificate["proof"]]
        if any(goal not in proved for goal in statement["goals"]):
            raise Refused("a goal is not among the steps that are proved")
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Refused(f"malformed: {type(error).__name__} {str(error)[:60]}") from None
    return statement
