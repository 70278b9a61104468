"""The walk against cases worked out by hand: everything else is compared with the walk."""

from __future__ import annotations

import pytest

from symrf.errors import SymrfError
from symrf.layers import (
    SAME,
    SAME_LOWER,
    Add,
    Attention,
    Conv,
    ConvTranspose,
    Crop,
    Elementwise,
    Global,
    Layer,
    PixelShuffle,
    Upsample,
)
from symrf.network import INPUT, Network, Node
from symrf.oracle import output_size, paddings, reads, sizes, walk


@pytest.mark.parametrize(
    ("layer", "y", "n", "indices"),
    [
        (Conv(4, stride=3, dilation=2, padding=(1, 5)), 2, None, {5, 7, 9, 11}),
        (Conv(2, padding=-1), 0, None, {1, 2}),
        (Conv(3, stride=2, padding=SAME), 0, 4, {0, 1, 2}),
        (Conv(3, stride=2, padding=SAME_LOWER), 0, 4, {-1, 0, 1}),
        (Conv(3, stride=2, padding=SAME), 0, 5, {-1, 0, 1}),
        (Elementwise(), 3, None, {3}),
        (Crop(2, 5), 3, None, {5}),
        (Crop(1, step=3), 2, None, {7}),
        (PixelShuffle(3), 5, None, {1}),
        (Attention(), 1, 3, {0, 1, 2}),
        (ConvTranspose(4, stride=2, padding=1), 3, None, {1, 2}),
        (ConvTranspose(2, stride=3), 2, None, set()),
        (ConvTranspose(2, stride=2, dilation=2), 1, None, set()),
        (Upsample(3), 5, None, {1}),
        (Upsample(2, "linear"), 0, None, {-1, 0}),
        (Upsample(2, "linear"), 0, 4, {-1, 0}),
        (Upsample(3, "linear"), 4, None, {1}),
        (Upsample(2, "linear", "asymmetric"), 2, None, {1}),
        (Upsample(2, "linear", "asymmetric"), 7, 4, {3, 4}),
        (Upsample(2, "linear", "align_corners"), 7, 4, {3}),
        (Upsample(2, "linear", "align_corners"), 3, 4, {1, 2}),
        (Upsample(1, "linear", "align_corners"), -1, 1, {-1}),
        (Upsample(1, "linear", "align_corners"), 5, None, {5}),
        (Global(), 0, 3, {0, 1, 2}),
    ],
)
def test_what_a_layer_reads(layer: Layer, y: int, n: int | None, indices: set[int]) -> None:
    assert reads(layer, y, n) == indices


def test_in_bounds_interpolation_repeats_the_samples_at_the_ends() -> None:
    assert reads(Upsample(2, "linear"), 0, 4, in_bounds=True) == {0}
    assert reads(Upsample(2, "linear", "asymmetric"), 7, 4, in_bounds=True) == {3}


@pytest.mark.parametrize(
    ("layer", "n", "size"),
    [
        (Conv(11, stride=4), 227, 55),
        (Conv(3, stride=2), 2, 0),
        (Conv(3, stride=2, padding=SAME), 5, 3),
        (Conv(2, stride=2, padding=(0, 0), ceil_mode=True), 5, 3),
        (Conv(3, stride=2, ceil_mode=True), 2, 1),
        (Conv(2, stride=2, padding=(0, 1), ceil_mode=True), 4, 2),
        (ConvTranspose(4, stride=2, padding=1), 5, 10),
        (ConvTranspose(3, stride=2, padding=1, output_padding=1), 5, 10),
        (Crop(1, 2), 5, 2),
        (Crop(1, 0, step=3), 8, 3),
        (Crop(1, 0, step=3), 7, 2),
        (PixelShuffle(3), 4, 12),
        (Attention(), 9, 9),
        (Upsample(3), 4, 12),
        (Global(), 9, 1),
    ],
)
def test_how_many_outputs_a_layer_has(layer: Layer, n: int, size: int) -> None:
    assert output_size(layer, n) == size


def test_same_padding_puts_the_odd_sample_right_or_left() -> None:
    assert paddings(Conv(4, padding=SAME), None) == (1, 2)
    assert paddings(Conv(4, padding=SAME_LOWER), None) == (2, 1)
    assert paddings(Conv(3, stride=2, padding=SAME), 6) == (0, 1)


def test_clipping_at_every_map_is_not_clipping_at_the_input() -> None:
    """The pool's last window reaches a feature that does not exist, and so never the input's last sample."""
    net = Conv(2, stride=2) >> Conv(2, padding=1)
    assert sizes(Network.of(net), 5) == {INPUT: 5, "conv1": 2, "conv2": 3}
    assert walk(net, "conv2", frozenset({2}), 5)[INPUT] == {2, 3, 4, 5}
    assert walk(net, "conv2", frozenset({2}), 5, in_bounds=True)[INPUT] == {2, 3}


def test_paths_of_unequal_strides() -> None:
    """Araujo, Norris and Sim 2019: kernel 5, stride 2, padding 2 beside two kernels of 3."""
    net = Conv(5, stride=2, padding=2) | (Conv(3) >> Conv(3))
    spans = []
    for y in range(5):
        seen = walk(net, net.output, frozenset({y}))[INPUT]
        spans.append(max(seen) - min(seen) + 1)
    assert spans == [7, 6, 5, 6, 7]


def test_a_gate_is_read_only_where_something_is() -> None:
    """A map of one feature beside the trunk is read whole for any feature, and not at all for a feature of nothing."""
    net = (Elementwise() | Global()) >> ConvTranspose(1, stride=2)
    assert walk(net, net.output, frozenset({2}), 3)[INPUT] == {0, 1, 2}
    assert walk(net, net.output, frozenset({1}), 3)[INPUT] == set()


def test_joined_maps_have_one_size() -> None:
    net = Network((Node("a", Conv(2)), Node("b", Conv(3)), Node("both", Add(), ("a", "b"))))
    with pytest.raises(SymrfError, match=r"node 'both' joins maps of sizes \[8, 9\]; they must be equal"):
        sizes(net, 10)
