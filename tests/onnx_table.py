"""One model for every operation that readers know, behind a convolution of a map of 4 channels, 6 by 8 samples.

Each is right, which is measured, or its axes end for the reason that is written here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.onnx_small import PAD1, ints, model, weight

SHAPE = (1, 4, 6, 8)
END = 2**63 - 1
POINTWISE = (
    "Relu LeakyRelu Sigmoid HardSigmoid HardSwish Tanh Erf Exp Sqrt Neg Abs Floor Reciprocal Softplus Identity Dropout"
    " Elu Selu Ceil Round Softsign Sin Mish"
)
"""Of one operand, without numbers."""


def one(value: float) -> Any:
    """A constant of one float."""
    return np.array(value, np.float32)


Row = tuple[list[Any], dict[str, Any]]
"""Steps from c, the convolution's map, on; constants."""

ROWS: dict[str, Row] = {
    "Clip": ([("Clip", "c lo", "y")], {"lo": one(-9)}),
    "Log": ([("Exp", "c", "a"), ("Log", "a", "y")], {}),
    "Pow": ([("Pow", "c p", "y")], {"p": one(3)}),
    "PRelu": ([("PRelu", "c p", "y")], {"p": weight(4, 1, 1)}),
    "Not": ([("Greater", "c p", "a"), ("Not", "a", "b"), ("Cast", "b", "y", {"to": 1})], {"p": one(0.1)}),
    "Cast": ([("Cast", "c", "a", {"to": 11}), ("Cast", "a", "y", {"to": 1})], {}),
    "BatchNormalization": ([("BatchNormalization", "c g g g g", "y")], {"g": weight(4)}),
    "LRN": ([("LRN", "c", "y", {"size": 3})], {}),
    "LayerNormalization": (
        [
            ("Transpose", "c", "a", {"perm": [0, 2, 3, 1]}), ("LayerNormalization", "a g", "y"),
        ], {"g": weight(4)},
    ),
    "Softmax": ([("Softmax", "c", "y", {"axis": 1})], {}),
    "ReduceMean": ([("ReduceMean", "c", "y", {"axes": [1], "keepdims": 0})], {}),
    "ReduceMax": ([("ReduceMax", "c", "y", {"axes": [1]})], {}),
    "ReduceMax of space": ([("ReduceMax", "c", "y", {"axes": [3]})], {}),
    "ReduceSum": ([("ReduceSum", "c p", "y")], {"p": ints(2)}),
    "ReduceMin": ([("ReduceMin", "c", "y", {"axes": [2], "keepdims": 0})], {}),
    "GlobalAveragePool": ([("GlobalAveragePool", "c", "y")], {}),
    "GlobalMaxPool": ([("GlobalMaxPool", "c", "y")], {}),
    "InstanceNormalization": ([("InstanceNormalization", "c g g", "y")], {"g": weight(4)}),
    "MatMul": (
        [("Transpose", "c", "a", {"perm": [0, 2, 3, 1]}), ("MatMul", "a m", "y")], {"m": weight(4, 5)},
    ),
    "MatMul of two maps": ([("Transpose", "c", "a", {"perm": [0, 1, 3, 2]}), ("MatMul", "c a", "y")], {}),
    "Gemm": ([("Flatten", "c", "a"), ("Gemm", "a m", "y")], {"m": weight(192, 3)}),
    "Einsum": ([("Einsum", "c m", "y", {"equation": "bchw,cd->bdhw"})], {"m": weight(4, 5)}),
    "Einsum of two maps": ([("Einsum", "c c", "y", {"equation": "bchw,bcgw->bhgw"})], {}),
    "ArgMax": ([("ArgMax", "c", "a", {"axis": 1}), ("Cast", "a", "y", {"to": 1})], {}),
    "Add": ([("Add", "c x", "y")], {}), "Sub": ([("Sub", "x c", "y")], {}), "Mul": ([("Mul", "c x", "y")], {}),
    "Div": ([("Exp", "x", "a"), ("Div", "c a", "y")], {}), "Sum": ([("Sum", "c x", "y")], {}),
    "Max": ([("Max", "c x", "y")], {}), "Min": ([("Min", "c x", "y")], {}), "Mean": ([("Mean", "c x", "y")], {}),
    "Concat": ([("Concat", "c x", "y", {"axis": 1})], {}),
    "gate": ([("GlobalAveragePool", "c", "a"), ("Sigmoid", "a", "b"), ("Mul", "c b", "y")], {}),
    "no gate": ([("Sigmoid", "c", "a"), ("Mul", "c a", "y")], {}),
    "Split": ([("Split", "c p", "a y", {"axis": 2})], {"p": ints(2, 4)}),
    "Split of channels": ([("Split", "c", "a y", {"axis": 1})], {}),
    "Slice": ([("Slice", "c s e a t", "y")], {"s": ints(1), "e": ints(END), "a": ints(-1), "t": ints(2)}),
    "Slice of channels, backwards": (
        [("Slice", "c s e a t", "y")], {"s": ints(-1), "e": ints(-(2**63)), "a": ints(1), "t": ints(-1)},
    ),
    "Gather": ([("Gather", "c p", "y", {"axis": 3})], {"p": ints(1, 3, 5)}),
    "Gather of channels": ([("Gather", "c p", "y", {"axis": 1})], {"p": ints(2, 0)}),
    "Transpose": ([("Transpose", "c", "y", {"perm": [0, 2, 3, 1]})], {}),
    "Squeeze": (
        [("ReduceMean", "c", "a", {"axes": [1]}), ("Squeeze", "a p", "y")], {"p": ints(1)},
    ),
    "Unsqueeze": ([("Unsqueeze", "c p", "y")], {"p": ints(2)}),
    "Reshape": ([("Reshape", "c p", "y")], {"p": ints(1, 2, 2, 6, 8)}),
    "Expand": (
        [("ReduceMean", "c", "a", {"axes": [1]}), ("Expand", "a p", "y")], {"p": ints(1, 5, 6, 8)},
    ),
    "Where": ([("Greater", "c p", "a"), ("Where", "a c x", "y")], {"p": one(0.1)}),
    "MaxPool": ([("MaxPool", "c", "y", {"kernel_shape": [3, 2], "strides": [2, 2], "ceil_mode": 1})], {}),
    "AveragePool": ([("AveragePool", "c", "y", {"kernel_shape": [3, 2], "auto_pad": "SAME_LOWER"})], {}),
    "LpPool": ([("LpPool", "c", "y", {"kernel_shape": [3, 3], "pads": [1, 0, 0, 1]})], {}),
    "Conv": ([("Conv", "c v", "y", {"auto_pad": "SAME_UPPER", "strides": [2, 3], "dilations": [1, 1]})],
             {"v": weight(2, 4, 2, 4)}),
    "ConvTranspose": (
        [("ConvTranspose", "c v", "y", {"strides": [2, 3], "output_shape": [13, 25]})], {"v": weight(4, 2, 3, 4)},
    ),
    "DepthToSpace": ([("DepthToSpace", "c", "y", {"blocksize": 2})], {}),
    "SpaceToDepth": ([("SpaceToDepth", "c", "y", {"blocksize": 2})], {}),
    "Pad": ([("Pad", "c p", "y", {"mode": "edge"})], {"p": ints(0, 0, 1, 2, 0, 0, 0, 3)}),
    "CenterCropPad": ([("CenterCropPad", "c p", "y", {"axes": [2, 3]})], {"p": ints(3, 11)}),
    "DynamicQuantizeLinear": (
        [("DynamicQuantizeLinear", "c", "q s z"), ("DequantizeLinear", "q s z", "y")], {},
    ),
    "ConvInteger": (
        [
            ("QuantizeLinear", "c s z", "q"), ("ConvInteger", "q v z", "a", {"strides": [2, 1]}),
            ("Cast", "a", "y", {"to": 1}),
        ], {"s": one(0.01), "z": np.array(128, np.uint8), "v": np.ones((2, 4, 3, 3), np.uint8)},
    ),
    "QLinearConv": (
        [
            ("QuantizeLinear", "c s z", "q"), ("QLinearConv", "q s z v s z s z", "a", {"pads": [1, 0, 0, 1]}),
            ("DequantizeLinear", "a s z", "y"),
        ], {"s": one(0.05), "z": np.array(128, np.uint8), "v": np.ones((2, 4, 3, 3), np.uint8)},
    ),
    "Shape, Size, Range, ConstantOfShape, Equal, Constant": (
        [
            ("Shape", "c", "s"), ("Gather", "s i", "n"), ("Size", "s", "four"), ("Range", "zero four one", "r"),
            ("ConstantOfShape", "s4", "ones", {}), ("Equal", "four four", "t"), ("Cast", "t", "t1", {"to": 7}),
            ("Add", "r t1", "r1"), ("Sub", "r1 t1", "p"), ("Concat", "n rest", "to", {"axis": 0}),
            ("Reshape", "c to", "a"), ("Reshape", "a s", "b"), ("Transpose", "b", "y", {"perm": [0, 1, 2, 3]}),
        ],
        {"i": ints(0), "zero": np.array(0), "one": np.array(1), "s4": ints(4), "rest": ints(2, 2, 6, 8)},
    ),
    "Resize": (
        [("Resize", "c none none p", "y", {"mode": "linear", "coordinate_transformation_mode": "align_corners"})],
        {"p": ints(1, 4, 11, 3)},
    ),
    "ScatterND, ScatterElements of constants": (
        [
            ("ScatterND", "m i u", "a"), ("ScatterElements", "a j t", "b", {"axis": 3}), ("Add", "c b", "y"),
        ],
        {
            "m": weight(1, 4, 6, 8), "i": ints(0, 1, 2, 3).reshape(1, 4), "u": weight(1),
            "j": ints(5).reshape(1, 1, 1, 1), "t": weight(1, 1, 1, 1),
        },
    ),
    "GatherND, GatherElements of constants": (
        [
            ("GatherND", "m i", "a"), ("GatherElements", "m j", "b", {"axis": 2}), ("Add", "c a", "d"),
            ("Mul", "d b", "y"),
        ],
        {"m": weight(2, 4, 6, 8), "i": ints(1).reshape(1, 1), "j": np.zeros((1, 1, 6, 8), np.int64)},
    ),
    "Tile": ([("Tile", "c p", "y")], {"p": ints(1, 3, 1, 1)}),
    "TopK": ([("TopK", "c p", "y i", {"axis": 1})], {"p": ints(2)}),
}  # fmt: skip

RESIZED = ("nearest", "linear", "cubic")
RULES = ("half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel", "half_pixel_symmetric")

ENDS: dict[str, tuple[Row, str]] = {
    "LSTM": (
        (
            [
                ("Transpose", "c", "a", {"perm": [3, 0, 1, 2]}), ("Reshape", "a p", "b"),
                ("LSTM", "b v u", "y", {"hidden_size": 2}),
            ], {"p": ints(8, 1, 24), "v": weight(1, 8, 24), "u": weight(1, 8, 2)},
        ), "recurrent",
    ),
    "CumSum": (([("CumSum", "c p", "y")], {"p": np.array(3)}), "recurrent"),
    "Slice backwards": (
        ([("Slice", "c s e a t", "y")], {"s": ints(-1), "e": ints(-(2**63)), "a": ints(3), "t": ints(-1)}),
        "reverses",
    ),
    "GridSample": (([("GridSample", "c p", "y")], {"p": weight(1, 3, 3, 2)}), "depends on the data"),
    "ScatterND": (
        ([("ScatterND", "c i u", "y")], {"i": ints(0, 0, 0, 0).reshape(1, 4), "u": weight(1)}), "depends on the data",
    ),
    "ScatterElements": (
        ([("ScatterElements", "v i c", "y")], {"v": weight(1, 4, 6, 8), "i": np.zeros((1, 4, 6, 8), np.int64)}),
        "depends on the data",
    ),
    "GatherElements": (
        ([("GatherElements", "c i", "y", {"axis": 3})], {"i": np.zeros((1, 4, 6, 8), np.int64)}), "depends on the data",
    ),
    "GatherND": (([("GatherND", "c i", "y")], {"i": ints(0, 0).reshape(1, 2)}), "depends on the data"),
    "an embedding": (
        ([("Cast", "c", "i", {"to": 7}), ("Gather", "v i", "y")], {"v": weight(9, 2)}), "depends on the data",
    ),
    "a merged map": (([("Reshape", "c p", "a"), ("Relu", "a", "y")], {"p": ints(1, 4, 48)}), "one dimension with"),
    "dealt out anew": (([("Reshape", "c p", "y")], {"p": ints(1, 4, 16, 3)}), "deals the samples out anew"),
    "another domain": (([("Relu", "c", "y", {"domain": "com.microsoft"})], {}), "not known (domain com.microsoft)"),
    "a dilated pool, auto_pad": (
        ([("MaxPool", "c", "y", {"kernel_shape": [3, 3], "dilations": [2, 2], "auto_pad": "SAME_UPPER"})], {}),
        "auto_pad of a pooling",
    ),
    "Resize, antialiased": (
        ([("Resize", "c none none p", "y", {"mode": "linear", "antialias": 1})], {"p": ints(1, 4, 4, 3)}),
        "with antialiasing",
    ),
    "Resize by a region": (
        (
            [
                ("Resize", "c r none p", "y",
                 {"mode": "linear", "coordinate_transformation_mode": "tf_crop_and_resize"}),
            ], {"p": ints(1, 4, 3, 3), "r": np.array([0, 0, 0, 0, 1, 1, 1, 1], np.float32)},
        ), "tf_crop_and_resize is not modelled",
    ),
    "more than windows reach": (
        ([("ConvTranspose", "c v", "y", {"output_shape": [9, 10]})], {"v": weight(4, 1, 3, 3)}), "leave gaps",
    ),
    "Resize along the last dimension": (
        (
            [("Resize", "c none none p", "y", {"keep_aspect_ratio_policy": "not_larger", "axes": [-1]})],
            {"p": ints(5)},
        ), "counted from the last",
    ),
    "Resize that rounds a size up": (
        (
            [("Resize", "c none none p", "y", {"keep_aspect_ratio_policy": "not_larger", "axes": [2, 3]})],
            {"p": ints(30, 13)},
        ), "rounds one up",
    ),
}  # fmt: skip
"""What is not followed, and a part of the reason."""


def made(row: Row, opset: int = 19) -> Any:
    """The model: a convolution that keeps the size, then these steps."""
    steps, constants = row
    found = model(SHAPE, [("Conv", "x w", "c", PAD1), *steps], {"w": weight(4, 4, 3, 3), **constants}, opset)
    for node in found.graph.node:
        node.input[:] = ["" if name == "none" else name for name in node.input]
    return found


def followed() -> Iterator[tuple[str, Any]]:
    """Every model whose output is right."""
    for kind in POINTWISE.split():
        yield kind, made(([(kind, "c", "y")], {}))
    for name, row in ROWS.items():
        yield name, made(row, 17 if name.startswith("Reduce") or name in ("Squeeze", "Expand") else 19)
    yield "ReduceMean of space, in an input", made(([("ReduceMean", "c p", "y")], {"p": ints(3)}))
    for mode in RESIZED:
        for rule in RULES:
            how = {"mode": mode, "coordinate_transformation_mode": rule}
            yield f"Resize {mode} {rule}", made(([("Resize", "c none none p", "y", how)], {"p": ints(1, 4, 9, 5)}))
    for policy, sizes in (("not_larger", (9, 40)), ("not_smaller", (9, 5)), ("not_larger", (40, 11))):
        how = {"mode": "nearest", "keep_aspect_ratio_policy": policy, "axes": [2, 3]}
        yield f"Resize {policy} {sizes}", made(([("Resize", "c none none p", "y", how)], {"p": ints(*sizes)}))
    for mode in ("constant", "reflect", "wrap"):
        pads = {"p": ints(0, 0, 1, 2, 0, 0, 0, 3)}
        yield f"Pad {mode}", made(([("Pad", "c p", "y", {"mode": mode})], pads))
    yield "Gelu", made(([("Gelu", "c", "y")], {}), 20)
    groups = [("GroupNormalization", "c g g", "y", {"num_groups": 2})]
    yield "GroupNormalization", made((groups, {"g": weight(2)}), 18)
    constant = [("Constant", "", "p", {"value_ints": [1, 2, 2, 6, 8]}), ("Reshape", "c p", "y")]
    yield "Constant", made((constant, {}))
    yield "Upsample", made(([("Upsample", "c p", "y")], {"p": np.array([1, 1, 2, 3], np.float32)}), 9)
    yield "Softmax of old", made(([("Softmax", "c", "y", {"axis": 1})], {}), 11)
    yield "Pad of old", made(([("Pad", "c", "y", {"pads": [0, 0, 1, 2, 0, 0, 0, 3]})], {}), 9)
    yield "Slice of old", made(([("Slice", "c", "y", {"starts": [1], "ends": [-1], "axes": [2]})], {}), 9)
