"""A model as a graph of named tensors, whatever it was written by: what every reader of models makes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from symrf.errors import SymrfError, shown


@dataclass(frozen=True)
class Operation:
    """One operation: what it is called by its format, the tensors it reads and makes ("" for one left out).

    called: as a module, where it is not as the first tensor it makes. row: what the last operation of the same call of
    a module is called, where there is a module.
    """

    kind: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    domain: str = ""
    version: int = 0
    aliases: tuple[str, ...] = ()
    called: str = ""
    row: str = ""


@dataclass(frozen=True)
class Graph:
    """Operations in any order; inputs: name -> shape (None: not given), where a dimension is a number or a name.

    outputs: the tensors that the model is for.
    """

    inputs: Mapping[str, Sequence[int | str] | None]
    constants: Mapping[str, Any]
    operations: Sequence[Operation]
    title: str = ""
    outputs: Sequence[str] = ()


def in_order(operations: Sequence[Operation], known: set[str]) -> Sequence[Operation]:
    """The operations in topological order; SymrfError where there is none, or a tensor comes from nowhere."""
    seen = set(known)
    ordered = True
    makers: dict[str, int] = {}
    for number, operation in enumerate(operations):
        ordered = ordered and all(name in seen or not name for name in operation.inputs)
        for name in operation.outputs:
            if not name:
                continue
            if name in makers or name in known:
                raise SymrfError(f"tensor {shown(name)} is made twice")
            makers[name] = number
            seen.add(name)
    if ordered:
        return operations
    for operation in operations:
        for name in operation.inputs:
            if name and name not in seen:
                raise SymrfError(f"{operation.kind} reads tensor {shown(name)}, which nothing makes")
    reads = {n: [makers[i] for i in o.inputs if i in makers] for n, o in enumerate(operations)}
    try:
        return [operations[n] for n in TopologicalSorter(reads).static_order()]
    except CycleError as error:
        there = next(iter(operations[error.args[1][0]].outputs), "")
        raise SymrfError(f"the model has a cycle through tensor {shown(there)}") from None
