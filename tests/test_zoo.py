"""The networks of the zoo: there, described, derivable, with the published names, and as the walk sees them."""

from __future__ import annotations

import pytest

from symrf.derivation import derive
from symrf.errors import SymrfError
from symrf.network import INPUT
from symrf.oracle import sizes, walk
from symrf.readers import read
from symrf.zoo import MODELS, about, zoo, zoo_names
from tests.tools import some

SIZES = {"dang_alexnet": 227, "unet": 572, "distill_misaligned": 9}
NOT_AFFINE = {"unet", "distill_misaligned"}
"""They have no single S, r and P."""


@pytest.mark.parametrize("name", zoo_names())
def test_every_network_is_read_described_and_derived(name: str) -> None:
    net = read(name)
    assert net == zoo(name)
    assert net.title
    assert about(name).isprintable()
    assert derive(net).output.name == net.output


def test_descriptions_are_a_line_with_the_source() -> None:
    assert len(set(zoo_names())) == len(MODELS)
    for entry in MODELS:
        assert about(entry.name) == entry.about
        assert entry.about.count("(20") == 1


def test_an_unknown_name() -> None:
    for ask in (zoo, about):
        with pytest.raises(SymrfError, match=r"^no network 'vgg16' in the zoo; it has dang_alexnet, alexnet_v2, "):
            ask("vgg16")


# ---- names


def test_names_as_published() -> None:
    dang = " ".join(node.name for node in zoo("dang_alexnet").nodes)
    assert dang == "conv1 pool1 conv2 pool2 conv3 conv4 conv5 pool5 fc6-conv fc7-conv"
    vgg = [node.name for node in zoo("vgg_16").nodes]
    assert vgg[:3] == ["vgg_16/conv1/conv1_1", "vgg_16/conv1/conv1_2", "vgg_16/pool1"]
    assert (len(vgg), vgg[-2:]) == (18, ["vgg_16/conv5/conv5_3", "vgg_16/pool5"])


@pytest.mark.parametrize(
    ("name", "asked", "found"),
    [
        ("resnet_v1_50", "block3", "resnet_v1_50/block3"),
        ("resnet_v1_50", "block4/unit_1/bottleneck_v1/shortcut", "resnet_v1_50/block4/unit_1/bottleneck_v1/shortcut"),
        ("vgg_16", "conv5_3", "vgg_16/conv5/conv5_3"),
        ("inception_v3", "Conv2d_1a_3x3", "Conv2d_1a_3x3"),
        ("inception_v3", "Mixed_6c/Branch_1/Conv2d_0c_7x1", "Mixed_6c/Branch_1/Conv2d_0c_7x1"),
        ("resnet50", "layer4.0.conv2", "layer4.0.conv2"),
    ],
)
def test_end_points_are_found_by_name(name: str, asked: str, found: str) -> None:
    assert zoo(name).node(asked).name == found


# ---- numbers


def test_input_sizes_are_free() -> None:
    assert derive(zoo("vgg_16"), input_size=32).output.output_size == 1
    assert derive(zoo("vgg_16"), input_size=224).output.output_size == 7


@pytest.mark.parametrize("name", some([name for name in zoo_names() if name not in NOT_AFFINE], 2))
def test_every_node_has_numbers_and_the_output_agrees_with_the_walk(name: str) -> None:
    net, n = zoo(name), SIZES.get(name, 224)
    fields = derive(net, input_size=n)
    for node in fields.values():
        for field in node.axes.values():
            assert all(isinstance(number, int) for number in (field.size, field.stride, field.padding)), field
    for axis in net.axes:
        along = net.on(axis)
        count = sizes(along, n)[net.output]
        assert fields.output[axis].output_size == count
        for feature in (0, count - 1):
            seen = walk(along, net.output, frozenset({feature}), n)[INPUT]
            assert fields.output[axis].region(feature) == (min(seen), max(seen))
