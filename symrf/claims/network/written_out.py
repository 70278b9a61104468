"""A claim about a network with its quantities written out: relations between the network's symbols alone.

A claim about features becomes one relation for every class of features that has a formula of its own: after an
upsampling one for every phase, in the number m of the period.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any

from symrf.claims.network.derived import Derived, unused
from symrf.claims.network.quantities import NotKnown, Subject, flat, modulus, of_region
from symrf.claims.typed.names import ASKED, ATTRIBUTES, DottedName, exactly, place
from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import symbol
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, names, text
from symrf.terms.parse import number
from symrf.terms.sympy_form import to_sympy, to_term
from symrf.terms.tree import FEATURE, ZERO, put, rebuilt, walk

MEANT = {"RF": "r", "rf": "r", "receptive_field": "r", "R": "r", "J": "S", "j": "S", "jump": "S", "p": "P", "q": "Q"}
"""What others, or claims about chains, call a quantity of the output."""
MOST_CLASSES = 512
FEW = 64
"""So many features are gone through one by one, where the input size is a number."""


@dataclass(frozen=True)
class Closed:
    """One relation in the network's symbols. feature: y as a formula in m; None where no feature is spoken of.

    inside: what has to be >= 0 for there to be such a feature.
    """

    relation: Rel
    feature: Term | None = None
    inside: tuple[Term, ...] = ()


class NotClosed(Exception):
    """Why the claim cannot be written out; the walk may still be asked."""


@dataclass(frozen=True, eq=False)
class Claim:
    """A claim as it was typed, and the network that it is about."""

    tree: Rel
    derived: Derived

    @property
    def network(self) -> Network:
        """The network."""
        return self.derived.network

    @property
    def symbols(self) -> Mapping[str, Any]:
        """Its symbols by name, with all that is known of each."""
        return self.derived.domain.symbols

    @property
    def values(self) -> Mapping[str, tuple[int, int]]:
        """By name the least value of each symbol, and how far it is to the next."""
        return self.derived.domain.values

    @cached_property
    def quantities(self) -> dict[str, tuple[Subject, str]]:
        """What the claim names: letter or dotted name -> node and attribute."""
        found = {}
        free = names(self.tree)[0]
        for part in walk(self.tree):
            if isinstance(part, At):
                name = part.name
                raise SymrfError(f"claim: {name}[…]: with a network, letters stand for its output; write {name}")
            name = part.name if isinstance(part, Sym) else ""
            if name and name in free and name not in self.symbols and name != self.variable and name not in found:
                where = self._place(name)
                found[name] = self._subject(where), where.quantity
        return found

    def _subject(self, where: DottedName) -> Subject:
        return Subject.of(self.derived, replace(where, quantity=""))

    def _place(self, name: str) -> DottedName:
        if "." in name:
            found = place(self.network, name)
            return replace(found, quantity=ASKED.get(found.quantity, found.quantity))
        if name in ATTRIBUTES or exactly(name):
            return DottedName(self.network.output, name)
        if name not in ASKED:
            known = [*sorted(self.symbols), *ASKED]
            close = [MEANT[name]] if name in MEANT else get_close_matches(name, known, 1)
            told = f"did you mean {close[0]}? this network knows" if close else "this network knows"
            raise SymrfError(f"claim: unknown name {shown(name)}; {told} {', '.join(known)}")
        return DottedName(self.network.output, ASKED[name])

    # ---- features

    @cached_property
    def calls(self) -> tuple[Op, ...]:
        """The quantities of single features, such as u(y)."""
        return tuple(dict.fromkeys(p for p in walk(self.tree) if isinstance(p, Op) and p.op in FEATURE))

    @cached_property
    def variable(self) -> str:
        """The name of a feature that may be any: the one that is typed, or a new one."""
        free = {name for call in self.calls for name in names(call)[0]} - self.symbols.keys()
        unknown = sorted(name for name in free if name not in ASKED)
        if len(unknown) > 1:
            raise SymrfError(f"claim: one feature may be free, not {' and '.join(unknown)}")
        if any(name in ASKED for name in free):
            raise SymrfError(f"claim: {text(self.calls[0])}: a feature is a number, or a free name such as y")
        taken = names(self.tree)[0] | self.symbols.keys()
        return unknown[0] if unknown else unused("y", taken)

    @cached_property
    def everywhere(self) -> frozenset[str]:
        """The names of sizes that differ by feature, which are claimed of every feature."""
        return frozenset(x for x, (of, attribute) in self.quantities.items() if attribute == "size" and of.differs)

    @cached_property
    def output(self) -> Subject:
        """The node whose features are spoken of."""
        return self._subject(DottedName(self.network.output, ""))

    @cached_property
    def asked(self) -> tuple[tuple[str, Subject, Term, str], ...]:
        """What is asked of features: how it is written in `bare`, of which node and feature, and which letter."""
        y = Sym(self.variable)
        sizes = [(name, self.quantities[name][0], y, "r") for name in sorted(self.everywhere)]
        return (*((text(call), self.output, call.args[0], call.op) for call in self.calls), *sizes)

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The nodes that the claim is about."""
        return tuple(dict.fromkeys([*(s for s, _ in self.quantities.values()), *(s for _, s, _, _ in self.asked)]))

    @cached_property
    def bare(self) -> Rel:
        """The claim with a name for every quantity of a feature, as it is evaluated."""
        return put(self.tree, {call: Sym(text(call)) for call in self.calls})

    # ---- written out

    def closed(self) -> list[Closed]:
        """The relations; NotClosed where there is no formula."""
        alike = [(name, where) for name, where in self.quantities.items() if name not in self.everywhere]
        try:
            known = {Sym(name): to_term(of.derived(attribute)) for name, (of, attribute) in alike}
        except NotKnown as why:
            raise NotClosed(str(why).removeprefix("claim: ")) from None
        if not self.asked:
            return [Closed(written_out(put(self.tree, known)))]
        found: dict[tuple[Rel, tuple[Term, ...]], Closed] = {}
        for y in self._features():
            try:
                here, inside = self._at(y)
            except SymrfError as why:
                raise NotClosed(str(why)) from None
            known_inside = [value for x in inside if (value := number(x)) is not None]
            if here is not None and all(value >= 0 for value in known_inside):
                left = tuple(x for x in inside if number(x) is None)
                relation = written_out(put(self.tree, known | here))
                found.setdefault((relation, left), Closed(relation, y, left))
        return list(found.values())

    def _features(self) -> Iterator[Term]:
        """The classes of features: numbers, where there are few; otherwise M m + ρ, of one class y itself."""
        if not any(self.variable in names(place)[0] for _, _, place, _ in self.asked):
            yield ZERO
            return
        lasts = [subject.last for _, subject, place, _ in self.asked if place == Sym(self.variable)]
        count = min((x for x in lasts if isinstance(x, int)), default=None)
        if count is not None and count < FEW:
            yield from (Num(Fraction(y)) for y in range(count + 1))
            return
        if self.classes > MOST_CLASSES:
            raise NotClosed(f"the features are of {self.classes} kinds; at most {MOST_CLASSES} are gone through")
        many = Sym(self.period) if self.classes == 1 else Op("*", (Num(Fraction(self.classes)), Sym(self.period)))
        yield many
        yield from (Op("+", (many, Num(Fraction(phase)))) for phase in range(1, self.classes))

    @cached_property
    def classes(self) -> int:
        """M, so that features M m + ρ have one formula in m for every ρ."""
        moduli = [1]
        for _, subject, where, _ in self.asked:
            if subject.period > 1 and (line := _line(where, self.variable)) is not None:
                moduli.append(modulus(subject.period, line[0]))
        return lcm(*moduli)

    @cached_property
    def period(self) -> str:
        """The name of m: the feature's own where there is one class."""
        taken = self.symbols.keys() | names(self.tree)[0] | {self.variable}
        return self.variable if self.classes == 1 else unused("m", taken)

    def _at(self, y: Term) -> tuple[dict[Term, Term] | None, tuple[Term, ...]]:
        """What stands for the quantities of features at one class of them; None where one reads nothing."""
        here: dict[Term, Term] = {Sym(self.variable): y}
        inside = []
        for name, subject, which, letter in self.asked:
            where = put(which, here)
            index = to_sympy(where, self.every_symbol)
            line = _line(where, self.period)
            region = subject.region(index, None if line is None else line[1] % subject.period)
            if region is None:
                return None, ()
            value = to_term(flat(of_region(letter, region)))
            here[next((c for c in self.calls if text(c) == name), Sym(name))] = value
            last = subject.last
            inside += [to_term(flat(index))]
            inside += [] if last is None else [to_term(flat(last - index))]
        return here, tuple(dict.fromkeys(inside))

    @cached_property
    def every_symbol(self) -> dict[str, Any]:
        """The symbols of the network, and the number of a period."""
        return {**self.symbols, self.period: symbol(self.period, 0)}


def written_out(tree: Any) -> Any:
    """The tree with every Sum and Product over a few numbers term by term; an empty one is 0, or 1.

    >>> from symrf.terms import parse, text
    >>> text(written_out(parse("r == Sum(2**i, (i, 1, 3))")))
    'r == 2**1 + 2**2 + 2**3'
    """
    found = rebuilt(tree, written_out)
    if not isinstance(found, Big):
        return found
    first, last = number(found.lo), number(found.hi)
    if first is None or last is None or first.denominator * last.denominator != 1 or last - first >= FEW:
        return found
    indices = range(int(first), int(last) + 1)
    parts = tuple(put(found.body, {Sym(found.var): Num(Fraction(i))}) for i in indices)
    unit = Num(Fraction(0 if found.kind == "Sum" else 1))
    return Op("+" if found.kind == "Sum" else "*", parts) if len(parts) > 1 else parts[0] if parts else unit


def _line(index: Term, variable: str) -> tuple[int, int] | None:
    """(c, d) where the index is c variable + d for numbers c and d."""
    if not names(index)[0] <= {variable}:
        return None
    x = sympy.Symbol(variable)
    found = sympy.Poly(to_sympy(index, {variable: x}), x)
    if found.degree() > 1 or not all(c.is_Integer for c in found.all_coeffs()):
        raise SymrfError(f"claim: feature {text(index)}: write a number, {variable}, or such as 2*{variable} + 1")
    return int(found.coeff_monomial(x)), int(found.coeff_monomial(1))
