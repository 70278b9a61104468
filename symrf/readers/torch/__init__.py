"""PyTorch modules by torch.export: structure from its graph, sizes worked out here, weights never touched."""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.readers.model.call import unclear
from symrf.readers.model.folding import vector
from symrf.readers.model.graph import Graph, Operation
from symrf.readers.model.paths import OWN, ModulePlace, named
from symrf.readers.model.run import Model, network_of
from symrf.readers.model.value import Value, constant
from symrf.readers.torch.call import TABLE, Ref
from symrf.readers.torch.export import exported, whole
from symrf.readers.torch.weights import ATTENTION, Weights, kind_of, weights_of

STOPS = "stops"
"""The operation that stands for all that is not followed."""


def is_module(source: Any) -> bool:
    """Whether it is a torch module, found out without importing torch."""
    return any(base.__module__.startswith("torch.nn") and base.__name__ == "Module" for base in type(source).__mro__)


def from_module(module: Any, input_shape: Any) -> Network:
    """The network of a module on an input of that shape.

    input_shape: batch, channels and sizes, (1, 3, 224, 224); a size may be a name, (1, 3, "n", "m"), and is free then;
    a list of shapes for several inputs. SymrfError where torch.export cannot follow the module.

    Sizes that are numbers are left open only once another size is asked for, and the module is exported again, as it is
    then: with open sizes torch.export may take minutes, where a module pads to whole windows of attention.
    """
    if input_shape is None:
        add = "input_shape=(1, 3, 224, 224), --input-shape 1,3,224,224"
        raise SymrfError(f"a module is read with the shape of its input; add {add}")
    shapes = [_shape(one) for one in (input_shape if isinstance(input_shape, list) else [input_shape])]
    named = any(isinstance(n, str) for shape in shapes for n in shape)

    def network(free: bool) -> Model:
        return network_of(_graph(*exported(module, shapes, free), shapes, type(module).__name__), _rule_of)

    return network(True) if named else replace(network(False), again=lambda size: network(True).with_input_size(size))


def _rule_of(operation: Operation) -> Any:
    from symrf.readers.torch import indices, joins, layouts, windows  # noqa: F401  # fill the table
    why = operation.attributes.get(STOPS)
    return TABLE.get(operation.kind) if why is None else unclear(why)


def _shape(given: Any) -> list[int | str]:
    """Positive numbers, or names of symbols."""
    sizes = list(given) if isinstance(given, Sequence) and not isinstance(given, str) else []
    right = [n.isidentifier() if isinstance(n, str) else type(n) is int and n > 0 for n in sizes]
    if not sizes or not all(right):
        raise SymrfError(f"input_shape is {shown(given)}; give batch, channels and sizes such as (1, 3, 224, 224)")
    return sizes


def _graph(program: Any, ended: str, shapes: Sequence[Sequence[int | str]], title: str) -> Graph:
    """The program's operations, called by the paths of their modules; what it ended before is one more of them."""
    import torch

    kinds = {one.arg.name: one for one in program.graph_signature.input_specs}
    inputs: dict[str, Sequence[int | str] | None] = {}
    constants: dict[str, Value] = {}
    operations: list[Operation] = []
    outputs: list[str] = []
    calls = [node for node in program.graph.nodes if node.op == "call_function"]
    names, modules = dict(zip(calls, named([_place(node) for node in calls]), strict=True)), _modules(calls)
    of: dict[tuple[Any, int], str] = {}
    weights = weights_of(program)
    for node in program.graph.nodes:
        value = node.meta.get("val")
        if node.op == "placeholder":
            of[node, 0] = node.name
            if kinds[node.name].kind is torch.export.graph_signature.InputKind.USER_INPUT:
                if isinstance(value, torch.Tensor):
                    inputs[node.name] = shapes[len(inputs)]
            else:
                held = program.constants.get(target := kinds[node.name].target, program.state_dict.get(target))
                constants[node.name] = _constant(value, held)
        elif node.op == "call_function":
            if _picks(node):
                of[node, 0] = of[node.args[0], node.args[1]]
                continue
            count = len(value) if isinstance(value, list | tuple) else 1
            name, row = names[node]
            if weights.constant(node):
                every = value if isinstance(value, list | tuple) else [value]
                constants |= {f"{node.name}:{i}": _constant(one, None) for i, one in enumerate(every)}
                of |= {(node, i): f"{node.name}:{i}" for i in range(count)}
                continue
            made = [name if i == 0 else f"{name}:{i}" for i in range(count)]
            of |= {(node, i): name for i, name in enumerate(made)}
            one = _operation(node, tuple(made), of, weights)
            operations.append(replace(one, aliases=modules.get(node, ()), row=row))
        elif node.op == "output":
            outputs = [of[one, 0] for one in node.all_input_nodes if (one, 0) in of]
    if ended:
        operations.append(Operation(title, tuple(outputs), ("the rest",), {STOPS: ended}))
    return Graph(inputs, constants, operations, title, outputs)


def _picks(node: Any) -> bool:
    """Whether it only takes one of several tensors that an operation makes."""
    return node.target is operator.getitem and isinstance(node.args[0].meta.get("val"), list | tuple)


def _constant(value: Any, held: Any) -> Value:
    """A tensor by its shape; whole numbers of a few elements by what they are."""
    shape = tuple(map(int, getattr(value, "shape", ())))
    from torch._subclasses.fake_tensor import FakeTensor

    known = held is not None and not isinstance(held, FakeTensor) and whole(held)
    return constant(shape, vector(held.flatten().tolist()).items if known else None)


def _operation(
    node: Any, made: tuple[str, ...], of: Mapping[tuple[Any, int], str], weights: Weights
) -> Operation:
    """A node with its arguments by name, those left out too; tensors and sizes as references to its inputs."""
    import torch

    read: list[str] = []

    def stored(given: Any) -> Any:
        if isinstance(given, torch.fx.Node) and (given, 0) in of:
            read.append(of[given, 0])
            return Ref(len(read) - 1, isinstance(given.meta.get("val"), torch.Tensor))
        if isinstance(given, list | tuple):
            return [stored(one) for one in given]
        return given if isinstance(given, bool | int | float | str | None) else str(given)

    schema = getattr(node.target, "_schema", None)
    if schema is None:
        attributes = {str(i): stored(one) for i, one in enumerate(node.args)}
        return Operation(getattr(node.target, "__name__", str(node.target)), tuple(read), made, attributes)
    named = {}
    for i, argument in enumerate(schema.arguments):
        given = node.args[i] if i < len(node.args) else node.kwargs.get(argument.name, argument.default_value)
        named["input" if argument.name == "self" else argument.name] = given
    attributes = {name: stored(given) for name, given in named.items()}
    if masks := weights.masks(node, named):
        attributes["masks"] = masks
    space, kind = schema.name.partition("::")[0], kind_of(node)
    if kind == "index" and any(one is not None and one.meta["val"].dtype == torch.bool for one in node.args[1]):
        kind = "masked_select"
    mask = node.kwargs.get("attn_mask", node.args[3] if kind == ATTENTION and len(node.args) > 3 else None)
    if mask is not None:
        attributes["chooses"] = mask.meta["val"].dtype == torch.bool
    return Operation(kind, tuple(read), made, attributes, node.name, "" if space == "aten" else space)


def _modules(nodes: Sequence[Any]) -> dict[Any, tuple[str, ...]]:
    """The paths of the modules whose first call ends with an operation."""
    last: dict[str, dict[str, Any]] = {}
    for node in nodes:
        for key, (path, _) in (node.meta.get("nn_module_stack") or {}).items():
            last.setdefault(_path(path), {})[str(key)] = node
    found: dict[Any, tuple[str, ...]] = {}
    for path, calls in last.items():
        node = next(iter(calls.values()))
        found[node] = (*found.get(node, ()), *([path] if path else []))
    return found


def _path(path: str) -> str:
    return path.removeprefix("L['self'].").removeprefix("L['self']").partition("@")[0]


def _place(node: Any) -> ModulePlace:
    """The path of the innermost module that an operation stands in, whether it is torch's own, and which call."""
    short = node.name.rstrip("0123456789").rstrip("_") or node.name
    stack = node.meta.get("nn_module_stack") or {}
    if not stack:
        return ModulePlace("", False, "", short)
    key, (path, kind) = list(stack.items())[-1]
    kind = kind if isinstance(kind, str) else f"{kind.__module__}.{kind.__qualname__}"
    return ModulePlace(_path(path), kind.startswith(OWN), str(key), short)
