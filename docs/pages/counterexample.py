"""A counterexample as a drawing: what the feature of a network reads, or stretches of samples and their hull."""

from __future__ import annotations

import re
from functools import reduce
from operator import rshift

from symrf.errors import SymrfError
from symrf.figures import svg
from symrf.figures.draw import Asked, drawn
from symrf.figures.scene import Polyline, Scene, Text
from symrf.layers import Conv, Layer
from symrf.network import Network
from symrf.render.writer import Finished
from symrf.verification import Verdict

LAYER = re.compile(r"\(k=(\d+) s=(\d+) d=(\d+) p=(-?\d+) q=(-?\d+)\)")


def drawing(verdict: Verdict | None) -> Finished | None:
    """The least counterexample of a verdict as SVG; None where there is nothing to draw."""
    example = verdict.counterexample if verdict else None
    if not example:
        return None
    layers = LAYER.findall(str(example.get("network", "")))
    try:
        if not layers:
            return Finished(_stretches(dict(example)))
        return Finished(_field(layers, example.get("n0"), int(example.get("uL", 0))))
    except SymrfError:
        return None


def _field(layers: list[tuple[str, ...]], size: object, feature: int) -> str:
    rows = (tuple(map(int, row)) for row in layers)
    convs: list[Layer | Network] = [Conv(k, stride=s, dilation=d, padding=(p, q)) for k, s, d, p, q in rows]
    network = Network.of(reduce(rshift, convs))
    if isinstance(size, int):
        network = network.with_input_size(size)
    return drawn(network, Asked(feature=feature), "svg")


def _stretches(values: dict[str, object]) -> str:
    """Stretches a1 … b1, a2 … b2 one above the other, and below them the stretch from the least to the greatest."""
    named = [(f"a{n}", f"b{n}") for n in "123"]
    pairs = [(int(str(values[a])), int(str(values[b]))) for a, b in named if a in values and b in values]
    if not pairs:
        raise SymrfError("nothing to draw")
    hull = (min(a for a, _ in pairs), max(b for _, b in pairs))
    rows = [(f"path {n}: {a} … {b}", a, b) for n, (a, b) in enumerate(pairs, 1)]
    rows.append(("together: {} … {}".format(*hull), *hull))
    marks: list[Polyline | Text] = []
    for row, (label, a, b) in enumerate(rows):
        y = -0.6 * row
        marks += [Polyline(((a - 0.4, y), (b + 0.4, y)), "thick"), Text(hull[0] - 0.7, y, (label,), "east")]
    alternative = "; ".join(label for label, _, _ in rows)
    return svg.write(Scene(tuple(marks), alternative))
