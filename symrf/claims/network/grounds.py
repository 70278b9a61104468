"""What a proved claim about a network rests on: theorems of the catalogue at its layers, or the derivation alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from symrf.claims.evidence.carried import CarriedChain, Wanted
from symrf.claims.evidence.copies import Lemma, NotCarried
from symrf.claims.evidence.identity import NotWritten
from symrf.claims.network.quantities import Subject
from symrf.claims.network.written_out import Claim
from symrf.claims.typed.names import exactly
from symrf.formulas.quantities import FIELD
from symrf.formulas.quantities import LETTERS as QUANTITIES
from symrf.network import INPUT
from symrf.numbers.sound_sympy import sympy
from symrf.repeat import unrolled
from symrf.terms.sympy_form import to_sympy

LETTER = {what: letter for letter, what in FIELD.items() if letter != "n"}
LETTER |= {"size_min": "r", "size_max": "r", "start": "c"}


@dataclass(frozen=True)
class Grounds:
    """parts: certificates at this network's layers. theorems: whose recurrences they are. reason: why none carries it.

    whole: whether the first of the parts proves the claim itself, and not only what its quantities come to.
    """

    parts: tuple[Lemma, ...] = ()
    theorems: tuple[str, ...] = ()
    reason: str = ""
    whole: bool = False


@dataclass
class _Group:
    """What is asked of one feature of one node."""

    subject: Subject
    feature: Any
    wanted: list[Wanted] = field(default_factory=list)


def grounds(claim: Claim, equation: bool) -> Grounds:
    """The certificates behind the quantities of a claim; equation: whether it may be proved as a whole with them."""
    try:
        groups, halves = _groups(claim)
        if not groups:
            return Grounds(whole=False)
        parts: list[Lemma] = []
        whole = False
        for group in groups:
            claimed = _sides(claim, halves) if equation and len(groups) == 1 else None
            for found, all_of_it in _certificates(group, claimed):
                parts += found
                whole = whole or all_of_it
    except NotCarried as why:
        return Grounds(reason=str(why))
    except NotWritten as why:
        return Grounds(reason=f"there is no certificate ({why})")
    names = {QUANTITIES[w.letter].name for group in groups for w in group.wanted}
    names |= {"one-layer-equivalent"} if any(part.of.startswith("the copies") for part in parts) else set()
    return Grounds(tuple(parts), tuple(sorted(names)), "", whole)


def _certificates(group: _Group, claimed: tuple[Any, Any] | None) -> list[tuple[list[Lemma], bool]]:
    """Of every axis that is asked about."""
    found = []
    for network in group.subject.alone:
        if group.subject.node == INPUT or not network.nodes:
            raise NotCarried("the input has no layers")
        chain = CarriedChain.of(unrolled(network))
        whole = claimed is not None
        try:
            certificate = chain.certificate(group.wanted, claimed)
        except NotCarried:
            if not whole:
                raise
            certificate, whole = chain.certificate(group.wanted, None), False
        of_layers = Lemma(f"the layers of {group.subject.node}", certificate, chain.writer.where)
        found.append(([of_layers, *chain.parts], whole))
    return found


def _groups(claim: Claim) -> tuple[list[_Group], dict[str, Any]]:
    """What has to be certified of which node and feature; and the names that are a half more than a centre."""
    groups: list[_Group] = []
    halves: dict[str, Any] = {}

    def ask(name: str, subject: Subject, feature: Any, letter: str, start: bool) -> None:
        group = next((g for g in groups if g.subject is subject and g.feature == feature), None)
        if group is None:
            group = _Group(subject, feature)
            groups.append(group)
        if all(w.letter != letter for w in group.wanted):
            group.wanted.append(Wanted(letter, feature, f"{letter}[0]"))
        halves[name] = sympy.Symbol(f"{letter}[0]") + (sympy.S.Half if start else 0)

    for name, (subject, attribute) in claim.quantities.items():
        if name in claim.everywhere:
            raise NotCarried(f"the features of {subject.node} are not alike")
        if exactly(attribute):
            raise NotCarried(f"{attribute} is counted on numbers, and of chains follows from theorem no-holes")
        if attribute not in LETTER:
            raise NotCarried(f"{attribute} is worked out map by map")
        ask(name, subject, sympy.S.Zero, LETTER[attribute], attribute == "start")
    for name, subject, where, letter in claim.asked:
        if name not in claim.everywhere:
            own = "c" if letter == "start" else letter
            ask(name, subject, to_sympy(where, claim.every_symbol), own, letter == "start")
    return groups, halves


def _sides(claim: Claim, halves: dict[str, Any]) -> tuple[Any, Any]:
    """Both sides of the claim, a symbol for every quantity."""
    known = {**claim.every_symbol, **halves}
    return to_sympy(claim.bare.left, known), to_sympy(claim.bare.right, known)


def attached(parts: Sequence[Lemma]) -> list[dict[str, Any]]:
    """The certificates as records hold them."""
    return [{"of": part.of, "certificate": part.certificate, "where": dict(part.where)} for part in parts]
