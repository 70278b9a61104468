"""Nodes by the names that people know them by, and what is said where a name is not that of a node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from symrf.errors import SymrfError, near, shown
from symrf.network.order import some

Named = TypeVar("Named")


@dataclass(frozen=True)
class Frontier:
    """A node of a model from which on nothing is known along some axes: its name there, what it is, and why."""

    node: str
    op: str
    axes: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        return f"{shown(self.node)[1:-1]} ({self.op}): {self.reason}"


def found(
    nodes: Mapping[str, Named], aliases: Mapping[str, str], frontier: Iterable[Frontier], name: str
) -> Named:
    """The node of that name or alias, or the only one of that name within a scope; SymrfError where there is none."""
    whole = name if name in nodes else aliases.get(name, name)
    if whole in nodes:
        return nodes[whole]
    ends = (f"/{name}", f".{name}")
    scoped = [full for full in nodes if name and full.endswith(ends)]
    scoped += [aliases[full] for full in aliases if name and full.endswith(ends)]
    scoped = [full for full in dict.fromkeys(scoped) if full in nodes]
    if len(scoped) == 1:
        return nodes[scoped[0]]
    if scoped:
        raise SymrfError(f"{shown(name)} is the name of several nodes: {some(scoped)}; give more of it")
    beyond = next((end for end in frontier if end.node == whole), None)
    if beyond is not None:
        raise SymrfError(f"node {shown(name)} lies {'at' if whole == name else 'behind'} the frontier: {beyond}")
    close = near(name, {*nodes, *(full.rpartition("/")[2] for full in nodes)})
    raise SymrfError(f"no node {shown(name)} in this network; {close}nodes: {some(nodes)}")
