"""The path of a network that carries its output's region, and the numbers of the layers along it.

On a chain that is the chain. On a graph it is a path whose own region reaches as far as the whole network's, found
backwards from the output; where no path reaches both ends, one path per end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from symrf.layers import Crop, Elementwise, Layer, Window
from symrf.network import INPUT, Network
from symrf.numbers import Number, expression, plain, same
from symrf.repeat import Repeat

ENDS = {"both": ("left", "right"), "left": ("left",), "right": ("right",)}


@dataclass(frozen=True)
class Path:
    """Names of nodes from the input up, and which ends of the region it carries: both, left or right."""

    nodes: tuple[str, ...]
    carries: str


def carriers(network: Network, fields: Mapping[str, Any], output: str) -> tuple[Path, ...]:
    """One path that carries both ends, or one for the left and one for the right; none where no path is affine.

    fields: the AxisField of every node on the one axis in question.
    """
    backward = {end: _backward(network, fields, end) for end in ENDS}
    chosen = ("both",) if output in backward["both"] else ("left", "right")
    if any(output not in backward[end] for end in chosen):
        return ()
    return tuple(Path(_walk(backward[end], output, network.source), end) for end in chosen)


def _backward(network: Network, fields: Mapping[str, Any], end: str) -> dict[str, str]:
    """node -> the input of it that the path to these ends comes from, for the nodes that such a path reaches."""
    found: dict[str, str] = {}
    for node in network.nodes:
        if not isinstance(node.layer, Window | Crop | Elementwise) or not _affine(fields[node.name]):
            continue
        for name in node.inputs:
            if name != network.source and name not in found:
                continue
            if len(node.inputs) == 1 or _reaches(fields, name, fields[node.name], ENDS[end]):
                found[node.name] = name
                break
    return found


def _walk(backward: Mapping[str, str], output: str, source: str) -> tuple[str, ...]:
    nodes = []
    while output != source:
        nodes.append(output)
        output = backward[output]
    return tuple(reversed(nodes))


def _affine(field: Any) -> bool:
    return field.kind == "affine" and field.stride is not None and field.size is not None


def _reaches(fields: Mapping[str, Any], name: str, whole: Any, ends: tuple[str, ...]) -> bool:
    """Whether this input's region has these ends; where a padding hides the ends, whether it has the size.

    And whether the next feature's region has them: of a map of one feature another input may decide the stride.
    """
    pairs = [(_known(fields, name, end), getattr(whole, end)) for end in ends]
    if any(None in pair for pair in pairs):
        pairs = [(_known(fields, name, "size"), whole.size)]
    pairs.append((_known(fields, name, "stride"), whole.stride))
    return all(None not in pair and same(*pair) for pair in pairs)


def _known(fields: Mapping[str, Any], name: str, what: str) -> Number | None:
    return {"size": 1, "stride": 1}.get(what, 0) if name == INPUT else getattr(fields[name], what)


def numbers(layer: Layer, above: Any) -> dict[str, Number]:
    """k, s, d, p, q and K of one layer, one axis, a SAME padding as it is in force; above: the field above the layer.

    What a kind of layer does not have is left out.
    """
    match layer:
        case Elementwise():
            return {"k": 1, "s": 1, "d": 1, "p": 0, "q": 0, "K": 1}
        case Crop(left=left, right=right, step=step):
            return {"k": 1, "s": step, "d": 1, "p": -left, "q": -right, "K": 1}
        case Window(kernel=k, stride=s, dilation=d, padding=padding):
            p, q = _in_force(layer, above) if isinstance(padding, str) else padding
            known = {"k": k, "s": s, "d": d, "p": p, "q": q, "K": plain(layer.span)}
            return {letter: value for letter, value in known.items() if value is not None}
    named = {"k": "kernel", "s": "stride", "d": "dilation"}
    known = {letter: getattr(layer, name, None) for letter, name in named.items()}
    return {letter: value for letter, value in known.items() if value is not None}


def copied(layer: Layer) -> Iterator[Mapping[str, Number]]:
    """The same of every layer that a repetition copies, SAME as a padding whose ends differ; none of other layers."""
    for node in layer.body.nodes if isinstance(layer, Repeat) else ():
        inner = node.layer
        if isinstance(inner, Window) and isinstance(inner.padding, str):
            inner = replace(inner, padding=(0, 1))
        yield from copied(inner) if isinstance(inner, Repeat) else (numbers(inner, None),)


def _in_force(layer: Window, above: Any) -> tuple[Number | None, Number | None]:
    """The SAME padding of a layer."""
    from symrf.derivation.reads.extent import NotDerived
    from symrf.derivation.reads.padding import padding_in_force
    from symrf.numbers.atoms import Atoms

    below = above.descent.network.nodes_by_name[above.node].inputs[0]
    try:
        left, right = padding_in_force(layer, above.descent.extents.get(below), Atoms())
    except NotDerived:
        return None, None
    return expression(left), expression(right)
