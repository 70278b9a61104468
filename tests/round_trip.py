"""What `derive` and `report` say of a network, typed as claims: every number of every node on every axis that differs,
what each feature sees, every phase and case, and every line of the report's calculations.

python -m tests.round_trip [NAME …] [--outputs] [--random COUNT] [--every STEP]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from random import Random
from typing import Any

import symrf
from symrf.claims.check import read
from symrf.claims.network.derived import Derived
from symrf.claims.network.layers import in_layers, of_layers
from symrf.claims.network.under_conditions import judge_given
from symrf.claims.typed.read import split
from symrf.derivation import AxisField, Derivation
from symrf.derivation.answers.records import NUMBERS
from symrf.errors import SymrfError
from symrf.exposition.answer import region
from symrf.exposition.architecture import architecture
from symrf.network import INPUT, Network
from symrf.numbers import is_symbolic
from symrf.terms import Op, Sym, text
from symrf.terms.sympy_form import number_text
from symrf.terms.tree import put
from symrf.verification import Verdict
from symrf.zoo import zoo, zoo_names
from tests import network_claims

RANGE = ("size_min", "size_max")
FEATURE = {"u": "u(y)", "v": "v(y)", "c": "c(y)"}
"""What the report works out for feature y of the output; the rest is of the output."""
BOUND = "upper-bound"


@dataclass(frozen=True)
class About:
    """A network, or the part of one that is spoken of, derived once for all claims."""

    network: Network

    @cached_property
    def _derived(self) -> Derived:
        return Derived(self.network)

    def verdicts(self, claim: str, where: tuple[str, ...] = ()) -> list[Verdict]:
        """As `symrf.check(claim, network, where)` comes to them."""
        given = tuple(tree for one in split(where) for tree in read(one, self.network).claims)
        found = read(claim, self.network).claims
        if in_layers(found):
            found = of_layers(found, self.network)
        return [judge_given(tree, self._derived, given) for tree in found]


@dataclass(frozen=True)
class Typed:
    """A claim about a network, under conditions on its symbols."""

    about: About
    claim: str
    where: tuple[str, ...] = ()

    @property
    def unproved(self) -> list[Verdict]:
        """What is not proved of it."""
        return [one for one in self.about.verdicts(self.claim, self.where) if one.verdict != "proved"]


def claims(network: Network, nodes: tuple[str, ...] | None = None) -> Iterator[Typed]:
    """The claims about the nodes named, or about all, on every axis that is not like one before."""
    found, whole = symrf.derive(network), About(network)
    for name in found if nodes is None else nodes:
        known: list[Any] = []
        for axis in network.axes:
            field = found[name][axis]
            numbers = [*_numbers(found, field)]
            if field.status == "unsupported" or numbers in known:
                continue
            known.append(numbers)
            if field.status == BOUND and not field.exact_where:
                yield from _bounds(network, name, axis, field)
                continue
            named = f'"{name}".{axis}' if len(network.axes) > 1 else f'"{name}"'
            where = field.exact_where
            yield from (Typed(whole, f"{named}.{attribute} == {value}", where) for attribute, value in numbers)
            yield from _of_part(network, name, axis, field)


def _bounds(network: Network, name: str, axis: str, field: AxisField) -> Iterator[Typed]:
    """What is said where it is not known when a bound is reached."""
    part = About(network.up_to(name).on(axis))
    if field.size_max is not None:
        yield Typed(part, f"r_max <= {number_text(field.size_max)}")
    u, v = region(field) or (None, None)
    if u is not None and v is not None:
        yield from (Typed(part, f"{said} {text(end)}") for said, end in (("u(y) >=", u), ("v(y) <=", v)))


def _numbers(found: Derivation, field: AxisField) -> Iterator[tuple[str, str]]:
    """(quantity, value), as they are printed, and as the record has them."""
    for attribute in (*NUMBERS, *(RANGE if field.size is None else ()), "output_size"):
        value = getattr(field, attribute)
        if value is not None:
            yield attribute, number_text(found.expanded(value))
            if is_symbolic(value):
                yield attribute, str(found.expanded(value))


def _of_part(network: Network, name: str, axis: str, field: AxisField) -> Iterator[Typed]:
    """What is said of the features of a node, by cases, and in the report of what leads to it."""
    part = About((network.up_to(name) if name != INPUT else network).on(axis))
    where = field.exact_where
    if where or field.status == "exact":
        yield from (Typed(part, claim, where) for claim in _of_features(field, one=not where))
    for case in field.cases:
        here = (*where, *(f"{number_text(a)} {op} {number_text(b)}" for a, op, b in case.conditions))
        values = ((what, x) for what, x in zip(NUMBERS, case.values, strict=True) if x is not None)
        yield from (Typed(part, f"{what} == {number_text(x)}", here) for what, x in values)
    if name == network.output:
        yield from (Typed(part, claim, where) for claim in _steps(part.network))


def _of_features(field: AxisField, one: bool) -> Iterator[str]:
    """What feature y sees: formulas in y, phase by phase, and, where asked, one feature by its number."""
    ends = region(field)
    if ends is not None:
        yield from (f"{x}(y) == {text(end)}" for x, end in zip("uv", ends, strict=True))
    for number, phase in enumerate((field.phases or ()) if field.phase_symbol is None else ()):
        if hasattr(phase, "size"):
            place = f"{field.period}*t + {number}"
            yield f"u({place}) == ({number_text(phase.stride)})*t + ({number_text(phase.left)})"
            yield f"v({place}) == ({number_text(phase.stride)})*t + ({number_text(phase.right)})"
            yield f"r({place}) == {number_text(phase.size)}"
    if one and (seen := field.region(1)) is not None:
        yield from (f"{x}(1) == {number_text(end)}" for x, end in zip("uv", seen, strict=True))


def _steps(network: Network) -> Iterator[str]:
    """Every line of the report's calculations, the first in the letters of layers, and its facts."""
    axis = architecture(network, expanded=True).axes[0]
    for one in axis.calculations:
        letter = one.quantity.letter
        for step in one.chain.steps:
            parts = tuple(put(part, {Sym("uL"): Sym("y")}) for part in step if part is not None)
            if len(parts) == len(step):
                yield f"{FEATURE.get(letter, letter)} == {text(Op('+', parts) if len(parts) > 1 else parts[0])}"
    for fact in axis.facts:
        said = text(fact.symbol) if fact in axis.range else fact.quantity.letter
        yield f"{said} == {number_text(fact.value)}"


def random_claims(count: int, seed: int) -> Iterator[Typed]:
    """The claims about so many random networks, symbols among their numbers, and all of their nodes."""
    for tree in islice(network_claims.networks(Random(seed)), count):
        try:
            every = [*claims(symrf.read(tree))]
        except SymrfError:  # no network for any value of its symbols
            continue
        yield from every


def main() -> None:
    """Judge the claims about the networks of the zoo, or about random ones; print those that are not proved."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--outputs", action="store_true", help="of the last node only")
    parser.add_argument("--random", type=int, default=0, help="of so many random networks instead")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--every", type=int, default=1, help="every so many-th claim")
    given = parser.parse_args()
    asked: dict[str, Iterator[Typed]] = {"random": random_claims(given.random, given.seed)} if given.random else {}
    for name in () if asked else given.names or zoo_names():
        network = zoo(name)
        asked[name] = claims(network, (network.output,) if given.outputs else None)
    for name, every in asked.items():
        counts: Counter[str] = Counter()
        for one in islice(every, 0, None, given.every):
            wrong = one.unproved
            counts["not proved" if wrong else "proved"] += 1
            for verdict in wrong:
                print(name, one.where, verdict, flush=True)
        print(name, dict(counts), flush=True)


if __name__ == "__main__":
    main()
