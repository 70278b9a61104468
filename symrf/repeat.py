"""Layers repeated a number of times that may be a symbol, with parameters that may depend on the copy's number.

A repetition with a number of copies is unrolled into plain nodes; one with a symbol is summed up in derivation/repeat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from symrf.errors import SymrfError, shown
from symrf.layers import Elementwise, Layer
from symrf.network import INPUT, Network, Node
from symrf.numbers import Number, is_symbolic, plain
from symrf.numbers.symbols import symbol

MAX_COPIES = 100_000


@dataclass(frozen=True, eq=False, slots=True)
class Repeat(Layer):
    """`times` copies of `body` in series; inside, the symbol `index` is 1 … times.

    >>> from symrf.layers import Conv
    >>> net = Repeat(2, Network.of(Conv(3, padding=1))) >> Conv(1)
    >>> [node.name for node in unrolled(net).nodes]
    ['repeat1/1/conv1', 'repeat1/2/conv1', 'repeat1', 'conv1']
    """

    times: Number
    body: Network
    index: str = "i"
    op: ClassVar[str] = "repeat"
    leasts: ClassVar[Mapping[str, int | None]] = {"times": 0}

    @property
    def pointwise(self) -> bool:
        """Whether output y reads input y alone."""
        return all(node.layer.pointwise for node in self.body.nodes)

    def __eq__(self, other: object) -> bool:
        """Whether the copies do the same: what the body's axes are called does not matter."""
        if not isinstance(other, Repeat):
            return NotImplemented
        return (self.times, self.index, self.body.nodes) == (other.times, other.index, other.body.nodes)

    def __hash__(self) -> int:
        return hash((self.times, self.index))

    def on(self, axis: str) -> Repeat:
        """The repetition with the numbers of one axis."""
        return replace(self, body=self.body.on(axis))


def unrolled(network: Network) -> Network:
    """The network with every repetition of a known number of copies written out, also inside of others.

    Copy number c of node `conv1` in `stage` is called stage/c/conv1; the node `stage` stays, as the last copy's output.
    """
    if not any(isinstance(node.layer, Repeat) for node in network.nodes):
        return network
    nodes: list[Node] = []
    for node in network.nodes:
        if not isinstance(node.layer, Repeat):
            nodes.append(node)
        elif isinstance(node.layer.times, int):
            nodes += _copies(node, node.layer)
        else:
            nodes.append(replace(node, layer=replace(node.layer, body=unrolled(node.layer.body))))
        if len(nodes) > MAX_COPIES:
            raise SymrfError(f"node {shown(node.name)}: unrolled, the network has more than {MAX_COPIES} layers")
    return replace(network, nodes=tuple(nodes))


def _copies(node: Node, repeat: Repeat) -> list[Node]:
    (below,), made = node.inputs, []
    if repeat.times * max(len(repeat.body.nodes), 1) > MAX_COPIES:
        raise SymrfError(f"node {shown(node.name)}: {repeat.times} copies; at most {MAX_COPIES} layers are unrolled")
    for copy in range(1, repeat.times + 1):
        body = unrolled(substituted(repeat.body, {repeat.index: copy}))
        names = {inner.name: f"{node.name}/{copy}/{inner.name}" for inner in body.nodes} | {INPUT: below}
        made += [Node(names[n.name], n.layer, tuple(names[i] for i in n.inputs)) for n in body.nodes]
        below = names[body.output]
    return [*made, Node(node.name, Elementwise(), (below,))]


def concrete(network: Network, values: Mapping[str, int]) -> Network:
    """The network at these values of its symbols, everything unrolled: plain integers throughout.

    SymrfError where a parameter is then not an integer, or outside its range.
    """
    return unrolled(substituted(network, values))


def substituted(network: Network, values: Mapping[str, Any]) -> Network:
    """The network with integers, or other symbols, for symbols by name; a repetition's index hides an outer symbol."""
    sizes = {axis: substitute(size, values) for axis, size in network.input_size.items()}
    if network.plain and sizes == network.input_size:
        return network
    nodes = tuple(n if n.layer.plain else replace(n, layer=_layer(n.layer, values)) for n in network.nodes)
    return replace(network, nodes=nodes, input_size=sizes)


def _layer(layer: Layer, values: Mapping[str, Any]) -> Layer:
    if isinstance(layer, Repeat):
        inner = {name: value for name, value in values.items() if name != layer.index}
        times = substitute(layer.times, values)
        body = layer.body if times == 0 else substituted(layer.body, inner)  # of no copies nothing has to be right
        return replace(layer, times=times, body=body)
    changes = {name: substitute(getattr(layer, name), values) for name in layer.names()}
    return replace(layer, **changes) if changes else layer


def substitute(value: Any, values: Mapping[str, Any]) -> Any:
    """A number, or a table or pair of numbers, with integers for symbols, by name."""
    if isinstance(value, Mapping):
        return {axis: substitute(v, values) for axis, v in value.items()}
    if isinstance(value, tuple):
        return tuple(substitute(v, values) for v in value)
    if isinstance(value, Layer):
        return _layer(value, values)
    if not is_symbolic(value):
        return value
    if value.is_Symbol:
        return plain(values.get(value.name, value))
    known = [symbol for symbol in value.free_symbols if symbol.name in values]
    return plain(value.xreplace({symbol: _int(symbol, values) for symbol in known}))


def _int(symbol: Any, values: Mapping[str, Any]) -> Any:
    """A SymPy integer or symbol, made without importing SymPy here: the symbol's own zero plus the value."""
    return (symbol - symbol) + values[symbol.name]


def free_symbols(network: Network) -> set[Any]:
    """Every symbol of a parameter or input size, but for the indices inside repetitions."""
    found = _of(network.input_size)
    for node in network.nodes if not network.plain else ():
        if isinstance(node.layer, Repeat):
            inside = free_symbols(node.layer.body)
            found |= {s for s in inside if s.name != node.layer.index} | _of(node.layer.times)
        else:
            found |= _of(node.layer)
    return found


def size_symbols(network: Network) -> set[str]:
    """The names of the symbols that the sizes of its input have."""
    return {s.name for s in _of(network.input_size)}


def _of(value: Any) -> set[Any]:
    if isinstance(value, Mapping):
        return {s for v in value.values() for s in _of(v)}
    if isinstance(value, tuple):
        return {s for v in value for s in _of(v)}
    if isinstance(value, Layer):
        return _of(value.values)
    return set(value.free_symbols) if is_symbolic(value) else set()


LETTERS = "iabgzt"
"""What numbers the copies of layers that are repeated, where their own index numbers others already."""


def copied(network: Network) -> dict[str, tuple[Network, Node, Repeat]]:
    """Every node that is a symbolic number of copies, in the network that it is in, by the letter of its copies.

    That is its index, or another where this is a symbol of the network or numbers other copies; inner ones come last.
    """
    found: dict[str, tuple[Network, Node, Repeat]] = {}
    taken = {symbol.name for symbol in free_symbols(network)} | {"L", "l", "m"}

    def of(inside: Network) -> None:
        for node in inside.nodes:
            if isinstance(node.layer, Repeat) and is_symbolic(node.layer.times):
                every = (node.layer.index, *LETTERS)
                letter = next((x for x in every if x not in taken | found.keys()), every[0])
                found.setdefault(letter, (inside, node, node.layer))
                of(node.layer.body)

    of(network)
    return found


def one_copy(repeat: Repeat, letter: str) -> Network:
    """One copy of what is repeated, its number called by this letter."""
    known = repeat.index == letter
    return repeat.body if known else substituted(repeat.body, {repeat.index: symbol(letter)})


def only_numbers(network: Network, what: str) -> None:
    """SymrfError where the network has symbols, which `what` cannot do with."""
    symbols = sorted(symbol.name for symbol in free_symbols(network))
    if symbols:
        raise SymrfError(f"{what} needs numbers; give values for {', '.join(symbols)}")


def one_axis_below(network: Network, output: str | None) -> tuple[Network, str]:
    """The part of the network that an output depends on, on the first axis and unrolled, and its whole name."""
    net = unrolled(network if len(network.axes) == 1 else network.on(network.axes[0]))
    name = net.full_name(output)
    return net.up_to(name), name
