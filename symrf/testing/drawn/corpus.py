"""Test vectors: networks with their true numbers as versioned JSON, for projects in other languages.

Random networks come from a seed, the truth from the walk; where the law gives a number, both have to agree.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from itertools import count
from typing import Any

from symrf.derivation import derive
from symrf.errors import SymrfError, shown
from symrf.layers import Conv, Window
from symrf.network import Network, Node
from symrf.oracle import sizes
from symrf.testing.drawn.capabilities import CAPABILITIES, PLAIN, Capability
from symrf.testing.drawn.draw import chain, seeded
from symrf.testing.drawn.tree import tree
from symrf.testing.truth import OneOf, Truth

SCHEMA = 1
VERSION = "1.0"
"""Vectors of one version never change: ids, networks, numbers."""

EACH = 20
"""Vectors for each tag."""

TAGS = {
    "plain": "sizes", "dilation": "dilation", "even-kernel": "even_kernels", "uneven-padding": "asymmetric",
    "k<s": "kernel_below_stride", "branches": "branches", "unequal-strides": "unequal_strides",
    "transposed": "transposed", "phases": "upsampling", "same": "same", "ceil-mode": "ceil_mode",
    "borders": "in_bounds",
}  # fmt: skip
"""Tag -> the capability that it is about."""

CONVENTIONS = {
    "indices": "from 0; output y of a layer reads inputs s*y - p + d*m for m = 0 … k-1; outside 0 … n-1 is padding",
    "layers": "k kernel, s stride, p left padding, q right padding, d dilation; or a graph as symrf reads it",
    "n": "samples of the input and of the map after every layer",
    "r, S, P, Q": "size (last - first + 1), stride, left and right padding of the whole; null where features differ",
    "u, v, c, start": "first and last index read by output 0, their middle, and the middle where sample 0 is at 1/2",
    "sizes": "the sizes of the features' fields, one where they agree",
    "regions": "[y, first, last] of features y, padding included; null where nothing is read",
    "regions_in_bounds": "the same without what lies in the padding of any layer",
    "same": "TensorFlow's SAME: 'same' puts the odd sample right (ONNX SAME_UPPER), 'same_lower' left",
    "ceil_mode": "sizes are rounded up, without a last window that would start in the right padding",
    "fractions": "numbers that are no integers are text such as 11/2",
    "hash": "sha256 of the JSON text of `vectors`, keys sorted, without blanks",
}


def vectors(*, each: int = EACH, tags: Any = None) -> dict[str, Any]:
    """The vectors of this version: {"schema", "version", "conventions", "hash", "vectors": […]}.

    each: how many for every tag; a smaller number gives the first of them. tags: only these.

    >>> found = vectors(each=1, tags=["dilation"])["vectors"]
    >>> found[0]["id"], found[0]["expected"]["r"]
    ('dilation-1', 19)
    """
    wanted = [*TAGS, "2-d"] if tags is None else list(tags)
    for tag in wanted:
        if tag not in (*TAGS, "2-d"):
            raise SymrfError(f"tag {shown(tag)}; known are {', '.join((*TAGS, '2-d'))}")
    if type(each) is not int or each < 1:
        raise SymrfError(f"each is {shown(each)}; give at least 1")
    found = [vector for tag in wanted for vector in _tagged(tag, each)]
    return {"schema": SCHEMA, "version": VERSION, "conventions": CONVENTIONS, "hash": digest(found), "vectors": found}


def digest(found: Any) -> str:
    """The hash that stands in the file."""
    text = json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _tagged(tag: str, each: int) -> list[dict[str, Any]]:
    pick = seeded(f"vectors {VERSION} {tag}")
    if tag == "2-d":
        drawn = (_two_axes(pick) for _ in count())
    else:
        capability = next(c for c in CAPABILITIES if c.name == TAGS[tag])
        drawn = (capability.draw(pick) for _ in count())
    found: dict[str, Network] = {}
    for network in drawn:
        found.setdefault(json.dumps(tree(network)), network)
        if len(found) == each:
            break
    return [_vector(f"{tag}-{number}", tag, network) for number, network in enumerate(found.values(), 1)]


def _two_axes(pick: Any) -> Network:
    """A chain whose numbers differ on two axes."""
    depth = pick((1, 2, 3))
    one, other = (chain(pick, PLAIN, (depth,)) for _ in "hw")
    nodes = []
    for h, w in zip(one.nodes, other.nodes, strict=True):
        both: Any = {
            name: {"h": getattr(h.layer, name), "w": getattr(w.layer, name)}
            for name in ("kernel", "stride", "dilation", "padding")
        }
        nodes.append(Node(h.name, Conv(**both), h.inputs))
    input_size = {"h": one.input_size["x"], "w": other.input_size["x"]}
    return Network(tuple(nodes), ("h", "w"), input_size)


def _vector(name: str, tag: str, network: Network) -> dict[str, Any]:
    if len(network.axes) > 1:
        expected: Mapping[str, Any] = {axis: expectation(network.on(axis)) for axis in network.axes}
    else:
        expected = expectation(network)
    return {"id": name, "tags": _tags(tag, network), **_described(network), "expected": expected}


def _tags(tag: str, network: Network) -> list[str]:
    alone = [network.on(axis) for axis in network.axes]
    shown_by: list[str] = [t for t, name in TAGS.items() if t not in ("plain", "borders") and _shows(name, alone)]
    words = {node.layer.padding for node in network.nodes if isinstance(node.layer, Window) and _is_word(node.layer)}
    upper_lower = [{"same": "same-upper", "same_lower": "same-lower"}[str(word)] for word in sorted(words)]
    return list(dict.fromkeys([tag, *shown_by, *upper_lower]))


def _is_word(layer: Window) -> bool:
    return isinstance(layer.padding, str)


def _shows(name: str, alone: list[Network]) -> bool:
    capability: Capability = next(c for c in CAPABILITIES if c.name == name)
    return any(capability.shows(network) for network in alone)


def _described(network: Network) -> dict[str, Any]:
    """A list of k, s, p, q, d where that says all, the graph where it does not."""
    plain = all(isinstance(x.layer, Window) and not _is_word(x.layer) and not x.layer.ceil_mode for x in network.nodes)
    if not plain or len(network.axes) > 1 or any(len(node.inputs) > 1 for node in network.nodes):
        return {"graph": tree(network)}
    rows = []
    for node in network.nodes:
        x: Any = node.layer
        p, q = x.padding
        rows.append({"k": x.kernel, "s": x.stride, "p": p, "q": q, "d": x.dilation})
    return {"input_size": network.input_size["x"], "layers": rows}


def expectation(network: Network) -> dict[str, Any]:
    """The true numbers of a network on one axis with an input size, by the walk; the law must not disagree."""
    truth = Truth(network)
    size = truth["size"]
    values = {
        "n": list(sizes(network, truth.n or 1).values()),
        "r": None if isinstance(size, OneOf) else size, "S": truth["stride"], "P": truth["padding"],
        "Q": truth["right_padding"], "u": truth["left"], "v": truth["right"], "c": truth["center"],
        "start": truth["start"],
    }  # fmt: skip
    by_law = derive(network).output.axes[network.axes[0]]
    for letter, name in (("r", "size"), ("S", "stride"), ("u", "left"), ("v", "right")):
        said = getattr(by_law, name)
        if isinstance(said, int) and values[letter] not in (None, said):
            told = f"{letter} is {values[letter]} by the walk, {said} by the law"
            raise SymrfError(f"{told}; this is an error in symrf, please report it")
    return {
        **{key: _written(value) for key, value in values.items()},
        "sizes": list(size.values) if isinstance(size, OneOf) else [size] if size is not None else [],
        "regions": _regions(truth["regions"]),
        "regions_in_bounds": _regions(truth["regions_in_bounds"]),
    }


def _regions(found: Mapping[int, Any]) -> list[Any]:
    return [[y, *(region or (None, None))] for y, region in found.items()]


def _written(value: Any) -> Any:
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else str(value)
    return value
