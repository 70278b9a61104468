"""One pass over the nodes of one axis, in topological order: field(node) = join of the inputs ∘ field of the layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symrf.derivation.reads.equation import next_extent
from symrf.derivation.reads.extent import Extent, NotDerived, needs_size
from symrf.derivation.reads.reading import Reading
from symrf.derivation.shapes.in_y import in_y
from symrf.derivation.shapes.phases import NOTHING, Phases
from symrf.derivation.shapes.shape import Shape
from symrf.derivation.shapes.together import on_top
from symrf.derivation.upward.joined import joined, nested
from symrf.derivation.upward.layered import LiftedLayer, Reads, layered, lifted
from symrf.derivation.upward.long_terms import Names
from symrf.derivation.upward.repeat import repeated, repeated_in_y
from symrf.derivation.upward.state import EXACT, UNKNOWN, WHOLE, State
from symrf.errors import SymrfError, shown
from symrf.field import IDENTITY, Field
from symrf.layers import Attention, Elementwise, Global, Input, Window
from symrf.network import INPUT, Network, Node, gates
from symrf.numbers import Number, same
from symrf.numbers.atoms import Atoms
from symrf.numbers.order import at_least
from symrf.repeat import Repeat, substituted


def forward(
    network: Network, atoms: Atoms, names: Names, size: Number | None, alone: bool = False
) -> tuple[dict[str, State], list[LiftedLayer | None]]:
    """The state of every node of a network on one axis, on an input of that many samples (None: not known); and what
    each node's layer reads, None of inputs and of repetitions.

    alone: of maps that no later node reads the extent is kept and nothing else, but for the last.
    """
    start = State(Phases((IDENTITY,), 1), _extent(size, atoms))
    other = next(iter(network.input_size.values()), None)
    states = {INPUT: start if network.source == INPUT else State(NOTHING, _extent(other, atoms))}
    gated = gates(network) if any(isinstance(node.layer, Global) for node in network.nodes) else ()
    known = Reads(atoms)
    reads: list[LiftedLayer | None] = []
    spent = _last_readings(network.nodes) if alone else []
    for position, node in enumerate(network.nodes, 1):
        done = spent.pop() if spent else ()
        if isinstance(node.layer, Input):
            reads.append(None)
            here = node.name == network.source
            states[node.name] = start if here else State(NOTHING, _extent(node.layer.size, atoms))
            continue
        found = [states[name] for name in node.inputs]
        below = found[0] if len(found) == 1 else None if gated else nested(found)
        if below is None:
            inputs = {name: states[name] for name in node.inputs}
            trunk = {name: state for name, state in inputs.items() if (node.name, name) not in gated}
            below = joined(network, node, inputs, trunk, atoms)
        if isinstance(node.layer, Repeat):
            read, above = None, _repeated(below, node.name, node.layer, atoms)
        else:
            read = known[node.layer]
            above = layered(below, read, atoms)
        reads.append(read)
        if atoms.used:
            above = above.over(names.shorten(above.shape, position), names.shorten_extent(above.extent, position))
        _check_size(node, above.extent, size)
        states[node.name] = above
        for name in done:
            extent = states[name].extent
            states[name] = UNKNOWN if extent is None else State(None, extent)
    return states, reads


def _last_readings(nodes: Sequence[Node]) -> list[tuple[str, ...]]:
    """For each node, the last one first, the maps that no later one reads."""
    later: set[str] = set()
    found = []
    for node in reversed(nodes):
        alone = later.isdisjoint(node.inputs)
        found.append(node.inputs if alone else tuple([name for name in node.inputs if name not in later]))
        later.update(node.inputs)
    return found


def _extent(size: Number | None, atoms: Atoms) -> Extent | None:
    return None if size is None else Extent(atoms.lift(size) - 1)


def _repeated(below: State, name: str, layer: Repeat, atoms: Atoms) -> State:
    """The state above a repetition whose number of copies is a symbol."""
    above = replace(below, extent=_stretched(below, layer))
    if below.shape is None or below.sees_nothing:
        return above
    sized = next((node for node in layer.body.nodes if needs_size(node.layer)), None)
    if sized is not None:
        why = f"what {shown(sized.name)} reads depends on the size of its input"
        return above.without_field(f"{why}, which is another for each of {layer.times} copies; give their number")
    inside = forward(layer.body, Atoms(), Names(atoms, ()), None)[0][layer.body.output]
    if inside.status == WHOLE:
        seen = _whole(below, layer, atoms)
        if seen is not None:
            return seen
        name = next(shown(node.name) for node in layer.body.nodes if isinstance(node.layer, Global | Repeat))
        why = f"{name} reads all of its map, and what {layer.times} copies around it see is not worked out"
        return above.without_field(f"{why}; give their number")
    if inside.shape is None or inside.status != EXACT:
        return above.without_field(inside.reason or f"{layer.op} of a body that is {inside.status}")
    try:
        above = _over(below, above, inside.shape, layer, atoms)
    except NotDerived as why:
        return above.without_field(str(why))
    if inside.misalignment is None or below.misalignment is not None:
        return above
    copy = inside.misalignment.copy or (layer.index, name)
    return replace(above, misalignment=replace(inside.misalignment, copy=copy))


def _whole(below: State, layer: Repeat, atoms: Atoms) -> State | None:
    """The state above copies of a chain with attention, which keeps the size: that above the first of them.

    Above the first attention every feature sees the same, whatever its index; so do all that are computed from these
    alone. None where there may be no copy, or where something passes by the attention.
    """
    if not at_least(layer.times, 1):
        return None
    extent, last = below.extent, INPUT
    for node in layer.body.nodes:
        steady = isinstance(node.layer, Window) and node.layer.stride == 1
        if not (steady or isinstance(node.layer, Attention | Elementwise)) or node.inputs != (last,):
            return None
        extent, last = None if extent is None else next_extent(lifted(node.layer, atoms), extent), node.name
    if extent is None or below.extent is None:
        return below.without_field("the whole input; how much that is needs its size", WHOLE)
    if not same(extent.size, below.extent.size):
        return None
    state, known = below, Reads(atoms)
    for node in substituted(layer.body, {layer.index: 1}).nodes:
        state = layered(state, known[node.layer], atoms)
    return replace(state, extent=below.extent)


def _over(below: State, above: State, inside: Shape, layer: Repeat, atoms: Atoms) -> State:
    """The state above copies of a body of that shape; above: with the extent, where that is known."""
    if below.shape is None:
        return above
    if inside.field is None:
        read = repeated_in_y(in_y(inside, atoms), layer.index, layer.times)
        return replace(above, shape=on_top(below.shape, read, atoms)[0])
    found = repeated(inside.field, layer.index, layer.times)
    field = Field(*(atoms.lift(x) for x in (found.stride, found.left, found.right, found.right_padding)))
    shape, _ = on_top(below.shape, Reading.of_field(field), atoms)
    rounds_up = any(getattr(node.layer, "ceil_mode", False) for node in layer.body.nodes)
    if below.extent is None or field.right_padding is None or rounds_up:
        return replace(above, shape=shape)
    return replace(below, shape=shape, extent=below.extent.above(field.stride, field.right - field.right_padding))


def _stretched(below: State, layer: Repeat) -> Extent | None:
    """The extent above copies of a body that makes so many times as many features of any map; None of others."""
    if below.extent is None:
        return None
    from symrf.numbers.sound_sympy import sympy

    n = sympy.Dummy("n", integer=True, positive=True)
    sizes: dict[str, Extent | None] = {INPUT: Extent(n - 1)}
    for node in layer.body.nodes:
        extent = sizes[node.inputs[0]] if len(node.inputs) == 1 else None
        sizes[node.name] = None if extent is None else next_extent(node.layer, extent)
    above = sizes[layer.body.output]
    times = None if above is None else sympy.cancel(above.size / n)
    if times is None or times.has(n) or {s.name for s in times.free_symbols} & {layer.index}:
        return None
    return Extent(times**layer.times * below.extent.size - 1) if times.is_integer else None


def _check_size(node: Node, extent: Extent | None, size: Number | None) -> None:
    if extent is not None and (last := extent.last_number) is not None and last < 0:
        raise SymrfError(
            f"node {shown(node.name)} ({node.layer.op}) has no feature on an input of {size} samples;"
            " give a larger input size"
        )
