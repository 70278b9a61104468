"""Text of other formats: what is read is what the frameworks do, and what cannot be read is one line."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

import symrf
from symrf.errors import SymrfError
from symrf.readers.text.formats import reader_of

KERAS = sorted((Path(__file__).parent / "keras_models").glob("*.json"))


def ends(network: Any, node: str, axis: str) -> list[Any]:
    """What every feature sees in bounds."""
    field = symrf.derive(network)[node][axis]
    return [None if (r := field.region_in_bounds(y)) is None else list(r) for y in range(field.output_size)]


@pytest.mark.parametrize("path", KERAS, ids=lambda path: path.stem)
def test_keras_models_see_what_keras_computed(path: Path) -> None:
    """The files hold model.to_json() and what Keras gave with a NaN at each index in turn (tests/keras_models)."""
    recorded = json.loads(path.read_text("utf-8"))
    network = symrf.read(json.dumps(recorded["model"]))
    assert network.frontier == ()
    for node, axes in recorded["regions"].items():
        for axis, regions in axes.items():
            assert ends(network, node or network.output, axis) == regions, (node, axis)


def test_a_changed_keras_model_sees_something_else() -> None:
    recorded = json.loads(KERAS[-1].read_text("utf-8"))
    text = json.dumps(recorded["model"])
    assert '"padding": "causal"' in text
    network = symrf.read(text.replace('"padding": "causal"', '"padding": "same"'))
    assert ends(network, "c1", "x") != recorded["regions"]["c1"]["x"]


def layer(name: str, kind: str, inbound: list[Any], **config: Any) -> dict[str, Any]:
    return {"class_name": kind, "config": {"name": name, **config}, "name": name, "inbound_nodes": inbound}


def keras2() -> dict[str, Any]:
    """As version 2 writes it: inbound nodes as lists, a layer called twice."""
    layers = [
        layer("in", "InputLayer", [], batch_input_shape=[None, None, 3]),
        layer("c", "Conv1D", [[["in", 0, 0, {}]], [["c", 0, 0, {}]]], kernel_size=[3], strides=[1], filters=3,
              padding="same", dilation_rate=[2]),
        layer("sum", "Add", [[["c", 0, 0, {}], ["c", 1, 0, {}]]]),
        layer("r", "LSTM", [[["sum", 0, 0, {}]]]),
    ]  # fmt: skip
    config = {"name": "old", "layers": layers, "input_layers": [["in", 0, 0]], "output_layers": [["r", 0, 0]]}
    return {"class_name": "Functional", "config": config, "keras_version": "2.11.0"}


def test_version_2_shared_layers_and_a_frontier() -> None:
    network = symrf.read(json.dumps(keras2()))
    assert [(node.name, node.inputs) for node in network.nodes] == [
        ("c", ("input",)), ("c~2", ("c",)), ("sum", ("c", "c~2")),
    ]  # fmt: skip
    assert symrf.derive(network)["sum"].size == 9
    assert [(end.node, end.reason) for end in network.frontier] == [("r", "recurrent")]


CFG = """# a comment
[net]
width=64
height=48
channels=3

[convolutional]
filters=8
size=3
stride=2
pad=1

[maxpool]
size=2
stride=1

[convolutional]
size=3
stride=1
pad=1
filters=8

[shortcut]
from=-2

[upsample]
stride=2

[convolutional]
size=1
filters=8

[route]
layers=-1,-2

[route]
layers=-1
groups=2
group_id=1

[yolo]
"""


def test_darknet() -> None:
    network = symrf.read(CFG)
    found = symrf.derive(network)
    assert network.input_size == {"h": 48, "w": 64}
    assert [(n, f["w"].size, f["w"].stride, f["w"].output_size) for n, f in found.items()][:5] == [
        ("convolutional_0", 3, 2, 32), ("maxpool_1", 5, 2, 32), ("convolutional_2", 9, 2, 32),
        ("shortcut_3", 9, 2, 32), ("upsample_4", 9, 1, 64),
    ]  # fmt: skip
    pool = network.node("1").layer
    assert (pool.kernel, pool.stride, pool.padding) == (2, 1, (0, 1))  # type: ignore[attr-defined]
    assert found["7"]["w"].status == "upper-bound"  # some channels of two maps


def test_darknet_refuses_to_guess() -> None:
    network = symrf.read(CFG.replace("[upsample]\nstride=2", "[reorg]\nstride=2"))
    assert [(end.node, end.axes) for end in network.frontier][:1] == [("reorg_4", ("h", "w"))]
    strided = CFG.replace("[maxpool]\nsize=2\nstride=1", "[maxpool]\nsize=2\nstride=2")
    other = symrf.read(strided.replace("-2\n\n[up", "-3\n\n[up"))
    assert other.frontier[0].reason == "it adds maps of different sizes"


def test_fomoro() -> None:
    network = symrf.read("https://fomoro.com/research/article/receptive-field-calculator#3,1,1,SAME;2,2,1,VALID;3,1,2,SAME")
    field = symrf.derive(network, input_size=32).output
    assert (field.size, field.stride, field.output_size, field.left) == (12, 2, 16, -5)
    commented = symrf.read("#3, a comment\n[[layer]]\nop = 'conv'\nkernel = 5\n")
    assert symrf.derive(commented).output.size == 5


PRINTED = """Sequential(
  (0): Conv2d(3, 64, kernel_size=(3, 5), stride=(2, 1), padding=(1, 2), dilation=(1, 2), bias=False)
  (1): ReLU(inplace=True)
  (2): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=True)
  (body): Sequential(
    (conv): Conv2d(64, 64, kernel_size=(4, 4), stride=(1, 1), padding=same, padding_mode=reflect)
    (up): Upsample(scale_factor=2.0, mode='nearest')
    (pad): ZeroPad2d((1, 2, 3, 4))
    (t): ConvTranspose2d(64, 8, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1), output_padding=(1, 1))
  )
  (4): PReLU(num_parameters=1)
)
"""


def test_printed_sequentials() -> None:
    network = symrf.read(PRINTED)
    assert network.frontier == ()
    assert network.node("body.t").layer.output_padding == 1  # type: ignore[attr-defined]
    field = symrf.derive(network, input_size={"h": 32, "w": 32})
    seen = [(n, field[n]["h"].size, field[n]["w"].size, field[n]["h"].output_size) for n in ("0", "2", "body.conv")]
    assert seen == [("0", 3, 9, 16), ("2", 5, 10, 8), ("body.conv", 17, 16, 8)]
    assert (field["body.pad"]["h"].output_size, field["body.pad"]["w"].output_size) == (23, 31)
    assert (field["body.pad"]["h"].left, field["body.pad"]["w"].left) == (-13, -6)


def test_a_printed_module_that_hides_its_joins_is_refused() -> None:
    for text in (
        "ResNet(\n  (conv1): Conv2d(3, 64, kernel_size=(7, 7))\n)",
        "Sequential(\n  (0): BasicBlock(\n    (conv1): Conv2d(3, 64, kernel_size=(7, 7))\n  )\n)",
    ):
        with pytest.raises(SymrfError, match=r"hides its joins; symrf.read\(module, input_shape") as error:
            symrf.read(text)
        assert "\n" not in str(error.value)
    network = symrf.read("Sequential(\n  (0): Conv1d(3, 4, kernel_size=(3,), stride=(1,))\n  (1): Mine()\n)")
    assert [(end.node, end.reason) for end in network.frontier] == [("1", "the operation is not known")]


def test_a_printed_module_is_never_evaluated(tmp_path: Path) -> None:
    gone = tmp_path / "ran"
    text = f"Sequential(\n  (0): Conv1d(3, 4, kernel_size=open({str(gone)!r}, 'w'))\n)"
    network = symrf.read(text.replace("Sequential(\n", "Sequential(\n  (a): Conv1d(3, 3, kernel_size=(3,))\n"))
    assert (not gone.exists(), network.frontier[0].reason) == (True, "its arguments cannot be read")


WRONG = {
    "darknet, a line": ("[net]\nwidth=64\nnonsense", "line 3"),
    "darknet, a section": ("[net]\n[convolutionl]\nsize=3", "did you mean 'convolutional'"),
    "darknet, a number": ("[net]\n[convolutional]\nsize=three", "size is 'three'"),
    "darknet, from": ("[net]\n[convolutional]\n[shortcut]\nfrom=-3", "there are 1 before it"),
    "darknet, alone": ("[net]\nwidth=3", "no layer"),
    "fomoro": ("#3,1,1,SAME;3,1,SAME", "layer 2"),
    "fomoro, at once": ("#3,1,1,FULL", "layer 1: '3,1,1,FULL'; write kernel,stride,dilation,SAME or VALID"),
    "fomoro, twice": ("#3,1,1,SAME;#2,2,1,VALID", "layer 2"),
    "printed, open": ("Sequential(\n  (0): ReLU()", "missing"),
    "printed, no space": ("Sequential(\n  (0): ReLU()\n)", "no module of it acts along an axis"),
    "printed, a line": ("Sequential(\n  (0): ReLU()\n  ???\n)", "line 3"),
    "printed, behind": ("Sequential(\n  (0): ReLU()\n)\nmore", "line 4"),
    "printed, closed": (")\nSequential(\n  (0): ReLU()\n)", ""),
    "keras, subclass": ('{"class_name": "Mine", "config": {}}', "no graph"),
    "keras, no layers": ('{"class_name": "Sequential", "config": {"layers": []}}', "without layers"),
    "keras, reads": (json.dumps(keras2()).replace('["sum", 0', '["some", 0'), "which the model has not"),
    "keras, circle": (json.dumps(keras2()).replace('["in", 0, 0, {}]', '["sum", 0, 0, {}]'), "cycle"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_one_line(name: str) -> None:
    text, message = WRONG[name]
    with pytest.raises(SymrfError) as error:
        symrf.read(text if "\n" in text or "{" in text or "#" in text else f"{text}\n")
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("which", ["keras", "keras 3", "darknet", "printed", "fomoro"])
def test_mutated_texts_are_read_or_refused_in_one_line(which: str) -> None:
    texts = {
        "keras": json.dumps(keras2()),
        "keras 3": json.dumps(json.loads(KERAS[0].read_text("utf-8"))["model"]),
        "darknet": CFG, "printed": PRINTED, "fomoro": "#3,1,1,SAME;2,2,1,VALID;3,1,2,SAME",
    }  # fmt: skip
    text, chance = texts[which], random.Random(which)
    answered = 0
    for _ in range(60):
        changed = list(text)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(changed))
            other = chance.choice(["", "9999999999", "-", "0", "null", "[", "}", ")", "\n", "\x00", "'", "é", "1.5"])
            changed[at] = other if chance.random() < 0.7 else chance.choice(text)
        said = ""
        try:
            answered += bool(symrf.read("".join(changed) + "\n").nodes)
        except SymrfError as error:
            said = str(error)
        assert "\n" not in said
    assert answered < 60


def test_formats_are_told_by_their_text_and_files_by_theirs(tmp_path: Path) -> None:
    for name, text in (("net.cfg", CFG), ("net.txt", PRINTED), ("keras.json", json.dumps(keras2()))):
        (tmp_path / name).write_text(text, "utf-8")
        assert symrf.read(tmp_path / name) == symrf.read(text)
    wrapped = tmp_path / "wrapped.json"
    wrapped.write_text(json.dumps(json.dumps(keras2())), "utf-8")
    assert symrf.read(wrapped) == symrf.read(json.dumps(keras2()))
    for plain in ('title = "x"\n[[layer]]\nop = "conv"\nkernel = 3', "[[3, 1, 1]]", "[input]\nsize = 3", "vgg_16"):
        assert reader_of(plain) is None


def test_rows_for_data_frames() -> None:
    rows = symrf.derive(symrf.read(PRINTED), input_size=32).table()
    assert [(row["node"], row["axis"], row["size"]) for row in rows][:2] == [("0", "h", 3), ("0", "w", 9)]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == 2 * len(symrf.read(PRINTED).nodes)
