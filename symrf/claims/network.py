"""Claims about one network, its symbols free: proofs of what was derived, counterexamples by the walk."""

from __future__ import annotations

import operator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Any

import sympy

from symrf.claims.bounded import follows, only_bounded
from symrf.claims.closed import Claim, Closed, NotClosed
from symrf.claims.grounds import attached, grounds
from symrf.claims.identity import identity
from symrf.claims.none_or_some import cases
from symrf.claims.quantities import ASKED, NotKnown
from symrf.claims.rounding import by_z3_and_coq
from symrf.claims.trial import Trial
from symrf.claims.vanishing import true_where
from symrf.derivation import derive, domain_of
from symrf.errors import counted
from symrf.layers import SAME, SAME_LOWER, Window
from symrf.network import Network
from symrf.numbers.symbols import least_of, symbol
from symrf.repeat import free_symbols
from symrf.terms import Rel, Sym, names, text
from symrf.terms.sympy_form import to_sympy
from symrf.verification import Result, Verdict
from symrf.verification.result import DERIVED, OPEN, PASSED, PROVED, REFUTED, SKIPPED, Clock, timed
from symrf.verification.routes import WALK
from symrf.verification.verdict import combined, saying


def judge_network(tree: Rel, network: Network, name: str | None = None) -> Verdict:
    """The verdict on a claim about nodes of the network, for all values of its symbols; letters are the output's."""
    note, network = meanings(tree, network), _sized(network)
    known = domain_of(network)
    claim = Claim(tree, network, known.symbols, known.values)
    bound = next((subject.bound for subject in claim.subjects if subject.bound), "")
    try:
        closed, unclear = claim.closed(), only_bounded(bound) if bound and not follows(claim) else ""
    except NotClosed as why:
        closed, unclear = [], str(why)
    clock = Clock()
    trial = Trial(claim, closed)
    failure = trial.run()
    seconds = clock.seconds
    name = name or text(tree)
    if failure is not None:
        return replace(_refuted(claim, closed, failure, name, seconds), domain=known.conditions, note=note)
    routes = _proof(claim, closed, unclear, known.conditions)
    walked = Result(PASSED, None, {"examples": trial.walked, "note": counted(trial.walked, "walk")}, seconds)
    if not trial.walked:
        walked = Result(SKIPPED, f"not walked: {trial.why}", {"examples": 0}, seconds)
    verdict, reason = combined({**routes, WALK: walked}, ("z3", "coq"))
    given = tuple(dict.fromkeys([*known.conditions, *routes["kernel"].evidence.get("domain", ())]))
    if verdict == PROVED:
        routes = _with_grounds(claim, routes, trial.walked)
        if not trial.walked and saying(DERIVED, routes):
            verdict, reason = OPEN, "what was derived could not be compared with the walk: every network is too large"
    reason = reason if verdict == OPEN else None
    return Verdict(name, verdict, {**routes, WALK: walked}, reason=reason, domain=given, note=note)


def meanings(tree: Rel, network: Network) -> str | None:
    """What the claim's letters mean that are symbols of the network and might be taken for quantities of its output."""
    sized = {s.name for size in network.input_size.values() for s in getattr(size, "free_symbols", ())}
    symbols = {s.name for s in free_symbols(network)}
    said = []
    for name in sorted(names(tree)[0] & symbols & ASKED.keys()):
        what = "the symbol of the input size" if name in sized else f"the network's symbol {name}"
        said.append(f"{name} is {what}; write {network.output}.{ASKED[name]} for the output's {_said(ASKED[name])}")
    return "; ".join(said) or None


def _said(attribute: str) -> str:
    return "size" if attribute == "output_size" else attribute.replace("_", " ")


def _sized(network: Network) -> Network:
    """The network with the symbol n for its input's size where that decides a SAME padding and is not given."""
    if len(network.inputs) > 1 or network.input_size:
        return network
    same = (node.layer for node in network.nodes if getattr(node.layer, "padding", None) in (SAME, SAME_LOWER))
    if all(layer.stride == 1 for layer in same if isinstance(layer, Window)):
        return network
    axis = next(iter(derive(network).output.axes.values()))
    return network if axis.size_symbol is None else network.with_input_size(axis.size_symbol)


def _with_grounds(claim: Claim, routes: dict[str, Result], walks: int) -> dict[str, Result]:
    """The routes, with the certificates of what carries the quantities; derived where only the derivation does."""
    kernel = routes["kernel"]
    clock = Clock(kernel.seconds)
    found = grounds(claim, claim.tree.op == "==" and kernel.verdict == PROVED)
    if found.reason:
        tried = f"the walk agreed {counted(walks, 'time')}; no theorem carries it, as {found.reason}"
        proofs = {name: replace(routes[name].also(note=tried), verdict=DERIVED) for name in saying(PROVED, routes)}
        return routes | proofs
    extra: dict[str, Any] = {"theorems": list(found.theorems)} if found.theorems else {}
    parts = attached(found.parts)
    if found.whole:
        first, *parts = parts
        extra |= {"certificate": first["certificate"], "where": first["where"]}
    if parts:
        extra["certificates"] = parts
    return routes | {"kernel": replace(kernel.also(**extra), seconds=clock.seconds)}


def _proof(claim: Claim, closed: list[Closed], unclear: str, conditions: tuple[str, ...]) -> dict[str, Result]:
    """What the kernel says of the relations, or z3 and Coq where it has no word for them."""
    if unclear or not closed:
        return {"kernel": Result(OPEN, unclear or "no feature reads anything", seconds=0.0)}
    whole = _in_steps(claim)
    sides = [(*(side.xreplace(whole) for side in _sides(claim, one)), one.relation.op) for one in closed]
    said = timed(_by_kernel, sides)
    if said.verdict == PROVED:
        return {"kernel": said}
    there = closed[0].inside if len(closed) == 1 else ()
    inside = [to_sympy(x, claim.every_symbol).xreplace(whole) for x in there]
    relations = [(left, op, right) for left, right, op in sides]
    return {"kernel": said, **by_z3_and_coq(relations if inside else cases(relations, conditions), inside)}


def _by_kernel(sides: list[tuple[Any, Any, str]]) -> Result:
    if all(op == "==" for _, _, op in sides):
        return identity([(left, right) for left, right, _ in sides])
    if all(left.is_Rational and right.is_Rational for left, right, _ in sides):
        return _of_numbers(sides)
    return Result(OPEN, "the kernel proves equations only")


def _in_steps(claim: Claim) -> dict[Any, Any]:
    """n as 4 ⌊n/4⌋ + 1 where the domain says that it leaves the remainder 1 by 4; parity a symbol says itself."""
    steps = {}
    for name, (least, step) in claim.values.items():
        if step > 2 and least_of(claim.symbols[name]) is not None:
            whole, rest = divmod(least, step)
            steps[claim.symbols[name]] = step * symbol(f"floor({name}/{step})", whole) + rest
    return steps


def _of_numbers(sides: list[tuple[Any, Any, str]]) -> Result:
    """An order of numbers is seen by comparing them; what the quantities come to is for the kernel to prove."""
    order = {"==": operator.eq, "<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt}
    if not all(order[op](left, right) for left, right, op in sides):
        return Result(OPEN, "it is false of what was derived")
    return Result(PROVED, evidence={"note": "both sides are numbers"})


def _sides(claim: Claim, closed: Closed) -> tuple[Any, Any]:
    relation = closed.relation
    return to_sympy(relation.left, claim.every_symbol), to_sympy(relation.right, claim.every_symbol)


def _refuted(claim: Claim, closed: list[Closed], failure: dict[str, Any], name: str, seconds: float) -> Verdict:
    """With the difference, where there is one for all features, and what would be right."""
    routes = {WALK: Result(REFUTED, seconds=seconds)}
    gap = suggestion = None
    when: tuple[str, ...] = ()
    if claim.tree.op == "==" and len(closed) == 1:
        left, right = _sides(claim, closed[0])
        difference = sympy.factor(sympy.expand(right - left))
        gap, when = str(difference).replace("ceiling(", "ceil("), true_where(left, right, difference)
    one = claim.tree.left
    if isinstance(one, Sym) and one.name in claim.quantities:
        with suppress(NotKnown):
            suggestion = _right(claim, one.name)
    return Verdict(
        name, REFUTED, routes, counterexample=failure, difference=gap, holds_when=when, suggestion=suggestion
    )  # fmt: skip


def _right(claim: Claim, name: str) -> str | None:
    """The right formula for a quantity, or the range of a size that differs by feature."""
    subject, attribute = claim.quantities[name]
    if subject.bound:  # no equation is known
        return f"{name} <= {_written(subject.derived(attribute))}" if attribute == "size_max" else None
    if name not in claim.everywhere:
        return f"{name} == {_written(subject.derived(attribute))}"
    low, high = subject.axis.size_min, subject.axis.size_max
    if low is None:
        return None
    least = _written(subject.derived("size_min"))
    return f"{name} >= {least}" if high is None else f"{name} from {least} to {_written(subject.derived('size_max'))}"


def _written(value: Any) -> str:
    from symrf.terms.sympy_form import number_text

    return number_text(Fraction(value) if isinstance(value, Fraction) else value)
