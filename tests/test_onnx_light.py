"""The nine models without weights of the onnx package: right on every tensor, and what the answers say of them."""

import json

import pytest
from click.testing import CliRunner

pytest.importorskip("onnx", reason="onnx is not installed; pip install 'symrf[onnx]'")
pytest.importorskip("onnxruntime", reason="onnxruntime is not installed; pip install onnxruntime")

import numpy as np
import onnx

import symrf
from symrf.cli import cli
from symrf.errors import SymrfError
from tests import light_models
from tests import onnx_truth as truth
from tests.tools import some

DEEPEST = {
    "bvlc_alexnet": ("r14", 195, 32, 6), "densenet121": ("r907", 2071, 32, 7), "inception_v1": ("r137", 715, 32, 6),
    "inception_v2": ("r504", 699, 32, 7), "resnet50": ("r171", 427, 32, 7), "shufflenet": ("r198", 527, 32, 7),
    "squeezenet": ("r64", 207, 16, 13), "vgg19": ("r36", 268, 32, 7), "zfnet512": ("r14", 155, 32, 6),
}  # fmt: skip
"""The last map of more than one feature: its tensor, size, stride, features."""


@pytest.mark.parametrize("name", light_models.MODELS)
def test_the_deepest_map_is_as_recorded(name: str) -> None:
    tensor, size, stride, features = DEEPEST[name]
    field = symrf.derive(symrf.read(light_models.path(name)))[tensor]
    assert (field.size, field.stride, field.output_size) == (size, stride, features)


@pytest.mark.parametrize("name", some(light_models.MODELS, 9, 2))
def test_every_map_is_as_the_model_runs(name: str) -> None:
    """All models, and all rows, are what python -m tests.light_models runs."""
    tensor, _, _, features = DEEPEST[name]
    first, last = symrf.derive(symrf.read(light_models.path(name)))[tensor].region(features // 2)
    rows = [row for row in (first, first - 1, last + 1) if 0 <= row < 224][:1] or [111]
    rows += [219] if name == "bvlc_alexnet" else []  # which is read, and then dropped by a pooling
    count, wrong = light_models.compared(name, rows)
    assert not wrong
    assert count >= 14 * len(rows)


def test_where_features_begin_and_end_is_as_the_model_runs() -> None:
    count, wrong = light_models.swept("bvlc_alexnet", light_models.NARROW, every=7)
    assert (count, wrong) == (15 * 2 * 14, [])


@pytest.mark.parametrize(("attribute", "numbers", "seen"), [("strides", [2, 4], 15), ("pads", [1, 0, 1, 0], 0)])
def test_a_wrong_answer_is_seen(attribute: str, numbers: list[int], seen: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong padding need not show at one row."""

    def changed(path: str, load: object = onnx.load, **kwargs: object) -> object:
        model = load(path, **kwargs)
        first = next(node for node in model.graph.node if node.op_type == "Conv")
        next(one for one in first.attribute if one.name == attribute).ints[:] = numbers
        return model

    network = symrf.read(light_models.path("bvlc_alexnet"))
    monkeypatch.setattr(onnx, "load", changed)
    monkeypatch.setattr(symrf, "read", lambda source: network)
    assert len(light_models.compared("bvlc_alexnet", [100], light_models.NARROW)[1]) == seen
    assert light_models.swept("bvlc_alexnet", light_models.NARROW, every=31)[1]


def test_a_wrong_alignment_is_seen() -> None:
    model = onnx.load(light_models.path("inception_v2"), load_external_data=False)
    derivation = symrf.derive(symrf.read(light_models.path("inception_v2")))
    told = {name: derivation[name]["h"] for name in ("r138", "r160", "r161", "r124")}
    found = light_models.aligned(model, told)
    assert [found[name] for name in told] == [True, True, False, True]


def test_the_misalignment_of_inception_v2_is_explained() -> None:
    network = symrf.read(light_models.path("inception_v2"))
    found = symrf.derive(network).output["h"].misalignment
    assert found is not None
    assert (found.part, found.join, found.values) == ("r124", "r161", (6, 14))
    straight, pooled = found.paths
    windows = [network.node(name).layer for name in straight[1:]]
    strided = [layer for layer in windows if getattr(layer, "stride", 1) == 2]
    assert [(layer.op, layer.kernel, layer.padding) for layer in strided] == [("conv", 3, (1, 1))]
    pool = network.node(pooled[1]).layer
    assert (pool.op, pool.kernel, pool.stride, pool.padding) == ("pool", 3, 2, (0, 1))


def test_the_misalignment_of_inception_v2_is_true() -> None:
    """Both ends of what one feature sees by either path, measured, and the centres from these."""
    model = onnx.load(light_models.path("inception_v2"), load_external_data=False)
    derivation = symrf.derive(symrf.read(light_models.path("inception_v2")))
    ways = ("r138", "r160")
    ready = truth.session(truth.neutral(model), ways)
    given, y, centres = {"data_0": np.ones((1, 3, 224, 224), np.float32)}, 6, []
    for which, tensor in enumerate(ways):
        first, last = derivation[tensor]["h"].region(y)
        seen = [
            y in truth.along(truth.poisoned(ready, given, "data_0", {2: row})[which], 2)
            for row in (first - 1, first, last, last + 1)
        ]
        assert seen == [False, True, True, False]
        centres.append((first + last) / 2)
    assert centres[1] - centres[0] == derivation["r161"]["h"].misalignment.difference == 8
    assert derivation["r124"].aligned
    assert not derivation["r161"].aligned


def test_the_size_and_the_symbol_can_be_given() -> None:
    network = symrf.read(light_models.path("squeezenet"))
    assert network.input_size == {"h": 224, "w": 224}
    assert symrf.derive(network, "r64", input_size={"h": 320, "w": 160})["r64"]["h"].output_size == 19
    free = symrf.derive(network, "r64", input_size=symrf.symbol("n"))
    assert str(free["r64"].output_size) == "floor(n/16 - 31/16) + 1"


def test_what_cannot_be_there_is_a_frontier_and_refuses_nothing_else() -> None:
    network = symrf.read(light_models.path("inception_v1")).with_input_size(64)
    (end,) = network.frontier
    assert (end.node, end.op, end.axes) == ("r138", "AveragePool", ("h", "w"))
    assert symrf.derive(network)["r137"].output_size == 1
    with pytest.raises(SymrfError, match="'r138' lies at the frontier"):
        symrf.derive(network)["r138"]


def said(*args: str) -> str:
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_line() -> None:
    file = light_models.path("zfnet512")
    whole = "the feature of gpu_0/softmax_1 sees the input samples 0 … 218; with padding, -48 … 266"
    assert whole in said("derive", file)
    small = said("derive", file, "--input-size", "64")
    assert "frontier: from these nodes on nothing is known\n  r15, Reshape: " in small
    record = json.loads(said("derive", file, "--input-size", "64", "--format", "json"))
    assert [end["node"] for end in record["frontier"]] == ["r15"]
