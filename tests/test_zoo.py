"""The networks of the zoo: there, described, derivable, with the published names."""

from __future__ import annotations

import pytest

from symrf.derivation import derive
from symrf.errors import SymrfError
from symrf.readers import read
from symrf.zoo import about, zoo, zoo_names


@pytest.mark.parametrize("name", zoo_names())
def test_every_network_is_read_described_and_derived(name: str) -> None:
    net = read(name)
    assert net == zoo(name)
    assert net.title
    assert about(name).isprintable()
    assert derive(net).output.name == net.output


def test_names_as_published() -> None:
    assert [node.name for node in zoo("dang_alexnet").nodes] == (
        "conv1 pool1 conv2 pool2 conv3 conv4 conv5 pool5 fc6-conv fc7-conv".split()
    )
    vgg = [node.name for node in zoo("vgg_16").nodes]
    assert vgg[:3] == ["vgg_16/conv1/conv1_1", "vgg_16/conv1/conv1_2", "vgg_16/pool1"]
    assert (len(vgg), vgg[-2:]) == (18, ["vgg_16/conv5/conv5_3", "vgg_16/pool5"])


def test_input_sizes_are_free() -> None:
    assert derive(zoo("vgg_16"), input_size=32).output.output_size == 1
    assert derive(zoo("vgg_16"), input_size=224).output.output_size == 7


def test_an_unknown_name() -> None:
    with pytest.raises(SymrfError, match="no network 'vgg16' in the zoo; it has dang_alexnet, "):
        zoo("vgg16")
