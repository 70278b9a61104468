"""The free symbols of a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from symrf.network import Network
from symrf.number import is_symbolic
from symrf.repeat import Repeat


def free_symbols(network: Network) -> set[Any]:
    """Every symbol of a parameter or input size, but for the indices inside repetitions."""
    found = {s for size in network.input_size.values() for s in _of(size)}
    for node in network.nodes:
        if isinstance(node.layer, Repeat):
            inside = free_symbols(node.layer.body)
            found |= {s for s in inside if s.name != node.layer.index} | _of(node.layer.times)
        else:
            found |= {s for f in fields(node.layer) for s in _of(getattr(node.layer, f.name))}
    return found


def _of(value: Any) -> set[Any]:
    if isinstance(value, Mapping):
        return {s for v in value.values() for s in _of(v)}
    if isinstance(value, tuple):
        return {s for v in value for s in _of(v)}
    return set(value.free_symbols) if is_symbolic(value) else set()
