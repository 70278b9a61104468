"""The least count, kernel or dilation with which a quantity reaches what is asked, as a formula or by bisection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import symrf.claims as claims
from symrf.derivation import domain_of
from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.numbers.order import at_least
from symrf.numbers.positive import never_negative
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of
from symrf.oracle import walk
from symrf.questions.arithmetic.lines import Unanswered
from symrf.questions.arithmetic.threshold import Never, Threshold, as_term, first, number, put_in, threshold
from symrf.questions.asked import AskedRelation
from symrf.questions.evidence import by_walk, instance
from symrf.questions.solution import Solution, judged
from symrf.repeat import free_symbols, substituted
from symrf.terms import Rel, Sym, latex
from symrf.terms import text as term_text
from symrf.terms.sympy_form import to_term
from symrf.verification.recorded import theorems
from symrf.verification.result import OPEN, PROVED, REFUTED, SKIPPED, Result

MOST_PAIRS = 4096
DECIDING = ("kernel", "growth")
"""The routes that have to prove an answer."""

IN_LINE = 6
"""So many pairs stand in a line of LaTeX."""


def least(network: Network, question: str, name: str, asked: AskedRelation, given: Mapping[str, int]) -> Solution:
    """The least value of the name with left >= right."""
    difference = _difference(asked, given)
    common: dict[str, Any] = {"question": question, "names": (name,)}
    routes: dict[str, Result] = {"kernel": _identity(network, asked)}
    if not difference.free_symbols and asked.left.is_number:
        return _whatever(network, common, routes, name, asked, bool(difference >= 0))
    x = _symbol(difference, name)
    lowest = least_of(x)
    if lowest is not None and never_negative(difference.xreplace({x: sympy.Integer(lowest)})):
        return _enough(common, routes, difference, x, lowest, domain_of(network).conditions)
    found = threshold(difference, x)
    known = domain_of(network)
    domain = list(known.conditions)
    if found is None:
        return _bisected(common, routes, difference, x, domain)
    domain += [one for one in found.domain if one not in domain]

    def put(values: Mapping[str, int]) -> int:
        return found.least({**given, **values})

    routes["growth"] = instance.checked(found, difference)
    routes["theorem"] = theorems(f"least-of-a-{found.kind}")
    routes["walk"] = _walked(network, asked, found, put, given, known.values)
    value: Any = found.expression
    if not (difference.free_symbols - {x}):
        value = found.least({})
    written = to_term(value) if isinstance(value, int) else as_term(found)
    verdict, reason = judged(routes, *DECIDING)
    return Solution(**common, verdict=verdict, value=value, domain=tuple(domain), routes=routes, put=put, reason=reason,
                    sentence=f"{name} = {term_text(written)}",
                    formula=f"{latex(to_term(x))} = {latex(written)}")  # fmt: skip


def _whatever(
    network: Network, common: dict[str, Any], routes: dict[str, Result], name: str, asked: AskedRelation, holds: bool
) -> Solution:
    """Where all numbers are known and the name is none of what they depend on."""
    if routes["kernel"].verdict != PROVED:
        return Solution(**common, verdict=OPEN, reason=judged(routes, "kernel")[1], routes=routes)
    said = f"{term_text(asked.relation.left)} is {asked.left} whatever {name} is"
    lowest = next((least_of(s) for s in free_symbols(network) if s.name == name), None)
    if not holds or lowest is None:
        return Solution(**common, verdict=OPEN if holds else REFUTED, reason=said, routes=routes)
    return Solution(**common, verdict=PROVED, value=lowest, sentence=f"{name} = {lowest}", formula=f"{name} = {lowest}",
                    routes=routes, note=said, put=lambda _: lowest)  # fmt: skip


def _enough(
    common: dict[str, Any], routes: dict[str, Result], difference: Any, x: Any, lowest: int, domain: tuple[str, ...]
) -> Solution:
    """Where the least value that there is does for all values of the other symbols."""
    routes["growth"] = instance.never_negative(difference.xreplace({x: sympy.Integer(lowest)}))
    verdict, reason = judged(routes, *DECIDING)
    return Solution(**common, verdict=verdict, value=lowest, domain=domain, routes=routes, reason=reason,
                    sentence=f"{x.name} = {lowest}",
                    formula=f"{latex(to_term(x))} = {lowest}", put=lambda _: lowest)  # fmt: skip


def pairs(
    network: Network, question: str, names: tuple[str, ...], asked: AskedRelation, given: Mapping[str, int]
) -> Solution:
    """All pairs that are enough and of which neither can be less."""
    difference = _difference(asked, given)
    if len(names) != 2:
        raise Unanswered(f"several least answers are listed for two names, not {len(names)}")
    one, other = (_symbol(difference, name) for name in names)
    if difference.free_symbols - {one, other}:
        rest = ", ".join(sorted(s.name for s in difference.free_symbols - {one, other}))
        raise Unanswered(f"least pairs are listed where all else is a number; give {rest} (--at)")
    for x in (one, other):
        _monotone(difference, x)
    lows = {x: least_of(x) or 0 for x in (one, other)}
    found = _least_pairs(difference, one, other, lows)
    routes = {"kernel": _identity(network, asked), "growth": staircase(difference, (one, other), found, lows)}
    said = ", ".join(f"({a}, {b})" for a, b in found)
    verdict, reason = judged(routes, *DECIDING)
    return Solution(question, names, verdict, value=found, routes=routes, reason=reason,
                    domain=domain_of(network).conditions,
                    sentence=f"({', '.join(names)}) = {said}", formula=_listed(found), put=lambda _: found)  # fmt: skip


def staircase(difference: Any, names: tuple[Any, Any], found: list[tuple[int, int]], lows: Mapping[Any, int]) -> Result:
    """Whether these are all least pairs of what grows with both names: each is enough, no corner below two is.

    The first name falls from pair to pair, the second rises; beyond the ends no value of the other name is enough.
    """
    one, other = names

    def at(a: int | None, b: int | None) -> Any:
        put = {x: sympy.Integer(value) for x, value in ((one, a), (other, b)) if value is not None}
        return difference.xreplace(put)

    def never(value: Any) -> bool:
        return bool(value.is_number and value < 0)

    if not found or not all(at(a, b) >= 0 for a, b in found):
        return Result(OPEN, "not every pair is enough")
    corners = [at(a - 1, b - 1) for (a, _), (_, b) in pairwise(found)]
    ends = [at(None, found[0][1] - 1)] if found[0][1] > lows[other] else []
    ends += [at(found[-1][0] - 1, None)] if found[-1][0] > lows[one] else []
    falls = all(a > c and b < d for (a, b), (c, d) in pairwise(found))
    if not falls or not all(map(never, (*corners, *ends))):
        return Result(OPEN, "there are others, or one that could be less")
    return Result(PROVED, evidence={"note": "it grows with both; each pair is enough, and no pair between is"})


def _least_pairs(difference: Any, one: Any, other: Any, lows: Mapping[Any, int]) -> list[tuple[int, int]]:
    """By going through the values of that name of which fewer are needed."""
    for most in (64, MOST_PAIRS):
        for x, y in ((one, other), (other, one)):
            found = _minimal(difference, x, y, lows, most)
            if found:
                return found if x is one else [(a, b) for b, a in reversed(found)]
    raise Unanswered(f"more than {MOST_PAIRS} values of each name are needed")


def _minimal(difference: Any, one: Any, other: Any, lows: Mapping[Any, int], most: int) -> list[tuple[int, int]]:
    """For every value of the second the least of the first, kept where it is less than before; none where too many."""
    found: list[tuple[int, int]] = []
    for b in range(lows[other], lows[other] + most):
        try:
            a = _first(difference.xreplace({other: sympy.Integer(b)}), one, lows[one])
        except Never:
            continue
        if not found or a < found[-1][0]:
            found.append((a, b))
        less = difference.xreplace({one: sympy.Integer(a - 1)})
        if a == lows[one] or (less.is_number and less < 0):  # with less of the first no second is enough
            return found
    return []


def _first(difference: Any, x: Any, lowest: int) -> int:
    """The least x with difference >= 0, all else being numbers; powers are not worked out at large exponents."""
    grows = any(x in power.exp.free_symbols for power in difference.atoms(sympy.Pow))
    return first(lambda at: bool(difference.xreplace({x: sympy.Integer(at)}) >= 0), lowest, 1 << (12 if grows else 64))


def _difference(asked: AskedRelation, given: Mapping[str, int]) -> Any:
    """What has to be at least 0."""
    if asked.relation.op not in (">=", ">"):
        raise SymrfError(f"question: a least value is asked with >=, not {asked.relation.op}; write r >= n")
    value = asked.left - asked.right - int(asked.relation.op == ">")
    return sympy.expand(put_in(value, given))


def _symbol(difference: Any, name: str) -> Any:
    x = next((s for s in difference.free_symbols if s.name == name), None)
    if x is None:
        there = ", ".join(sorted(s.name for s in difference.free_symbols)) or "no symbols"
        raise SymrfError(f"--for {shown(name)}: what is asked does not depend on it; it depends on {there}")
    return x


def _identity(network: Network, asked: AskedRelation) -> Result:
    """The kernel's verdict on the closed form of what is asked about."""
    claim = term_text(Rel("==", asked.relation.left, to_term(asked.left)))
    verdict = claims.check(claim, network)
    reason = None if verdict.verdict == PROVED else verdict.reason or f"{claim} is {verdict.verdict}"
    return Result(verdict.verdict, reason, {"claim": claim})


def _bisected(
    common: dict[str, Any], routes: dict[str, Result], difference: Any, x: Any, domain: list[str]
) -> Solution:
    """By bisection where all else is a number and it only grows."""
    others = sorted(s.name for s in difference.free_symbols - {x})
    if others:
        raise Unanswered(f"there is no closed form for {x.name}; give {', '.join(others)} (--at) to find it")
    _monotone(difference, x)
    value = _first(difference, x, least_of(x) or 0)
    routes["growth"] = Result(PROVED, evidence={"note": f"it never falls with {x.name}; found by bisection"})
    verdict, reason = judged(routes, *DECIDING)
    formula = f"{latex(to_term(x))} = {value}"
    return Solution(**common, verdict=verdict, value=value, domain=tuple(domain), routes=routes, put=lambda _: value,
                    reason=reason, sentence=f"{x.name} = {value}", formula=formula,
                    note="found by bisection: there is no closed form")  # fmt: skip


def _monotone(difference: Any, x: Any) -> None:
    step = sympy.expand(difference.xreplace({x: x + 1}) - difference)
    if not never_negative(step) and not at_least(step, 0):
        raise Unanswered(f"it could not be proved that what is asked grows with {x.name}")
    if step == 0:
        raise Unanswered(f"it does not grow with {x.name}")


def _walked(
    network: Network, asked: AskedRelation, found: Threshold, put: Any, given: Mapping[str, int],
    leasts: Mapping[str, Any],
) -> Result:
    """What r is of the network that is walked through, for random values; other quantities are not walked here."""
    if asked.relation.left != Sym("r") or asked.relation.op != ">=":
        return Result(SKIPPED, "only r is walked")
    network = substituted(network, given)
    names = {s.name for s in asked.right.free_symbols} | {s.name for s in free_symbols(network)}
    values = {name: leasts.get(name, (1, 1)) for name in sorted(names - {found.name} - set(given))}
    for condition in found.domain:
        name, _, low = condition.partition(" >= ")
        values[name] = (int(low), values[name][1])
    values |= {name: (low, step if name in leasts else 7) for name, (low, step) in values.items()}

    def holds(concrete: Network, at: Mapping[str, int]) -> bool:
        seen = walk(concrete, concrete.output, frozenset({0}))[concrete.source]
        return max(seen) - min(seen) + 1 >= number(asked.right, {**given, **at})

    return by_walk.least(network, found.name, found.lowest, holds, put, values)


def _listed(found: Sequence[tuple[int, int]]) -> str:
    """Pairs as LaTeX, in lines that fit an article where they are many."""
    pairs = [f"({a}, {b})" for a, b in found]
    lines = [", ".join(pairs[i : i + IN_LINE]) for i in range(0, len(pairs), IN_LINE)]
    below = ", \\\\\n&".join(lines)
    return below if len(lines) == 1 else f"\\begin{{aligned}}\n&{below}\n\\end{{aligned}}"
