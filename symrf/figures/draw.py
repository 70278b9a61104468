"""A picture of a network, by its kind and format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module

from symrf.errors import SymrfError, near, shown
from symrf.exposition.own_symbols import apart
from symrf.figures import FORMATS, KINDS
from symrf.figures.maps import between, with_values
from symrf.figures.scene import Scene
from symrf.network import Network
from symrf.printed import SYMRF, in_use
from symrf.repeat import unrolled


@dataclass(frozen=True)
class Asked:
    """What is asked of a picture. values: numbers for symbols; layers: from the first of these to the last."""

    kind: str = "field"
    feature: int = 0
    values: Mapping[str, int] = field(default_factory=dict)
    layers: tuple[str, str] | None = None
    output: str | None = None
    axis: str | None = None


def scene(network: Network, asked: Asked = Asked()) -> Scene:
    """The picture as a scene; SymrfError where there is no such picture of the network.

    >>> from symrf.layers import Conv
    >>> dict(scene(Network.of(Conv(3) >> Conv(3, stride=2, dilation=2))).numbers)
    {'r': 7, 'u': 0, 'v': 6, 'read': 7}
    """
    if asked.kind not in KINDS:
        raise SymrfError(f"no figure {shown(asked.kind)}; {near(asked.kind, KINDS)}the kinds are {', '.join(KINDS)}")
    below = network if asked.output is None else network.up_to(network.node(asked.output).name)
    module = import_module(f"symrf.figures.{asked.kind}")
    if asked.kind in ("graph", "schematic"):
        along = below.on(asked.axis or below.axes[0]) if len(below.axes) > 1 else below
        along = apart(along, indices=False)[0] if in_use() != SYMRF else along
        if asked.values:
            along = with_values(along, asked.values, None)
        found: Scene = getattr(module, asked.kind)(along, asked.layers)
        return found
    net = with_values(below, asked.values, asked.axis)
    if asked.kind == "weights":
        drawn_: Scene = module.weights(between(unrolled(net), asked.layers) if asked.layers else net, asked.feature)
    elif asked.kind == "growth":
        drawn_ = module.growth(net, asked.layers)
    else:
        drawn_ = module.field(net, asked.feature, asked.layers)
    return drawn_


def drawn(network: Network, asked: Asked = Asked(), format: str = "tikz") -> str:
    """The picture in a format, tikz or svg."""
    if format not in FORMATS:
        raise SymrfError(f"no format {shown(format)} of figures; they are {', '.join(FORMATS)}")
    written: str = import_module(f"symrf.figures.{format}").write(scene(network, asked))
    return written


def stretch_of(given: str | None) -> tuple[str, str] | None:
    """Two names of layers, as A..B."""
    if given is None:
        return None
    first, sign, last = given.partition("..")
    if not sign or not first.strip() or not last.strip():
        raise SymrfError(f"layers {shown(given)}; write the first and the last as conv1..conv3")
    return first.strip(), last.strip()
