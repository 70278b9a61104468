"""What a theorem says, as rules: definitions, assumptions, ranges, claims. Read from its trees and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from symrf.formulas.quantities import LETTERS, MAP_LETTERS, PARAMETERS, SPAN
from symrf.terms import At, Big, Op, Rel, Term, names
from symrf.terms.parse import parse_value
from symrf.terms.tree import LAYER_LETTERS, children, walk
from symrf.theorem import SCALARS, Theorem, claim, free_index, index_range, least_depth, offset
from symrf.verification.smt import counting
from symrf.verification.smt.index import Index, Places, Unreadable, index, variable
from symrf.verification.smt.rules import ONE, TOP, ZERO, Claim, Rule, relation, triggers
from symrf.verification.smt.trees import constant

Bounds = tuple[tuple[str, Index | None, Index | None], ...]
Definitions = dict[str, tuple[Rel | None, Rel]]
ROUNDING, ORDER = {"floor", "ceil"}, {"Min", "Max"}
POSITIVE = "KSJrR"
"""Sequences that are at least 1, each after those it depends on."""


@dataclass
class Meaning:
    """A theorem's rules.

    whole: it is about integers, as something is rounded, otherwise about reals. least: the ranges k, s, d, n >= 1; they
    are among the rules where inequalities matter (ordered). helpful: claims that help with these, and may fail.
    exponents: (where, ranges of the indices in sight, exponent). recursive: the sequences given by a recurrence.
    least_depth: the least L of which it is claimed.
    """

    theorem: Theorem
    whole: bool
    ordered: bool
    defined: frozenset[str]
    rules: list[Rule] = field(default_factory=list)
    least: list[Rule] = field(default_factory=list)
    helpful: list[Claim] = field(default_factory=list)
    carried: list[Claim] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    exponents: list[tuple[str, Bounds, Index]] = field(default_factory=list)
    recursive: frozenset[str] = frozenset()
    least_depth: int = 0


def meaning(theorem: Theorem, integral: bool = False) -> Meaning:
    """The rules of a theorem; Unreadable where this route does not translate it.

    integral: over the integers, also where nothing is rounded.
    """
    if not theorem.statement:
        raise Unreadable("it has no statement in this notation")
    assumed = [claim(text) for text in theorem.assume]
    said = [*(claim(text) for text in (*theorem.statement, *theorem.domain, *theorem.carry)), *assumed]
    known = _definitions(theorem)
    needed = _needed(said, known)
    everything = [*said, *(tree for letter in needed for tree in known.get(letter, ()) if tree is not None)]
    operations = {part.op for tree in everything for part in walk(tree) if isinstance(part, Op)}
    whole = bool(operations & ROUNDING) or "n" in needed or theorem.network != "explicit" or integral
    ordered = whole or bool(operations & ORDER) or any(tree.op != "==" for tree in said)
    found = Meaning(theorem, whole, ordered, frozenset(x for x in needed if x in known or x == "n"))
    found.least_depth = least_depth(theorem)
    if whole:
        _only_integers(theorem, everything, needed - found.defined)
    for letter in sorted(found.defined - {"n"}):
        _define(found, letter, *known[letter])
    if "n" in needed:
        _count(found)
    for tree in assumed:
        var = free_index(tree, no_indices(theorem))
        span = index_range(tree, var) if var is not None else None
        low, high = (Index((), span[0]), TOP + span[1]) if span is not None else (None, None)
        found.rules.append(Rule(relation(tree), var, low, high, triggers(tree, var), everywhere=var is not None))
        found.exponents += [("an assumption", *e) for e in powers(tree, ((var, low, high),) if var else ())]
    found.least = [rule for letter in sorted(needed) for rule in _least(letter)]
    found.rules += found.least if ordered else []
    found.helpful = _helpful(found, assumed) if ordered else []
    found.carried = _claims(found, theorem.carry, "carried claim")
    found.claims = _claims(found, theorem.statement, "claim")
    return found


def _definitions(theorem: Theorem) -> Definitions:
    """letter -> (first value, recurrence), except for n. The theorem's own ones are new, and use only earlier ones."""
    known: Definitions = {"K": (None, claim(SPAN))}
    known |= {letter: (claim(q.first), claim(q.step)) for letter, q in LETTERS.items() if letter != "n"}
    if theorem.network == "same":
        known |= {letter: (None, claim(text)) for letter, text in counting.SAME.items()}
    rules = [(claim(first) if first else None, claim(step)) for first, step in theorem.define]
    later = [step.left.name for _, step in rules if isinstance(step.left, At)]
    if len(later) < len(rules):
        raise Unreadable("a definition that does not say which sequence it defines")
    for first, step in rules:
        name = later.pop(0)
        if name in known or name in LAYER_LETTERS | MAP_LETTERS:
            raise Unreadable(f"{name} is defined twice")
        used = names(step)[1] | (names(first)[1] if first is not None else set())
        if used & set(later):
            raise Unreadable(f"the definition of {name} uses what is defined after it")
        known[name] = (first, step)
    return known


def _needed(said: list[Rel], known: Definitions) -> set[str]:
    """The sequences that the claims mention, and those that their definitions mention in turn."""
    todo: set[str] = set().union(*(names(tree)[1] for tree in said))
    needed: set[str] = set()
    while todo:
        letter = todo.pop()
        needed.add(letter)
        if letter in MAP_LETTERS - known.keys() - {"n"}:
            raise Unreadable(f"{letter} has no recurrence; only the walk knows it")
        mentioned = [names(tree)[1] for tree in known.get(letter, ()) if tree is not None]
        todo |= set().union(*mentioned, counting.LETTERS_OF_N if letter == "n" else set()) - needed
    return needed


def _only_integers(theorem: Theorem, everything: list[Rel], sequences: set[str]) -> None:
    """A proof over the integers proves nothing about other numbers."""
    scalars = {name for tree in everything for name in names(tree)[0] - {free_index(tree, no_indices(theorem)) or ""}}
    loose = sorted(scalars - SCALARS - set(theorem.integers)) + sorted(sequences - LAYER_LETTERS)
    if loose:
        raise Unreadable(f"{', '.join(loose)}: not said to be an integer, in a theorem about integers")


def no_indices(theorem: Theorem) -> frozenset[str]:
    """What is no index, although it may be called i or t."""
    return SCALARS | set(theorem.integers)


def _define(found: Meaning, letter: str, first: Rel | None, step: Rel) -> None:
    """The rules of one sequence, primitive recursive in one direction; where it has a first value, for layers 1 … L."""
    head, var = step.left, free_index(step, no_indices(found.theorem))
    back = offset(head.index, var) if isinstance(head, At) and var is not None else None
    if var is None or step.op != "==" or back not in (0, -1) or first is None and back != 0:
        raise Unreadable(f"the definition of {letter} is not a recurrence over one index")
    inner = [part for part in walk(step.right) if isinstance(part, Big) and letter in names(part)[1]]
    itself = {offset(a.index, var) for a in walk(step.right) if isinstance(a, At) and a.name == letter}
    if inner or not itself <= (set() if first is None else {0} if back else {-1}):
        raise Unreadable(f"the definition of {letter} is circular")
    bounds: tuple[Index | None, Index | None] = (None, None)
    if first is None:
        everywhere = letter not in LAYER_LETTERS - {"K"} and not list(powers(step, ((var, None, None),)))
        bounds = bounds if everywhere else (ONE, TOP)
        found.rules.append(Rule(relation(step), var, *bounds, triggers=((letter, 0),)))
    else:
        start = _start(letter, first)
        bounds = (ONE, start) if back else (start + 1, TOP)
        found.rules += [_first(letter, first, start), Rule(relation(step), var, *bounds, layer=letter)]
        found.recursive |= {letter}
    found.exponents += [(f"the definition of {letter}", *e) for e in powers(step, ((var, *bounds),))]


def _start(letter: str, first: Rel) -> Index:
    """Where a sequence has its first value."""
    left = first.left
    if first.op != "==" or not isinstance(left, At) or left.name != letter or letter in names(first.right)[1]:
        raise Unreadable(f"the first value of {letter} is not a value")
    return index(left.index, {"L": TOP})


def _first(letter: str, tree: Rel, start: Index) -> Rule:
    """The first value, used where it is met."""
    return Rule(relation(tree), None, start, start, ((letter, 0),))


def _count(found: Meaning) -> None:
    """n, by counting windows."""
    ceil_mode = found.theorem.network == "ceil"
    counted = Rule(lambda reading, places: counting.counted(reading, places, ceil_mode), "l", ONE, TOP, layer="n")
    found.rules += [_first("n", claim(LETTERS["n"].first), ZERO), counted]
    found.recursive |= {"n"}


def _least(letter: str) -> Iterator[Rule]:
    for parameter in PARAMETERS:
        if parameter.letter == letter and parameter.least is not None:
            yield Rule(relation(claim(f"{letter}[l] >= {parameter.least}")), "l", ONE, TOP, ((letter, 0),))
    if letter == "n":
        yield Rule(relation(claim("n[l] >= 1")), "l", ZERO, TOP, (("n", 0),))


def _helpful(found: Meaning, assumed: list[Rel]) -> list[Claim]:
    """What is positive, S, J, r, R and K, and P and Q where no layer crops; which of all maps has the largest.

    And in SAME networks that a layer has an output for every stride begun.
    """
    padded = {tree.left.name.upper() for tree in assumed if isinstance(tree.left, At) and _not_negative(tree)}
    letters = found.defined - ({"P", "Q"} - padded)
    texts = [(f"{x}[l] >= 1", ONE if x == "K" else ZERO) for x in POSITIVE if x in letters]
    texts += [(f"{x}[l] >= 0", ZERO) for x in "PQ" if x in letters]
    parts = [part for text in found.theorem.statement for part in walk(claim(text)) if isinstance(part, At)]
    for end, falling in (("0", "SrPQ"), ("L", "JR")):
        largest = {at.name for at in parts if at.index == parse_value(end)} & letters if len(parts) > 1 else set()
        texts += [(f"{x}[{end}] >= {x}[l]", ZERO) for x in falling if x in largest]
    texts += [("J[l]*S[l] == S[0]", ZERO)] if {"J", "S"} <= letters else []
    texts += [("n[l] == ceil(n[l-1]/s[l])", ONE)] if found.theorem.network == "same" else []
    return [Claim(text, claim(text), "l", low) for text, low in texts]


def _not_negative(tree: Rel) -> bool:
    least = constant(tree.right)
    return tree.op in ("==", ">=") and least is not None and least >= 0


def _claims(found: Meaning, texts: tuple[str, ...], what: str) -> list[Claim]:
    claims, scalars = [], no_indices(found.theorem)
    for i, tree in enumerate(map(claim, texts), 1):
        var = free_index(tree, scalars)
        low, high = index_range(tree, var) if var is not None else (0, 0)
        # a condition about an index that the claim does not have is left out: more is proved
        when = tuple(c for c in map(claim, found.theorem.domain) if free_index(c, scalars) in (None, var))
        claims.append(Claim(f"{what} {i}", tree, var, Index((), low), TOP + high, when))
        bounds: Bounds = ((var, Index((), low), TOP + high),) if var is not None else ()
        found.exponents += [(f"{what} {i}", *e) for part in (tree, *when) for e in powers(part, bounds)]
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
