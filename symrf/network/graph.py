"""Networks as data: named nodes in topological order. `a >> b` in series, `a | b` in parallel.

>>> from symrf.layers import Conv, Elementwise, Pool
>>> block = Conv(3, padding=1) >> Conv(3, padding=1)
>>> net = Conv(7, stride=2) >> (block | Elementwise()) >> Pool(2, stride=2)
>>> [node.name for node in net.nodes]
['conv1', 'conv2', 'conv3', 'elementwise1', 'add1', 'pool1']

A layer is data too: its numbers, and what it is called. What it reads is not said here. "input" is the input. Other
inputs are nodes of the layer Input; what fields are about is the network's `source`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property
from typing import Any, ClassVar

from symrf.errors import SymrfError, near, shown
from symrf.network.find import Frontier, found
from symrf.network.order import INPUT, after, needed, placed, some
from symrf.network.parameters import at_least, each, plain
from symrf.notebooks import InNotebooks
from symrf.numbers import Number, integer


@dataclass(frozen=True, slots=True)
class Layer:
    """One operation. `on(axis)` is the same layer with the numbers of one axis."""

    op: ClassVar[str] = ""
    leasts: ClassVar[Mapping[str, int | None]] = {}
    """The numbers of the layer, and the least value of each; None: any integer."""
    joins: ClassVar[bool] = False
    """Whether it takes several inputs."""
    single: ClassVar[bool] = False
    """Whether it has one output, whatever the size of its input."""
    uniform: ClassVar[bool] = True
    """Whether it is one operation along all axes."""
    less: ClassVar[str] = ""
    """Why an output may be computed from less than it reads; empty where it is not."""

    @classmethod
    @cache
    def names(cls) -> tuple[str, ...]:
        """What its numbers and settings are called."""
        return tuple(one.name for one in fields(cls))

    @property
    def values(self) -> tuple[Any, ...]:
        """They themselves, in that order."""
        return tuple([getattr(self, name) for name in self.names()])

    @property
    def plain(self) -> bool:
        """Whether it holds no symbols, and the same numbers for all axes."""
        return plain(self.values)

    def __post_init__(self) -> None:
        for name, least in self.leasts.items():
            self._check(name, at_least(least))

    @property
    def pointwise(self) -> bool:
        """Whether output y reads input y alone."""
        return False

    def on(self, axis: str) -> Layer:
        """This layer's parameters on one axis."""
        by_axis = {} if self.plain else {n: v for n in self.names() if isinstance(v := getattr(self, n), Mapping)}
        for name, value in by_axis.items():
            if axis not in value:
                raise SymrfError(f"{self.op} has no {name} for axis {axis}; it names {', '.join(map(str, value))}")
        return replace(self, **{name: value[axis] for name, value in by_axis.items()}) if by_axis else self

    def __rshift__(self, other: Layer | Network) -> Network:
        """This layer, then the other layer or network on its output: a Network."""
        return Network.of(self) >> other

    def __or__(self, other: Layer | Network) -> Network:
        """Both on the same input, their outputs added: a Network."""
        return Network.of(self) | other

    def _check(self, name: str, check: Callable[[Any, str], Any]) -> None:
        object.__setattr__(self, name, each(getattr(self, name), f"{name} of {self.op}", check))


@dataclass(frozen=True, slots=True)
class Elementwise(Layer):
    """Output y reads input y: activation, normalisation at inference, addition, concatenation.

    >>> (Elementwise() >> Add()).outputs
    ('add1',)
    """

    op: ClassVar[str] = "elementwise"

    @property
    def pointwise(self) -> bool:
        """Whether output y reads input y alone."""
        return True


class Add(Elementwise):
    """The sum of several maps of one size.

    >>> assert (Elementwise() | Elementwise()).node("add1").inputs == ("elementwise1", "elementwise2")
    """

    __slots__ = ()
    op = "add"
    joins = True


@dataclass(frozen=True, slots=True)
class Input(Layer):
    """Another input of the network, of `size` samples where known; a node of it reads nothing.

    >>> Network((Node("image", Input(224), ()), Node("net", Add(), ("image", "input")))).inputs
    ('input', 'image')
    """

    size: Number = None
    op: ClassVar[str] = INPUT
    leasts: ClassVar[Mapping[str, int | None]] = {"size": 1}

    def __post_init__(self) -> None:
        if self.size is not None:
            Layer.__post_init__(self)

    def on(self, axis: str) -> Input:
        """The size on one axis."""
        return Input(self.size.get(axis)) if isinstance(self.size, Mapping) else self


@dataclass(frozen=True, slots=True)
class Node:
    """One layer in its place: a name, the operation, and the names of what it reads ("input" is the input).

    >>> Node("relu", Elementwise()).inputs
    ('input',)
    """

    name: str
    layer: Layer
    inputs: tuple[str, ...] = (INPUT,)


@dataclass(frozen=True)
class Network(InNotebooks):
    """A directed acyclic graph of layers, its nodes in topological order, the last one the default output.

    axes: the spatial axes. input_size: samples of the input "input", per axis, where known. chosen: the input that
    receptive fields are about, where there are several. frontier: where a model goes on and this network does not.
    aliases: other names of nodes.

    >>> Network((Node("relu", Elementwise()), Node("sum", Add(), ("relu", "input")))).output
    'sum'
    """

    nodes: tuple[Node, ...] = ()
    axes: tuple[str, ...] = ("x",)
    input_size: Mapping[str, Number] = field(default_factory=dict)
    title: str = ""
    chosen: str = ""
    frontier: tuple[Frontier, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.__dict__.update(placed(self.nodes, self.aliases))
        if not self.axes or len(set(self.axes)) != len(self.axes):
            raise SymrfError(f"axes are {shown(list(self.axes))}; give at least one, each once")
        for axis, size in self.input_size.items():
            if axis not in self.axes:
                told = f"{near(axis, self.axes)}the axes are {', '.join(self.axes)}"
                raise SymrfError(f"input size names axis {shown(axis)}; {told}")
            integer(size, f"input size on axis {axis}", 1)

    @classmethod
    def of(cls, part: Layer | Network) -> Network:
        """A network of one layer; a network is returned as it is."""
        return part if isinstance(part, Network) else cls((Node(f"{part.op}1", part),))

    @property
    def output(self) -> str:
        """The last node's name ("input" for the empty network)."""
        return self.nodes[-1].name if self.nodes else INPUT

    @cached_property
    def outputs(self) -> tuple[str, ...]:
        """The names of the nodes that no other reads, the default output among them ("input" of an empty network)."""
        read = {name for node in self.nodes for name in node.inputs}
        unread = (n.name for n in self.nodes if n.name not in read and not isinstance(n.layer, Input))
        return tuple(unread) or (INPUT,)

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs; "input" is one of them where a node reads it, or where there is no other."""
        named = tuple(node.name for node in self.nodes if isinstance(node.layer, Input))
        return named if named and not any(INPUT in node.inputs for node in self.nodes) else (INPUT, *named)

    @cached_property
    def nodes_by_name(self) -> Mapping[str, Node]:
        """name -> node."""
        return {node.name: node for node in self.nodes}

    @cached_property
    def plain(self) -> bool:
        """Whether its layers hold no symbols, and the same numbers for all axes."""
        return all(node.layer.plain for node in self.nodes)

    @property
    def source(self) -> str:
        """The input that receptive fields are about; SymrfError where there are several and none is chosen."""
        if not self.chosen and len(self.inputs) > 1:
            raise SymrfError(f"the network has several inputs, {some(self.inputs)}; name one with source (--source)")
        return self.chosen or self.inputs[0]

    def seen_from(self, source: str) -> Network:
        """The same network, receptive fields being about that input."""
        if source not in self.inputs:
            close = near(source, self.inputs)
            raise SymrfError(f"no input {shown(source)}; {close}the inputs are {some(self.inputs)}")
        return replace(self, chosen=source)

    def by_source(self) -> tuple[Network, ...]:
        """The network seen from each of its inputs; itself alone where there is one, or one is chosen."""
        return (self,) if self.chosen or len(self.inputs) == 1 else tuple(map(self.seen_from, self.inputs))

    @property
    def source_size(self) -> Mapping[str, Number]:
        """The samples of that input, per axis, where known."""
        if self.source == INPUT:
            return self.input_size
        size = next(n.layer.size for n in self.nodes if isinstance(n.layer, Input) and n.name == self.source)
        return size if isinstance(size, Mapping) else {} if size is None else dict.fromkeys(self.axes, size)

    def node(self, name: str) -> Node:
        """The node of that name or alias, or the only one of that name within a scope; SymrfError where there is none.

        >>> from symrf.layers import Conv
        >>> Network((Node("stem/conv1", Conv(3)),)).node("conv1").name
        'stem/conv1'
        """
        return found(self.nodes_by_name, self.aliases, self.frontier, name)

    def full_name(self, name: str | None = None) -> str:
        """The whole name of a node; "input" is one, and the output where none is named."""
        if name is None:
            return self.output
        return INPUT if INPUT in (name, self.aliases.get(name)) else self.node(name).name

    def on(self, axis: str) -> Network:
        """The same network with the numbers of one axis."""
        if axis not in self.axes:
            raise SymrfError(f"no axis {shown(axis)}; {near(axis, self.axes)}the axes are {', '.join(self.axes)}")
        nodes = tuple(replace(node, layer=node.layer.on(axis)) for node in self.nodes)
        sizes = {a: n for a, n in self.input_size.items() if a == axis}
        return replace(self, nodes=nodes, axes=(axis,), input_size=sizes)

    def with_input_size(self, size: Any) -> Network:
        """The same network on inputs of that many samples.

        size: a number for all, a mapping from axis to number for all, or a mapping from input to either of these.
        """
        every = size if isinstance(size, Mapping) and any(name in size for name in self.inputs) else None
        if every is None:
            every = dict.fromkeys(self.inputs, size)
        for name in every:
            if name not in self.inputs:
                told = f"{near(name, self.inputs)}the inputs are {some(self.inputs)}"
                raise SymrfError(f"input size names input {shown(name)}; {told}")
        of_main = every.get(INPUT, self.input_size)
        sizes = of_main if isinstance(of_main, Mapping) else dict.fromkeys(self.axes, of_main)
        others = {name: replace(node, layer=Input(every[name])) for node in self.nodes if (name := node.name) in every}
        return replace(self, nodes=tuple(others.get(n.name, n) for n in self.nodes), input_size=dict(sizes))

    def changed(self, change: Callable[[Network], Network]) -> Network:
        """What `change` makes of this network; where it is read anew at another input size, then too."""
        return change(self)

    def up_to(self, name: str) -> Network:
        """The part of the network that the node depends on."""
        kept = needed(self.nodes, {self.chosen, self.full_name(name)})
        return self if len(kept) == len(self.nodes) else replace(self, nodes=kept)

    def __rshift__(self, other: Layer | Network) -> Network:
        """This network, then the other on its output."""
        return replace(self, nodes=after(self.nodes, Network.of(other).nodes, self.output))

    def __or__(self, other: Layer | Network) -> Network:
        """Both on the same input, their outputs added."""
        right = replace(self, nodes=after(self.nodes, Network.of(other).nodes, INPUT))
        return right._with(Add(), (self.output, right.output))

    def _with(self, layer: Layer, inputs: tuple[str, ...]) -> Network:
        taken = Counter(node.layer.op for node in self.nodes)
        return replace(self, nodes=(*self.nodes, Node(f"{layer.op}{taken[layer.op] + 1}", layer, inputs)))
