"""The model file of the README, ResNet-18 as an exporter writes it: python -m tests.readme_model writes it anew.

Its weights are said to lie in a file beside it, which is not there and which nobody opens.
"""

from __future__ import annotations

from typing import Any

from onnx import TensorProto, helper

from tests.tools import ROOT

PATH = ROOT / "docs" / "resnet18.onnx"


def made() -> Any:
    """The model: a stem, four stages of two blocks, pooling and a dense layer."""
    nodes: list[Any] = []
    weights: list[Any] = []

    def add(kind: str, name: str, *inputs: str, **numbers: Any) -> str:
        nodes.append(helper.make_node(kind, inputs, [name], **numbers))
        return name

    def weight(name: str, *dims: int) -> str:
        held = TensorProto(name=name, dims=dims, data_type=TensorProto.FLOAT, data_location=TensorProto.EXTERNAL)
        held.external_data.add(key="location", value="resnet18.onnx.data")
        weights.append(held)
        return name

    def conv(name: str, below: str, inside: int, outside: int, kernel: int, stride: int) -> str:
        held, pad = weight(f"{name}.weight", outside, inside, kernel, kernel), kernel // 2
        return add("Conv", name, below, held, kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[pad] * 4)

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
    add("Gemm", "fc", last, weight("fc.weight", 512, 1000))
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, 224, 224])
    output = helper.make_tensor_value_info("fc", TensorProto.FLOAT, [1, 1000])
    graph = helper.make_graph(nodes, "ResNet-18", [image], [output], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


if __name__ == "__main__":
    PATH.write_bytes(made().SerializeToString(deterministic=True))
