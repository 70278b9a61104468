"""One pass over the nodes of one axis, in topological order: field(node) = join of the inputs ∘ field of the layer."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, fields, replace

from symrf.derivation.alignment import Misalignment, disagreement
from symrf.derivation.extent import Extent, next_extent, paddings
from symrf.derivation.names import Names
from symrf.derivation.sums import Atoms, common
from symrf.errors import SymrfError, shown
from symrf.field import IDENTITY, Field, join
from symrf.layers import ConvTranspose, Crop, Elementwise, Global, Layer, Upsample, Window
from symrf.network import INPUT, Network, Node
from symrf.number import Number, expression, is_symbolic, same
from symrf.repeat import Repeat

EXACT, WHOLE, BOUND, UNSUPPORTED = "exact", "whole-input", "upper-bound", "unsupported"


@dataclass(frozen=True)
class State:
    """What is known at one node: its field to the input, its size, and whether all paths to it agree."""

    field: Field | None
    extent: Extent | None
    status: str = EXACT
    reason: str = ""
    misalignment: Misalignment | None = None

    @property
    def aligned(self) -> bool:
        """Whether all paths agree on stride and centre."""
        return self.misalignment is None


def forward(network: Network, atoms: Atoms, names: Names, size: Number | None) -> dict[str, State]:
    """The state of every node of a network on one axis, on an input of that many samples (None: not known)."""
    start = None if size is None else Extent(atoms.lift(size) - 1)
    states = {INPUT: State(IDENTITY, start)}
    for position, node in enumerate(network.nodes, 1):
        below = _joined(network, node, {name: states[name] for name in node.inputs}, atoms)
        above = _on_top(below, node, atoms)
        field = None if above.field is None else names.shorten(above.field, position)
        above = replace(above, field=field, extent=names.shorten_extent(above.extent, position))
        _check_size(node, above.extent, size)
        states[node.name] = above
    return states


def _joined(network: Network, node: Node, inputs: Mapping[str, State], atoms: Atoms) -> State:
    first, *others = inputs.values()
    if not others:
        return first
    for name, state in inputs.items():
        _check_equal(node, next(iter(inputs)), first.extent, name, state.extent)
    blocked = next((s for s in inputs.values() if s.field is None), None)
    if blocked is not None:
        return blocked
    by_name = {name: state.field for name, state in inputs.items() if state.field is not None}
    status, reason = max(((s.status, s.reason) for s in inputs.values()), key=lambda sr: sr[0] != EXACT)
    misaligned = next((s.misalignment for s in inputs.values() if s.misalignment), None)
    misaligned = misaligned or disagreement(network, node.name, by_name)
    strides = [field.stride for field in by_name.values()]
    if not all(same(strides[0], s) for s in strides[1:]):
        return State(None, first.extent, UNSUPPORTED, "joins paths of unequal strides", misaligned)
    return State(_hull(list(by_name.values()), atoms), first.extent, status, reason, misaligned)


def _hull(fields: list[Field], atoms: Atoms) -> Field:
    """The join, computed apart from what all fields have in common, so that Min and Max stay small."""
    left, right, padding = (common([getattr(f, end) for f in fields]) for end in ("left", "right", "right_padding"))
    hull = join(Field(f.stride, f.left - left, f.right - right, f.right_padding - padding) for f in fields)
    return Field(
        hull.stride,
        left + atoms.lift(hull.left),
        right + atoms.lift(hull.right),
        padding + atoms.lift(hull.right_padding),
    )


def _on_top(below: State, node: Node, atoms: Atoms) -> State:
    """The state above a layer that stands on the state below."""
    if isinstance(node.layer, Repeat):
        return _on_repeat(below, node.layer, atoms)
    layer = lifted(node.layer, atoms)
    extent = None if below.extent is None else next_extent(layer, below.extent)
    if below.field is None:
        return replace(below, extent=extent)
    if isinstance(layer, Global):
        if below.extent is None:
            return State(None, extent, WHOLE, "the whole input, whose size is not given", below.misalignment)
        whole = Field(0, 0, atoms.lift(below.extent.last))
        return State(below.field @ whole, extent, WHOLE, "", below.misalignment)
    field = layer_field(layer, below.extent, atoms)
    if field is None:
        return State(None, extent, UNSUPPORTED, f"{layer.op} is not derived yet", below.misalignment)
    return replace(below, field=below.field @ field, extent=extent)


def _on_repeat(below: State, layer: Repeat, atoms: Atoms) -> State:
    """The state above a repetition whose number of copies is a symbol."""
    from symrf.derivation.repeat import repeated

    inside = forward(layer.body, Atoms(), Names(atoms, ()), None)[layer.body.output]
    if below.field is None or inside.field is None or inside.status != EXACT:
        reason = below.reason or inside.reason or f"{layer.op} of a body that is {inside.status}"
        return replace(below, field=None, extent=None, status=UNSUPPORTED, reason=reason)
    found = repeated(inside.field, layer.index, layer.times)
    if isinstance(found, str):
        return replace(below, field=None, extent=None, status=UNSUPPORTED, reason=found)
    numbers = (found.stride, found.left, found.right, found.right_padding)
    field = Field(*(atoms.lift(number) for number in numbers))
    extent = None if below.extent is None else below.extent.above(field.stride, field.right - field.right_padding)
    misaligned = below.misalignment or inside.misalignment
    return replace(below, field=below.field @ field, extent=extent, misalignment=misaligned)


def layer_field(layer: Layer, below: Extent | None, atoms: Atoms) -> Field | None:
    """The field of one layer, None where it is not one affine field."""
    match layer:
        case Window():
            left, right = map(atoms.lift, paddings(layer, below))
            return Field.window(layer.kernel, layer.stride, left, right, layer.dilation)
        case Crop():
            return Field(1, layer.left, layer.left, -layer.right)
        case Elementwise() | Upsample(factor=1):
            return IDENTITY
        case ConvTranspose(stride=1):
            left, right = map(atoms.lift, paddings(layer, below))
            return Field(1, left - layer.span + 1, left, layer.span - 1 - right + layer.output_padding)
    return None


def lifted(layer: Layer, atoms: Atoms) -> Layer:
    """The layer with its expressions as sums."""
    changed = {}
    for f in fields(layer):
        value = getattr(layer, f.name)
        if isinstance(value, tuple):
            changed[f.name] = (atoms.lift(value[0]), atoms.lift(value[1]))
        elif is_symbolic(value):
            changed[f.name] = atoms.kernel(value) if f.name == "kernel" else atoms.lift(value)
    if not changed:
        return layer
    result = copy(layer)
    for name, value in changed.items():
        object.__setattr__(result, name, value)
    return result


def _check_equal(node: Node, one: str, first: Extent | None, other: str, second: Extent | None) -> None:
    if first is None or second is None or first == second:
        return
    difference = expression(second.size - first.size)
    if is_symbolic(difference):
        difference = expression(difference.expand())
    if difference != 0 and not (is_symbolic(difference) and difference.free_symbols):
        sizes = f"{shown(one)} has {first.size} features and {shown(other)} has {second.size}"
        raise SymrfError(f"node {shown(node.name)} ({node.layer.op}): {sizes}; the inputs of a join have one size")


def _check_size(node: Node, extent: Extent | None, size: Number | None) -> None:
    if extent is not None and isinstance(extent.base, int) and extent.last < 0:
        raise SymrfError(
            f"node {shown(node.name)} ({node.layer.op}) has {extent.size} features on an input of {size} samples;"
            " give a larger input size"
        )
