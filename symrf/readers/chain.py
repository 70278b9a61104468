"""Lists of layers: [[k, s, p], …]. k kernel, s stride, p left and right padding (or [p, q]), d dilation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.layers import Conv
from symrf.network import INPUT, Network, Node
from symrf.readers.architecture import Architecture
from symrf.readers.values import Symbols, value

MAX_LAYERS = 100_000


def reads(source: Any) -> Architecture | None:
    """The chain that a list describes; None for anything else."""
    return Architecture(from_list(source)) if isinstance(source, list | tuple) else None


def from_list(layers: Sequence[Any]) -> Network:
    """A chain of convolutions conv1, conv2, … from [k, s, p], [k, s, p, d] or [k, s, [p, q], d] each.

    >>> from_list([[3, 1, [1, 0], 2]]).nodes[0].layer
    Conv(kernel=3, stride=1, dilation=2, padding=(1, 0), ceil_mode=False, border='zeros')
    """
    if len(layers) > MAX_LAYERS:
        raise SymrfError(f"a list of {len(layers)} layers; at most {MAX_LAYERS} are read")
    symbols: Symbols = {}
    nodes: list[Node] = []
    for position, given in enumerate(layers, 1):
        try:
            layer = _layer(given, symbols)
        except SymrfError as error:
            raise SymrfError(f"layer {position}: {error}") from None
        nodes.append(Node(f"conv{position}", layer, (nodes[-1].name if nodes else INPUT,)))
    return Network(tuple(nodes))


def _layer(given: Any, symbols: Symbols) -> Conv:
    if not isinstance(given, list | tuple) or len(given) not in (3, 4):
        raise SymrfError(f"{shown(given)}; a layer in a list is [k, s, p], [k, s, p, d] or [k, s, [p, q], d]")
    kernel, stride, pads = given[:3]
    dilation = given[3] if len(given) == 4 else 1
    if isinstance(pads, list | tuple):
        if len(pads) != 2:
            raise SymrfError(f"padding is {shown(pads)}; a pair is [left, right]")
        padding: Any = (value(pads[0], "left padding", symbols), value(pads[1], "right padding", symbols))
    else:
        padding = pads if pads in ("same", "valid") else value(pads, "padding", symbols)
    numbers = (value(kernel, "kernel", symbols), value(stride, "stride", symbols), value(dilation, "dilation", symbols))
    return Conv(*numbers, padding)
