"""The report of one architecture as data: its table, and each of its numbers worked out from the proved closed form.

Nothing is typeset here. Formulas are trees, numbers are ints, fractions or SymPy expressions, names are plain text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symrf.derivation import derive
from symrf.errors import SymrfError
from symrf.exposition.instance import Chain, Instance
from symrf.exposition.numbers import number_text
from symrf.exposition.path import Path, carriers, numbers
from symrf.formulas import QUANTITIES, Quantity
from symrf.network import INPUT, Network
from symrf.number import Number, is_symbolic, same
from symrf.terms import At, Rel, parse
from symrf.theorem import theorem, theorem_names
from symrf.verification import Verdict

WHOLE = ("size", "effective-stride", "effective-padding", "left-edge", "right-edge", "center", "start")
ONE_END = {"left": ("effective-stride", "effective-padding", "left-edge"), "right": ("right-edge",)}
TABLE = ("jump", "forward-size", "start")
JOINS = ("join-is-hull", "composition-distributes-over-join", "equal-stride-network", "size-from-edges")
BY_NAME = {quantity.name: quantity for quantity in QUANTITIES}


@dataclass(frozen=True)
class Row:
    """One node on one axis. places: its number l on each path; layer: its own k s d p q K; field: seen from the input."""

    name: str
    op: str
    inputs: tuple[str, ...]
    places: tuple[int | None, ...]
    layer: Mapping[str, Number]
    field: Any


@dataclass(frozen=True)
class Calculation:
    """One quantity: its recurrence and first value, its closed form at the network's ends, and that form worked out."""

    quantity: Quantity
    boundary: Rel
    recurrence: Rel
    closed: Rel
    chain: Chain
    path: Path

    @property
    def head(self) -> At:
        """The left side, as r_0."""
        assert isinstance(self.closed.left, At)
        return self.closed.left


@dataclass(frozen=True)
class Fact:
    """One number of the output: what it is called, as it is written, its value."""

    quantity: Quantity
    symbol: Term
    value: Number


@dataclass(frozen=True)
class AxisReport:
    """What is said of one axis, or of several that agree. field: the output's AxisField."""

    axes: tuple[str, ...]
    field: Any
    rows: tuple[Row, ...]
    paths: tuple[Path, ...]
    calculations: tuple[Calculation, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The numbers of the output that are known; Q only where it differs from P."""
        if self.field is None:
            return ()
        values = {quantity: _law(self.field, quantity.letter) for quantity in map(BY_NAME.get, FACTS) if quantity}
        known = {quantity: value for quantity, value in values.items() if value is not None}
        right = BY_NAME["effective-right-padding"]
        if right in known and known[right] == self.field.padding:
            del known[right]
        return tuple(Fact(quantity, _head(quantity), value) for quantity, value in known.items())


def _head(quantity: Quantity) -> Term:
    """The quantity at the network's ends: r_0, but start_L."""
    return placed_head(parse(quantity.first))


@dataclass(frozen=True)
class Architecture:
    """One architecture's report. theorems: what it rests on. terms: named intermediate expressions, usually none."""

    title: str
    output: str
    input_size: Mapping[str, Number]
    axes: tuple[AxisReport, ...]
    theorems: tuple[str, ...]
    verdicts: Mapping[str, Verdict]
    terms: Mapping[str, Number]

    @property
    def several_axes(self) -> bool:
        """Whether the axes differ, and have to be told apart."""
        return len(self.axes) > 1


def architecture(network: Network, output: str | None = None, expanded: bool = False) -> Architecture:
    """Work out one network; its verdicts are filled in by the caller, once for all networks of a report.

    expanded: sums in full, without dots and without counting equal terms together, and expressions multiplied out.
    """
    network = network if output is None else network.up_to(output)
    found = derive(network)
    groups: list[list[str]] = []
    for axis in network.axes:
        like = next((group for group in groups if _agree(found, group[0], axis)), None)
        if like is None:
            groups.append([axis])
        else:
            like.append(axis)
    axes = tuple(_axis_report(network, found, tuple(group), expanded) for group in groups)
    wanted = dict.fromkeys(c.quantity.name for report in axes for c in report.calculations)
    wanted |= dict.fromkeys(TABLE)
    if any(len(node.inputs) > 1 for node in network.nodes):
        wanted |= dict.fromkeys(JOINS)
    known = theorem_names()
    theorems = tuple(name for name in wanted if name in known)
    return Architecture(network.title, found.output.name, network.input_size, axes, theorems, {}, found.terms)


def _axis_report(network: Network, found: Any, axes: tuple[str, ...], expanded: bool) -> AxisReport:
    line = network.on(axes[0])
    fields = {name: node[axes[0]] for name, node in found.items()}
    paths = carriers(line, fields, found.output.name) if line.nodes else ()
    places = [{name: number for number, name in enumerate(path.nodes, start=1)} for path in paths]
    rows = []
    for node in line.nodes:
        below = None if node.inputs[0] == INPUT else fields[node.inputs[0]]
        layer = numbers(node.layer, below, fields[node.name])
        on_paths = tuple(place.get(node.name) for place in places)
        rows.append(Row(node.name, node.layer.op, node.inputs, on_paths, layer, fields[node.name]))
    by_name = {row.name: row for row in rows}
    calculations = []
    for path in paths:
        layers = [by_name[name].layer for name in path.nodes]
        for name in WHOLE if path.carries == "both" else ONE_END[path.carries]:
            calculation = _calculation(BY_NAME[name], layers, path, expanded)
            if calculation is not None:
                _cross_check(calculation, fields[found.output.name], network.title)
                calculations.append(calculation)
    output = fields.get(found.output.name)
    return AxisReport(axes, output, tuple(rows), paths, tuple(calculations))


def _calculation(quantity: Quantity, layers: list[dict[str, Number]], path: Path, full: bool) -> Calculation | None:
    """The closed form worked out; None where the catalogue has no closed form or a padding is not known."""
    from symrf.exposition.placed import letters, placed

    if quantity.name not in theorem_names():
        return None
    boundary, recurrence = parse(quantity.first), parse(quantity.step)
    closed = placed(theorem(quantity.name).claims()[0], boundary)
    if any(letter not in layer for layer in layers for letter in letters(closed)):
        return None
    assert isinstance(boundary, Rel)
    assert isinstance(recurrence, Rel)
    return Calculation(quantity, boundary, recurrence, closed, Instance(layers).chain(closed.right, full), path)


def _cross_check(calculation: Calculation, field: Any, title: str) -> None:
    """The closed form and the composition law are two computations; a report where they differ must not appear."""
    letter, value = calculation.quantity.letter, calculation.chain.value
    law = {
        "r": field.size, "S": field.stride, "P": field.padding, "Q": field.right_padding,
        "u": field.left, "v": field.right, "c": field.center, "start": field.start,
    }[letter]  # fmt: skip
    if law is not None and not is_symbolic(law) and not is_symbolic(value) and not same(value, law):
        said = f"{number_text(value)} by the closed form, {number_text(law)} by the composition law"
        raise SymrfError(f"{title or 'the network'}: {letter} is {said}; this is an error in symrf, please report it")


def _agree(found: Any, one: str, other: str) -> bool:
    """Whether two axes have the same numbers at every node."""
    if found.network.input_size.get(one) != found.network.input_size.get(other):
        return False
    return all(node.layer.on(one) == node.layer.on(other) for node in found.network.nodes)

