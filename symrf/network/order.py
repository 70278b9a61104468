"""The order of a network's nodes, and what is asked of their names and of what they read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from itertools import count
from typing import Any, TypeVar

from symrf.errors import SymrfError, shown

INPUT = "input"
MAX_NAME, LONGEST = 1000, 20_000
"""Characters of a name as it is shown, and of one as it is given."""

Placed = TypeVar("Placed", bound=Any)
"""A node: what has a name, a layer and inputs."""


def some(names: Iterable[str], limit: int = 8) -> str:
    """Several names for a message, not too many."""
    every = [shown(name)[1:-1] for name in names]
    return ", ".join(every[:limit]) + (f" … ({len(every)} in all)" if len(every) > limit else "") or "none"


def short(name: str, taken: Container[str]) -> str:
    """The end of a name that is too long to be shown, and a number where that is taken.

    >>> len(short("conv" * 1000, ())), short("conv", ["conv"])
    (501, 'conv~2')
    """
    ending = name if len(name) <= MAX_NAME else "…" + name[-MAX_NAME // 2 :]
    return ending if ending not in taken else next(new for n in count(2) if (new := f"{ending}~{n}") not in taken)


def placed(nodes: Iterable[Placed], aliases: Mapping[str, str]) -> dict[str, Any]:
    """`nodes` in order, those of long names called in short, and `aliases`, with the long names among them."""
    every = tuple(nodes)
    long = [node.name for node in every if isinstance(node.name, str) and MAX_NAME < len(node.name) <= LONGEST]
    if not long:
        return {"nodes": in_order(every), "aliases": aliases}
    taken, new = {node.name for node in every}, dict[str, str]()
    for name in long:
        new[name] = new.get(name) or short(name, taken)
        taken.add(new[name])
    renamed = (replace(n, name=new.get(n.name, n.name), inputs=tuple(new.get(i, i) for i in n.inputs)) for n in every)
    return {"nodes": in_order(renamed), "aliases": {**aliases, **new}}


def _check_inputs(node: Any) -> None:
    count, source = len(node.inputs), node.layer.op == INPUT
    wanted = "at least one" if node.layer.joins else "none, ()" if source else "exactly one"
    if count != 1 if wanted == "exactly one" else bool(count) == source:
        raise SymrfError(f"node {shown(node.name)} ({node.layer.op}) has {count} inputs; it takes {wanted}")


def in_order(nodes: Iterable[Placed]) -> tuple[Placed, ...]:
    """Check names and inputs, and sort topologically, keeping the given order wherever it is one already."""
    every = tuple(nodes)
    seen = {INPUT}
    ordered = True
    for node in every:
        if not isinstance(node.name, str) or not 0 < len(node.name) <= LONGEST or not node.name.isprintable():
            raise SymrfError(f"node name {shown(node.name)}; a name is 1 to {LONGEST} printable characters")
        if node.name in seen:
            raise SymrfError(f"two nodes are called {shown(node.name)}; names must differ, and 'input' is the input")
        _check_inputs(node)
        ordered = ordered and seen.issuperset(node.inputs)
        seen.add(node.name)
    if ordered:
        return every
    for node in every:
        for name in node.inputs:
            if name not in seen:
                told = f"node {shown(node.name)} reads {shown(name)}, which does not exist"
                raise SymrfError(f"{told}; nodes: {some(node.name for node in every)}")
    by_name = {node.name: node for node in every}
    sorter = TopologicalSorter({node.name: [i for i in node.inputs if i != INPUT] for node in every})
    try:
        return tuple(by_name[name] for name in sorter.static_order())
    except CycleError as error:
        raise SymrfError(f"the nodes form a cycle: {some(error.args[1])}; a network has none") from None


def needed(nodes: Sequence[Placed], names: set[str]) -> tuple[Placed, ...]:
    """Those of the nodes that the named ones depend on, these too."""
    wanted, kept = set(names), []
    for node in reversed(nodes):
        if node.name in wanted:
            wanted.update(node.inputs)
            kept.append(node)
    return tuple(reversed(kept))


def after(nodes: Sequence[Placed], more: Sequence[Placed], start: str) -> tuple[Placed, ...]:
    """The nodes, and more of them that read `start` as their input, renamed where their names are taken."""
    taken = {node.name for node in nodes} | {INPUT}
    counts = Counter(node.layer.op for node in nodes)
    renamed, every = {INPUT: start}, list(nodes)
    for node in more:
        name = node.name
        if name in taken:
            counts[node.layer.op] += 1
            while (name := f"{node.layer.op}{counts[node.layer.op]}") in taken:
                counts[node.layer.op] += 1
        renamed[node.name] = name
        taken.add(name)
        every.append(replace(node, name=name, inputs=tuple(renamed[i] for i in node.inputs)))
    return tuple(every)
