"""A statement for z3: its definitions, assumptions and claims as rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from symrf.formulas.quantities import LETTERS, PARAMETERS, WALKED
from symrf.statement import Definition, Kind, NotExpressible, Said, Statement, read
from symrf.terms import At, Big, Op, Rel, Term, names
from symrf.terms.parse import parse_value
from symrf.terms.tree import LAYER_LETTERS, children, walk
from symrf.theorem import Theorem, claim, offset
from symrf.verification.smt import counting
from symrf.verification.smt.facts import ONE, TOP, ZERO, Fact, Goal, relation, triggers
from symrf.verification.smt.index import Index, Places, index, variable
from symrf.verification.smt.trees import constant

Bounds = tuple[tuple[str, Index | None, Index | None], ...]
TIES = ("J[l]*S[l] == S[0]", "R[l] + J[l]*(r[l] - 1) == r[0]", "v[l] >= u[l]")
"""What ties sequences that run in two directions, or the two ends."""
POSITIVE = "KSJrR"
"""Sequences that are at least 1, each after those it depends on."""


@dataclass
class Z3Statement:
    """A statement as rules.

    whole: it is about integers, as something is rounded, otherwise about reals. least: the ranges k, s, d, n >= 1; they
    are among the rules where inequalities matter (ordered). helpful: claims that help with these, and may fail.
    exponents: (where, ranges of the indices in sight, exponent). recursive: the sequences given by a recurrence.
    least_depth: the least L of which it is claimed.
    """

    stated: Statement
    whole: bool
    ordered: bool
    defined: frozenset[str]
    rules: list[Fact] = field(default_factory=list)
    least: list[Fact] = field(default_factory=list)
    helpful: list[Goal] = field(default_factory=list)
    carried: list[Goal] = field(default_factory=list)
    claims: list[Goal] = field(default_factory=list)
    exponents: list[tuple[str, Bounds, Index]] = field(default_factory=list)
    recursive: frozenset[str] = frozenset()
    least_depth: int = 0


def z3_statement(theorem: Theorem, integral: bool = False) -> Z3Statement:
    """The rules of a theorem; NotExpressible where this route does not translate it.

    integral: over the integers, also where nothing is rounded.
    """
    if not theorem.statement:
        raise NotExpressible("it has no statement in this notation")
    stated = read(theorem)
    known = {**stated.known, **(counting.SAME if theorem.network == "same" else {})}
    needed = set(stated.needed.letters)
    walked = sorted(needed & WALKED.keys())
    if walked:
        raise NotExpressible(f"{walked[0]} has no recurrence; only the walk knows it")
    whole = stated.rounds or integral
    ordered = whole or stated.kind > Kind.RATIONAL
    if whole and stated.loose:
        raise NotExpressible(f"{', '.join(stated.loose)}: not said to be an integer, in a statement about integers")
    found = Z3Statement(stated, whole, ordered, frozenset(x for x in needed if x in known or x == "n"))
    found.least_depth = stated.least_depth
    for letter in sorted(found.defined - {"n"}):
        _define(found, known[letter])
    if "n" in needed:
        _count(found)
    for said in stated.assumed:
        tree, var = said.tree, said.index
        low, high = (Index((), said.low), TOP + said.high) if var is not None else (None, None)
        found.rules.append(Fact(relation(tree), var, low, high, triggers(tree, var), everywhere=var is not None))
        found.exponents += [("an assumption", *e) for e in powers(tree, ((var, low, high),) if var else ())]
    found.least = [rule for letter in sorted(needed) for rule in _least(letter)]
    found.rules += found.least if ordered else []
    found.helpful = _helpful(found) if ordered else []
    found.carried = _claims(found, stated.carried, "carried claim")
    found.claims = _claims(found, stated.goals, "claim")
    return found


def _define(found: Z3Statement, rule: Definition) -> None:
    """The rules of one sequence, primitive recursive in one direction; where it has a first value, for layers 1 … L."""
    letter, first, step, var, back = rule.letter, rule.first, rule.step, rule.index, rule.back
    inner = [part for part in walk(step.right) if isinstance(part, Big) and letter in names(part)[1]]
    itself = {offset(a.index, var) for a in walk(step.right) if isinstance(a, At) and a.name == letter}
    if inner or not itself <= (set() if first is None else {0} if back else {-1}):
        raise NotExpressible(f"the definition of {letter} is circular")
    bounds: tuple[Index | None, Index | None] = (None, None)
    if first is None:
        everywhere = letter not in LAYER_LETTERS - {"K"} and not list(powers(step, ((var, None, None),)))
        bounds = bounds if everywhere else (ONE, TOP)
        found.rules.append(Fact(relation(step), var, *bounds, triggers=((letter, 0),)))
    else:
        start = _start(letter, first)
        bounds = (ONE, start) if back else (start + 1, TOP)
        found.rules += [_first(letter, first, start), Fact(relation(step), var, *bounds, layer=letter)]
        found.recursive |= {letter}
    found.exponents += [(f"the definition of {letter}", *e) for e in powers(step, ((var, *bounds),))]


def _start(letter: str, first: Rel) -> Index:
    """Where a sequence has its first value."""
    if not isinstance(first.left, At) or letter in names(first.right)[1]:
        raise NotExpressible(f"the first value of {letter} is not a value")
    return index(first.left.index, {"L": TOP})


def _first(letter: str, tree: Rel, start: Index) -> Fact:
    """The first value, used where it is met."""
    return Fact(relation(tree), None, start, start, ((letter, 0),))


def _count(found: Z3Statement) -> None:
    """n, by counting windows."""
    ceil_mode = found.stated.theorem.network == "ceil"
    counted = Fact(lambda writer, places: counting.counted(writer, places, ceil_mode), "l", ONE, TOP, layer="n")
    found.rules += [_first("n", claim(LETTERS["n"].first), ZERO), counted]
    found.recursive |= {"n"}


def _least(letter: str) -> Iterator[Fact]:
    for parameter in PARAMETERS:
        if parameter.letter == letter and parameter.least is not None:
            yield Fact(relation(claim(f"{letter}[l] >= {parameter.least}")), "l", ONE, TOP, ((letter, 0),))
    if letter == "n":
        yield Fact(relation(claim("n[l] >= 1")), "l", ZERO, TOP, (("n", 0),))


def _helpful(found: Z3Statement) -> list[Goal]:
    """What is positive, S, J, r, R and K, and P and Q where no layer crops; which of all maps has the largest; ties.

    And in SAME networks that a layer has an output for every stride begun.
    """
    assumed = [said.tree for said in found.stated.assumed]
    padded = {tree.left.name.upper() for tree in assumed if isinstance(tree.left, At) and _not_negative(tree)}
    letters = found.defined - ({"P", "Q"} - padded)
    texts = [(f"{x}[l] >= 1", ONE if x == "K" else ZERO) for x in POSITIVE if x in letters]
    texts += [(f"{x}[l] >= 0", ZERO) for x in "PQ" if x in letters]
    parts = [part for said in found.stated.goals for part in walk(said.tree) if isinstance(part, At)]
    for end, falling in (("0", "SrPQ"), ("L", "JR")):
        largest = {at.name for at in parts if at.index == parse_value(end)} & letters if len(parts) > 1 else set()
        texts += [(f"{x}[{end}] >= {x}[l]", ZERO) for x in falling if x in largest]
    texts += [(text, ZERO) for text in TIES if names(claim(text))[1] <= letters]
    texts += [("n[l] == ceil(n[l-1]/s[l])", ONE)] if found.stated.theorem.network == "same" else []
    return [Goal(text, claim(text), "l", low) for text, low in texts]


def _not_negative(tree: Rel) -> bool:
    least = constant(tree.right)
    return tree.op in ("==", ">=") and least is not None and least >= 0


def _claims(found: Z3Statement, every: tuple[Said, ...], what: str) -> list[Goal]:
    claims = []
    for i, said in enumerate(every, 1):
        low, high = Index((), said.low), TOP + said.high
        claims.append(Goal(f"{what} {i}", said.tree, said.index, low, high, said.when, said.more))
        bounds: Bounds = ((said.index, low, high),) if said.index is not None else ()
        found.exponents += [(f"{what} {i}", *e) for part in (said.tree, *said.when) for e in powers(part, bounds)]
    return claims


def powers(tree: Rel | Term, bounds: Bounds, places: Places | None = None) -> Iterator[tuple[Bounds, Index]]:
    """The exponents that are not numbers, each with the ranges of the indices around it."""
    places = {"L": TOP, **{name: variable(name) for name, _, _ in bounds}} if places is None else places
    if isinstance(tree, Big):
        inner = f"{tree.var} {len(bounds)}"
        ends = index(tree.lo, places), index(tree.hi, places)
        yield from powers(tree.body, (*bounds, (inner, *ends)), {**places, tree.var: variable(inner)})
        return
    if isinstance(tree, Op) and tree.op == "**" and constant(tree.args[1]) is None:
        yield bounds, index(tree.args[1], places)
    for part in children(tree):
        yield from powers(part, bounds, places)
