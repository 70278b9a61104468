"""Receptive-field arithmetic as people write it: one pass from the input, every step of which can be replaced.

A known mistake is this with one step wrong. It is never the truth, which is the walk's (`truth.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Any

from symrf.errors import SymrfError
from symrf.layers import SAME, SAME_LOWER, ConvTranspose, Elementwise, Layer, Upsample, Window
from symrf.network import INPUT, Network
from symrf.oracle import paddings
from symrf.testing.truth import Truth, samples

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class OneLayer:
    """A window, transposed window or upsampling in its place: n inputs, K the span, same: its SAME padding if any."""

    k: int
    s: int
    d: int
    p: int
    q: int
    n: Any
    K: Any = 0
    ceil: bool = False
    same: str = ""
    output_padding: int = 0
    number: int = 0
    """How many layers are below it."""


@dataclass(frozen=True)
class Map:
    """A map's jump, size, first index read by output 0, centre of that, samples; the same at the input."""

    J: Any = 1
    R: Any = 1
    a: Any = 0
    c: Any = Fraction(0)
    n: Any = None


def _joined(maps: Sequence[Map]) -> Map:
    first, last = min(f.a for f in maps), max(f.a + f.R - 1 for f in maps)
    return replace(maps[0], a=first, R=last - first + 1, c=Fraction(first + last) / 2)


def _outputs(x: OneLayer) -> Any:
    room = x.n + x.p + x.q - x.K
    count = room // x.s + 1
    return count + 1 if x.ceil and room % x.s and count * x.s < x.n + x.p else count


def _padding(x: OneLayer) -> tuple[int, int]:
    total = max((ceil(Fraction(x.n, x.s)) - 1) * x.s + x.K - x.n, 0)
    return (total // 2, total - total // 2) if x.same == SAME else (total - total // 2, total // 2)


@dataclass(frozen=True)
class Rules:
    """How each step is computed; what is not given is right."""

    span: Callable[[OneLayer], Any] = lambda x: x.d * (x.k - 1) + 1
    jump: Callable[[Map, OneLayer], Any] = lambda f, x: f.J * x.s
    size: Callable[[Map, OneLayer], Any] = lambda f, x: f.R + (x.K - 1) * f.J
    left: Callable[[Map, OneLayer], Any] = lambda f, x: f.a - x.p * f.J
    center: Callable[[Map, OneLayer], Any] = lambda f, x: f.c + (Fraction(x.K - 1) / 2 - x.p) * f.J
    outputs: Callable[[OneLayer], Any] = _outputs
    padding: Callable[[OneLayer], tuple[int, int]] = _padding
    joined: Callable[[Sequence[Map]], Map] = _joined
    transposed: Callable[[Map, OneLayer], Map] | None = None
    upsampled: Callable[[Map, OneLayer], Map] | None = None
    whole: Callable[[Sequence[OneLayer]], Map] | None = None
    """A whole chain at once, for what is no fold from the input; of the quantity that `gives` names alone."""
    gives: str | None = None
    reported: Callable[[Map], Mapping[str, Any]] = lambda f: {}
    """What is reported of the last map instead of the right thing."""
    bounded: Callable[[Map, int, Any], Any] | None = None
    """The region of a feature inside an input of n samples."""
    start: Map = Map()
    serial: bool = False
    """Layers are taken one after another, whatever they read."""

    def of(self, network: Network) -> Mapping[str, Any]:
        """What these rules say of a network; SymrfError where they do not know it."""
        maps = {INPUT: replace(self.start, n=samples(network))}
        steps: list[OneLayer] = []
        last = INPUT
        for node in network.nodes:
            below = [maps[last]] if self.serial else [maps[name] for name in node.inputs]
            f = self.joined(below) if len(below) > 1 else below[0]
            if not node.layer.joins and not isinstance(node.layer, Elementwise):
                x = _step(node.layer, f.n, len(steps))
                f, x = self._after(f, x, node.layer)
                steps.append(x)
            maps[node.name], last = f, node.name
        found = maps[network.output]
        if self.whole is not None:
            if any(len(node.inputs) > 1 for node in network.nodes):
                raise SymrfError("a formula of chains")
            found = replace(self.whole(steps), n=found.n)
        return self._values(found, Truth(network))

    def _after(self, f: Map, x: OneLayer, layer: Layer) -> tuple[Map, OneLayer]:
        x = replace(x, K=self.span(x))
        if x.same:
            p, q = self.padding(x)
            x = replace(x, p=p, q=q)
        other = {ConvTranspose: self.transposed, Upsample: self.upsampled}.get(type(layer))
        if other is not None:
            return other(f, x), x
        if isinstance(layer, ConvTranspose | Upsample):
            raise SymrfError("not a window")
        number = None if f.n is None else self.outputs(x)
        return Map(self.jump(f, x), self.size(f, x), self.left(f, x), self.center(f, x), number), x

    def _values(self, f: Map, truth: Truth) -> Mapping[str, Any]:
        asked = truth.asked()
        values = {
            "size": f.R, "stride": f.J, "left": f.a, "right": f.a + f.R - 1, "padding": -f.a, "center": f.c,
            "start": f.c + HALF, "output_size": f.n,
            "regions": {y: (f.J * y + f.a, f.J * y + f.a + f.R - 1) for y in asked},
        }  # fmt: skip
        if self.bounded is not None:
            values["regions_in_bounds"] = {y: self.bounded(f, y, truth.n) for y in asked}
        return values | dict(self.reported(f))


def _step(layer: Layer, n: Any, number: int) -> OneLayer:
    """The numbers of a layer."""
    if isinstance(layer, Upsample):
        return OneLayer(1, int(layer.factor), 1, 0, 0, n, number=number)
    if isinstance(layer, ConvTranspose):
        p, q = paddings(layer, n)
        return OneLayer(layer.kernel, layer.stride, layer.dilation, p, q, n, 0, False, "", layer.output_padding, number)
    if not isinstance(layer, Window):
        raise SymrfError(f"not a window: {layer.op}")
    same = layer.padding if layer.padding in (SAME, SAME_LOWER) else ""
    p, q = (0, 0) if same else layer.padding
    return OneLayer(layer.kernel, layer.stride, layer.dilation, p, q, n, 0, layer.ceil_mode, same, 0, number)
