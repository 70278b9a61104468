"""A theorem as a kernel statement: the one translation that has to be believed (docs/trust.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symrf.formulas.quantities import WALKED
from symrf.kernel.check import World
from symrf.kernel.polynomial import Refused, atom
from symrf.prove.linear import why
from symrf.statement import Definition, NotExpressible, Said, Statement, read
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, text
from symrf.terms.parse import number
from symrf.terms.tree import children
from symrf.theorem import Theorem

Json = Any


POWERS = "a power counts factors here, so a condition such as L >= 2 has to keep the exponent from being negative"


def statement(theorem: Theorem) -> Json:
    """The statement, closed: with the definitions it needs, in order, and what they need in turn.

    An assumption that the kernel's language does not have is left out: more is proved. So are the domain's conditions.
    """
    if not theorem.statement:
        raise NotExpressible("it is about graphs and sets, which have no formula in the kernel's language")
    stated = read(theorem)
    return _closed(stated, stated.goals, [a for a in stated.assumed if _expressible(stated, a)], stated.carried)


def _expressible(stated: Statement, assumed: Said) -> bool:
    try:
        _closed(stated, (assumed,), [], ())
    except NotExpressible:
        return False
    return True


def _closed(stated: Statement, claims: Sequence[Said], assumed: Sequence[Said], carried: Sequence[Said]) -> Json:
    least = stated.least_depth
    goals, conditions, _ = ([equation(said, least) for said in part] for part in (claims, assumed, carried))
    needed = stated.needs(said.tree for said in (*claims, *assumed, *carried))
    for letter in needed.letters:
        if letter in WALKED:
            raise NotExpressible(f"{letter} has no recurrence; only the walk knows it")
        if letter == "n":
            raise NotExpressible("floor is outside the kernel's language of sums and products")
    return {
        "name": stated.theorem.name,
        "for": depths(least),
        "numbers": sorted(needed.scalars - {"L"}),
        "sequences": [letter for letter in sorted(needed.letters) if letter not in stated.known],
        "definitions": [definition(stated.known[letter]) for letter in needed.letters if letter in stated.known],
        "assume": conditions,
        "goals": goals,
    }


def definition(found: Definition) -> Json:
    """A recurrence as a kernel definition; its index becomes "#0"."""
    letter, first, rule, index = found.letter, found.first, found.step, found.index
    value = term(rule.right, (index,))
    if first is None:
        never_negative(rule, [[index, None, None]])
        return {"name": letter, "kind": "explicit", "value": value}
    kind, end = "down" if found.back else "up", term(_place(first.left))
    never_negative(first, [])
    never_negative(rule, [[index, None, end] if kind == "down" else [index, ["+", end, 1], None]])
    return {"name": letter, "kind": kind, "value": value, "from": end, "base": term(first.right)}


def depths(least: int = 0) -> Json:
    """Every depth L from the least one on."""
    return [["L", least, None]]


def equation(said: Said, least: int = 0) -> Json:
    """A claim or an assumption as a kernel equation with its index range, for every L >= least."""
    tree = said.tree
    if tree.op != "==":
        raise NotExpressible(f"the kernel proves equations, not {tree.op}")
    top = "L" if said.high == 0 else ["+", "L", said.high]
    ranges = [] if said.index is None else [[said.index, said.low, top]]
    never_negative(tree, ranges, least)
    return {"for": ranges, "equal": [term(tree.left), term(tree.right)]}


def term(tree: Term, bound: tuple[str, ...] = ()) -> Json:
    """A tree as a kernel term; `bound` names the indices bound around it, the outermost first."""
    constant = number(tree)
    if constant is not None and constant.denominator != 1:
        return f"{constant.numerator}/{constant.denominator}"
    match tree:
        case Num(value=value):
            return int(value) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
        case Sym(name=name):
            places = [i for i, b in enumerate(reversed(bound)) if b == name]
            return f"#{places[0]}" if places else name
        case At(name=name, index=index):
            return ["at", name, term(index, bound)]
        case Big():
            ends = [term(tree.lo, bound), term(tree.hi, bound)]
            return ["sum" if tree.kind == "Sum" else "prod", *ends, term(tree.body, (*bound, tree.var))]
        case Op(op="+" | "*" as op, args=args):
            return [op, *(term(a, bound) for a in args)]
        case Op(op="neg", args=(a,)):
            inner = term(a, bound)
            return -inner if isinstance(inner, int) else ["*", -1, inner]
        case Op(op="/", args=(above, below)):
            divisor = number(below)
            if not divisor:
                raise NotExpressible("the kernel divides by numbers only")
            part = 1 / divisor
            return ["*", f"{part.numerator}/{part.denominator}", term(above, bound)]
        case Op(op="**", args=(base, exponent)):
            return _power(base, exponent, bound)
        case Op(op=op):
            raise NotExpressible(f"{op} is outside the kernel's language of sums and products")
    raise NotExpressible("not a term")


def _power(base: Term, exponent: Term, bound: tuple[str, ...]) -> Json:
    count = number(exponent)
    if count is not None:
        if count < 0:
            raise NotExpressible("a negative exponent")
        factors = [term(base, bound)] * int(count)
        return 1 if not factors else factors[0] if len(factors) == 1 else ["*", *factors]
    # the product over 1 … exponent: the power, as never_negative() has checked
    return ["prod", 1, term(exponent, bound), term(base, (*bound, ""))]


def never_negative(tree: Rel, ranges: Json, least: int = 0) -> None:
    """NotExpressible where an exponent might be negative: a power is a product over 1 … exponent, which then is 1."""

    def visit(part: Term | Rel, world: World) -> None:
        match part:
            case Big():
                name = part.var + "'" * len(world.integers)  # new: one of the same name outside has its own range
                here, lo, hi = atom("var", name), world.index(term(part.lo)), world.index(term(part.hi))
                inner = world.such_that([here - lo, hi - here], name)
                for child, place in ((part.lo, world), (part.hi, world), (renamed(part.body, part.var, name), inner)):
                    visit(child, place)
                return
            case Op(op="**", args=(_, exponent)) if number(exponent) is None:
                value = world.index(term(exponent))
                try:  # the multipliers are the finder's, which is not believed
                    world.require(value, why(value, world.facts) or [0])
                except (Refused, IndexError, TypeError, ValueError):
                    written = text(exponent).replace("'", "")
                    raise NotExpressible(f"the exponent {written} may be negative here; {POWERS}") from None
        for child in children(part):
            visit(child, world)

    try:
        visit(tree, World().equation([*depths(least), *ranges])[0])
    except Refused as reason:
        raise NotExpressible(f"outside the kernel's language: {reason}") from None


def renamed(tree: Term, old: str, new: str) -> Term:
    """The tree with a free scalar under another name, one that the tree does not bind."""
    match tree:
        case Sym(name=name):
            return Sym(new) if name == old else tree
        case At(name=name, index=index):
            return At(name, renamed(index, old, new))
        case Op(op=op, args=args):
            return Op(op, tuple(renamed(a, old, new) for a in args))
        case Big(kind=kind, body=body, var=var):
            lo, hi = renamed(tree.lo, old, new), renamed(tree.hi, old, new)
            return Big(kind, body if var == old else renamed(body, old, new), var, lo, hi)
    return tree


def _place(tree: Term) -> Term:
    if not isinstance(tree, At):
        raise NotExpressible("a recurrence has one term of its sequence on the left")
    return tree.index
