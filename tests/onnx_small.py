"""Small ONNX models written in a few lines, each a trap for a reader: name -> model and its input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

Step = tuple[Any, ...]
"""An operation: its kind, its inputs, its output, and its attributes."""


def model(
    shape: Sequence[Any], steps: Sequence[Step], constants: Mapping[str, Any] | None = None, opset: int = 17
) -> Any:
    """A model of one input x whose output is that of the last step."""
    held = [numpy_helper.from_array(np.asarray(value), name) for name, value in (constants or {}).items()]
    nodes = []
    for kind, inputs, output, *attributes in steps:
        given = dict(attributes[0]) if attributes else {}
        outputs = output.split()
        nodes.append(helper.make_node(kind, inputs.split(), outputs, **given))
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, list(shape))
    last = helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.FLOAT, None)
    graph = helper.make_graph(nodes, "small", [x], [last], held)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)


def weight(*shape: int) -> Any:
    """Numbers for a weight, none of them 0."""
    return np.random.default_rng(3).uniform(0.5, 1.5, shape).astype(np.float32)


def ints(*values: int) -> Any:
    """A constant of whole numbers."""
    return np.array(values, np.int64)


PAD1 = {"pads": [1, 1, 1, 1]}

SMALL: dict[str, tuple[Any, tuple[int, ...]]] = {
    "channel shuffle": (
        model(
            (1, 4, 6, 6),
            [
                ("Reshape", "x s", "a"), ("Transpose", "a", "b", {"perm": [0, 2, 1, 3, 4]}), ("Reshape", "b t", "c"),
                ("Conv", "c w", "y", PAD1),
            ],
            {"s": ints(1, 2, 2, 6, 6), "t": ints(1, 4, 6, 6), "w": weight(3, 4, 3, 3)},
        ),
        (1, 4, 6, 6),
    ),
    "focus slices": (
        model(
            (1, 1, 8, 8),
            [
                ("Slice", "x s00 e ax st", "a"), ("Slice", "x s10 e ax st", "b"), ("Slice", "x s01 e ax st", "c"),
                ("Slice", "x s11 e ax st", "d"), ("Concat", "a b c d", "f", {"axis": 1}), ("Conv", "f w", "y", PAD1),
            ],
            {
                "s00": ints(0, 0), "s10": ints(1, 0), "s01": ints(0, 1), "s11": ints(1, 1),
                "e": ints(2**63 - 1, 2**63 - 1), "ax": ints(2, 3), "st": ints(2, 2), "w": weight(2, 4, 3, 3),
            },
        ),
        (1, 1, 8, 8),
    ),
    "space to depth by hand": (
        model(
            (1, 2, 6, 6),
            [
                ("Reshape", "x s", "a"), ("Transpose", "a", "b", {"perm": [0, 1, 3, 5, 2, 4]}),
                ("Reshape", "b t", "c"), ("Conv", "c w", "y", PAD1),
            ],
            {"s": ints(1, 2, 3, 2, 3, 2), "t": ints(1, 8, 3, 3), "w": weight(2, 8, 3, 3)},
        ),
        (1, 2, 6, 6),
    ),
    "depth to space by hand": (
        model(
            (1, 4, 3, 3),
            [
                ("Conv", "x w", "p"), ("Reshape", "p s", "a"), ("Transpose", "a", "b", {"perm": [0, 1, 4, 2, 5, 3]}),
                ("Reshape", "b t", "c"), ("Conv", "c v", "y", PAD1),
            ],
            {
                "s": ints(1, 1, 2, 2, 3, 3), "t": ints(1, 1, 6, 6), "w": weight(4, 4, 1, 1), "v": weight(2, 1, 3, 3),
            },
        ),
        (1, 4, 3, 3),
    ),
    "depth to space at the end": (
        model(
            (1, 4, 3, 3),
            [
                ("Conv", "x w", "p", PAD1), ("Reshape", "p s", "a"),
                ("Transpose", "a", "b", {"perm": [0, 1, 4, 2, 5, 3]}), ("Reshape", "b t", "y"),
            ],
            {"s": ints(1, 1, 2, 2, 3, 3), "t": ints(1, 1, 6, 6), "w": weight(4, 4, 3, 3)},
        ),
        (1, 4, 3, 3),
    ),
    "circular padding": (
        model(
            (1, 2, 9),
            [
                ("Slice", "x s2 e ax", "a"), ("Slice", "x z o ax", "b"), ("Concat", "a x b", "c", {"axis": 2}),
                ("Conv", "c w", "y"),
            ],
            {"s2": ints(-2), "e": ints(2**63 - 1), "z": ints(0), "o": ints(1), "ax": ints(2), "w": weight(2, 2, 4)},
        ),
        (1, 2, 9),
    ),
    "a roll": (
        model(
            (1, 2, 9),
            [
                ("Conv", "x v", "h"), ("Slice", "h t e ax", "a"), ("Slice", "h z t ax", "b"),
                ("Concat", "a b", "c", {"axis": -1}), ("Conv", "c w", "y"),
            ],
            {
                "t": ints(3), "e": ints(2**63 - 1), "z": ints(0), "ax": ints(2), "w": weight(2, 2, 2),
                "v": weight(2, 2, 1),
            },
        ),
        (1, 2, 9),
    ),
    "reflection": (
        model(
            (1, 1, 7), [("Pad", "x p", "a", {"mode": "reflect"}), ("Conv", "a w", "y")],
            {"p": ints(0, 0, 2, 0, 0, 1), "w": weight(1, 1, 3)},
        ),
        (1, 1, 7),
    ),
    "squeeze and excite": (
        model(
            (1, 2, 5, 5),
            [
                ("Conv", "x w", "c", PAD1), ("GlobalAveragePool", "c", "g"), ("Conv", "g v", "e"),
                ("Sigmoid", "e", "s"), ("Mul", "c s", "m"), ("Conv", "m w", "y"),
            ],
            {"w": weight(2, 2, 3, 3), "v": weight(2, 2, 1, 1)},
        ),
        (1, 2, 5, 5),
    ),
    "a mean over one axis": (
        model(
            (1, 2, 5, 6),
            [
                ("Conv", "x w", "c", PAD1), ("ReduceMean", "c", "g", {"axes": [3], "keepdims": 1}),
                ("Mul", "c g", "m"), ("Conv", "m w", "y"),
            ],
            {"w": weight(2, 2, 3, 3)},
        ),
        (1, 2, 5, 6),
    ),
    "channels last": (
        model(
            (1, 6, 3, 2),
            [
                ("Transpose", "x", "a", {"perm": [0, 3, 1, 2]}), ("Conv", "a w", "b", PAD1),
                ("Transpose", "b", "y", {"perm": [0, 2, 3, 1]}),
            ],
            {"w": weight(3, 2, 3, 3)},
        ),
        (1, 6, 3, 2),
    ),
    "a dense layer on the last dimension": (
        model(
            (1, 3, 5, 5),
            [
                ("Conv", "x w", "c"), ("Transpose", "c", "t", {"perm": [0, 2, 3, 1]}), ("MatMul", "t m", "d"),
                ("Transpose", "d", "u", {"perm": [0, 3, 1, 2]}), ("Add", "u x", "y"),
            ],
            {"w": weight(3, 3, 1, 1), "m": weight(3, 3)},
        ),
        (1, 3, 5, 5),
    ),
    "attention within windows": (
        model(
            (1, 2, 4, 6),
            [
                ("Conv", "x w", "c"), ("Reshape", "c s", "a"), ("Transpose", "a", "b", {"perm": [0, 2, 4, 3, 5, 1]}),
                ("Reshape", "b t", "q"), ("Transpose", "q", "k", {"perm": [0, 2, 1]}), ("MatMul", "q k", "l"),
                ("Softmax", "l", "p", {"axis": -1}), ("MatMul", "p q", "o"), ("Reshape", "o u", "d"),
                ("Transpose", "d", "e", {"perm": [0, 5, 1, 3, 2, 4]}), ("Reshape", "e v", "y"),
            ],
            {
                "w": weight(2, 2, 1, 1), "s": ints(1, 2, 2, 2, 3, 2), "t": ints(6, 4, 2), "u": ints(1, 2, 3, 2, 2, 2),
                "v": ints(1, 2, 4, 6),
            },
        ),
        (1, 2, 4, 6),
    ),
    "attention on all of the map": (
        model(
            (1, 2, 3, 4),
            [
                ("Conv", "x w", "c", PAD1), ("Reshape", "c s", "f"), ("Transpose", "f", "q", {"perm": [0, 2, 1]}),
                ("MatMul", "q f", "l"), ("Softmax", "l", "p", {"axis": -1}), ("MatMul", "p q", "o"),
                ("Transpose", "o", "d", {"perm": [0, 2, 1]}), ("Reshape", "d t", "y"),
            ],
            {"w": weight(2, 2, 3, 3), "s": ints(1, 2, 12), "t": ints(1, 2, 3, 4)},
        ),
        (1, 2, 3, 4),
    ),
    "sound without channels": (
        model(
            (1, 12), [("Unsqueeze", "x ax", "a"), ("Conv", "a w", "y", {"strides": [2]})],
            {"ax": ints(1), "w": weight(2, 1, 3)},
        ),
        (1, 12),
    ),
    "one axis ends in a dense layer": (
        model(
            (1, 2, 4, 7),
            [
                ("Conv", "x w", "c", PAD1), ("Reshape", "c s", "a"), ("Transpose", "a", "b", {"perm": [0, 2, 1]}),
                ("MatMul", "b m", "y"),
            ],
            {"w": weight(2, 2, 3, 3), "s": ints(1, 8, 7), "m": weight(8, 5)},
        ),
        (1, 2, 4, 7),
    ),
    "a size worked out": (
        model(
            (1, 2, 5, 6),
            [
                ("Conv", "x w", "c", {"strides": [2, 2]}), ("Shape", "x", "sx"), ("Slice", "sx two four", "hw"),
                ("Shape", "c", "sc"), ("Slice", "sc zero two", "nc"), ("Concat", "nc hw", "to", {"axis": 0}),
                (
                    "Resize", "c '' '' to".replace("''", "none"), "u",
                    {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"},
                ),
                ("Add", "u x", "y"),
            ],
            {"w": weight(2, 2, 3, 3), "zero": ints(0), "two": ints(2), "four": ints(4)},
        ),
        (1, 2, 5, 6),
    ),
    "a flattened map": (
        model(
            (1, 2, 4, 4), [("Conv", "x w", "c"), ("Flatten", "c", "f"), ("Gemm", "f m", "y")],
            {"w": weight(2, 2, 3, 3), "m": weight(8, 3)},
        ),
        (1, 2, 4, 4),
    ),
}  # fmt: skip
for _model, _ in SMALL.values():
    for _node in _model.graph.node:
        _node.input[:] = ["" if name == "none" else name for name in _node.input]


def inputs(shape: Sequence[int]) -> list[Any]:
    """What a case of onnx_cases is judged on."""
    return [np.random.default_rng(5).normal(0, 1, shape).astype(np.float32)]


def saved(made: Any, path: Any) -> str:
    """The model in a file."""
    onnx.save(made, str(path))
    return str(path)
