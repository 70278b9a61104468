"""A network as the tree of an architecture file, and as one line of text."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from typing import Any

from symrf.errors import counted
from symrf.layers import Layer
from symrf.network import INPUT, Network

_PLAIN = {
    "stride": 1, "dilation": 1, "padding": (0, 0), "ceil_mode": False, "border": "zeros", "output_padding": 0,
    "round": "floor",
}  # fmt: skip
_ALWAYS = ("kernel", "factor", "size")


def tree(network: Network) -> dict[str, Any]:
    """What `symrf.read` reads back: {"axes", "input", "layer": [{"name", "op", "from", …}]}.

    >>> from symrf.layers import Conv
    >>> tree(Network.of(Conv(3, stride=2)))["layer"]
    [{'name': 'conv1', 'op': 'conv', 'kernel': 3, 'stride': 2}]
    """
    found: dict[str, Any] = {"axes": list(network.axes)}
    if network.input_size:
        sizes = dict(network.input_size)
        found["input"] = {"size": sizes if len(network.axes) > 1 else next(iter(sizes.values()))}
    before, rows = INPUT, []
    for node in network.nodes:
        row: dict[str, Any] = {"name": node.name, "op": node.layer.op}
        if node.inputs != (before,):
            row["from"] = list(node.inputs) if len(node.inputs) > 1 else node.inputs[0]
        rows.append(row | parameters(node.layer))
        before = node.name
    return found | {"layer": rows}


def parameters(layer: Layer) -> dict[str, Any]:
    """The parameters of a layer that are not the plainest, as an architecture file writes them."""
    found = {}
    for f in fields(layer):
        value = getattr(layer, f.name)
        if value is None or f.name not in _ALWAYS and value == _PLAIN.get(f.name, ()):
            continue
        found[f.name] = _written(value)
    return found


def _written(value: Any) -> Any:
    if isinstance(value, dict):
        return {axis: _written(v) for axis, v in value.items()}
    if isinstance(value, tuple):
        left, right = value
        return left if left == right else {"left": left, "right": right}
    return str(value) if isinstance(value, Fraction) else value


def line(network: Network) -> str:
    """The network in one line.

    >>> from symrf.layers import Conv
    >>> line((Conv(3, padding=(1, 0)) >> Conv(2, stride=2)).with_input_size(5))
    'conv kernel=3 padding=1,0 → conv kernel=2 stride=2, on 5 samples'
    """
    joined = any(len(node.inputs) > 1 for node in network.nodes)
    parts = []
    for node in network.nodes:
        name = f"{node.name}({', '.join(node.inputs)}): " if joined else ""
        numbers = (f"{key}={_short(value)}" for key, value in parameters(node.layer).items())
        parts.append(f"{name}{' '.join([node.layer.op, *numbers])}")
    size = next(iter(network.input_size.values()), None)
    return ("; " if joined else " → ").join(parts) + (f", on {counted(size, 'sample')}" if size is not None else "")


def _short(value: Any) -> str:
    return f"{value['left']},{value['right']}" if isinstance(value, dict) and "left" in value else str(value)
