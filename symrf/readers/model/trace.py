"""The network of a model, written down operation by operation.

Every tensor that depends on an input is a node; what an operation does is a layer along each axis. Where an axis ends,
so it does in all that is computed from there; where the last one ends there is no node any more, only a frontier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from symrf.derivation.reads.equation import next_extent
from symrf.derivation.reads.extent import Extent
from symrf.layers import Add, ByAxis, Concat, Elementwise, Global, Input, Layer, Unknown
from symrf.network import INPUT, Frontier, Node
from symrf.network.order import short
from symrf.numbers import Number, never_zero, same
from symrf.readers.model.layout import Dims, Factor, axes_of, plain, without
from symrf.readers.model.value import Value

POINTWISE = Elementwise()
ENDS = Unknown()
DISJOINT = "no axis goes on in all that it joins"
MERGED = "it puts the samples along an axis into one dimension with others"


class Revealed(Exception):
    """The spatial axes are known now: all inputs have come to an operation that has some."""


class Trace:
    """The nodes so far.

    axes: their names. of: which dimension of which input is which axis. aliases: other names of nodes. ends: the
    frontier. before: the nodes that it runs behind. normal: whether a node's map lies in dimensions of its own.
    kind, name: the operation that is at work. made_by: of every node the frontier that runs there if its map lies in
    no dimension of its own, nor any that is made of it. rows: of a node that is one step of a module the last of them.
    reveal: told of axes that an operation shows to be spatial,
    surely or not.
    """

    def __init__(self, axes: Sequence[str], of: Mapping[tuple[str, int], str]) -> None:
        self.axes, self.of = tuple(axes), of
        self.nodes: list[Node] = []
        self.names: set[str] = {INPUT}
        self.aliases: dict[str, str] = {}
        self.ends: dict[tuple[str, str], Frontier] = {}
        self.normal: dict[str, bool] = {}
        self.layout: dict[str, tuple[str, ...]] = {}
        self.kind, self.name = "", ""
        self.made_by: dict[str, Frontier] = {}
        self.before: set[str] = set()
        self.rows: dict[str, str] = {}
        self.reveal: Callable[[tuple[str, ...], bool], None] = lambda axes, surely: None

    def unused(self, name: str) -> str:
        """The name as a node can be called: printable, not longer than MAX_NAME, and of no other node."""
        shown = "".join(c if c.isprintable() else "?" for c in name) or "tensor"
        shown = short(shown, self.names)
        if shown != name:
            self.aliases.setdefault(name, shown)
        self.names.add(shown)
        return shown

    def also(self, name: str, value: Value) -> None:
        """Another name of what a node makes."""
        if name and value.node and value.node != name:
            self.aliases.setdefault(name, value.node)

    def input(self, name: str, shape: Sequence[Number], alone: bool) -> Value:
        """An input of the model; alone: it is the network's only one."""
        dims: Dims = tuple(
            (Factor(size, self.of[name, i]),) if (name, i) in self.of else plain(size) for i, size in enumerate(shape)
        )
        sizes: dict[str, Number] = dict.fromkeys(self.axes, 1)
        sizes |= {self.of[name, i]: size for i, size in enumerate(shape) if (name, i) in self.of}
        if alone or name == INPUT:
            self.layout[INPUT] = tuple(self.of.get((name, i), "") for i in range(len(shape)))
            self.aliases.setdefault(name, INPUT)
            return Value(dims, INPUT, sizes)
        called = self.unused(name)
        self.layout[called] = tuple(self.of.get((name, i), "") for i in range(len(shape)))
        self.nodes.append(Node(called, Input(dict(sizes)), ()))
        return Value(dims, called, sizes)

    def squeezed(self, made: Value, place: int) -> Value:
        """What an operation has just made, without a dimension of one index."""
        rows = self.layout.get(str(made.node), ())
        if rows:
            self.layout[str(made.node)] = (*rows[:place], *rows[place + 1 :])
        return made.moved((*made.layout[:place], *made.layout[place + 1 :]))

    def lost(self, name: str, reason: str, *values: Value, dims: Dims | None = None) -> Value:
        """A tensor of which nothing is known, from here on or as one of these is behind a frontier."""
        ends = _union(values)
        new = [axis for axis in self.axes if axis not in ends]
        if new:
            self.before.update(value.node for value in values if value.node)
            end = self._frontier(name, reason, new)
            ends |= dict.fromkeys(new, end)
        known = None if dims is None else tuple(plain(size) for size in Value(dims).shape)
        return Value(known, "", {}, ends)

    def _frontier(self, name: str, reason: str, axes: Iterable[str]) -> Frontier:
        before = self.ends.get((name, reason))
        every = dict.fromkeys((*(before.axes if before else ()), *axes))
        end = Frontier(name, self.kind, tuple(a for a in self.axes if a in every), reason)
        self.ends[name, reason] = end
        return end

    def node(self, name: str, below: Value, layers: Mapping[str, Layer], dims: Dims) -> Value:
        """One operation on one map: a layer along each axis that it names, pointwise along the others."""
        if below.behind:
            return Value(dims, "", {}, below.ends)
        ends, sizes, along = dict(below.ends), dict[str, Number](), dict[str, Layer]()
        passed: dict[tuple[int, Number], Number] = {}
        for axis in self.axes:
            layer = layers.get(axis, POINTWISE)
            if axis in ends:
                continue
            reason = layer.reason if isinstance(layer, Unknown) else ""
            size = below.sizes[axis]
            if not reason and layer is not POINTWISE:
                one = (id(layer), size)
                size = passed[one] = passed[one] if one in passed else size_above(layer, size)
            if not reason and isinstance(size, int) and size < 1:
                reason = f"no feature is left of {below.sizes[axis]}"
            if reason:
                self.before.add(str(below.node))
                ends[axis] = self._frontier(name, reason, [axis])
                along[axis] = Unknown(reason)
                dims = without(dims, axis)
            else:
                sizes[axis], along[axis] = size, layer
        if not sizes:
            return Value(dims, "", {}, ends)
        single = frozenset(
            a for a in sizes if type(along[a]) is Global or (a in below.single and along[a].pointwise)
        )
        called = self._add(name, _together(along, self.axes), (str(below.node),), dims, sizes)
        return Value(dims, called, sizes, ends, single)

    def join(self, name: str, parts: Sequence[Value], dims: Dims, concat: bool = False) -> Value:
        """Several maps of one size, or of one sample that goes with every one of the others."""
        ends = _union(parts)
        if any(part.behind for part in parts):
            return self.lost(name, "", *parts, dims=dims)
        sizes: dict[str, Number] = {}
        for axis in self.axes:
            if axis in ends:
                continue
            found = [part.sizes[axis] for part in parts]
            moving = [size for size in found if not same(size, 1)]
            sizes[axis] = moving[0] if moving else 1
            wrong = next((size for size in moving if never_zero(size - sizes[axis])), None)
            if wrong is not None:
                reason = f"it joins maps of {sizes[axis]} and {wrong} features"
                ends[axis] = self._frontier(name, reason, [axis])
        parts = [self._fitting(name, part, sizes, ends) for part in parts]
        dims = _plainly(dims, ends)
        sizes = {axis: size for axis, size in sizes.items() if axis not in ends}
        if not sizes:
            if all(end.node != name for end in ends.values()):
                self.before.update(str(part.node) for part in parts)
                ends = dict.fromkeys(self.axes, self._frontier(name, DISJOINT, self.axes))
            return Value(dims, "", {}, ends)
        inputs = tuple(dict.fromkeys(str(part.node) for part in parts))
        alike = all(same(part.sizes[axis], size) for part in parts for axis, size in sizes.items())
        layer: Layer = POINTWISE if len(inputs) == 1 else Concat() if concat and alike else Add()
        called = self._add(name, layer, inputs, dims, sizes)
        single = frozenset(axis for axis in sizes if all(axis in part.single for part in parts))
        return Value(dims, called, sizes, ends, single)

    def _fitting(self, name: str, part: Value, sizes: Mapping[str, Number], ends: Mapping[str, Frontier]) -> Value:
        """The part with its one sample as a gate, and without what ends in the join."""
        layers: dict[str, Layer] = {}
        for axis in self.axes:
            if axis in part.ends:
                continue
            if axis in ends:
                layers[axis] = Unknown(ends[axis].reason)
            elif same(part.sizes[axis], 1) and not same(sizes[axis], 1) and axis not in part.single:
                layers[axis] = Global()
        if not layers:
            return part
        helper = f"{name}:{part.node}"
        before = dict(self.ends)
        found = self.node(helper, part, layers, part.layout)
        self.ends = before  # the frontier is the join, not its helper
        return replace(found, ends={axis: ends.get(axis, end) for axis, end in found.ends.items()})

    def _add(
        self, name: str, layer: Layer, inputs: tuple[str, ...], dims: Dims, sizes: Mapping[str, Number]
    ) -> str:
        called = self.unused(name)
        self.nodes.append(Node(called, layer, inputs))
        normal = [axis for axis, size in sizes.items() if is_normal(dims, axis, size)]
        self.normal[called] = bool(normal)
        if not normal:
            self.made_by[called] = Frontier(self.name, self.kind, tuple(a for a in self.axes if a in sizes), MERGED)
        self.layout[called] = tuple(next((a for a in axes_of([dim]) if a in normal), "") for dim in dims)
        return called


def size_above(layer: Layer, size: Number) -> Number:
    """How many outputs a layer has on so many samples."""
    if isinstance(layer, Elementwise):
        return size
    extent = next_extent(layer, Extent(size - 1))
    if extent is None:
        raise TypeError(f"the operation {layer.op} has no size")
    return extent.size


def is_normal(dims: Dims, axis: str, size: Number) -> bool:
    """Whether all samples along an axis are the indices of one dimension."""
    found = [dim for dim in dims if any(f.axis == axis for f in dim)]
    if not found:
        return same(size, 1)
    return len(found) == 1 and len(found[0]) == 1 and found[0][0].weight == 1 and same(found[0][0].size, size)


def _union(values: Iterable[Value]) -> dict[str, Frontier]:
    """The frontier of all, first of what is behind it, whose own has a node that is not in the network."""
    ends: dict[str, Frontier] = {}
    for value in sorted(values, key=lambda value: not value.behind):
        ends = {**value.ends, **ends}
    return ends


def _plainly(dims: Dims, ends: Iterable[str]) -> Dims:
    for axis in ends:
        dims = without(dims, axis)
    return dims


def _together(along: Mapping[str, Layer], axes: Sequence[str]) -> Layer:
    """One layer of what is known along each axis; along an axis that ended before it is as along another."""
    first = next((layer for layer in along.values() if not isinstance(layer, Unknown)), ENDS)
    every = {axis: along.get(axis, first) for axis in axes}
    if all(layer == first for layer in every.values()):
        return first
    kinds = {type(layer) for layer in every.values()}
    if len(kinds) > 1 or not isinstance(first, Layer):
        return ByAxis(every)
    numbers: dict[str, Any] = {}
    for name in first.names():
        values = {axis: getattr(layer, name) for axis, layer in every.items()}
        alike = all(value == values[axes[0]] for value in values.values())
        if not alike and not _by_axis(name):
            return ByAxis(every)
        numbers[name] = values[axes[0]] if alike else values
    return type(first)(**numbers)


def _by_axis(name: str) -> bool:
    return name in ("kernel", "stride", "dilation", "padding", "output_padding", "left", "right", "step")
