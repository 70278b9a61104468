"""Claims about one network that round, take the larger of two or order: proved by z3 and Coq, both of them.

The relation is written out in whole numbers y1, y2, …: the symbols, from their least values on, and powers with a
symbol in the exponent and geometric sums, of which a few proved facts are said (growth.py). What is to be proved is
the same text for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from symrf.claims.evidence.growth import known
from symrf.claims.evidence.identity import KernelWriter, NotWritten
from symrf.numbers.order import at_least
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of, symbol
from symrf.terms.geometric import Geometric, counted_from_zero
from symrf.theorem import WHOLE, Theorem
from symrf.verification.coq.compiler import prepare
from symrf.verification.result import OPEN, PROVED, REFUTED, Result, timed
from symrf.verification.routes import z3 as z3_route


def by_z3_and_coq(
    relations: Sequence[Relation], given: Sequence[Relation], asked: Sequence[str] | None = None
) -> dict[str, Result]:
    """The verdicts of z3 and, where that has a proof, of Coq; given: what holds whenever the claim is made.

    asked: only those named there; None: both.
    """
    from symrf.verification.routes import coq as coq_route
    with_z3, with_coq = (asked is None or name in asked for name in ("z3", "coq"))
    if with_coq:
        prepare()
    try:
        stated = [_theorem(relations, given)]
        if stated[0].carry and len(relations) > 1:  # what is carried is proved of one claim, under its conditions
            stated = [_theorem([relation], given) for relation in relations]
    except NotWritten as why:
        return {"z3": Result(OPEN, str(why), seconds=0.0)}
    routes = {"z3": timed(_of_all, z3_route.run, stated, z3_route.PATIENCE)} if with_z3 else {}
    if with_coq and (not with_z3 or routes["z3"].verdict == PROVED):
        routes["coq"] = timed(_of_all, coq_route.run, stated, coq_route.PATIENCE)
    return routes


def _of_all(run: Callable[[Theorem, float], Result], stated: Sequence[Theorem], seconds: float) -> Result:
    """What a route says of all the theorems: proved where it proves each, or else what it says of the first other."""
    obligations: list[Any] = []
    said = Result(PROVED)
    for one in stated:
        said = run(one, seconds)
        obligations += said.evidence.get("obligations", ())
        if said.verdict != PROVED:
            break
    evidence = {"obligations": obligations} if obligations else {}
    evidence |= {"from": said.evidence["from"]} if "from" in said.evidence else {}
    verdict = OPEN if said.verdict == REFUTED else said.verdict  # a network of its own, not this one
    return Result(verdict, said.reason, evidence)


def _theorem(relations: Sequence[Relation], given: Sequence[Relation]) -> Theorem:
    """The relations as one statement about whole numbers."""
    writer = _Whole()
    every = [*relations, *given]
    sides = counted_from_zero([side for left, _, right in every for side in (left, right)])
    every = [(sides[2 * i], op, sides[2 * i + 1]) for i, (_, op, _) in enumerate(every)]
    relations, given = every[: len(relations)], every[len(relations) :]
    texts = tuple(dict.fromkeys(writer.relation(*relation) for relation in relations))
    for condition in given:
        writer.known.append(writer.relation(*condition))
    writer.tie_sums()
    ordered = (side for left, op, right in relations if op != "==" for side in (left, right))
    first = tuple(dict.fromkeys(writer.signs(*ordered)))
    names, facts = tuple(writer.names.values()), tuple(dict.fromkeys(writer.known))
    return Theorem("claim", "claim", "", texts, integers=names, domain=facts, carry=first)


class _Whole(KernelWriter):
    """Everything over the integers: fractions are multiplied out, rounding and order are written as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.known: list[str] = [WHOLE]

    def relation(self, left: Any, op: str, right: Any) -> str:
        """left op right, multiplied by what is below, which must be positive."""
        (a, b), (c, d) = self.quotient(left), self.quotient(right)
        return f"({a})*({d}) {op} ({c})*({b})"

    def quotient(self, e: Any) -> tuple[str, str]:
        if e.is_Rational:
            return f"({e.p})", str(e.q)
        if isinstance(e, sympy.Max | sympy.Min):
            terms, below = self.over_one([self.quotient(part) for part in e.args])
            return f"{e.func.__name__}({', '.join(terms)})", below
        return super().quotient(e)

    def signs(self, *sides: Any) -> Iterator[str]:
        """That products of three and more factors are not negative, factor by factor: what is to be proved first."""
        for term in (term for side in sides for term in sympy.Add.make_args(side)):
            factors = [x for x in sympy.Mul.make_args(term) if not x.is_number and (x.is_nonnegative or at_least(x, 0))]
            factors.sort(key=lambda x: (isinstance(x, Geometric), x.is_Pow))
            for count in range(2, len(factors) + 1 if len(factors) > 2 else 0):
                yield " * ".join(f"({self.quotient(x)[0]})" for x in factors[:count]) + " >= 0"

    def _in_lowest_terms(self, e: Any) -> Any:
        """One quotient, so that equal ones are written alike; what is cancelled is never 0."""
        for power in e.atoms(sympy.Pow):
            if not power.exp.is_nonnegative:
                self.divide_by(power.base)
        return sympy.cancel(e)

    def divide_by(self, e: Any) -> None:
        if not at_least(e, 1):
            raise NotWritten(f"it is divided by {e}, which may be 0 or less")

    def name(self, expression: Any) -> str:
        new = expression not in self.names
        short = super().name(expression)
        if new:
            self._bounds(expression, short)
        return short

    def _bounds(self, e: Any, short: str) -> None:
        """What is known of a symbol or of a power."""
        if not e.is_integer:
            raise NotWritten(f"{e} is not known to be an integer")
        if e.is_Symbol:
            low = least_of(e)
            self.known += [] if low is None else [f"{short} >= {low}"]
            if e.is_odd:
                half = super().name((e - 1) / 2)
                self.known.append(f"{short} == 2*{half} + 1")
        elif e.is_Pow and at_least(e.base, 1) and at_least(e.exp, 0):
            base, exponent = self.quotient(e.base)[0], self.quotient(e.exp)[0]
            self._fact("power >= 1", f"{short} >= 1")
            if at_least(e.exp, 1):
                self._fact("power >= base", f"{short} >= {base}")
            if at_least(e.base, 2):
                self._fact("power > exponent", f"{short} >= {exponent} + 1")
        elif isinstance(e, Geometric) and at_least(e.args[0], 1) and at_least(e.args[1], 0):
            self._fact("sum >= count", f"{short} >= {self.quotient(e.args[1])[0]}")

    def _fact(self, name: str, said: str) -> None:
        """Something that is known of a power or a sum: told only where it was proved."""
        self.known += [said] if known(name) else []

    def tie_sums(self) -> None:
        """(b - 1) G = b^n - 1, of each sum G where there are powers; a fact of the kernel, as is the sum's meaning."""
        sums = [e for e in self.names if isinstance(e, Geometric)]
        if any(e.is_Pow for e in self.names) and known("sum >= count"):
            for e in sums:
                base, times = e.args
                self.known.append(self.relation((base - 1) * e, "==", base**times - 1))

    def other(self, e: Any) -> str:
        word = {sympy.floor: "floor", sympy.ceiling: "ceil"}.get(e.func)
        if word is None:
            return self.name(e)
        above, below = self.quotient(self._in_lowest_terms(e.args[0]))
        return f"{word}(({above})/({below}))"


CONDITION = re.compile(r"(\w+) >= (-?\d+) where (\w+) >= (\d+)")
MOST = 3
"""Of more such conditions the first few are used; each doubles the claim."""

Relation = tuple[Any, str, Any]


def cases(relations: Sequence[Relation], conditions: Iterable[str]) -> list[Relation]:
    """The relations without a copy, and with some, in symbols that say so; one such pair for every condition.

    >>> m, B = symbol("m"), symbol("B", 2)
    >>> cases([(m * (B - 2), ">=", 4 * (B - 2))], ["k is odd", "m >= 4 where B >= 3"])
    [(0, '>=', 0), (m*(B - 2), '>=', 4*B - 8)]
    """
    found = list(relations)
    for one in [match for text in conditions if (match := CONDITION.fullmatch(text))][:MOST]:
        name, least, count, some = one[1], int(one[2]), one[3], int(one[4])
        found = [case for relation in found for case in _two(relation, name, least, count, some)]
    return found


def _two(relation: Relation, name: str, least: int, count: str, some: int) -> list[Relation]:
    left, op, right = relation
    known = {s.name: s for side in (left, right) for s in side.free_symbols}
    if name not in known or count not in known or least_of(known[count]) != some - 1:
        return [relation]
    number = known[count] * 0 + some - 1
    raised = {known[count]: _from(known[count], some), known[name]: _from(known[name], least)}
    put: list[dict[Any, Any]] = [{known[count]: number}, raised]
    return [(left.xreplace(at), op, right.xreplace(at)) for at in put]


def _from(one: Any, least: int) -> Any:
    before = least_of(one)
    return symbol(one.name, least if before is None else max(least, before), one.is_odd)
