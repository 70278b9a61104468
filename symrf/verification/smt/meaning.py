"""What a theorem says, as rules: definitions, assumptions, ranges, claims. Read from its trees and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from symrf.formulas.quantities import LAYER_LETTERS, LETTERS, PARAMETERS, SPAN
from symrf.terms import At, Big, Op, Rel, Term, names
from symrf.terms.parse import number
from symrf.terms.tree import children, walk
from symrf.theorem import SCALARS, Theorem, claim, free_index, index_range, offset
from symrf.verification.smt import counting
from symrf.verification.smt.index import Index, Places, Unreadable, index, variable
from symrf.verification.smt.rules import ONE, TOP, Claim, Rule, relation, triggers

Bounds = tuple[tuple[str, Index | None, Index | None], ...]
ROUNDING, ORDER = {"floor", "ceil"}, {"Min", "Max"}


@dataclass
class Meaning:
    """A theorem's rules.

    whole: it is about integers (something is rounded), otherwise about reals. ordered: inequalities matter, so that
    k, s, d, n >= 1 are among the rules. exponents: (where, ranges of the indices in sight, exponent).
    """

    theorem: Theorem
    whole: bool = False
    ordered: bool = False
    rules: list[Rule] = field(default_factory=list)
    positive: list[Claim] = field(default_factory=list)
    carried: list[Claim] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    exponents: list[tuple[str, Bounds, Index]] = field(default_factory=list)
    recursive: frozenset[str] = frozenset()
    defined: frozenset[str] = frozenset()


def meaning(theorem: Theorem) -> Meaning:
    """The rules of a theorem; Unreadable where this route does not translate it."""
    said = [claim(text) for text in (*theorem.statement, *theorem.domain, *theorem.carry, *theorem.assume)]
    known, needed = _needed(theorem, said)
    everything = [*said, *(tree for letter in needed for tree in known.get(letter, ()) if tree is not None)]
    operations = {part.op for tree in everything for part in walk(tree) if isinstance(part, Op)}
    found = Meaning(theorem, whole=bool(operations & ROUNDING) or "n" in needed or theorem.network != "explicit")
    found.ordered = found.whole or bool(operations & ORDER) or any(tree.op != "==" for tree in said)
    found.defined = frozenset(letter for letter in needed if letter in known or letter == "n")
    if found.whole:
        _only_integers(theorem, everything, needed - found.defined)
    for letter in sorted(found.defined):
        _define(found, letter, known.get(letter))
    for text in theorem.assume:
        tree = claim(text)
        var = free_index(tree)
        found.rules.append(Rule(relation(tree), var, ONE, TOP, triggers(tree, var)))
        found.exponents += [("an assumption", *e) for e in powers(tree, ((var, ONE, TOP),) if var else ())]
    if found.ordered:
        found.rules += [rule for letter in sorted(needed) for rule in _least(letter)]
    found.positive = _positive(found, everything)
    found.carried = _claims(found, theorem.carry, "carried claim")
    found.claims = _claims(found, theorem.statement, "claim")
    return found


def _needed(theorem: Theorem, said: list[Rel]) -> tuple[dict[str, tuple[Rel | None, Rel]], set[str]]:
    """(letter -> first value and recurrence, of every letter with a definition), and the letters in use."""
    known: dict[str, tuple[Rel | None, Rel]] = {"K": (None, claim(SPAN))}
    known |= {x: (claim(q.first), claim(q.step)) for x, q in LETTERS.items() if x != "n"}
    if theorem.network == "same":
        known |= {x: (None, claim(text)) for x, text in counting.SAME.items()}
    own: set[str] = set()
    for first, step in theorem.define:
        rule, start = claim(step), claim(first) if first else None
        name = rule.left.name if isinstance(rule.left, At) else ""
        if not name or name in known or name in LAYER_LETTERS or name in LETTERS:
            raise Unreadable(f"the definition {step} does not define a new sequence")
        if start is not None and not (isinstance(start.left, At) and start.left.name == name):
            raise Unreadable(f"the first value {first} is not one of {name}")
        used = names(rule)[1] | (names(start)[1] if start is not None else set())
        later = used & {claim(s).left.name for _, s in theorem.define} - own - {name}  # type: ignore[union-attr]
        if later:
            raise Unreadable(f"the definition of {name} uses {', '.join(sorted(later))}, which come later")
        own.add(name)
        known[name] = (start, rule)
    todo, needed = set().union(*(names(tree)[1] for tree in said)), set[str]()
    while todo:
        letter = todo.pop()
        needed.add(letter)
        mentioned = [names(tree)[1] for tree in known.get(letter, ()) if tree is not None]
        extra = counting.LETTERS_OF_N if letter == "n" else frozenset()
        todo |= set(extra).union(*mentioned) - needed
    return known, needed


def _only_integers(theorem: Theorem, everything: list[Rel], sequences: set[str]) -> None:
    """A proof over the integers proves nothing about other numbers."""
    scalars = {name for tree in everything for name in names(tree)[0] - {free_index(tree) or ""}}
    loose = sorted(scalars - SCALARS - set(theorem.integers)) + sorted(sequences - LAYER_LETTERS)
    if loose:
        raise Unreadable(f"{', '.join(loose)}: not said to be an integer, in a theorem about integers")


def _define(found: Meaning, letter: str, parts: tuple[Rel | None, Rel] | None) -> None:
    """The rules of one sequence, primitive recursive in one direction; for layers 1 … L, where it has a first value."""
    if parts is None:
        ceil_mode = found.theorem.network == "ceil"
        found.rules.append(Rule(lambda r, p: counting.counted(r, p, ceil_mode), "l", ONE, TOP, layer="n"))
        parts = (claim(LETTERS["n"].first), claim("n[l] == 0"))
        found.rules.append(_first(claim(LETTERS["n"].first), Index()))
        found.recursive |= {"n"}
        return
    first, step = parts
    head = step.left
    var = free_index(step)
    back = offset(head.index, var) if isinstance(head, At) and var is not None else None
    if var is None or step.op != "==" or back not in (0, -1) or first is None and back != 0:
        raise Unreadable(f"the definition of {letter} is not a recurrence over one index")
    bounds: tuple[Index | None, Index | None] = (None, None)
    if first is not None and isinstance(first.left, At):
        start = index(first.left.index, {"L": TOP})
        bounds = (ONE, start) if back else (start + 1, TOP)
        if first.op != "==" or letter in names(first.right)[1]:
            raise Unreadable(f"the first value of {letter} is not a value")
        found.rules.append(_first(first, start))
        found.recursive |= {letter}
    inner = [part for part in walk(step.right) if isinstance(part, Big) and letter in names(part)[1]]
    itself = {offset(a.index, var) for a in walk(step.right) if isinstance(a, At) and a.name == letter}
    if inner or not itself <= (set() if first is None else {0} if back else {-1}):
        raise Unreadable(f"the definition of {letter} is circular")
    found.exponents += [(f"the definition of {letter}", *e) for e in powers(step, ((var, *bounds),))]
    if first is None:
        found.rules.append(Rule(relation(step), var, triggers=((letter, 0),)))
    else:
        found.rules.append(Rule(relation(step), var, *bounds, layer=letter))


def _first(tree: Rel, start: Index) -> Rule:
    """The first value, used where it is met."""
    name = tree.left.name if isinstance(tree.left, At) else ""
    return Rule(relation(tree), None, start, start, ((name, 0),))


def _least(letter: str) -> Iterator[Rule]:
    for parameter in PARAMETERS:
        if parameter.letter == letter and parameter.least is not None:
            yield Rule(relation(claim(f"{letter}[l] >= {parameter.least}")), "l", ONE, TOP, ((letter, 0),))
    if letter == "n":
        yield Rule(relation(claim("n[l] >= 1")), "l", Index(), TOP, (("n", 0),))


def _positive(found: Meaning, everything: list[Rel]) -> list[Claim]:
    """Useful where there are inequalities: K >= 1, and every sequence that something is divided by is >= 1."""
    if not found.ordered:
        return []
    divided = [part.args[1] for tree in everything for part in walk(tree) if isinstance(part, Op) and part.op == "/"]
    letters = {x for tree in divided for x in names(tree)[1]} & found.recursive
    return [Claim(f"{x}[l] >= 1", claim(f"{x}[l] >= 1"), "l") for x in sorted(letters)] + (
        [Claim("K[l] >= 1", claim("K[l] >= 1"), "l", ONE)] if "K" in found.defined else []
    )


def _claims(found: Meaning, texts: tuple[str, ...], what: str) -> list[Claim]:
    claims = []
    for i, tree in enumerate(map(claim, texts), 1):
        var = free_index(tree)
        low, high = index_range(tree, var) if var is not None else (0, 0)
        # a condition about an index that the claim does not have is left out: more is proved
        when = tuple(c for c in map(claim, found.theorem.domain) if free_index(c) in (None, var))
        claims.append(Claim(f"{what} {i}", tree, var, Index((), low), TOP + high, when))
        bounds: Bounds = ((var, Index((), low), TOP + high),) if var is not None else ()
        for part in (tree, *when):
            found.exponents += [(f"{what} {i}", *e) for e in powers(part, bounds)]
    return claims


def powers(tree: Rel | Term, bounds: Bounds, places: Places | None = None) -> Iterator[tuple[Bounds, Index]]:
    """The exponents that are not numbers, each with the ranges of the indices around it."""
    places = {"L": TOP, **{name: variable(name) for name, _, _ in bounds}} if places is None else places
    if isinstance(tree, Big):
        inner = f"{tree.var}.{len(bounds)}"
        ends = index(tree.lo, places), index(tree.hi, places)
        yield from powers(tree.body, (*bounds, (inner, *ends)), {**places, tree.var: variable(inner)})
        return
    if isinstance(tree, Op) and tree.op == "**" and number(tree.args[1]) is None:
        yield bounds, index(tree.args[1], places)
    for part in children(tree):
        yield from powers(part, bounds, places)
