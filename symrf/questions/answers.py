"""From what was found to a Solution: the sets of sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from symrf.derivation import domain_of
from symrf.domain.words import class_of
from symrf.network import INPUT, Network
from symrf.numbers.positive import exact
from symrf.numbers.sound_sympy import sympy
from symrf.questions.arithmetic.lines import Unanswered, period
from symrf.questions.arithmetic.sets import SizeSet
from symrf.questions.evidence import by_walk, by_z3
from symrf.questions.sizes import levels
from symrf.questions.sizes.fits import dilated, fits, missed, none_left_over, of_features, sizes_where
from symrf.questions.sizes.left_over import of_one_layer
from symrf.questions.solution import Solution, assigned
from symrf.repeat import free_symbols, substituted, unrolled
from symrf.terms.latex import symbol as written
from symrf.verification.result import OPEN, PROVED, REFUTED, Result

SECONDS = 20.0
"""How long z3 may take."""


def of_sizes(network: Network, question: str, name: str, left_over: bool, count: int | None = None) -> Solution:
    """The input sizes of which the network makes sense, no sample is left over, or the output has `count` features."""
    line = _line(network, name)
    plain = unrolled(replace(network, input_size={}) if network.source == INPUT else network)
    symbols = sorted(s.name for s in free_symbols(plain))
    there = f"the network has the symbols {', '.join(symbols)}; give them numbers (--at)"
    if symbols and count is not None:
        raise Unanswered(there)
    if symbols:
        try:
            return _of_symbols(plain, question, name, left_over, line)
        except Unanswered as why:
            raise Unanswered(f"{why}; {there}") from None
    found = sizes_where(plain, none_left_over if left_over else fits if count is None else of_features(count))
    routes: dict[str, Result] = {"residues": Result(PROVED, evidence={"period": found.modulus})}
    found = found if line == (1, 0) else found.through(*line)
    gaps = missed(plain) if left_over else {}
    upto = max((found.since, *(least for least, _ in gaps.values())))
    walked = by_walk.sizes(plain, found, left_over, line, upto if gaps else 0, count)
    since, every = 1, walked.evidence.get("every_to", 0)
    if gaps and every < upto and walked.verdict != REFUTED:
        raise Unanswered(f"samples between windows are left over, and sizes below {upto} are too many to walk")
    if left_over and (gaps or any(dilated(node.layer) for node in plain.nodes)) and every >= upto:
        since = upto  # below, gaps between samples decide, of which z3 is told nothing: each size is walked
    routes["z3"] = by_z3.proved(plain, found, left_over, SECONDS, line, since, (period(plain), gaps), count)
    routes["walk"] = walked
    said = {route.verdict for route in routes.values()}
    common: dict[str, Any] = {"question": question, "names": (name,), "sizes": found, "routes": routes}
    if REFUTED in said:
        return Solution(**common, verdict=OPEN, reason="the methods disagree; please report this error in symrf")
    sentence = words(found, name)
    if found.least is None and routes["z3"].verdict == PROVED:
        return Solution(**common, verdict=REFUTED, reason="no input size does")
    if routes["z3"].verdict != PROVED:
        return Solution(**common, verdict=OPEN, sentence=sentence, reason=str(routes["z3"].reason))
    return Solution(**common, verdict=PROVED, sentence=sentence, formula=formula(found, name))


def _of_symbols(network: Network, question: str, name: str, left_over: bool, line: tuple[int, int]) -> Solution:
    if line != (1, 0):
        raise Unanswered("the input size is a formula")
    return of_one_layer(network, question, name) if left_over else levels.fitting(network, question, name)


def _line(network: Network, name: str) -> tuple[int, int]:
    """(a, b) where the input has a m + b samples, m being what is asked for."""
    size = exact(next(iter(network.source_size.values()), 0))
    if not size.free_symbols:
        return 1, 0
    (s,) = [s for s in size.free_symbols if s.name == name]
    if not size.is_polynomial(s) or sympy.degree(size, s) != 1 or size.free_symbols != {s}:
        raise Unanswered(f"the input size {size} is no line in {name}")
    slope, offset = sympy.Poly(size, s).all_coeffs()
    if not (slope.is_Integer and offset.is_Integer and slope > 0):
        raise Unanswered(f"the input size {size} does not grow with {name} by whole numbers")
    return int(slope), int(offset)


def words(found: SizeSet, name: str) -> str:
    """The set in words.

    >>> words(SizeSet.of(16, [12], 173), "n"), words(SizeSet.of(1, [], 10, [8, 9]), "n")
    ('(n - 12)/16 is an integer, n >= 188', 'n = 8 or 9')
    """
    parts = []
    if found.few:
        first, last = found.few[0], found.few[-1]
        parts.append(f"{first} <= {name} <= {last}" if _run(found) else f"{name} = {_listed(found.few)}")
    if found.remainders:
        parts.append(", ".join(found.conditions(name, _congruent)))
    return ", or ".join(parts)


def formula(found: SizeSet, name: str) -> str:
    r"""The set in LaTeX.

    >>> print(formula(SizeSet.of(16, [12], 173), "n"))
    n \equiv 12 \pmod{16},\quad n \ge 188
    """
    n = written(name)
    parts = [rf"{n} \in \{{{', '.join(map(str, found.few))}\}}"] if found.few else []
    parts = [rf"{found.few[0]} \le {n} \le {found.few[-1]}"] if _run(found) else parts
    if found.remainders:
        parts.append(r",\quad ".join(
            one.replace(">=", r"\ge") for one in found.conditions(n, lambda n, m, rs: rf"{n} \equiv "
            + (r" \text{ or } ".join(map(str, rs)) or r"\cdot") + rf" \pmod{{{m}}}")
        ))  # fmt: skip
    return r"\ \text{or}\ ".join(parts)


def _run(found: SizeSet) -> bool:
    """Whether the few sizes, where there are no others, are three and more in a row."""
    few = found.few
    return not found.remainders and len(few) > 2 and few[-1] - few[0] == len(few) - 1


def _congruent(name: str, modulus: int, remainders: Sequence[int]) -> str:
    if len(remainders) == 1:
        return class_of(name, remainders[0], modulus)
    if not remainders:
        return f"{name} mod {modulus} is one of several"
    return f"{name} mod {modulus} = {_listed(remainders)}"


def _listed(numbers: Sequence[int]) -> str:
    *most, last = map(str, numbers)
    return f"{', '.join(most)} or {last}" if most else last


def of_alignment(network: Network, question: str, names: tuple[str, ...]) -> Solution:
    """The crops or paddings with which all branches of every join are aligned and fit."""
    from symrf.questions.parameters.centers import Impossible, aligned, checked
    common: dict[str, Any] = {"question": question, "names": names}
    try:
        found = aligned(network, names)
    except Impossible as why:
        return Solution(**common, verdict=REFUTED, reason=str(why), routes={"centers": Result(REFUTED)})
    put = substituted(network, found)
    domain = domain_of(put).conditions
    routes = {"centers": checked(network, found)}
    if routes["centers"].verdict != PROVED:
        return Solution(**common, verdict=OPEN, reason=str(routes["centers"].reason), routes=routes)
    named = {name: found[name] for name in names}
    return Solution(**common, verdict=PROVED, domain=domain, routes=routes, **assigned(named))
