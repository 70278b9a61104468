"""A derivation as JSON-ready tables: numbers are ints, or text in the network's symbols that can be read back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from symrf.derivation.answers.changes import changing
from symrf.derivation.answers.features import Feature, along
from symrf.derivation.answers.nodes import Derivation, NodeField
from symrf.derivation.answers.records import NUMBERS, AxisField
from symrf.derivation.reads.extent import NotDerived
from symrf.derivation.reads.padding import padding_in_force
from symrf.derivation.shapes.lines import ExtremeLines
from symrf.derivation.shapes.shape import AFFINE
from symrf.errors import SymrfError
from symrf.field import Field
from symrf.numbers import Number, half, is_symbolic, plain
from symrf.numbers.atoms import Atoms
from symrf.numbers.cases import Case
from symrf.numbers.sums import Sum


def written(value: Number) -> int | str | None:
    """An int, or a formula as text; None stays. Sums are written as they stand, quicker than by way of SymPy.

    >>> from fractions import Fraction
    >>> written(7), written(Fraction(11, 2)), written(None)
    (7, '11/2', None)
    """
    if value is None:
        return None
    if isinstance(value, Sum):
        return value.text()
    value = plain(value)
    if not is_symbolic(value):
        return value if isinstance(value, int) else str(value)
    from symrf.numbers.sound_sympy import spelled

    return spelled(value)


MANY = 4
"""A sum of more maxima and minima is written as it stands: SymPy takes its time to order one."""


def as_tables(
    derivation: Derivation, feature: Feature | None = None, pixel: Feature | None = None, changes: bool = False
) -> dict[str, Any]:
    """axes, nodes, and the named terms where there are any; with `feature` also that feature's regions.

    pixel: also the features that see this sample of the input. changes: only nodes where size or stride change.
    Of several nodes, those that have no such feature, or no region that can be known, have null there.
    """
    tables: dict[str, Any] = {
        "axes": list(derivation.axes),
        "nodes": [_node(node, bool(derivation.terms)) for node in derivation.values()],
    }
    for name, axis in derivation.output.axes.items():
        if axis.unused is not None:
            tables["nodes"][-1]["axes"][name]["unused"] = asdict(axis.unused)
    if feature is not None:
        for node, table in zip(derivation.values(), tables["nodes"], strict=True):
            for name, axis in node.axes.items():
                table["axes"][name] |= _regions(axis, along(feature, name), alone=len(derivation) == 1)
    if pixel is not None:
        seen = derivation.seeing(pixel)
        for table in tables["nodes"]:
            for name, record in table["axes"].items():
                found = seen[table["name"]][name]
                record["seen_by"] = None if found is None else asdict(found)
    if changes:
        kept = changing(derivation)
        tables["nodes"] = [table for table in tables["nodes"] if table["name"] in kept]
    if derivation.network.frontier:
        tables["frontier"] = [asdict(end) for end in derivation.network.frontier]
    if derivation.terms:
        tables["terms"] = {symbol.name: total.text() for symbol, total in derivation.terms.sums().items()}
    return tables


def _node(node: NodeField, long: bool) -> dict[str, Any]:
    return {
        "name": node.name,
        "op": node.op,
        "inputs": list(node.inputs),
        "output_size": {name: _output_size(axis, long) for name, axis in node.axes.items()},
        "axes": {name: record(axis, long) for name, axis in node.axes.items()},
    }


def _regions(axis: AxisField, feature: int, alone: bool) -> dict[str, Any]:
    try:
        region = axis.region(feature)
    except SymrfError:
        if alone:
            raise
        return {"region": None, "region_in_bounds": None}
    try:
        inside = axis.region_in_bounds(feature)
    except SymrfError:
        inside = None
    return {"region": _region(region), "region_in_bounds": _region(inside)}


def record(axis: AxisField, long: bool = False) -> dict[str, Any]:
    """One axis of one node. long: sums as they stand, not by way of SymPy, which takes its time over long ones."""
    table: dict[str, Any] = {"status": axis.status, "kind": axis.kind, "checked": axis.checked}
    if axis.certificate:
        table["certificate"] = axis.certificate
    if axis.reason:
        table["reason"] = axis.reason
    if axis.exact_where:
        table["exact_where"] = list(axis.exact_where)
    for key in NUMBERS:
        stands = axis.kind == AFFINE and (long or _of_many(axis.sums[key]))
        table[key] = written(axis.sums[key] if stands else getattr(axis, key))
    if axis.size is None:
        table |= {end: written(getattr(axis, end)) for end in ("size_min", "size_max")}
    table |= _layer(axis)
    table["domain"] = list(axis.domain)
    if axis.fits_for:
        table["fits_for"] = list(axis.fits_for)
    table["aligned"] = axis.aligned
    table["misalignment"] = _misalignment(axis)
    if axis.cases:
        table["cases"] = [_case(case) for case in axis.cases]
    elif left := _left_open(axis):
        table["cases_left"] = left
    if axis.border is not None:
        table["border"] = asdict(axis.border)
    if axis.envelope is not None:
        table["envelope"] = _envelope(axis.envelope)
    if axis.phases is not None:
        table["period"] = written(axis.period)
        named = {} if axis.phase_symbol is None else {"phase": axis.phase_symbol.name}
        table["phases"] = [None if phase is None else named | _phase(phase) for phase in axis.phases]
    return table


def _of_many(total: Number) -> bool:
    return isinstance(total, Sum) and sum(atom.extreme for monomial in total.terms for atom in monomial) > MANY


def _layer(axis: AxisField) -> dict[str, Any]:
    """The layer's own kernel, stride, dilation and paddings, those that it has."""
    node = axis.descent.network.nodes_by_name.get(axis.node)
    if node is None:
        return {}
    names = {"kernel": "kernel", "layer_stride": "stride", "dilation": "dilation"}
    own = dict(zip(node.layer.names(), node.layer.values, strict=True))
    table: dict[str, Any] = {key: written(own[name]) for key, name in names.items() if name in own}
    if not table:
        return {}
    try:
        below = axis.descent.extents.get(node.inputs[0])
        table["pad"] = [written(side) for side in padding_in_force(node.layer, below, Atoms())]
    except NotDerived:
        table["pad"] = None
    return table


def _output_size(axis: AxisField, long: bool) -> int | str | None:
    extent = axis.state.extent
    if long and extent is not None and axis.output_size_known and is_symbolic(extent.stride):
        return f"floor(({written(extent.base - extent.shift)})/({written(extent.stride)})) + 1"
    return written(axis.output_size)


def _region(region: tuple[Number, Number] | None) -> dict[str, Any] | None:
    if region is None:
        return None
    u, v = region
    return {"u": written(u), "v": written(v), "center": written(half(u + v)), "size": written(v - u + 1)}


def _left_open(axis: AxisField) -> str:
    """That a maximum or minimum in the numbers is not divided into cases, of which there are too many; or ""."""
    values = [getattr(axis, key) for key in NUMBERS]
    if axis.kind != "affine" or not any(map(is_symbolic, values)):
        return ""
    from symrf.numbers.cases import left_open

    return left_open(values)


def _case(case: Case) -> dict[str, Any]:
    when = [f"{left} {op} {right}" for left, op, right in case.conditions]
    return {"when": when, **dict(zip(NUMBERS, map(written, case.values), strict=True))}


def _envelope(found: ExtremeLines) -> dict[str, Any]:
    return {
        end: [[written(stride), written(at)] for stride, at in lines]
        for end, lines in (("left", found.left), ("right", found.right))
    }


def _phase(phase: Field | ExtremeLines) -> dict[str, Any]:
    if isinstance(phase, ExtremeLines):
        return {"envelope": _envelope(phase)}
    return {key: written(getattr(phase, key)) for key in ("stride", "left", "right", "size")}


def _misalignment(axis: AxisField) -> dict[str, Any] | None:
    found = axis.misalignment
    if found is None:
        return None
    return {
        "what": found.what,
        "paths": [list(path) for path in found.paths],
        "part": found.part,
        "join": found.join,
        "feature": found.feature,
        "values": [written(x) for x in found.values],
        "difference": written(found.difference),
        **(dict(zip(("index", "repeat"), found.copy, strict=True)) if found.copy else {}),
        **({"aligned_for": str(axis.aligned_for)} if axis.aligned_for else {}),
    }
