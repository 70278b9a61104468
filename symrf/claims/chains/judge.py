"""Claims about every chain of every depth: refute by the least example, prove by a certificate, or say why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from symrf.claims.chains.conditions import unmet
from symrf.claims.chains.dense import by_theorem
from symrf.claims.chains.difference import difference, suggestion, with_span
from symrf.claims.chains.restated import forward, of_depth, of_integers, of_the_whole
from symrf.claims.chains.weakest import weakest
from symrf.formulas.quantities import LETTERS, QUANTITIES, SPAN, UNDILATED
from symrf.kernel import Refused, check
from symrf.prove.find import NotFound, certificate
from symrf.prove.reciprocal import divides, multiplied, not_zero, without_divisors
from symrf.prove.statement import statement
from symrf.refute.compiled import CompiledStatement
from symrf.refute.graded import Example, GradedSearch
from symrf.refute.larger import among_larger, smaller
from symrf.statement import NotExpressible, about_integers
from symrf.terms import At, Rel, Sym, names, text
from symrf.terms.tree import put
from symrf.theorem import (
    WHOLE,
    Theorem,
    claim,
    depths,
    first_index,
    free_index,
    offset,
    readable,
    theorem,
    theorem_names,
)  # fmt: skip
from symrf.verification import Result, Verdict
from symrf.verification.coq.compiler import prepare
from symrf.verification.generalised import generalisations
from symrf.verification.result import INAPPLICABLE, OPEN, PASSED, PROVED, REFUTED, Clock, timed
from symrf.verification.routes import WALK
from symrf.verification.routes import z3 as z3_route
from symrf.verification.smt.induction import GENERAL
from symrf.verification.verdict import combined, needed

FIRST, QUICK, LARGER, MORE = 300, 700, 700, 800
"""How many networks are walked through: before a certificate is looked for, then where none is."""
CLAIM = "claim"
NETWORKS, NETWORKS_IF_PROVED = 150, 50
LAYERS = ("k[l] >= 1", "s[l] >= 1", "d[l] >= 1")
"""Which layers there are may matter."""
BOUNDS = {
    "S": ("S[l] >= 1", "S[0] >= S[l]"), "J": ("J[l] >= 1", "J[L] >= J[l]"), "r": ("r[l] >= 1", "r[0] >= r[l]"),
    "R": ("R[l] >= 1", "R[L] >= R[l]"),
}  # fmt: skip
"""What is proved first of a quantity that a condition is about."""
PADDED = ("p[l] >= 0", "q[l] >= 0")
"""No layer crops. Equations are claimed of every integer padding; an inequality that cropping alone refutes is not."""


def judge(tree: Rel, where: tuple[Rel, ...] = (), integers: tuple[str, ...] = ()) -> Verdict:
    """The verdict on a claim for every L, about the networks that meet the conditions.

    The cheapest way first: small networks refute nearly all that is false. An inequality that a network refutes whose
    layers crop is judged for those that do not; an equation that divides by what may be 0, for where it is not.
    """
    conditions = tuple(map(text, where))
    of_them = tuple(text(c) for c in where if names(c)[0] & {*integers} and not names(c)[1])
    assume = tuple(one for one in conditions if one not in of_them)
    stated = Theorem(CLAIM, CLAIM, "", (text(tree),), assume=assume, domain=of_them, integers=integers)
    cleared, divisors = without_divisors(tree)
    provable = replace(stated, statement=(text(cleared),)) if divisors else stated
    domain = (*depths(stated), *map(not_zero, divisors))
    reason = unmet(stated) if where else None
    if reason is not None:
        return Verdict(text(tree), OPEN, reason=reason, where=conditions, domain=domain)
    compiled = CompiledStatement(stated)
    search = GradedSearch(compiled)
    if divisors and not search.somewhere(FIRST):
        zero = f"what it divides by, {', '.join(map(text, divisors))}, is 0 on every small network"
        return Verdict(text(tree), OPEN, reason=zero, where=conditions, domain=domain)
    routes: dict[str, Result] = {}
    example = _walk(routes, lambda: search.run(FIRST))
    if example is None or example.chain.outside != (1,):  # what stands outside the layers is a matter of definition
        routes["kernel"] = timed(by_certificate, provable)
    proved = "kernel" in routes and routes["kernel"].verdict == PROVED
    integral = about_integers(stated) or bool(where)
    if example is None and not proved and integral:
        prepare()
    if example is None and not proved:
        example = _walk(routes, lambda: search.run(QUICK) or among_larger(search, LARGER))
    if example is None and not proved and not about_integers(stated):
        example = _walk(routes, lambda: search.run(MORE))
    if example is not None and where:
        example = smaller(search, example)
    failure = example.data(compiled) if example else None
    if failure is None:
        routes["fuzz"] = _fuzz(stated, NETWORKS_IF_PROVED if proved or about_integers(stated) else NETWORKS)
        failure = routes["fuzz"].evidence.get("counterexample")
    if failure is None and not proved and integral:
        routes |= _rounding(provable)
        failure = routes["z3"].evidence.get("counterexample")
    verdict, reason = combined(routes, needed(integral))
    if verdict == OPEN and (dense := by_theorem(tree, stated, _rounding, _proves)) is not None:
        return replace(dense, routes={WALK: routes[WALK], **dense.routes}, where=conditions, domain=domain)
    if verdict != REFUTED:
        said = reason if verdict == OPEN else None
        return Verdict(text(tree), verdict, routes, reason=said, where=conditions, domain=domain)
    if tree.op != "==" and example is not None and any(p < 0 or q < 0 for _, _, _, p, q in example.chain.layers):
        again = judge(tree, (*where, *map(claim, PADDED)), integers)
        if again.routes:  # some network meets the conditions and does not crop
            return replace(again, where=conditions, domain=(*domain, *PADDED))
    holds = weakest(stated, _proves)
    return Verdict(
        text(tree), verdict, routes, counterexample=failure, where=conditions, holds_when=holds, domain=domain,
        difference=difference(tree, example, where) if example else None,
        suggestion=_dilated(tree, stated) if UNDILATED in holds else suggestion(tree),
    )  # fmt: skip


def _proves(stated: Theorem) -> bool:
    """Whether the claim is proved: by a certificate, or, where something is rounded, by z3 and Coq."""
    if by_certificate(stated).verdict == PROVED:
        return True
    said = _rounding(stated, often=1) if about_integers(stated) else {}
    return combined(said, needed(about_integers(stated)))[0] == PROVED


def _dilated(tree: Rel, stated: Theorem) -> str | None:
    """What is true with dilation: the claim with K in place of k, where that is proved."""
    spanned = with_span(tree)
    known = spanned.left != spanned.right and _proves(replace(stated, statement=(text(spanned),)))
    return text(spanned) if known else suggestion(tree)


def _walk(routes: dict[str, Result], search: Callable[[], Example | None]) -> Example | None:
    """A counterexample among the networks that are walked through."""
    clock = Clock(routes[WALK].seconds if WALK in routes else None)
    example = search()
    said = Result(REFUTED) if example else Result(PASSED, evidence={"note": "no small network"})
    routes[WALK] = replace(said, seconds=clock.seconds)
    return example


def by_certificate(stated: Theorem) -> Result:
    """A certificate found and checked, with ever more known statements to rest on."""
    found = Result(OPEN, "no certificate was found")
    for way in of_depth(stated):
        found = _by_certificate(way)
        if found.verdict != OPEN:
            break
    return found


def _by_certificate(stated: Theorem) -> Result:
    before: dict[str, list[Any]] = {}
    reason = "no certificate was found"
    try:
        stated = _with_facts(multiplied(stated), before) if divides(stated) else stated
    except NotExpressible as error:
        return Result(INAPPLICABLE, str(error))
    for candidate in _strengthened(stated):
        try:
            proof = certificate(candidate, before)
            if check(proof) == statement(candidate):
                return Result(PROVED, evidence={"certificate": proof})
        except NotExpressible as error:
            return Result(INAPPLICABLE, str(error))
        except Refused as error:
            reason = str(error)
        except NotFound:
            continue
    return Result(OPEN, reason)


def _with_facts(stated: Theorem, before: dict[str, list[Any]]) -> Theorem:
    """The theorem with those of the facts that it carries that are proved, each after those before it."""
    kept: tuple[str, ...] = ()
    for fact in stated.carry:
        try:
            certificate(replace(stated, statement=(fact,), carry=kept), before)
        except (NotFound, Refused):
            continue
        kept = (*kept, fact)
    return replace(stated, carry=kept)


def _strengthened(stated: Theorem) -> Iterator[Theorem]:
    """The claim alone; then after the closed forms of its quantities; then after all that the catalogue bridges."""
    facts = stated.carry
    if facts:
        yield replace(stated, carry=())
    yield stated
    equal = tuple(x for x in map(_all_equal, stated.assume) if x is not None)
    if equal:
        facts = (*equal, *facts)
        yield replace(stated, carry=facts)
    for tree in (t for t in map(claim, stated.statement) if facts and free_index(t) is None):
        for _, general, _ in generalisations(tree, "l"):
            yield replace(stated, carry=(*facts, text(general)))
    mentioned = {letter for said in (*stated.statement, *facts) for letter in names(claim(said))[1]}
    letters = mentioned & LETTERS.keys() - ({"n", "S"} if facts else {"n"})
    forms = tuple(dict.fromkeys(c for q in QUANTITIES if q.letter in letters for c in _closed(q.name)))
    if forms:
        yield replace(stated, carry=(*facts, *forms))
        bridge = () if facts else theorem("forward-backward-bridge").carry
        if bridge:
            yield replace(stated, carry=(*forms, *bridge))


def _all_equal(condition: str) -> str | None:
    """s[l] == s[1], where the condition is that neighbours are equal."""
    tree = claim(condition)
    match tree:
        case Rel(op="==", left=At(name=x, index=a) as left, right=At(name=y, index=b)) if x == y:
            var = free_index(tree) or ""
            here, there = offset(a, var), offset(b, var)
            if here is not None and there is not None and abs(here - there) == 1:
                return f"{x}[l] == {x}[{first_index(left)}]"
    return None


def _closed(name: str) -> tuple[str, ...]:
    known = theorem(name)
    return (*(c for c in known.carry), *known.statement)


def _fuzz(stated: Theorem, networks: int) -> Result:
    """Random networks, which are larger than those walked through in order."""
    from symrf.verification.routes.fuzz import fuzz

    found = fuzz([stated], networks)[stated.name].result
    if found.verdict != OPEN:
        return found
    return replace(found, verdict=PASSED, reason=None).also(note="no random network meets the conditions")


def _rounding(stated: Theorem, often: int = 2) -> dict[str, Result]:
    """z3 and Coq, which together prove statements about rounding; asked again, where there are conditions.

    First of whole numbers and with what is known of the quantities that the conditions are about.
    """
    known = _in_the_catalogue(of_integers(stated))
    tries = [of_whole_numbers(known)] if stated.assume and often > 1 else []
    tries.append(known if about_integers(stated) else replace(known, carry=LAYERS))
    first = forward(known) if often > 1 else None
    if first is not None:
        tries.insert(0 if of_the_whole(known) else len(tries), first)
    said: dict[str, Result] = {}
    for one in tries:
        if one == first and "coq" in said:
            break  # z3 needs no such help, and Coq has had its time
        said = _by_both(one)
        if combined(said, needed(True))[0] != OPEN:
            break
    return said


def _by_both(stated: Theorem) -> dict[str, Result]:
    """z3 and, where that has found a proof, Coq, which is slow."""
    from symrf.verification.routes import coq as coq_route

    said = {"z3": timed(z3_route.run, stated, z3_route.PATIENCE)}
    if said["z3"].verdict == PROVED:
        said["coq"] = timed(coq_route.run, _as_proved(stated, said["z3"]), coq_route.PATIENCE)
    return said


def _as_proved(stated: Theorem, said: Result) -> Theorem:
    """The claim, carrying the general one by which z3 has proved it, so that Coq need not try all of them."""
    trees, done = stated.claims() if stated.name == CLAIM else (), " ".join(said.evidence["obligations"])
    ways = [way for tree in trees for way in generalisations(tree, GENERAL) if f"{way[0]}, {GENERAL} = " in done]
    used = [text(put(general, {Sym(GENERAL): Sym("l")})) for _, general, _ in ways]
    return replace(stated, carry=(*stated.carry, *used))


def of_whole_numbers(stated: Theorem) -> Theorem:
    """The statement about whole numbers only, and what is known of the quantities that its conditions are about."""
    letters = {letter for condition in stated.assume for letter in names(claim(condition))[1]}
    known = [fact for letter in sorted(letters & BOUNDS.keys()) for fact in (*BOUNDS[letter], LETTERS[letter].step)]
    known += [SPAN] if letters & {"r", "R"} else []
    return replace(stated, domain=(*stated.domain, WHOLE), carry=(*stated.carry, *known))


def _in_the_catalogue(stated: Theorem) -> Theorem:
    """The theorem that says just this, for which a Coq file may be kept; or else the claim."""
    for known in readable(theorem_names()):
        owned = stated.assume or known.assume or known.define or known.domain or known.integers
        bare = not owned and known.network == stated.network
        if bare and known.claims() == stated.claims():
            return known
    return stated
