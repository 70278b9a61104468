"""The axes of a network, those together along which all is alike."""

from __future__ import annotations

from typing import Any

from symrf.network.graph import Network


def alike_axes(network: Network) -> list[list[str]]:
    """The axes in groups of the same layers and sizes: what is derived along one of a group holds of all of it."""
    groups: list[tuple[Any, list[str]]] = []
    for axis in network.axes:
        numbers = [node.layer.on(axis) for node in network.nodes], network.input_size.get(axis)
        like = next((axes for known, axes in groups if known == numbers), None)
        if like is None:
            groups.append((numbers, [axis]))
        else:
            like.append(axis)
    return [axes for _, axes in groups]
