"""The least count, kernel or dilation with which a quantity reaches what is asked, as a formula or by bisection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy

import symrf.claims as claims
from symrf.derivation import domain_of
from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.numbers.symbols import least_of
from symrf.oracle import walk
from symrf.questions import by_walk
from symrf.questions.asked import Asked
from symrf.questions.lines import Undecided
from symrf.questions.positive import exact, never_negative
from symrf.questions.solution import Solution
from symrf.questions.threshold import LINE, POWER, SQUARE, Never, Threshold, first, number, threshold
from symrf.repeat import free_symbols, substituted
from symrf.terms import latex
from symrf.terms.sympy_form import number_text, to_term
from symrf.verification.result import OPEN, PROVED, REFUTED, SKIPPED, Result

MOST_PAIRS = 4096


def least(network: Network, question: str, name: str, asked: Asked, given: Mapping[str, int]) -> Solution:
    """The least value of the name with left >= right."""
    difference = _difference(asked, given)
    x = _symbol(difference, name, asked)
    common: dict[str, Any] = {"question": question, "names": (name,)}
    routes: dict[str, Result] = {"kernel": _identity(network, asked)}
    found = threshold(difference, x)
    known = domain_of(network)
    domain = list(known.conditions)
    if found is None:
        return _bisected(network, common, routes, difference, x, domain)
    domain += [one for one in found.domain if one not in domain]

    def put(values: Mapping[str, int]) -> int:
        return found.least({**given, **values})

    routes["growth"] = _growth(found, difference)
    routes["walk"] = _walked(network, asked, found, put, given, known.values)
    value: Any = found.expression
    if not (difference.free_symbols - {x}):
        value = found.least({})
    written = str(value) if isinstance(value, int) else _text(found)
    formula = str(value) if isinstance(value, int) else _latex(found)
    verdict = _verdict(routes)
    reason = "" if verdict == PROVED else _why(routes)
    return Solution(**common, verdict=verdict, value=value, domain=tuple(domain), routes=routes, put=put, reason=reason,
                    sentence=f"{name} = {written}", formula=f"{latex(to_term(x))} = {formula}",
                    note=_coverage(network, asked))  # fmt: skip


def pairs(network: Network, question: str, names: tuple[str, ...], asked: Asked, given: Mapping[str, int]) -> Solution:
    """All pairs that are enough and of which neither can be less."""
    difference = _difference(asked, given)
    if len(names) != 2:
        raise Undecided(f"several least answers are listed for two names, not {len(names)}")
    one, other = (_symbol(difference, name, asked) for name in names)
    if difference.free_symbols - {one, other}:
        rest = ", ".join(sorted(s.name for s in difference.free_symbols - {one, other}))
        raise Undecided(f"least pairs are listed where all else is a number; give {rest} (--at)")
    for x in (one, other):
        _monotone(difference, x)
    lows = {x: least_of(x) or 0 for x in (one, other)}
    found = _least_pairs(difference, one, other, lows)
    routes = {"kernel": _identity(network, asked), "growth": Result(PROVED, evidence={"note": "it grows with both"})}
    said = ", ".join(f"({a}, {b})" for a, b in found)
    verdict = _verdict(routes)
    return Solution(question, names, verdict, value=found, routes=routes,
                    domain=domain_of(network).conditions, reason="" if verdict == PROVED else _why(routes),
                    sentence=f"({', '.join(names)}) = {said}", formula=said, put=lambda _: found)  # fmt: skip


def _least_pairs(difference: Any, one: Any, other: Any, lows: Mapping[Any, int]) -> list[tuple[int, int]]:
    """By going through the values of that name of which fewer are needed."""
    for most in (64, MOST_PAIRS):
        for x, y in ((one, other), (other, one)):
            found = _minimal(difference, x, y, lows, most)
            if found:
                return found if x is one else [(a, b) for b, a in reversed(found)]
    raise Undecided(f"more than {MOST_PAIRS} values of each name are needed")


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
        if a == lows[one]:
            return found
    return []


def _first(difference: Any, x: Any, lowest: int) -> int:
    """The least x with difference >= 0, all else being numbers; powers are not worked out at large exponents."""
    grows = any(x in power.exp.free_symbols for power in difference.atoms(sympy.Pow))
    return first(lambda at: bool(difference.xreplace({x: sympy.Integer(at)}) >= 0), lowest, 1 << (12 if grows else 64))


def _difference(asked: Asked, given: Mapping[str, int]) -> Any:
    """What has to be at least 0."""
    if asked.relation.op not in (">=", ">"):
        raise SymrfError(f"question: a least value is asked with >=, not {asked.relation.op}; write r >= n")
    value = asked.left - asked.right - int(asked.relation.op == ">")
    put = {s: sympy.Integer(given[s.name]) for s in value.free_symbols if s.name in given}
    return sympy.expand(value.xreplace(put))


def _symbol(difference: Any, name: str, asked: Asked) -> Any:
    x = next((s for s in difference.free_symbols if s.name == name), None)
    if x is None:
        there = ", ".join(sorted(s.name for s in difference.free_symbols)) or "no symbols"
        raise SymrfError(f"--for {shown(name)}: what is asked does not depend on it; it depends on {there}")
    return x


def _identity(network: Network, asked: Asked) -> Result:
    """The kernel's verdict on the closed form of what is asked about."""
    from symrf.terms import Rel
    from symrf.terms import text as term_text

    claim = term_text(Rel("==", asked.relation.left, to_term(asked.left)))
    verdict = claims.check(claim, network)
    reason = None if verdict.verdict == PROVED else verdict.reason or f"{claim} is {verdict.verdict}"
    return Result(verdict.verdict, reason, {"claim": claim})


def _verdict(routes: Mapping[str, Result]) -> str:
    said = {name: route.verdict for name, route in routes.items()}
    good = said.get("kernel") == PROVED and said.get("growth") == PROVED and REFUTED not in said.values()
    return PROVED if good else OPEN


def _why(routes: Mapping[str, Result]) -> str:
    for name, route in routes.items():
        if route.verdict == REFUTED:
            return f"the {name} disagrees; this is an error in symrf, please report it"
        if route.verdict != PROVED and route.reason:
            return route.reason
    return "no route proves it"


def _bisected(
    network: Network, common: dict[str, Any], routes: dict[str, Result], difference: Any, x: Any, domain: list[str]
) -> Solution:
    """By bisection where all else is a number and it only grows."""
    others = sorted(s.name for s in difference.free_symbols - {x})
    if others:
        raise Undecided(f"there is no closed form for {x.name}; give {', '.join(others)} (--at) to find it")
    _monotone(difference, x)
    value = _first(difference, x, least_of(x) or 0)
    routes["growth"] = Result(PROVED, evidence={"note": f"it never falls with {x.name}; found by bisection"})
    verdict = _verdict(routes)
    reason, formula = "" if verdict == PROVED else _why(routes), f"{latex(to_term(x))} = {value}"
    return Solution(**common, verdict=verdict, value=value, domain=tuple(domain), routes=routes, put=lambda _: value,
                    reason=reason, sentence=f"{x.name} = {value}", formula=formula,
                    note="found by bisection: there is no closed form")  # fmt: skip


def _monotone(difference: Any, x: Any) -> None:
    from symrf.numbers.order import at_least

    step = sympy.expand(difference.xreplace({x: x + 1}) - difference)
    if not never_negative(step) and not at_least(step, 0):
        raise Undecided(f"it could not be proved that what is asked grows with {x.name}")
    if step == 0:
        raise Undecided(f"it does not grow with {x.name}")


def _growth(found: Threshold, difference: Any) -> Result:
    """The identity behind the formula is checked anew, and that what it is about grows."""
    wrong = found.justified(difference)
    if wrong:
        return Result(OPEN, wrong)
    note = f"{_phi(found)} grows with {found.name}, and its factor is positive"
    return Result(PROVED, evidence={"theorem": f"least-of-a-{found.kind}", "note": note})


def _walked(
    network: Network, asked: Asked, found: Threshold, put: Any, given: Mapping[str, int], leasts: Mapping[str, Any]
) -> Result:
    """What r is of the network that is walked through, for random values; other quantities are not walked here."""
    from symrf.terms import Sym

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


def _coverage(network: Network, asked: Asked) -> str:
    """r >= n is not that n samples are read, where layers leave holes."""
    from symrf.terms import Sym

    if asked.relation.left != Sym("r") or not _may_have_holes(network):
        return ""
    seen = "r is from the first sample read to the last; with dilation or strides, samples between may be left out"
    return f'{seen} (ask "covers n")'


def _may_have_holes(network: Network) -> bool:
    from symrf.repeat import Repeat

    for node in network.nodes:
        layer = node.layer
        if isinstance(layer, Repeat):
            if _may_have_holes(layer.body):
                return True
        elif getattr(layer, "dilation", 1) != 1 or getattr(layer, "stride", 1) != 1:
            return True
    return False


def _phi(found: Threshold) -> str:
    x = found.name
    return {LINE: x, SQUARE: f"{x}**2", POWER: f"{found.by}**{x}"}[found.kind]


def _text(found: Threshold) -> str:
    if found.kind == LINE:
        inner = f"ceil({_sum(found.need, number_text)})"
    elif found.kind == SQUARE:
        minus = f" - {number_text(found.by)}" if found.by != 0 else ""
        inner = f"ceil((sqrt({number_text(sympy.expand(found.by**2 + 4 * found.need))}){minus})/2)"
    else:
        inner = f"ceil(log({_sum(found.need, number_text)}, {found.by}))"
    return f"Max({found.lowest}, {inner})"


def _latex(found: Threshold) -> str:
    if found.kind == LINE:
        inner = _sum(found.need, _in_latex)
    elif found.kind == SQUARE:
        minus = f" - {_in_latex(found.by)}" if found.by != 0 else ""
        inner = rf"\frac{{\sqrt{{{_in_latex(sympy.expand(found.by**2 + 4 * found.need))}}}{minus}}}{{2}}"
    else:
        inner = rf"\log_{{{_in_latex(found.by)}}} \left({_sum(found.need, _in_latex)}\right)"
    return rf"\max\left({found.lowest}, \left\lceil {inner} \right\rceil\right)"


def _sum(value: Any, written: Callable[[Any], str]) -> str:
    """1 + (n - 1)/(2 (k - 1)), where `written` would make one fraction of it."""
    number, rest = exact(value).as_coeff_Add()
    if number == 0 or rest == 0 or not sympy.fraction(rest)[1].free_symbols:
        return written(value)
    return f"{written(number)} + {written(rest)}"


def _in_latex(value: Any) -> str:
    return latex(to_term(value))
