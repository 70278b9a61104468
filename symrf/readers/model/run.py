"""A graph of a model as a network: first which dimensions are spatial, then every operation in turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.network import INPUT, Frontier, Network
from symrf.numbers import Number
from symrf.readers.model.call import Call
from symrf.readers.model.graph import Graph, Operation, in_order
from symrf.readers.model.inputs import Shapes, axes_of, shapes_of
from symrf.readers.model.trace import Trace
from symrf.readers.model.value import Unclear, Value

Made = Value | Sequence[Value]
Rule = Callable[[Call], Made]
RuleTable = Callable[[Operation], Rule | None]
"""What an operation does, by a format's table; None where it is not known."""


@dataclass(frozen=True)
class Model(Network):
    """The network of a model at one input size; at another it is read again, as shapes may depend on it.

    layout: of every node the axes of its tensor's dimensions, "" for one that is none, or not one alone. ends: the
    nodes that the model is for, and those that the frontier runs behind. rows: of every node that is one step of a
    module the node that stands for it in a table of modules.
    """

    layout: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    ends: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    rows: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    again: Callable[[Any], Network] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def outputs(self) -> tuple[str, ...]:
        """The names of the nodes that the model is for, or of the last before the frontier."""
        unread = super().outputs
        return tuple(name for name in unread if name in self.ends) or unread

    @property
    def output(self) -> str:
        """The last of them."""
        return self.outputs[-1]

    def with_input_size(self, size: Any) -> Network:
        """The same model on inputs of that many samples; a number, or by axis, or by input."""
        found = super().with_input_size(size) if self.again is None else self.again(size)
        return replace(found, chosen=self.chosen)

    def up_to(self, name: str) -> Network:
        """The part that the node depends on."""
        return self._read_again(super().up_to(name), lambda network: network.up_to(name))

    def changed(self, change: Callable[[Network], Network]) -> Network:
        """What `change` makes of it, now and when it is read again."""
        return self._read_again(change(self), change)

    def on(self, axis: str) -> Network:
        """The same network with the numbers of one axis, at this size."""
        return self._read_again(super().on(axis), None)

    def _read_again(self, now: Network, change: Callable[[Network], Network] | None) -> Network:
        again = self.again
        later = None if again is None or change is None else lambda size: change(again(size))
        return replace(now, again=later)  # type: ignore[call-arg]  # it is a Model, as self is


def network_of(graph: Graph, table: RuleTable) -> Model:
    """The network of a model on inputs of its own size, symbols where it has none."""
    if not graph.inputs:
        raise SymrfError("the model has no input")
    known = {*graph.inputs, *graph.constants}
    graph = replace(graph, operations=in_order(graph.operations, known))
    of, axes = axes_of(graph, lambda trace, shapes: _run(graph, table, trace, shapes))

    def at(size: Any) -> Model:
        trace = Trace(axes, of)
        return _network(graph, trace, _run(graph, table, trace, shapes_of(graph, of, axes, size)), at)

    return at(None)


def _run(graph: Graph, table: RuleTable, trace: Trace, shapes: Shapes) -> dict[str, Value]:
    """Every operation in turn; what every tensor of the model is."""
    values: dict[str, Value] = dict(graph.constants)
    for name in graph.inputs:
        values[name] = trace.input(name, shapes[name], len(graph.inputs) == 1)
    called_so = Counter(operation.name for operation in graph.operations)
    for operation in graph.operations:
        given = [values[name] if name else None for name in operation.inputs]
        named = next((name for name in operation.outputs if name), "")
        called = operation.called or named
        trace.kind, trace.name = operation.kind, called
        before = len(trace.nodes)
        made = _made(Call(trace, operation, called, given), table(operation))
        trace.rows |= {node.name: operation.row for node in trace.nodes[before:] if operation.row}
        every = [made] * len(operation.outputs) if isinstance(made, Value) else list(made)
        for i, name in enumerate(operation.outputs):
            values[name] = every[i] if i < len(every) else _unknown(trace, name, "", given)
            trace.also(name, values[name])
        own = (operation.name,) if called_so[operation.name] == 1 else ()
        for alias in (*own, *operation.aliases) if named else ():
            trace.also(alias, values[named])
    return values


def _made(call: Call, rule: Rule | None) -> Made:
    """What an operation makes; where that is not known, the frontier runs there."""
    try:
        if rule is not None:
            return rule(call)
        domain = call.operation.domain
        reason = f"the operation is not known{f' (domain {shown(domain)[1:-1]})' if domain else ''}"
    except Unclear as why:
        reason = str(why)
    except SymrfError as why:
        reason = str(why)
    except (IndexError, TypeError, ValueError, KeyError, ArithmeticError):
        reason = "its numbers do not fit together"
    return _unknown(call.trace, call.name, reason, call.given)


def _unknown(trace: Trace, name: str, reason: str, given: Sequence[Value | None]) -> Value:
    data = [value for value in given if value is not None and value.is_data]
    return trace.lost(name, reason, *data) if data else Value(None)


def _network(graph: Graph, trace: Trace, values: Mapping[str, Value], at: Callable[[Any], Network]) -> Model:
    """The nodes that say something of an axis, and the frontier."""
    wanted: set[str] = set()
    kept = []
    for node in reversed(trace.nodes):
        if node.name in wanted or trace.normal.get(node.name, False):
            wanted.update(node.inputs)
            kept.append(node)
    kept.reverse()
    if not wanted:
        told = next((f": {end}" for end in trace.ends.values()), "")
        raise SymrfError("nothing that the model computes from its inputs can be followed" + told)
    sizes: Mapping[str, Number] = next((values[name].sizes for name in graph.inputs if values[name].node == INPUT), {})
    names = {node.name for node in kept} | {INPUT}
    behind = _behind(trace, names)
    ends = {*trace.before, *(str(values[name].node) for name in graph.outputs if name in values)}
    aliases = {alias: name for alias, name in trace.aliases.items() if name in names}
    for name, value in values.items():
        if value.is_data and value.node not in names and name not in names:
            end = behind.get(str(value.node)) or next((e for e in value.ends.values() if e.node not in names), None)
            aliases |= {} if end is None else {name: end.node}
    title = "".join(c for c in graph.title[:100] if c.isprintable())
    frontier = tuple(trace.ends.values())
    rows = {name: row for name, row in trace.rows.items() if {name, row} <= names}
    return Model(
        tuple(kept), trace.axes, sizes, title, "", frontier, aliases, trace.layout, frozenset(ends), rows, at
    )


def _behind(trace: Trace, names: Container[str]) -> Mapping[str, Frontier]:
    """The frontier before every node that is left out, since in it and in all that is made of it no axis lies in a
    dimension of its own; where such a node stands on one that is kept, the frontier runs there."""
    behind: dict[str, Frontier] = {}
    for node in trace.nodes:
        if node.name in names or not node.inputs:
            continue
        end = next((behind[name] for name in node.inputs if name in behind), None)
        if end is None:
            end = trace.made_by[node.name]
            trace.before.update(node.inputs)
            trace.ends.setdefault((end.node, end.reason), end)
        behind[node.name] = end
    return behind
