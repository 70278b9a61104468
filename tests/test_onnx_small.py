"""The traps of reading models, one small ONNX model each: right, or a frontier that is named."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("onnx", reason="onnx is not installed; pip install 'symrf[onnx]'")
pytest.importorskip("onnxruntime", reason="onnxruntime is not installed; pip install onnxruntime")

import onnx

import symrf
from symrf.cli import cli
from symrf.errors import SymrfError
from symrf.network import gates
from symrf.network.order import MAX_NAME
from tests import onnx_cases
from tests.onnx_small import PAD1, SMALL, inputs, ints, model, saved, weight


@pytest.mark.parametrize("name", SMALL)
def test_what_changes_is_what_is_seen(name: str) -> None:
    made, shape = SMALL[name]
    assert onnx_cases.judged(made, inputs(shape)) == ("right", "")


def read(*args: Any, **kwargs: Any) -> Any:
    return symrf.read(model(*args, **kwargs))


def test_gates_are_found_and_can_be_left_out() -> None:
    network = symrf.read(SMALL["squeeze and excite"][0])
    assert gates(network) == {("m", "s")}
    with_gates, without = symrf.derive(network).output, symrf.derive(network, gates=False).output
    assert (with_gates["h"].status, without["h"].status, without["h"].size) == ("whole-input", "exact", 5)


def test_a_product_with_itself_is_no_gate() -> None:
    steps = [("Conv", "x w", "c"), ("Sigmoid", "c", "s"), ("Mul", "c s", "y")]
    network = read((1, 2, 5, 5), steps, {"w": weight(2, 2, 3, 3)})
    assert gates(network) == frozenset()


def test_a_frontier_is_named_once_and_goes_through_joins() -> None:
    steps = [
        ("Conv", "x w", "a", PAD1), ("ScatterND", "a i u", "b"), ("Add", "a b", "c"), ("Relu", "c", "d"),
        ("Conv", "a w", "y", PAD1),
    ]  # fmt: skip
    constants = {"w": weight(2, 2, 3, 3), "i": ints(0, 0, 0, 0).reshape(1, 4), "u": weight(1)}
    network = read((1, 2, 5, 5), steps, constants)
    assert [(end.node, end.op, end.axes) for end in network.frontier] == [("b", "ScatterND", ("h", "w"))]
    assert [node.name for node in network.nodes] == ["a", "y"]
    with pytest.raises(SymrfError, match="'d' lies behind the frontier: b"):
        network.node("d")
    assert [name in symrf.derive(network) for name in ("a", "d", "nothing", 3)] == [True, False, False, False]


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (("NoSuchOp", "c", "y"), "the operation is not known"),
        (("Gelu", "c", "y", {"domain": "com.microsoft"}), "not known (domain com.microsoft)"),
        (("GridSample", "c g", "y"), "depends on the data"),
        (("MaxPool", "c", "y", {"kernel_shape": [7, 7]}), "no feature is left of 3"),
        (("Slice", "c far z ax back", "y"), "reverses"),
    ],
)
def test_what_cannot_be_followed_is_a_frontier(step: Any, reason: str) -> None:
    constants = {"w": weight(2, 2, 3, 3), "far": ints(9), "z": ints(-9), "ax": ints(2), "back": ints(-1)}
    constants["g"] = weight(1, 3, 3, 2)
    network = read((1, 2, 5, 5), [("Conv", "x w", "c"), step], constants)
    assert [reason in end.reason for end in network.frontier] == [True]
    assert symrf.derive(network)["c"].size == 3


def test_one_axis_can_end_and_the_other_go_on() -> None:
    steps = [("Conv", "x w", "c"), ("Slice", "c s z ax back", "d"), ("Conv", "d w", "y")]
    constants = {"w": weight(2, 2, 3, 3), "s": ints(99), "z": ints(-99), "ax": ints(2), "back": ints(-1)}
    field = symrf.derive(read((1, 2, 9, 9), steps, constants)).output
    assert (field["w"].size, field["w"].status, field["h"].status) == (5, "exact", "unsupported")
    assert "reverses" in field["h"].reason


MERGED = [("Conv", "x w", "a", PAD1), ("Reshape", "a s", "m")]
WHOLE = {"w": weight(4, 3, 3, 3), "s": ints(1, 24, 10), "start": ints(0), "end": ints(12), "place": ints(1)}


@pytest.mark.parametrize(
    ("steps", "weights", "status"),
    [
        (
            [("Relu", "m", "r"), ("Reshape", "r t", "b"), ("Conv", "b v", "y", PAD1)],
            {"t": ints(1, 4, 6, 10), "v": weight(2, 4, 3, 3)}, "exact",
        ),
        ([("Conv", "m v", "y")], {"v": weight(5, 24, 3)}, "whole-input"),
        (
            [("Conv", "m v", "z", {"group": 24}), ("Slice", "z start end place", "y")],
            {"v": weight(24, 1, 3)}, "upper-bound",
        ),
        ([("Slice", "m start end place", "z"), ("Conv", "z v", "y")], {"v": weight(5, 12, 3)}, "unsupported"),
    ],
)  # fmt: skip
def test_an_axis_that_is_merged_with_channels_goes_on_as_long_as_its_samples_are_followed(
    steps: Any, weights: Any, status: str
) -> None:
    """Rows with channels; the columns go on in all of them, and what is said of them is what runs."""
    made = model((1, 3, 6, 10), [*MERGED, *steps], {**WHOLE, **weights})
    found = symrf.derive(symrf.read(made))["y"]
    beside = "upper-bound" if status == "upper-bound" else "exact"
    assert (found["h"].status, found["w"].status, found["w"].stride) == (status, beside, 1)
    assert onnx_cases.judged(made, inputs((1, 3, 6, 10)))[0] == ("refused" if status == "unsupported" else "right")


def test_some_channels_of_maps_put_together_are_a_bound() -> None:
    steps = [("Conv", "x w", "a", PAD1), ("Concat", "x a", "b", {"axis": 1}), ("Slice", "b z two ax", "y")]
    constants = {"w": weight(2, 2, 3, 3), "z": ints(0), "two": ints(2), "ax": ints(1)}
    field = symrf.derive(read((1, 2, 5, 5), steps, constants)).output
    assert (field["h"].status, field["h"].size) == ("upper-bound", 3)


def test_of_channels_that_are_dealt_out_anew_it_is_not_known_whose_they_are() -> None:
    steps = [
        ("Conv", "x w", "a", PAD1), ("Conv", "x v", "b"), ("Concat", "a b", "c", {"axis": 1}),
        ("Reshape", "c apart", "d"), ("Transpose", "d", "e", {"perm": [0, 2, 1, 3, 4]}), ("Reshape", "e together", "f"),
        ("Slice", "f start stop axes", "y"),
    ]  # fmt: skip
    constants = {"w": weight(4, 2, 3, 3), "v": weight(4, 2, 1, 1), "apart": ints(1, 2, 4, 5, 5)}
    constants |= {"together": ints(1, 8, 5, 5), "start": ints(0), "stop": ints(4), "axes": ints(1)}
    found = symrf.derive(read((1, 2, 5, 5), steps, constants))
    whole, part = (found[name]["h"] for name in ("f", "y"))
    assert (whole.status, part.status, part.size) == ("exact", "upper-bound", 3)


def test_sizes_without_numbers_are_symbols_and_can_be_given() -> None:
    network = read(("batch", 2, "height", None), [("Conv", "x w", "y", {"strides": [2, 2]})], {"w": weight(2, 2, 3, 3)})
    output = symrf.derive(network).output
    assert str(output["h"].output_size) == "floor(height/2 - 3/2) + 1"
    assert str(network.input_size["w"]) == "n_w"
    given = symrf.derive(network, input_size={"h": 9, "w": 11}).output
    assert (given["h"].output_size, given["w"].output_size) == (4, 5)
    with pytest.raises(SymrfError, match="names axis 'hh'; did you mean 'h'"):
        network.with_input_size({"hh": 3})


def test_what_is_worked_out_of_a_size_follows_it() -> None:
    network = symrf.read(SMALL["a size worked out"][0]).with_input_size({"h": 9, "w": 12})
    assert symrf.derive(network)["u"]["w"].output_size == 12
    assert not network.frontier


def test_names() -> None:
    long = "block/" * 66 + "last"
    steps = [("Conv", "x w", "scope/a"), ("Relu", "scope/a", "bad\x1b[31m"), ("Relu", "bad\x1b[31m", "input")]
    made = model((1, 2, 9, 9), steps, {"w": weight(2, 2, 3, 3)})
    made.graph.node[0].name = "the convolution"
    made.graph.node.append(onnx.helper.make_node("Relu", ["input"], [long]))
    made.graph.output[0].name = long
    network = symrf.read(made)
    assert network.node("a").name == network.node("the convolution").name == "scope/a"
    assert network.node("bad\x1b[31m").name.isprintable()
    assert network.node("last").name == network.node(long).name == long
    assert network.full_name("x") == "input"
    with pytest.raises(SymrfError, match="did you mean 'scope/a'"):
        network.node("scope/b")


def test_long_and_hostile_names_harm_no_terminal(tmp_path: Path) -> None:
    long = "block/" * 66 + "last\x1b[2J"
    file = saved(model((1, 2, 9, 9), [("Conv", "x w", long)], {"w": weight(2, 2, 3, 3)}), tmp_path / "m.onnx")
    result = CliRunner().invoke(cli, ["derive", file])
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert max(map(len, result.output.splitlines())) < 200


def of_modules(*said: str) -> Any:
    """Convolutions one after the other, with what torch's exporter writes of the modules they stand in."""
    names = ["x", *(f"getitem_{i}" for i in range(len(said)))]
    steps = [("Conv", f"{a} w", b, PAD1) for a, b in pairwise(names)]
    made = model((1, 2, 9, 9), steps, {"w": weight(2, 2, 3, 3)})
    for node, scopes in zip(made.graph.node, said, strict=True):
        own = "torch.nn.modules.conv.Conv2d" if "conv" in scopes.rpartition(",")[0] else "mine.Block"
        kind = scopes.rpartition(", ")[2].strip("'[]_0123456789")
        for key, value in (("name_scopes", scopes), ("class_hierarchy", f"['Net', 'Block', '{own}', 'aten.{kind}']")):
            entry = node.metadata_props.add()
            entry.key, entry.value = f"pkg.torch.onnx.{key}", value
    return made


def test_module_paths_of_torch_are_names() -> None:
    block = "['', 'layer1', 'layer1.0', 'layer1.0.conv2', '{}']"
    steps = ("pad", "conv", "conv_1")
    network = symrf.read(of_modules(*map(block.format, steps), "['', 'layer1', 'layer1.0', 'add_3']"))
    names = ["layer1.0.conv2.pad", "layer1.0.conv2", "layer1.0.conv2~2", "layer1.0.add"]
    assert [node.name for node in network.nodes] == names
    assert [network.node(f"getitem_{i}").name for i in range(4)] == names
    assert network.node("conv2").name == "layer1.0.conv2"
    assert network.node("layer1.0").name == network.node("layer1").name == "layer1.0.add"


def test_a_module_path_harms_nothing() -> None:
    """Texts that are no lists, paths that no terminal may see, or that are tensors elsewhere."""
    hostile = ["['', 'a\\x1b[2Jconv', 'f']", "['', 'getitem_0', 'f']", "__import__('os')", "['', 'x', 'f']", "[" * 500]
    hostile += [f"['', '{'m.' * 600}conv', 'f']", "['', 'input', 'f']"]
    network = symrf.read(of_modules(*hostile))
    names = [node.name for node in network.nodes]
    assert len({*names, "input"}) == len(hostile) + 1
    assert all(name.isprintable() and len(name) <= MAX_NAME for name in names)
    assert network.node("getitem_2").name == "getitem_2"
    assert len(network.node("m." * 600 + "conv").name) <= MAX_NAME


def test_nothing_beside_the_file_is_opened(tmp_path: Path) -> None:
    made = model((1, 2, 9, 9), [("Conv", "x w", "y")], {"w": weight(2, 2, 3, 3)})
    weights = made.graph.initializer[0]
    weights.ClearField("raw_data")
    weights.data_location = onnx.TensorProto.EXTERNAL
    entry = weights.external_data.add()
    entry.key, entry.value = "location", "/dev/zero"
    assert symrf.derive(symrf.read(saved(made, tmp_path / "m.onnx"))).output.size == 3


def test_pixel_and_changes_on_the_command_line(tmp_path: Path) -> None:
    steps = [("Conv", "x w", "a", PAD1), ("Relu", "a", "b"), ("Conv", "b w", "y", {"strides": [2, 2]})]
    file = saved(model((1, 2, 9, 9), steps, {"w": weight(2, 2, 3, 3)}), tmp_path / "m.onnx")
    args = ["derive", file, "--changes", "--pixel", "h=4,w=0", "--format", "json"]
    record = json.loads(CliRunner().invoke(cli, args).output)
    assert [node["name"] for node in record["nodes"]] == ["a", "y"]
    along = record["nodes"][1]["axes"]
    assert along["h"]["seen_by"] == {"first": 1, "last": 2, "count": 2}
    assert along["w"]["seen_by"] == {"first": 0, "last": 0, "count": 1}
    own = [along["h"][key] for key in ("kernel", "layer_stride", "dilation", "pad")]
    assert own == [3, 2, 1, [0, 0]]
    said = CliRunner().invoke(cli, args[:-2]).output
    assert "which features see the input sample 4 on h, 0 on w" in said
    assert not any(line.startswith("b ") for line in said.splitlines())
    refused = CliRunner().invoke(cli, ["derive", file, "--pixel", "9"], standalone_mode=False)
    assert str(refused.exception) == "no sample 9; the input has the samples 0 to 8"


def test_changes_below_an_output_that_changes_nothing(tmp_path: Path) -> None:
    steps = [("Relu", "x", "r"), ("Conv", "r w", "c", PAD1), ("Relu", "c", "y")]
    path = saved(model((1, 2, 9, 9), steps, {"w": weight(2, 2, 3, 3)}), tmp_path / "m.onnx")
    for output, rows in (("y", ["c"]), ("r", [])):
        asked = ["derive", path, "--changes", "--output", output]
        record = json.loads(CliRunner().invoke(cli, [*asked, "--format", "json"], catch_exceptions=False).output)
        assert [node["name"] for node in record["nodes"]] == rows
        said = CliRunner().invoke(cli, asked, catch_exceptions=False).output
        assert ("no layer changes size or stride" in said) is (rows == [])
        assert f"feature y of {output} sees" in said


def test_both_numbers_are_said_where_there_are_gates(tmp_path: Path) -> None:
    file = saved(SMALL["squeeze and excite"][0], tmp_path / "m.onnx")
    assert "with 1 gate, by which features depend on a whole map; without (--no-gates) y has r = 5, S = 1" in " ".join(
        CliRunner().invoke(cli, ["derive", file]).output.split()
    )
    assert "whole-input" not in CliRunner().invoke(cli, ["derive", file, "--no-gates"]).output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has no operations"),
        (b"\x00\x01 no protobuf", "not an ONNX file"),
        (b"[[layer]]", "not an ONNX file"),
    ],
)
def test_what_is_no_model_is_said_in_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "m.onnx"
    file.write_bytes(content)
    with pytest.raises(SymrfError, match=said) as caught:
        symrf.read(str(file))
    assert "\n" not in str(caught.value)


def test_cycles_and_loose_ends_are_said_in_one_line() -> None:
    cyclic = model((1, 2, 9, 9), [("Relu", "b", "a"), ("Relu", "a", "b"), ("Relu", "x", "y")])
    with pytest.raises(SymrfError, match=r"the model has a cycle through tensor '[ab]'"):
        symrf.read(cyclic)
    with pytest.raises(SymrfError, match="Add reads tensor 'nowhere', which nothing makes"):
        read((1, 2, 9, 9), [("Add", "x nowhere", "y")])
