"""The walk: from an output down to the input with plain sets of indices, layer by layer. It never sees the law.

Everything else in symrf is compared with it. One axis, integer parameters.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

from symrf.errors import SymrfError
from symrf.layers import (
    CIRCULAR,
    REFLECT,
    SAME,
    ZEROS,
    AdaptivePool,
    Attention,
    ConvTranspose,
    Crop,
    Elementwise,
    Global,
    Input,
    Layer,
    Upsample,
    Window,
)
from symrf.network import INPUT, Network, gates

Indices = frozenset[int]


def paddings(layer: Window | ConvTranspose, n: int | None) -> tuple[int, int]:
    """(left, right) padding in force; SAME depends on the input size n."""
    if isinstance(layer.padding, tuple):
        return layer.padding
    if isinstance(layer, ConvTranspose):
        total = max(layer.span - layer.stride, 0)
    else:
        if n is None and layer.stride != 1:
            raise SymrfError("SAME padding with a stride depends on the input size; give it")
        outputs = -(-n // layer.stride) if n is not None else 1
        total = max((outputs - 1) * layer.stride + layer.span - (n or 1), 0)
    small, large = total // 2, total - total // 2
    return (small, large) if layer.padding == SAME else (large, small)


def reads(layer: Layer, y: int, n: int | None, *, in_bounds: bool = False) -> Indices:
    """The input indices that output y reads, those in the padding too; n is the input size, where known.

    in_bounds: what lies beyond the ends of the map is the sample that stands for it, where one does.
    """
    return frozenset(_all_read(layer, (y,), n, in_bounds))


def _all_read(layer: Layer, outputs: Iterable[int], n: int | None, in_bounds: bool) -> set[int]:
    """The same of several outputs together, at least one."""
    seen = _reads(layer, outputs, n)
    border = "replicate" if isinstance(layer, Upsample) else layer.border if isinstance(layer, Window) else ZEROS
    if not in_bounds or n is None or border == ZEROS:
        return seen
    return {_standing_for(t, n, border) for t in seen}


def _standing_for(t: int, n: int, border: str) -> int:
    """The sample that is read in place of index t."""
    if border == CIRCULAR:
        return t % n
    if border != REFLECT or n == 1:
        return min(max(t, 0), n - 1)
    while not 0 <= t < n:
        t = -t if t < 0 else 2 * (n - 1) - t
    return t


def _reads(layer: Layer, outputs: Iterable[int], n: int | None) -> set[int]:
    match layer:
        case Window():
            left, _ = paddings(layer, n)
            taps = [layer.dilation * m - left for m in range(layer.kernel)]
            return {layer.stride * y + tap for y in outputs for tap in taps}
        case Elementwise():
            return set(outputs)
        case Crop():
            return {layer.step * y + layer.left for y in outputs}
        case ConvTranspose():
            left, _ = paddings(layer, n)
            starts = (y + left - layer.dilation * m for y in outputs for m in range(layer.kernel))
            return {start // layer.stride for start in starts if start % layer.stride == 0}
        case Upsample():
            return set().union(*(_interpolated(layer, _coordinate(layer, y, n)) for y in outputs))
        case AdaptivePool():
            if n is None:
                raise SymrfError("adaptive pooling depends on the input size; give it")
            ends = ((Fraction(y * n, layer.size), Fraction((y + 1) * n, layer.size)) for y in outputs)
            return {t for low, high in ends for t in range(floor(low), ceil(high))}
        case Global():
            if n is None:
                raise SymrfError("a global operation reads the whole input; give the input size")
            return set(range(n))
    raise SymrfError(f"the walk does not know the operation {layer.op}")


def _coordinate(layer: Upsample, y: int, n: int | None) -> Fraction:
    """Where output y lies among the input's samples."""
    if layer.factor == 1:
        return Fraction(y)
    if n is None and (layer.size is not None or layer.rule == "align_corners"):
        raise SymrfError(f"{layer.rule} depends on the input size; give it")
    factor = Fraction(layer.factor) if layer.size is None else Fraction(layer.size, n or 1)
    outputs = None if n is None else output_size(layer, n)
    if layer.rule == "align_corners" and n is not None and outputs is not None:
        return Fraction(y * (n - 1), outputs - 1) if outputs > 1 else Fraction(0)
    if layer.rule in ("align_corners", "asymmetric"):
        return y / factor
    if layer.rule == "pytorch_half_pixel" and outputs == 1:
        return Fraction(0)
    return (y + Fraction(1, 2)) / factor - Fraction(1, 2)


def _interpolated(layer: Upsample, x: Fraction) -> Indices:
    """The samples that a value at coordinate x is made of."""
    low, high = floor(x), ceil(x)
    if layer.mode == "nearest":
        half = Fraction(1, 2)
        nearer = {"floor": low, "ceil": high, "prefer_floor": ceil(x - half), "prefer_ceil": floor(x + half)}
        return frozenset({nearer[layer.round]})
    if layer.mode == "linear" or low == high:
        return frozenset({low, high})
    return frozenset({low - 1, low, high, high + 1})


def output_size(layer: Layer, n: int) -> int:
    """How many outputs there are on an input of n samples, by counting the windows that fit."""
    match layer:
        case Window():
            left, right = paddings(layer, n)
            last = n - 1 + right
            count = 0
            while layer.stride * count - left + layer.span - 1 <= last:
                count += 1
            # ceil mode: one more window where samples are left over and it does not start in the right padding
            if layer.ceil_mode and isinstance(layer.padding, tuple):
                covered = layer.stride * (count - 1) - left + layer.span - 1
                if covered < last and layer.stride * count - left <= n - 1:
                    count += 1
            return count
        case ConvTranspose():
            left, right = paddings(layer, n)
            return (n - 1) * layer.stride + layer.span - left - right + layer.output_padding if n else 0
        case Crop():
            return -(-(n - layer.left - layer.right) // layer.step)
        case AdaptivePool():
            return int(layer.size)
        case Upsample():
            return floor(layer.factor * n) if layer.size is None else int(layer.size)
        case Global():
            return n if isinstance(layer, Attention) else 1
    return n


def sizes(network: Network, n: int) -> dict[str, int]:
    """The size of every map on an input of n samples; SymrfError where a join's inputs differ or a map is empty.

    With several inputs n is the size of the source, and the network gives those of the others.
    """
    given: dict[str, int | None] = {INPUT: next(iter(network.input_size.values()), None)}
    given |= {node.name: node.layer.size for node in network.nodes if isinstance(node.layer, Input)}
    given[network.source] = n
    found, gated = {name: size for name, size in given.items() if size is not None}, gates(network)
    for name in network.inputs:
        if name not in found:
            raise SymrfError(f"input {name!r} has no size; give it")
    for node in network.nodes:
        if isinstance(node.layer, Input):
            continue
        incoming = {found[i] for i in node.inputs if (node.name, i) not in gated}
        if len(incoming) != 1:
            raise SymrfError(f"node {node.name!r} joins maps of sizes {sorted(incoming)}; they must be equal")
        found[node.name] = output_size(node.layer, incoming.pop())
        if found[node.name] < 1:
            raise SymrfError(f"node {node.name!r} has no output on an input of {n} samples; give a larger input")
    return found


def walk(
    network: Network, output: str, start: Indices, n: int | None = None, *, in_bounds: bool = False
) -> dict[str, Indices]:
    """For every map below `output` the indices that the outputs `start` are computed from.

    n is the input size, needed where a layer depends on it; with in_bounds (needs n) padding is left out at every map.

    >>> from symrf.layers import Conv
    >>> net = Network.of(Conv(3, stride=2, padding=1)) >> Conv(2)
    >>> sorted(walk(net, "conv2", frozenset({0}))["input"])
    [-1, 0, 1, 2, 3]
    """
    size: dict[str, int | None] = {network.source: n}
    if n is not None and output != INPUT:
        size.update(sizes(network.up_to(output), n))
    seen: dict[str, set[int]] = {network.source: set(), output: set(start)}
    gated = gates(network)
    for node in reversed(network.nodes):
        if node.name not in seen:
            continue
        for name in node.inputs:
            known = size.get(name)
            outputs = {0} if seen[node.name] and (node.name, name) in gated else seen[node.name]
            below = _all_read(node.layer, outputs, known, in_bounds) if outputs else set()
            if in_bounds:
                if known is None:
                    raise SymrfError("the in-bounds region needs an input size")
                below &= set(range(known))
            seen.setdefault(name, set()).update(below)
    return {name: frozenset(indices) for name, indices in seen.items()}
