"""Networks of several inputs: what is seen of each, and that none is taken for another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import symrf
from symrf.exact import exact
from symrf.layers import Add, Concat, Conv, Global, Input, Pool
from symrf.network import Network, Node
from symrf.paths import path_sizes
from symrf.render import fragment
from tests.test_cli import invoke, said

FILE = """
title = "An image and a mask"
[[input]]
name = "image"
size = 32
[[input]]
name = "mask"
size = 16
[[layer]]
name = "down"
op = "conv"
kernel = "k"
stride = 2
padding = "(k - 1)/2"
[[layer]]
name = "smooth"
op = "conv"
kernel = 5
padding = 2
from = "mask"
[[layer]]
name = "both"
op = "concat"
from = ["down", "smooth"]
[expect]
"both.image.size" = "k"
"both.mask.size" = 5
"smooth.size" = 5
"""

NET = Network(
    (
        Node("image", Input(32), ()),
        Node("mask", Input(16), ()),
        Node("down", Conv(4, stride=2, padding=1), ("image",)),
        Node("smooth", Conv(5, padding=2), ("mask",)),
        Node("shifted", Conv(1, padding=(1, -1)), ("mask",)),
        Node("both", Concat(), ("down", "smooth", "shifted")),
        Node("out", Conv(3), ("both",)),
    )
)


@pytest.fixture
def two(tmp_path: Path) -> str:
    path = tmp_path / "two.toml"
    path.write_text(FILE)
    return str(path)


def test_each_input_is_seen_in_its_own_samples() -> None:
    image, mask = symrf.derive(NET, source="image").output, symrf.derive(NET, source="mask").output
    assert (image.size, image.stride, image.padding, image.output_size) == (8, 2, 1, 14)
    assert (mask.size, mask.stride, mask.padding, mask.output_size) == (7, 1, 2, 14)
    assert (image.region_in_bounds(0), mask.region_in_bounds(0)) == ((0, 6), (0, 4))


def test_paths_from_another_input_are_not_compared() -> None:
    assert symrf.derive(NET, source="image").output.aligned
    found = symrf.derive(NET, source="mask").output.misalignment
    assert (found.part, found.join, found.difference) == ("mask", "both", -1)
    assert found.paths == (("mask", "smooth", "both"), ("mask", "shifted", "both"))


def test_what_has_no_path_from_the_source_reads_nothing_of_it() -> None:
    down = symrf.derive(NET, source="mask")["down"]
    assert (down.size, down.stride, down.region(3), down.status) == (None, None, None, "exact")
    assert down.reason == "no path from mask"


def test_the_source_must_be_named_where_there_are_several() -> None:
    with pytest.raises(symrf.SymrfError, match="several inputs, image, mask; name one"):
        symrf.derive(NET)
    with pytest.raises(symrf.SymrfError, match="no input 'video'; the inputs are image, mask"):
        symrf.derive(NET, source="video")
    assert symrf.derive(NET, "smooth").output.size == 5, "below it there is one input only"


def test_sizes_of_all_inputs_meet_at_joins() -> None:
    with pytest.raises(symrf.SymrfError, match="'down' has 16 features and 'smooth' has 32"):
        symrf.derive(NET.with_input_size(32), source="mask")
    other = NET.with_input_size({"image": 40, "mask": 20})
    assert symrf.derive(other, source="mask").output.output_size == 18
    with pytest.raises(symrf.SymrfError, match="input size names input 'video'"):
        NET.with_input_size({"image": 40, "video": 20})


def test_a_gate_made_of_another_input() -> None:
    nodes = (
        Node("mask", Input(6), ()),
        Node("scale", Global(), ("mask",)),
        Node("trunk", Conv(3)),
        Node("scaled", Add(), ("trunk", "scale")),
        Node("pool", Pool(2, stride=2), ("scaled",)),
    )
    net = Network(nodes, input_size={"x": 12})
    assert symrf.derive(net, source="input").output.size == 4
    mask = symrf.derive(net, source="mask").output
    assert (mask.status, mask.region(3), mask.output_size) == ("whole-input", (0, 5), 5)


def test_exact_fields_and_path_sizes_are_of_one_input() -> None:
    seen = NET.seen_from("mask")
    assert exact(seen).support == (-2, -1, 0, 1, 2, 3, 4)
    assert exact(seen, in_bounds=True).support == (0, 1, 2, 3, 4)
    assert path_sizes(seen) == {3: 1, 7: 1}
    assert path_sizes(NET.seen_from("image")) == {8: 1}


def test_files_commands_and_claims_name_the_input(two: str) -> None:
    text = said("derive", two, "--feature", "1")
    assert "seen from input image" in text
    assert "feature 1 of both sees the input samples -1 … 3" in text.partition("seen from input mask")[2]
    record = json.loads(said("derive", two, "--format", "json"))
    assert list(record["sources"]) == ["image", "mask"]
    assert record["sources"]["mask"]["nodes"][-1]["axes"]["x"]["size"] == 5
    alone = json.loads(said("derive", two, "--format", "json", "--source", "mask"))
    assert alone["nodes"] == record["sources"]["mask"]["nodes"]
    assert said("check", two).count("proved:") == 3
    assert said("check", "r == k", "--in", two, "--source", "image").startswith("proved")
    assert "several inputs" in str(invoke("check", "r == k", "--in", two).exception)
    assert "--source" in str(invoke("check", "r[0] == 1", "--source", "image").exception)
    for format in ("latex", "markdown"):
        assert said("report", two, "--format", format).count("seen from input") >= 2


def test_several_outputs_are_named() -> None:

    nodes = (Node("stem", Conv(3)), Node("a|b", Conv(5), ("stem",)), Node("head", Conv(1), ("stem",)))
    net = Network(nodes)
    assert net.outputs == ("a|b", "head")
    assert Network().outputs == ("input",)
    record = {name: field.size for name, field in symrf.derive(net).items()}
    assert record == {"stem": 3, "a|b": 7, "head": 3}
    for format, name in (("markdown", "a&#124;b"), ("html", "a|b")):
        assert "Outputs too, as nothing reads them" in fragment(net, format)
        assert name in fragment(net, format)
    text = said("derive", "-", stdin=json.dumps({"layer": TWO_HEADS}))
    assert "outputs too, as nothing reads them: a (--output NODE says what each sees)" in text
    assert "outputs too" not in said("derive", "vgg_16")


TWO_HEADS = [
    {"name": "a", "op": "conv", "kernel": 3, "from": "input"},
    {"name": "b", "op": "conv", "kernel": 5, "from": "input"},
]
