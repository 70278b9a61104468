"""What a function may be able to do: for each capability the networks it is tried on and the quantities compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from symrf.errors import SymrfError, near, shown
from symrf.layers import SAME, SAME_LOWER, ConvTranspose, Layer, Upsample, Window
from symrf.network import Network
from symrf.testing.drawn.draw import Pick, Ranges, branched, chain, unequal
from symrf.testing.truth import QUANTITIES

PLAIN = Ranges(
    kernels=(1, 3, 5, 7), strides=(1, 1, 2, 3), dilations=(1,), pads=(0, 1, 2, 3), symmetric=True, overlapping=True
)
"""Odd kernels, no dilation, equal paddings, no gaps: what every function should be able to do."""

EVERY = tuple(q for q in QUANTITIES if q != "regions_in_bounds")


@dataclass(frozen=True)
class Capability:
    """One thing a function can be right or wrong about.

    shows: whether a network has what the capability is about. parallel: the least networks are layers side by side.
    """

    name: str
    about: str
    quantities: tuple[str, ...]
    ranges: Ranges
    shows: Callable[[Network], bool]
    kind: Callable[[Pick, Ranges], Network] = chain
    parallel: bool = False

    def admits(self, network: Network) -> bool:
        """Whether a network, made smaller, is still one of its own: not one that shows something else besides."""
        own = self.parallel or all(within(node.layer, self.ranges) for node in network.nodes)
        return own and self.shows(network)

    def draw(self, pick: Pick) -> Network:
        """A random network that shows it."""
        while True:
            network = self.kind(pick, self.ranges)
            if self.shows(network):
                return network


def within(layer: Layer, ranges: Ranges) -> bool:
    """Whether a layer's numbers are among those that random layers take."""
    if not isinstance(layer, Window | ConvTranspose):
        return True
    numbers = ((layer.kernel, ranges.kernels), (layer.stride, ranges.strides), (layer.dilation, ranges.dilations))
    if not all(value in known for value, known in numbers) or ranges.overlapping and layer.stride > layer.kernel:
        return False
    if isinstance(layer.padding, str):
        return True
    if isinstance(layer, Window) and layer.ceil_mode and max(layer.padding) > layer.kernel // 2:
        return False
    return all(p in ranges.pads for p in layer.padding) and not (ranges.symmetric and _uneven(layer))


def _any(test: Callable[[Layer], bool]) -> Callable[[Network], bool]:
    return lambda network: any(test(node.layer) for node in network.nodes)


def _windows(test: Callable[[Window], bool]) -> Callable[[Network], bool]:
    return _any(lambda layer: isinstance(layer, Window) and test(layer))


def _always(network: Network) -> bool:
    return bool(network.nodes)


def _uneven(layer: Layer) -> bool:
    return isinstance(layer, Window | ConvTranspose) and isinstance(layer.padding, tuple) and len({*layer.padding}) > 1


def _equal_strides(network: Network) -> bool:
    return _joins(network) and all(len(s) == 1 for s in _strides(network))


def _unequal_strides(network: Network) -> bool:
    return _joins(network) and any(len(s) > 1 for s in _strides(network))


def _joins(network: Network) -> bool:
    return any(len(node.inputs) > 1 for node in network.nodes)


def _strides(network: Network) -> list[frozenset[int]]:
    """For every map the strides of the paths to it (windows only)."""
    found = {network.source: frozenset({1})}
    for node in network.nodes:
        below = frozenset().union(*(found[name] for name in node.inputs))
        step = node.layer.stride if isinstance(node.layer, Window) else 1
        found[node.name] = frozenset(s * step for s in below)
    return list(found.values())


def _with(**changes: object) -> Ranges:
    return Ranges(**{**vars(PLAIN), **changes})


_POSITIONS = ("left", "right", "regions")
_BRANCHING = _with(kernels=(1, 3, 5, 2, 4), dilations=(1, 1, 2), strides=(1, 1, 2), symmetric=False, overlapping=False)

CAPABILITIES: tuple[Capability, ...] = (
    Capability("sizes", "receptive-field sizes of plain chains", ("size",), PLAIN, _always),
    Capability("strides", "effective strides of plain chains", ("stride",), PLAIN, _always),
    Capability(
        "paddings", "effective paddings of plain chains", ("left", "padding", "right_padding"), PLAIN, _always
    ),
    Capability("centers", "centres of plain chains", ("center", "start"), PLAIN, _always),
    Capability("regions", "regions of features of plain chains", _POSITIONS, PLAIN, _always),
    Capability("output_sizes", "sizes of maps of plain chains", ("output_size",), PLAIN, _always),
    Capability(
        "dilation", "dilated kernels", EVERY, _with(dilations=(1, 2, 3)),
        _windows(lambda x: x.dilation > 1 and x.kernel > 1),
    ),
    Capability("asymmetric", "unequal left and right padding", EVERY, _with(symmetric=False), _any(_uneven)),
    Capability(
        "even_kernels", "kernels of even size", EVERY, _with(kernels=(1, 2, 3, 4, 6)),
        _windows(lambda x: x.kernel % 2 == 0),
    ),
    Capability(
        "kernel_below_stride", "kernels smaller than their stride", EVERY,
        _with(kernels=(1, 3, 5), strides=(1, 2, 3, 4), overlapping=False), _windows(lambda x: x.kernel < x.stride),
    ),
    Capability(
        "branches", "branches of equal stride", EVERY, _BRANCHING, _equal_strides, branched, parallel=True
    ),
    Capability(
        "unequal_strides", "branches of unequal strides", EVERY, _with(kernels=(1, 2, 3, 4, 5)), _unequal_strides,
        unequal, parallel=True,
    ),
    Capability(
        "transposed", "transposed convolutions", EVERY,
        _with(kernels=(1, 2, 3, 4), strides=(1, 2, 3), operations=("conv", "transposed"), overlapping=False),
        _any(lambda x: isinstance(x, ConvTranspose)),
    ),
    Capability(
        "upsampling", "nearest and linear upsampling", EVERY, _with(operations=("conv", "upsample")),
        _any(lambda x: isinstance(x, Upsample) and x.factor != 1),
    ),
    Capability(
        "same", "SAME padding, the odd sample right or left", EVERY,
        _with(kernels=(1, 2, 3, 4, 5), operations=("conv", "same"), overlapping=False),
        _windows(lambda x: x.padding in (SAME, SAME_LOWER)),
    ),
    Capability(
        "ceil_mode", "output sizes rounded up", EVERY,
        _with(kernels=(1, 2, 3, 4, 5), pads=(0, 0, 1, 2), operations=("conv", "ceil")),
        _windows(lambda x: x.ceil_mode),
    ),
    Capability(
        "in_bounds", "regions without padding", ("regions_in_bounds",),
        _with(kernels=(1, 2, 3, 5), dilations=(1, 1, 2)), _always,
    ),
)  # fmt: skip

NAMES = tuple(capability.name for capability in CAPABILITIES)


def compared(names: Iterable[str]) -> frozenset[str]:
    """The quantities that these capabilities compare."""
    return frozenset(q for c in CAPABILITIES if c.name in set(names) for q in c.quantities)


def named(names: Iterable[str], what: str) -> frozenset[str]:
    """Names of capabilities, checked; SymrfError where one is unknown."""
    if isinstance(names, str):
        raise SymrfError(f"{what} is {shown(names)}; give several names, such as {{{NAMES[0]!r}, {NAMES[1]!r}}}")
    found = frozenset(names)
    for name in sorted(found, key=str):
        if name not in NAMES:
            raise SymrfError(f"{what} names {shown(name)}; {near(name, NAMES)}capabilities are {', '.join(NAMES)}")
    return found
