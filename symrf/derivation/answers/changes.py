"""The nodes at which what is seen changes."""

from __future__ import annotations

from typing import Any

from symrf.derivation.answers.nodes import Derivation
from symrf.derivation.answers.records import AxisField
from symrf.network import INPUT


def changing(derivation: Derivation) -> frozenset[str]:
    """The nodes that differ, along some axis, in size, stride or status from every node that they read.

    >>> from symrf.derivation import derive
    >>> from symrf.layers import Conv, Elementwise
    >>> sorted(changing(derive(Conv(3) >> Elementwise() >> Conv(1) >> Conv(2))))
    ['conv1', 'conv3']
    """
    seen = {
        name: {axis: _said(field) for axis, field in node.axes.items()} for name, node in derivation.nodes.items()
    }
    start = dict.fromkeys(derivation.axes, (1, 1, 1, 1, "exact"))
    found = set()
    for name, node in derivation.nodes.items():
        below = [seen.get(one, start if one == INPUT else None) for one in node.inputs]
        if any(all(one is None or one[axis] != said for one in below) for axis, said in seen[name].items()):
            found.add(name)
    return frozenset(found)


def _said(field: AxisField) -> tuple[Any, ...]:
    return field.size, field.size_min, field.size_max, field.stride, field.status
