"""Claims about one network, its symbols free: proofs of what was derived, counterexamples by the walk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from symrf.claims.evidence.identity import identity
from symrf.claims.evidence.rounding import by_z3_and_coq, cases
from symrf.claims.network.bounded import ENDS, bounding, few_features, follows, only_bounded
from symrf.claims.network.counterexample import Trial
from symrf.claims.network.derived import Derived
from symrf.claims.network.grounds import attached, grounds
from symrf.claims.network.quantities import NotKnown
from symrf.claims.network.written_out import Claim, Closed, NotClosed
from symrf.claims.typed.names import ASKED
from symrf.claims.typed.read import joined
from symrf.errors import counted
from symrf.network import Network
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of, symbol
from symrf.repeat import free_symbols, size_symbols
from symrf.terms import Rel, Sym, names, text
from symrf.terms.evaluate import RELATIONS
from symrf.terms.geometric import Geometric
from symrf.terms.sympy_form import number_text, to_sympy
from symrf.verification import Result, Verdict
from symrf.verification.result import DERIVED, OPEN, PASSED, PROVED, REFUTED, SKIPPED, Clock, timed
from symrf.verification.routes import WALK
from symrf.verification.verdict import combined, saying


def judge_network(tree: Rel, derived: Derived, name: str | None = None, given: tuple[Rel, ...] = ()) -> Verdict:
    """The verdict on a claim about nodes of the network, for all values of its symbols; letters are the output's.

    given: conditions on the symbols, under which it is claimed.
    """
    note, known = meanings(tree, derived.given), derived.domain
    claim = Claim(tree, derived)
    seen = claim.calls or any(attribute != "output_size" for _, attribute in claim.quantities.values())
    bound = next((subject.bound for subject in claim.subjects if subject.bound), "") if seen else ""
    try:
        closed, unclear = claim.closed(), only_bounded(bound) if bound and not follows(claim) else few_features(claim)
    except NotClosed as why:
        closed, unclear = [], str(why)
    proof = _Proof(claim, closed, unclear, known.conditions, given)
    kernel = proof.by_kernel()
    clock = Clock()
    trial = Trial(claim, closed, given, proved=kernel.verdict == PROVED)
    failure = trial.run()
    seconds = clock.seconds
    name = name or text(tree)
    if failure is not None:
        return replace(_refuted(claim, closed, failure, name, seconds), domain=known.conditions, note=note)
    routes = {"kernel": kernel, **({} if trial.proved else proof.by_z3_and_coq(derived.routes))}
    walked = Result(PASSED, None, {"examples": trial.walked, "note": counted(trial.walked, "walk")}, seconds)
    if not trial.walked:
        walked = Result(SKIPPED, f"not walked: {trial.why}", {"examples": 0}, seconds)
    verdict, reason = combined({**routes, WALK: walked}, ("z3", "coq"))
    domain = tuple(dict.fromkeys([*known.conditions, *routes["kernel"].evidence.get("domain", ())]))
    if verdict == PROVED:
        routes = _with_grounds(claim, routes, trial.walked)
        if not trial.walked and saying(DERIVED, routes):
            verdict, reason = OPEN, f"what was derived could not be compared with the walk: {trial.why}"
        if not trial.walked and given:
            verdict, reason = OPEN, f"no values were found that meet {joined(given)}"
    reason = reason if verdict == OPEN else None
    return Verdict(name, verdict, {**routes, WALK: walked}, reason=reason, domain=domain, note=note)


def meanings(tree: Rel, network: Network) -> str | None:
    """What the claim's letters mean that are symbols of the network and might be taken for quantities of its output."""
    sized = size_symbols(network)
    symbols = {s.name for s in free_symbols(network)}
    said = []
    for name in sorted(names(tree)[0] & symbols & ASKED.keys()):
        what = "the symbol of the input size" if name in sized else f"the network's symbol {name}"
        said.append(f"{name} is {what}; write {network.output}.{ASKED[name]} for the output's {_said(ASKED[name])}")
    return "; ".join(said) or None


def _said(attribute: str) -> str:
    return "size" if attribute == "output_size" else attribute.replace("_", " ")


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


@dataclass(frozen=True)
class _Proof:
    """What proves the relations that a claim is, written out. unclear: why none of them can be the claim."""

    claim: Claim
    closed: list[Closed]
    unclear: str
    conditions: tuple[str, ...]
    given: tuple[Rel, ...] = ()

    @cached_property
    def whole(self) -> dict[Any, Any]:
        """What is put in for symbols that grow in steps."""
        return _in_steps(self.claim)

    @cached_property
    def relations(self) -> list[tuple[Any, str, Any]]:
        """left, op, right of each."""
        return [self._relation(one.relation) for one in self.closed]

    def _relation(self, one: Rel) -> tuple[Any, str, Any]:
        left, right = (to_sympy(side, self.claim.every_symbol).xreplace(self.whole) for side in (one.left, one.right))
        return left, one.op, right

    def by_kernel(self) -> Result:
        """The verdict of the kernel, on equations, and on orders of numbers."""
        if self.unclear or not self.closed:
            return Result(OPEN, self.unclear or "no feature reads anything", seconds=0.0)
        return timed(_by_kernel, self.relations)

    def by_z3_and_coq(self, asked: Sequence[str] | None) -> dict[str, Result]:
        """Their verdicts, of those that are asked, where there are relations."""
        if self.unclear or not self.closed:
            return {}
        there = self.closed[0].inside if len(self.closed) == 1 else ()
        inside = [to_sympy(x, self.claim.every_symbol).xreplace(self.whole) for x in there]
        given = [*((end, ">=", 0) for end in inside), *map(self._relation, self.given)]
        return by_z3_and_coq(self.relations if given else cases(self.relations, self.conditions), given, asked)


def _by_kernel(relations: list[tuple[Any, str, Any]]) -> Result:
    if all(op == "==" for _, op, _ in relations):
        return identity([(left, right) for left, _, right in relations])
    if all(left.is_Rational and right.is_Rational for left, _, right in relations):
        return _of_numbers(relations)
    return Result(OPEN, "the kernel proves equations only")


def _in_steps(claim: Claim) -> dict[Any, Any]:
    """n as 4 ⌊n/4⌋ + 1 where the domain says that it leaves the remainder 1 by 4; parity a symbol says itself."""
    steps = {}
    for name, (least, step) in claim.values.items():
        if step > 2 and least_of(claim.symbols[name]) is not None:
            whole, rest = divmod(least, step)
            steps[claim.symbols[name]] = step * symbol(f"floor({name}/{step})", whole) + rest
    return steps


def _of_numbers(relations: list[tuple[Any, str, Any]]) -> Result:
    """An order of numbers is seen by comparing them; what the quantities come to is for the kernel to prove."""
    if not all(RELATIONS[op](left, right) for left, op, right in relations):
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
        difference = _factored(right - left)
        if difference != 0:  # or it is the formula of a bound, which features do not reach
            gap, when = str(difference).replace("ceiling(", "ceil("), true_where(left, right, difference)
    one = claim.tree.left
    if isinstance(one, Sym) and one.name in claim.quantities:
        with suppress(NotKnown):
            suggestion = _right(claim, one.name)
    return Verdict(
        name, REFUTED, routes, counterexample=failure, difference=gap, holds_when=when, suggestion=suggestion
    )  # fmt: skip


def _factored(gap: Any) -> Any:
    """A difference in factors; with b**n as 1 + (b - 1)*(1 + b + … + b**(n - 1)) where that makes it shorter."""
    whole = sympy.expand(gap)
    sums = sorted(whole.atoms(Geometric), key=str)
    powers = {one.args[0] ** one.args[1]: 1 + (one.args[0] - 1) * one for one in sums}
    forms = [sympy.factor(sympy.expand(one)) for one in (whole, *([whole.xreplace(powers)] if powers else []))]
    return min(forms, key=lambda one: len(str(one)))


def _right(claim: Claim, name: str) -> str | None:
    """The right formula for a quantity, or the range of a size that differs by feature."""
    subject, attribute = claim.quantities[name]
    if subject.bound:  # no equation is known
        attribute = "size_max" if name in claim.everywhere else attribute
        op = bounding(attribute)
        return f"{name} {op} {_written(subject.derived(attribute))}" if op else None
    if name not in claim.everywhere:
        op = ENDS[attribute] if attribute in ENDS and subject.features_for(attribute) else "=="
        return f"{name} {op} {_written(subject.derived(attribute))}"
    low, high = subject.axis.size_min, subject.axis.size_max
    if low is None:
        return None
    least = _written(subject.derived("size_min"))
    return f"{name} >= {least}" if high is None else f"{name} from {least} to {_written(subject.derived('size_max'))}"


def _written(value: Any) -> str:
    return number_text(Fraction(value) if isinstance(value, Fraction) else value)


def true_where(left: Any, right: Any, gap: Any) -> tuple[str, ...]:
    """Conditions such as k == 3 for each of which left = right is proved; gap is their difference, factored."""
    found = []
    for one, root in _roots(gap):
        at = {one: root}
        if identity([(left.xreplace(at).doit(), right.xreplace(at).doit())]).verdict == PROVED:
            found.append(f"{one} == {root}")
    return tuple(found)


def _roots(gap: Any) -> Iterator[tuple[Any, Any]]:
    """(symbol, value) at which a factor that is linear in this symbol alone vanishes, within the symbol's range."""
    above = sympy.together(gap).as_numer_denom()[0]
    try:
        factors = [] if above.is_number else sympy.factor_list(above)[1]
    except (sympy.PolynomialError, TypeError):  # SymPy 1.14 cannot sort factors with a symbol in the exponent
        return
    for factor, _ in factors:
        symbols = factor.free_symbols
        if len(symbols) != 1 or not factor.is_polynomial(symbol := next(iter(symbols))):
            continue
        if sympy.degree(factor, symbol) == 1:
            least = least_of(symbol)
            for root in sympy.solve(factor, symbol):
                if root.is_integer and (least is None or root >= least):
                    yield symbol, root
