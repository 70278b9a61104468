"""ONNX files: the protobuf as a graph. Weights are not evaluated, and no other file is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from math import prod
from pathlib import Path
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.readers.model.folding import holding
from symrf.readers.model.graph import Graph, Operation
from symrf.readers.model.layout import plain
from symrf.readers.model.run import network_of
from symrf.readers.model.value import MAX_ITEMS, Value
from symrf.readers.onnx.modules import with_paths

MAX_FLOATS = 64
"""Floats are looked at where there are few, as in the scales of a resizing."""

MAX_WRITTEN_OUT = 20_000
"""Operations once functions are put in: a few lines of functions of functions can stand for any number. What a
kilobyte makes so takes two seconds to read; files with functions that are as large in earnest are refused, too."""

STANDARD = ("", "ai.onnx")


def from_onnx(source: str | Path | Any) -> Network:
    """The network of an ONNX file, or of a model that onnx has loaded. SymrfError where it is no ONNX file."""
    if not isinstance(source, str | Path):
        return network_of(graph_of(source), rule_of)
    try:
        return network_of(graph_of(load(source)), rule_of)
    except SymrfError as error:
        raise SymrfError(f"{shown(str(source), 300)[1:-1]}: {error}") from None


def rule_of(operation: Operation) -> Any:
    """The rule of an operation of the standard's own set; None of any other."""
    from symrf.readers.onnx import constants, joins, layouts, products, windows  # noqa: F401  # fill the table
    from symrf.readers.onnx.table import TABLE

    return TABLE.get(operation.kind) if operation.domain in STANDARD else None


def load(path: str | Path) -> Any:
    """The file as onnx reads it, without what lies beside it."""
    try:
        import onnx
        from google.protobuf.message import DecodeError
    except ImportError:
        raise SymrfError("ONNX files need the package onnx; pip install 'symrf[onnx]'") from None
    try:
        model = onnx.load(str(path), load_external_data=False)
    except FileNotFoundError:
        raise SymrfError("no such file") from None
    except OSError as error:
        raise SymrfError(f"cannot be opened: {error.strerror or error}") from None
    except (DecodeError, ValueError, RecursionError) as error:
        raise SymrfError(f"not an ONNX file that can be read: {shown(str(error), 120)[1:-1]}") from None
    if not model.graph.node:
        raise SymrfError("not an ONNX file with a graph: it has no operations")
    return model


def graph_of(model: Any) -> Graph:
    """The operations, inputs and constants of a model that onnx has loaded."""
    if model.functions:
        from onnx import inliner

        if (count := _written_out(model)) > MAX_WRITTEN_OUT:
            raise SymrfError(f"with its functions put in it has {count:.3g} operations; the most is {MAX_WRITTEN_OUT}")
        try:
            model = inliner.inline_local_functions(model)
        except Exception as error:  # a C++ checker that raises what it likes
            raise SymrfError(f"its functions cannot be put in: {shown(str(error), 120)[1:-1]}") from None
    graph = model.graph
    versions = {one.domain: one.version for one in model.opset_import}
    version = next((versions[domain] for domain in STANDARD if domain in versions), 1)
    constants = {one.name: tensor(one) for one in graph.initializer}
    constants |= {one.values.name: Value(tuple(map(plain, one.dims))) for one in graph.sparse_initializer}
    inputs = {one.name: _shape(one.type) for one in graph.input if one.name not in constants}
    if not inputs:
        raise SymrfError("the model has no input")
    operations = [_operation(node, versions.get(node.domain, version)) for node in graph.node]
    operations = with_paths(operations, graph.node)
    return Graph(inputs, constants, operations, graph.name, [one.name for one in graph.output])


def _written_out(model: Any) -> float:
    """How many operations a model has once its functions are put in; those that call themselves count as one."""
    called = {_key(one): [_key(node, True) for node in _nodes(one.node)] for one in model.functions}
    counts: dict[Any, float] = {}

    def count(keys: Iterable[Any]) -> float:
        return sum(counts.get(key, 1.0) for key in keys)

    with suppress(CycleError):  # the inliner says so
        for key in TopologicalSorter(called).static_order():
            counts[key] = count(called.get(key, ())) if key in called else 1.0
    return count(_key(node, True) for node in _nodes(model.graph.node))


def _key(one: Any, node: bool = False) -> tuple[str, str, str]:
    """What a function is called by, or what the operation of a node is."""
    return one.domain, one.op_type if node else one.name, one.overload


def _nodes(nodes: Iterable[Any]) -> Iterator[Any]:
    """The nodes, and those of the graphs within them."""
    for node in nodes:
        yield node
        for graph in _graphs(node):
            yield from _nodes(graph.node)


def _graphs(node: Any) -> Iterator[Any]:
    """The graphs within a node: branches, the body of a loop."""
    for one in node.attribute:
        yield from (*([one.g] if one.HasField("g") else []), *one.graphs)


def _operation(node: Any, version: int) -> Operation:
    attributes = {one.name: _attribute(one) for one in node.attribute}
    reads = (*node.input, *dict.fromkeys(name for graph in _graphs(node) for name in _from_outside(graph)))
    return Operation(node.op_type, reads, tuple(node.output), attributes, node.name, node.domain, version)


def _from_outside(graph: Any) -> Iterator[str]:
    """What a graph within a node reads of the graph around it."""
    made = {one.name for one in (*graph.input, *graph.initializer)}
    made |= {one.values.name for one in graph.sparse_initializer}
    for node in graph.node:
        inner = (name for one in _graphs(node) for name in _from_outside(one))
        yield from (name for name in (*node.input, *inner) if name and name not in made)
        made.update(node.output)
    yield from (one.name for one in graph.output if one.name not in made)


def _attribute(one: Any) -> Any:
    match one.type:
        case 1:
            return one.f
        case 2:
            return one.i
        case 3:
            return one.s.decode("utf-8", "replace")
        case 4:
            return tensor(one.t)
        case 6:
            return list(one.floats)
        case 7:
            return list(one.ints)
        case 8:
            return [s.decode("utf-8", "replace") for s in one.strings]
    return None


def _shape(given: Any) -> list[int | str] | None:
    """Dimensions of an input: numbers, names, "" where there is neither; None where the rank is not known."""
    if not given.HasField("tensor_type") or not given.tensor_type.HasField("shape"):
        return None
    return [dim.dim_value if dim.HasField("dim_value") else dim.dim_param for dim in given.tensor_type.shape.dim]


def tensor(proto: Any) -> Value:
    """A constant: its shape, and what it holds where that is a few whole numbers, or very few others."""
    import onnx

    dims = tuple(map(plain, proto.dims))
    kinds = onnx.TensorProto
    most = MAX_FLOATS if proto.data_type in (kinds.FLOAT, kinds.DOUBLE) else -1
    if proto.data_type in (kinds.INT64, kinds.INT32, kinds.BOOL, kinds.INT8, kinds.UINT8, kinds.INT16, kinds.UINT16):
        most = MAX_ITEMS
    count = prod(proto.dims) if all(n >= 0 for n in proto.dims) else MAX_ITEMS + 1
    if count > most or proto.data_location == kinds.EXTERNAL:
        return Value(dims)
    try:
        return holding(dims, onnx.numpy_helper.to_array(proto).flatten().tolist())
    except Exception:  # a tensor that is not as it says: its contents are not known
        return Value(dims)
