"""The model files of the README and the picture of one of them: python -m tests.readme_model writes them anew.

Their weights are said to lie in a file beside them, which is not there and which nobody opens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onnx import TensorProto, helper

import symrf
from symrf.figures.draw import Asked, drawn
from tests.tools import ROOT

DOCS = ROOT / "docs"



def weight(name: str, *dims: int) -> Any:
    """A tensor that is elsewhere."""
    held = TensorProto(name=name, dims=dims, data_type=TensorProto.FLOAT, data_location=TensorProto.EXTERNAL)
    held.external_data.add(key="location", value="weights.data")
    return held


def model(title: str, nodes: list[Any], weights: list[Any], image: list[Any], output: list[Any]) -> Any:
    """A model of one input, image, whose last node is its output."""
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name, shape in (("image", image), (nodes[-1].output[0], output))
    ]
    graph = helper.make_graph(nodes, title, ends[:1], ends[1:], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def three() -> Any:
    """Three layers on a signal of 32 samples: a stride, a dilation, a pooling."""
    nodes = [
        helper.make_node("Conv", ["image", "a"], ["stride"], kernel_shape=[3], strides=[2], pads=[1, 1]),
        helper.make_node("Conv", ["stride", "b"], ["dilation"], kernel_shape=[3], dilations=[2], pads=[2, 2]),
        helper.make_node("MaxPool", ["dilation"], ["pool"], kernel_shape=[2]),
    ]
    weights = [weight("a", 8, 1, 3), weight("b", 8, 8, 3)]
    return model("Three layers", nodes, weights, [1, 1, 32], [1, 8, 15])


def resnet18() -> Any:
    """ResNet-18 as an exporter writes it: a stem, four stages of two blocks, pooling and a dense layer."""
    nodes: list[Any] = []
    weights: list[Any] = []

    def add(kind: str, name: str, *inputs: str, **numbers: Any) -> str:
        nodes.append(helper.make_node(kind, inputs, [name], **numbers))
        return name

    def conv(name: str, below: str, inside: int, outside: int, kernel: int, stride: int) -> str:
        weights.append(weight(f"{name}.weight", outside, inside, kernel, kernel))
        ends = [kernel // 2] * 4
        return add("Conv", name, below, f"{name}.weight", kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=ends)

    last = add("Relu", "relu", conv("conv1", "image", 3, 64, 7, 2))
    last = add("MaxPool", "maxpool", last, kernel_shape=[3, 3], strides=[2, 2], pads=[1] * 4)
    inside = 64
    for stage, outside in enumerate((64, 128, 256, 512), 1):
        for block in (0, 1):
            name, stride = f"layer{stage}.{block}", 2 if stage > 1 and block == 0 else 1
            one = add("Relu", f"{name}.relu1", conv(f"{name}.conv1", last, inside, outside, 3, stride))
            other = conv(f"{name}.conv2", one, outside, outside, 3, 1)
            kept = last if stride == 1 else conv(f"{name}.downsample", last, inside, outside, 1, stride)
            last = add("Relu", f"{name}.relu2", add("Add", f"{name}.add", other, kept))
            inside = outside
    last = add("Flatten", "flatten", add("GlobalAveragePool", "avgpool", last))
    weights.append(weight("fc.weight", 512, 1000))
    add("Gemm", "fc", last, "fc.weight")
    return model("ResNet-18", nodes, weights, [1, 3, 224, 224], [1, 1000])


MODELS: dict[str, Callable[[], Any]] = {"three.onnx": three, "resnet18.onnx": resnet18}
PICTURE = "three.svg"


def picture() -> str:
    """What feature 3 of the three layers sees."""
    network = symrf.read(DOCS / "three.onnx")
    return drawn(network, Asked("field", 3), "svg")


if __name__ == "__main__":
    for name, make in MODELS.items():
        (DOCS / name).write_bytes(make().SerializeToString(deterministic=True))
    (DOCS / PICTURE).write_text(picture(), encoding="utf-8")
