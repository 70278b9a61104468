"""Every equation that a paper about a network needs, each by itself and under a name, before any format.

General ones are the catalogue's (`size.recurrence`, `size.closed`); those of the network begin with `net`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from symrf.exposition import exactness, of_network
from symrf.exposition.cases import Cases
from symrf.exposition.catalogue import entry
from symrf.exposition.copies import copies, proof
from symrf.exposition.equation import Equalities, NamedEquation
from symrf.exposition.of_network import OUTSIDE
from symrf.exposition.records import may_be_less, rule
from symrf.exposition.sentences import Sentence, listed, prose
from symrf.exposition.view import AxisView, View
from symrf.formulas import QUANTITIES, Quantity
from symrf.formulas.quantities import FIELD, RANGE, SPAN
from symrf.network import Network
from symrf.notation import ALONE
from symrf.numbers import Number, is_symbolic
from symrf.terms import At, Num, Op, Rel, Sym, Term, text
from symrf.terms.sympy_form import to_term
from symrf.terms.tree import ZERO, summands, times, within
from symrf.theorem import claim, theorem, theorem_names

FACTS = {letter: what.replace("_", "-") for letter, what in (FIELD | RANGE).items()}
EMPTY: Sentence = ("empty sums are 0, and empty products are 1",)


def equations(shown: View, network: Network, sums: Sequence[Rel]) -> tuple[NamedEquation, ...]:
    """All equations of a view of the network: general ones, then its own, then its sums over copies.

    >>> from symrf.exposition.architecture import architecture
    >>> from symrf.exposition.view import view
    >>> from symrf.layers import Conv
    >>> net = Conv(3) >> Conv(5, stride=2)
    >>> [one.name for one in equations(view(architecture(net)), net, ()) if one.name.startswith("net.s")]
    ['net.size', 'net.size.worked', 'net.stride', 'net.stride.worked', 'net.start', 'net.start.worked']
    """
    return (*_general(), *_stated(shown.theorems), *own_equations(shown, network, sums))


def own_equations(shown: View, network: Network, sums: Sequence[Rel]) -> tuple[NamedEquation, ...]:
    """Those of the network alone."""
    found: list[NamedEquation] = []
    for axis in shown.axes:
        prefix = "net" if axis.alone else f"net.{'-'.join(_plain(name, shown) for name in axis.axes)}"
        found += _of_axis(axis, prefix)
        found += copies(network.on(axis.axes[0]), prefix)
    for i, rel in enumerate(sums, start=1):
        found += [NamedEquation(f"net.sum.{i}", (rel,)), *proof(f"net.sum.{i}.induction", rel)]
    found += [NamedEquation(f"net.term.{text(rel.left)}", (rel,)) for rel in shown.terms]
    return tuple(found)


def appendix(every: Sequence[NamedEquation]) -> tuple[NamedEquation, ...]:
    """What a report has of repeated layers beside its numbers: recurrences over copies, sums and their proofs."""
    return tuple(one for one in every if ".copies." in one.name or one.name.endswith(".induction"))


def short(every: Sequence[NamedEquation]) -> tuple[NamedEquation, ...]:
    """The network's equations beside its worked ones: none twice, and no names of long terms, which stand above."""
    worked = {one.name.removesuffix(".worked") for one in every if one.name.endswith(".worked")}
    return tuple(
        one for one in every if one.name not in worked and not one.name.endswith(".worked") and ".term." not in one.name
    )


def _plain(axis: str, shown: View) -> str:
    """An axis as part of a file's name; one that is no plain word is called by its number."""
    every = [name for one in shown.axes for name in one.axes]
    return axis if re.fullmatch(r"[A-Za-z0-9_]{1,20}", axis) else f"axis{every.index(axis) + 1}"


def _general() -> Iterator[NamedEquation]:
    """Recurrence with its boundary, and closed form, of every quantity."""
    kernel = "where the layer has kernel ", _at("k"), " and dilation ", _at("d")
    yield NamedEquation("span", (claim(SPAN),), (kernel,))
    for quantity in QUANTITIES:
        a = "" if quantity.meaning.startswith("how ") else "the "
        said: Sentence = ("here ", At(quantity.letter, Sym("l")), f" is {a}", *prose(quantity.meaning))
        if given := rule(quantity):
            yield NamedEquation(f"{quantity.name}.recurrence", given, (said, _layers(quantity)), quantity.name)
        if quantity.name in theorem_names():
            closed = theorem(quantity.name).claims()
            where = (said, ("for ", _range(0)), EMPTY)
            fresh = tuple(rel for rel in closed if rel not in given)
            yield from [NamedEquation(f"{quantity.name}.closed", fresh, where, quantity.name)] if fresh else []


def _at(letter: str) -> At:
    return At(letter, Sym("l"))


def _range(first: int) -> Rel:
    return within(Num(Fraction(first)), Sym("l"), Sym("L"))


def _layers(quantity: Quantity) -> Sentence:
    source = ("this is new here",) if quantity.source == "new here" else ("the source is ", *prose(quantity.source))
    return ("for every layer ", Sym("l"), ", ", _range(1), "; ", *source)


def _stated(names: Sequence[str]) -> Iterator[NamedEquation]:
    """The other theorems that the network rests on, those with a formula."""
    known = {quantity.name for quantity in QUANTITIES}
    for name in names:
        found = entry(name)
        if name in known or not found.statement:
            continue
        where: list[Sentence] = [prose(found.english)]
        where += [("provided that ", *listed(found.conditions))] if found.conditions else []
        where += [("with ", *listed(found.where))] if found.where else []
        yield NamedEquation(name, found.statement, tuple(where), name)


def _of_axis(axis: AxisView, prefix: str) -> Iterator[NamedEquation]:
    """What is known of the output along one axis."""
    true = tuple(of_network.domain(axis))
    letters = [one.quantity.letter for one in axis.report.calculations]
    calculated = {ALONE.get(x, x): one for x, one in zip(letters, axis.report.calculations, strict=True)}
    by_case = {one.left: one for one in axis.cases}
    for fact in axis.report.at_most if may_be_less(axis.report.field) else axis.facts:
        letter = fact.symbol.name if isinstance(fact.symbol, Sym) else fact.quantity.letter
        left = At("r", Sym(letter.removeprefix("r_"))) if isinstance(fact.symbol, Sym) else fact.symbol
        name = f"{prefix}.{FACTS[letter]}"
        there = exactness.there(axis) if fact in axis.report.range and fact.op != "==" else ()
        where = (*_of_feature(axis, letter), *true, *there, *_gaps(axis, fact.value))
        yield NamedEquation(name, (replace(fact.claim, left=left),), where)
        if fact.op != "==":
            continue
        if fact.symbol in by_case:
            yield NamedEquation(f"{name}.cases", (replace(by_case[fact.symbol], left=left),), where)
        if letter in calculated and isinstance(fact.symbol, At):
            found = calculated[letter]
            chain = Equalities(found.closed.left, found.steps)
            yield NamedEquation(f"{name}.worked", (chain,), where, found.theorem)
    yield from _region(axis, f"{prefix}.region", true)
    size = axis.report.field.output_size
    if size is not None:
        where = true if may_be_less(axis.report.field) else (*true, *_gaps(axis, size))
        yield NamedEquation(f"{prefix}.output-size", (Rel("==", At("n", Sym("L")), to_term(size)),), where)


def _gaps(axis: AxisView, *values: Number | None) -> Iterator[Sentence]:
    """What keeps a formula from being exact; what n is, of one that has it."""
    field = axis.report.field
    size = field.size_symbol if field.status == "exact" else None
    if may_be_less(axis.report.field):
        yield from exactness.reached(axis)
    yield from exactness.gaps(axis) if size is None and not field.exact_where else exactness.left(axis)
    if any(value is not None and is_symbolic(value) and size in value.free_symbols for value in values):
        yield (to_term(size), " is the number of samples of the input")


def _of_feature(axis: AxisView, letter: str) -> Iterator[Sentence]:
    """Of which feature a number is, where features differ."""
    if axis.affine and letter in ("c", "start"):
        yield ("of feature 0",)
    if axis.affine or letter in ("r_min", "r_max"):
        return
    if letter == "S" and axis.average:
        yield ("the average over ", axis.average, " features")
    elif letter != "S" and not (letter == "r" and axis.report.field.alike):
        yield ("of feature 0, as features differ",)


def _region(axis: AxisView, name: str, true: tuple[Sentence, ...]) -> Iterator[NamedEquation]:
    """First and last input sample of feature y: one formula, or phase by phase."""
    first, last = At("u", ZERO), At("v", ZERO)
    of: Sentence = ("for feature ", axis.y, " of the output; ", OUTSIDE)
    field = axis.report.field
    true = (*true, *_gaps(axis, field.left, field.right), *of_network.disagreement(field))
    if axis.region:
        ops = (">=", "<=") if may_be_less(axis.report.field) else ("==", "==")
        ends = tuple(Rel(op, x, end) for op, x, end in zip(ops, (first, last), axis.region, strict=True))
        yield NamedEquation(name, ends, (of, *true))
        return
    if may_be_less(axis.report.field):
        return
    pieces = axis.pieces
    phases = axis.report.field.phases
    if pieces is None or pieces.period is None or phases is None or pieces.left_out or pieces.blank or pieces.repeated:
        return
    _, m, phase, *_ = pieces.letters
    lines = {end: [_line(field.stride, m, getattr(field, end)) for field in phases] for end in ("left", "right")}
    both = tuple(
        Cases(x, _runs(phase, every)) if len(set(every)) > 1 else Rel("==", x, every[0])
        for x, every in zip((first, last), lines.values(), strict=True)
    )
    yield NamedEquation(name, (pieces.feature, *both), (of, *true))


def _runs(phase: Sym, every: Sequence[Term]) -> tuple[tuple[Term, tuple[Rel, ...]], ...]:
    """Each value with the phases that have it, neighbours together."""
    rows = []
    for value, run in groupby(range(len(every)), every.__getitem__):
        numbers = list(run)
        first, last = (Num(Fraction(number)) for number in (numbers[0], numbers[-1]))
        when = (Rel("==", phase, first) if first == last else within(first, phase, last),)
        rows.append((value, when))
    return tuple(rows)


def _line(stride: Number, m: Sym, at: Number) -> Term:
    whole = times([to_term(stride), m]) if stride != 1 else m
    if at == 0:
        return whole
    return Op("+", (whole, *summands(to_term(at))))
