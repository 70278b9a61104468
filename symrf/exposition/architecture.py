"""The report of one architecture: its table, and each of its numbers worked out from the proved closed form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from symrf.derivation import Derivation, derive
from symrf.derivation.upward.copies import CopySum, heard
from symrf.errors import SymrfError
from symrf.exposition.closed_form import letters, placed
from symrf.exposition.instance import Evaluation, Instance, linear
from symrf.exposition.path import Path, carriers, copied, numbers
from symrf.exposition.records import AxisReport, Calculation, Exposition, Row
from symrf.formulas import LETTERS, QUANTITIES
from symrf.layers import SAME, SAME_LOWER, ConvTranspose, Upsample
from symrf.network import Network
from symrf.network.axes import alike_axes
from symrf.numbers import is_symbolic, same
from symrf.printed import in_use
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term
from symrf.terms.sympy_form import number_text, to_term
from symrf.terms.tree import ONE, negated
from symrf.theorem import theorem, theorem_names

WHOLE = ("size", "effective-stride", "effective-padding", "left-edge", "center", "start")
ONE_END = {"left": ("effective-stride", "effective-padding", "left-edge"), "right": ("right-edge",)}
TABLE = ("jump", "forward-size", "start", "forward-backward-bridge")
FROM_INPUT = {"size": "forward-size", "effective-stride": "jump"}
"""What stands for these where the input is the origin."""
JOINS = ("path-region", "join-is-hull", "composition-distributes-over-join", "equal-stride-network")
BY_NAME = {quantity.name: quantity for quantity in QUANTITIES}


def architecture(network: Network, output: str | None = None, expanded: bool = False) -> Exposition:
    """Work out one network, or the part of it below `output`.

    expanded: long sums in letters too and without counting equal terms together, and expressions multiplied out.
    """
    with heard() as sums:
        found = derive(network if output is None else network.up_to(network.node(output).name))
    network = found.network
    axes = tuple(_axis_report(found, tuple(group), expanded) for group in alike_axes(network))
    wanted = dict.fromkeys(calculation.theorem for report in axes for calculation in report.calculations)
    wanted |= dict.fromkeys(TABLE)
    wanted |= dict.fromkeys(_beyond_chains(found))
    known = {*theorem_names()}
    theorems = tuple(name for name in wanted if name in known)
    terms = {} if expanded else found.terms
    others = tuple(name for name in network.outputs if name != found.output.name)
    proved = tuple(dict.fromkeys(map(_written, _accepted(_once(sums)))))
    return Exposition(_title(network), found.output.name, others, network.source_size, axes, theorems, terms, proved)


def _once(sums: Sequence[CopySum]) -> list[CopySum]:
    """Each sum once, also where it is used with the other sign: then the one that needs no minus."""
    found: dict[tuple[Any, ...], CopySum] = {}
    for one in sums:
        rest = (one.index, one.times, one.geometric)
        opposite = (-one.term, *rest)
        if opposite in found and not one.term.could_extract_minus_sign():
            found[opposite] = one
        elif opposite not in found:
            found[one.term, *rest] = one
    return list(found.values())


def _accepted(sums: Sequence[CopySum]) -> list[CopySum]:
    """The sums of which a certificate is found and accepted now."""
    if not sums:
        return []
    from symrf.derivation.upward.repeat import holds

    return list(filter(holds, sums))


def _written(copies: CopySum) -> Rel:
    """The sum over copies and its closed form as an equation."""
    term, times = to_term(copies.term), to_term(copies.times)
    if not copies.geometric:
        return Rel("==", Big("Sum", term, copies.index.name, ONE, times), to_term(copies.closed))
    index = copies.index.name
    whole = Big("Sum", Op("**", (term, Op("+", (Sym(index), negated(ONE))))), index, ONE, times)
    last = Op("+", (Op("**", (term, times)), negated(ONE)))
    before = Num(term.value - 1) if isinstance(term, Num) else Op("+", (term, negated(ONE)))
    return Rel("==", whole if before == ONE else Op("*", (before, whole)), last)


def _title(network: Network) -> str:
    """The title; with several inputs also the one that this is about."""
    if len(network.inputs) == 1:
        return network.title
    return f"{network.title.strip() or 'Network'}, seen from input {network.source}"


def _beyond_chains(found: Derivation) -> list[str]:
    """The theorems that a network rests on for what chains of windows with explicit padding do not have."""
    layers = [node.layer for node in found.network.nodes]
    kinds = {axis.kind for axis in found.output.axes.values()}
    branched = any(len(node.inputs) > 1 for node in found.network.nodes)
    names = [*JOINS] if branched else []
    names += ["unequal-strides"] if "envelope" in kinds else []
    names += ["transposed-region"] if any(isinstance(layer, ConvTranspose) for layer in layers) else []
    names += ["upsampled-region"] if any(isinstance(layer, Upsample) for layer in layers) else []
    rounded = any(axis.phase_symbol is not None for axis in found.output.axes.values())
    names += ["ends-suffice", "nested-floor"] if rounded else []
    names += ["same-padding"] if any(getattr(layer, "padding", None) in (SAME, SAME_LOWER) for layer in layers) else []
    return [*names, "output-size"] if found.network.source_size else names


def along(found: Derivation, axis: str) -> AxisReport:
    """A network's layers and paths along one axis, without what is worked out from the closed forms."""
    network = found.network.on(axis)
    fields: dict[str, Any] = {name: node[axis] for name, node in found.items()}
    paths = carriers(network, fields, found.output.name)
    places = [{name: number for number, name in enumerate(path.nodes, start=1)} for path in paths]
    made = []
    for node in network.nodes:
        on_paths = tuple(place.get(node.name) for place in places)
        layer = numbers(node.layer, fields[node.name])
        inside = tuple(copied(node.layer))
        made.append(Row(node.name, node.layer.op, node.inputs, on_paths, layer, fields[node.name], inside))
    return AxisReport((axis,), fields[found.output.name], tuple(made), paths, ())


def _axis_report(found: Derivation, axes: tuple[str, ...], expanded: bool) -> AxisReport:
    report = replace(along(found, axes[0]), axes=axes)
    calculations = [c for path in report.paths for c in _along(path, report, expanded)]
    if len(report.paths) == 2:
        calculations += _from_edges(report)
    for calculation in calculations:
        _cross_check(calculation, report, found.network.title)
    below = {node.name for node in found.network.up_to(found.output.name).nodes}
    read = [row for row in report.rows if row.name in below and row.field.stride is not None]
    shown = () if report.bound else tuple(calculations)
    return replace(report, calculations=shown, branched=any(None in row.places for row in read))


def _along(path: Path, report: AxisReport, full: bool) -> list[Calculation]:
    """Each quantity from its closed form; those without a closed form, or with a padding not known, are left out."""
    by_name = {row.name: row.layer for row in report.rows}
    layers = [by_name[name] for name in path.nodes]
    found = []
    named, known = FROM_INPUT if in_use().origin == "input" else {}, {*theorem_names()}
    for asked in WHOLE if path.carries == "both" else ONE_END[path.carries]:
        name = named.get(asked, asked)
        if name not in known:
            continue
        quantity = BY_NAME[name]
        closed = placed(theorem(name).claims()[0], quantity.first)
        if all(letter in layer for layer in layers for letter in letters(closed)):
            chain = Instance(layers).chain(closed.right, full, in_letters=path is report.paths[0])
            found.append(Calculation(quantity, name, closed, _ending(chain, report, quantity.letter, full), path))
    return found


def _ending(chain: Evaluation, report: AxisReport, letter: str, full: bool) -> Evaluation:
    """A chain of expressions ends as the composition law writes the result, or multiplied out."""
    slope = report.value("S") if is_symbolic(chain.per_feature) and not full else chain.per_feature
    law = report.value(letter)
    if law is None or not is_symbolic(law) and not is_symbolic(slope):
        return chain
    value = chain.value.expand() if full and is_symbolic(chain.value) else law
    return replace(chain, steps=(*chain.steps[:-1], tuple(linear(slope, value))))


def _from_edges(report: AxisReport) -> list[Calculation]:
    """The size where one path carries the left end and another the right: r_0 = v_0 - u_0 + 1."""
    u, v = report.value("u"), report.value("v")
    if u is None or v is None or "size-from-edges" not in theorem_names():
        return []
    size = LETTERS["r"]
    closed = placed(theorem("size-from-edges").claims()[0], size.first)
    edges = {"u": u, "v": v}

    def put(term: Term) -> Term:
        if isinstance(term, At):
            return to_term(edges[term.name])
        return Op(term.op, tuple(map(put, term.args))) if isinstance(term, Op) else term

    steps = ((put(closed.right),), tuple(linear(0, report.value("r"))))
    closed = Rel(closed.op, in_use().own(closed.left), closed.right)
    return [Calculation(size, "size-from-edges", closed, Evaluation(steps, report.value("r"), 0), None)]


def _cross_check(calculation: Calculation, report: AxisReport, title: str) -> None:
    """The closed form and the composition law are two computations; a report where they differ must not appear."""
    letter, value = calculation.quantity.letter, calculation.chain.value
    law = report.value(letter)
    if law is not None and not is_symbolic(law) and not is_symbolic(value) and not same(value, law):
        said = f"{number_text(value)} by the closed form, {number_text(law)} by the composition law"
        raise SymrfError(f"{title or 'the network'}: {letter} is {said}; this is an error in symrf, please report it")
