"""The formulas of one network: every node's receptive field, exact, per axis.

>>> from symrf.layers import Conv, Pool
>>> field = derive(Conv(11, stride=4) >> Pool(3, stride=2), input_size=227).output
>>> field.size, field.stride, field.start, field.output_size
(19, 8, Fraction(19, 2), 27)
>>> field.region(1)
(8, 26)

What one layer reads is said in `reads`, what the features of a node see in `shapes`. One pass from the input up
(`upward`) puts the one on top of the other; regions in bounds go the other way, from features down with sets of indices
(`downward`). What users get of all this is in `answers`. None of it imports the walk that tests it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from symrf.derivation.answers.nodes import Derivation, Fields, NodeField
from symrf.derivation.answers.records import AxisField
from symrf.derivation.downward.descent import Descent
from symrf.derivation.reads.extent import needs_size
from symrf.derivation.upward.alignment import Misalignment
from symrf.derivation.upward.forward import forward
from symrf.derivation.upward.long_terms import NamedTerms, Names
from symrf.derivation.upward.state import Extents, State
from symrf.derivation.upward.symbolic import shown_nodes
from symrf.derivation.upward.table import AxisTable, too_large
from symrf.domain.conditions import Domain
from symrf.errors import SymrfError, shown
from symrf.layers import Global, Input, Layer
from symrf.network import INPUT, Network, Node, without_gates
from symrf.numbers import Number
from symrf.numbers.atoms import Atoms
from symrf.repeat import free_symbols

__all__ = ["AxisField", "Derivation", "Misalignment", "NodeField", "asks_size", "derive", "domain_of"]


def derive(
    network: Network | Layer,
    output: str | None = None,
    input_size: Any = None,
    source: str | None = None,
    gates: bool = True,
) -> Derivation:
    """The field of every node of the network; with `output` of that node alone.

    input_size: samples of the input, a number or a mapping from axis to number (with several inputs also from input to
    either); overrides the network's own. source: the input in whose samples the answers are, where there are several.
    gates: whether the whole map that a gate (squeeze and excite) or a normalisation over the map reads counts as seen.
    SymrfError where a node does not exist, where joined maps have different sizes, or where a map would be empty.

    >>> import symrf
    >>> net = symrf.Conv(7, stride=2, padding=3) >> symrf.Pool(3, stride=2, padding=1)
    >>> found = symrf.derive(net, input_size=224)
    >>> found.output.size, found.output.stride, found["pool1"].region(5), found.output.output_size
    (11, 4, (15, 25), 56)
    """
    if not isinstance(network, Network | Layer):
        raise SymrfError(f"derive takes a network, not {shown(network)}; symrf.read makes one")
    net = Network.of(network)
    if input_size is not None:
        net = net.with_input_size(input_size)
    if source is not None:
        net = net.seen_from(source)
    if not gates:
        net = without_gates(net)
    if output is not None:
        net = net.up_to(output)
    atoms = Atoms()
    symbols = free_symbols(net)
    names = Names(atoms, {symbol.name for symbol in symbols})
    states = _states(net, atoms, names, bool(symbols), output is not None)
    for _, _, descent in states.values() if symbols else ():
        _ = descent.domain  # which says where there is no such network
    terms = NamedTerms(names.sums)
    wanted = {node.name: node for node in (net.nodes if output is None else net.nodes[-1:])}
    if output == INPUT or not net.nodes:
        wanted[INPUT] = Node(INPUT, Input(), ())
    return Derivation(net, Fields(wanted, lambda node: _node_field(node, states, terms)), terms)


def domain_of(network: Network) -> Domain:
    """For which values of its symbols a network is one, every map having a feature and all joins fitting.

    SymrfError where it is one for none.

    >>> from symrf.layers import Conv
    >>> from symrf.numbers.symbols import symbol
    >>> domain_of(Network.of(Conv(5)).with_input_size(symbol("n"))).conditions
    ('n >= 5',)
    """
    net = network if network.chosen else network.seen_from(network.inputs[0])
    return derive(net).domain if free_symbols(net) else Domain((), {}, {})


Axis = tuple[dict[str, State], Any, Descent]
"""Per axis the states, the stand-in for an input size that is not known, and the way down."""


def _states(net: Network, atoms: Atoms, names: Names, symbols: bool, alone: bool) -> dict[str, Axis]:
    """One pass per axis; axes of the same numbers share it. alone: only the output is asked for."""
    alone = alone and not symbols and too_large(net)
    found: dict[str, Axis] = {}
    sizes = net.source_size
    passed: list[tuple[tuple[Layer, ...], Number, Axis]] = []
    for axis in net.axes:
        layers = tuple([node.layer if net.plain else node.layer.on(axis) for node in net.nodes])
        size = sizes.get(axis)
        known = next((result for done, n, result in passed if n == size and _equal(done, layers)), None)
        if known is None:
            names.suffix = f"_{axis}" if passed else ""
            hidden = _unknown_size(names) if size is None and any(map(asks_size, layers)) else None
            alike = net.plain or all(a is n.layer for a, n in zip(layers, net.nodes, strict=True))
            along = net if alike else net.on(axis)
            states, reads = forward(along, atoms, names, size if hidden is None else hidden, alone)
            extents = Extents(states)
            shown: Collection[str] = AxisTable(along, extents, states, reads=reads).numbers
            if symbols:
                shown = {*shown} | shown_nodes(along, extents, states)
            known = states, hidden, Descent(along, extents, shown)
            passed.append((layers, size, known))
        found[axis] = known
    return found


def asks_size(layer: Layer) -> bool:
    """Whether what the layer's features see may depend on the size of its input."""
    return needs_size(layer) or isinstance(layer, Global)


def _equal(one: tuple[Layer, ...], other: tuple[Layer, ...]) -> bool:
    return all(a is b or a == b for a, b in zip(one, other, strict=True))


def _unknown_size(names: Names) -> Any:
    from symrf.numbers.sound_sympy import sympy

    return sympy.Symbol(names.unused(f"n{names.suffix}"), integer=True, positive=True)


def _node_field(node: Node, states: Mapping[str, Axis], terms: NamedTerms) -> NodeField:
    name = node.name
    axes = {a: AxisField(name, a, found[name], descent, hidden) for a, (found, hidden, descent) in states.items()}
    return NodeField(name, node.layer.op, node.inputs, axes, terms)
