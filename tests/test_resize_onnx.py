"""Resizing and borders against ONNX's own reference operators: which samples move an output, one at a time."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from symrf.layers import Conv, Upsample
from symrf.oracle import output_size, reads

onnx = pytest.importorskip("onnx", reason="onnx is not installed; pip install 'symrf[onnx]'")
SCALES = [Fraction(1, 2), Fraction(3, 4), Fraction(5, 4), Fraction(3, 2), 2, 3]
"""Exact in binary, as the operator's scales are floats."""
RULES = ["half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel"]
ROUNDINGS = {"floor": "floor", "ceil": "ceil", "prefer_floor": "round_prefer_floor", "prefer_ceil": "round_prefer_ceil"}
BORDERS = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def moved(node: Any, n: int, constants: dict[str, Any]) -> list[set[int]]:
    """For each output of the operator the inputs that change it."""
    import numpy
    from onnx import TensorProto, helper
    from onnx.reference import ReferenceEvaluator

    x = helper.make_tensor_value_info("x", TensorProto.DOUBLE, [1, 1, n])
    y = helper.make_tensor_value_info("y", TensorProto.DOUBLE, None)
    held = [onnx.numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph([node], "g", [x], [y], held)
    run = ReferenceEvaluator(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 19)]))
    every = numpy.stack([run.run(None, {"x": row.reshape(1, 1, n)})[0].reshape(-1) for row in numpy.eye(n)])
    return [{int(t) for t in numpy.nonzero(abs(column) > 1e-9)[0]} for column in every.T]


def resized(layer: Upsample, n: int) -> list[set[int]]:
    import numpy
    from onnx import helper

    node = helper.make_node(
        "Resize", ["x", "", "scales"], ["y"], mode=layer.mode, coordinate_transformation_mode=layer.rule,
        nearest_mode=ROUNDINGS[layer.round],
    )  # fmt: skip
    return moved(node, n, {"scales": numpy.array([1, 1, float(layer.factor)], numpy.float32)})


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("mode", ["nearest", "linear", "cubic"])
def test_resizing_reads_what_onnx_reads(mode: str, rule: str) -> None:
    compared = 0
    for factor, n, rounding in product(SCALES, (2, 4, 5, 8), ROUNDINGS if mode == "nearest" else ["floor"]):
        if rule in ("align_corners", "pytorch_half_pixel") and Fraction(factor * n).denominator > 1:
            continue  # the reference takes factor n, and not the number of outputs, for the length of the output
        layer = Upsample(factor, mode, rule, rounding)
        if rule == "pytorch_half_pixel" and factor * n == 1:
            continue  # the reference puts a single output at -1/2, the operator's description at 0
        read = resized(layer, n)
        assert len(read) == output_size(layer, n)
        for y, samples in enumerate(read):
            assert samples == reads(layer, y, n, in_bounds=True), (layer, n, y)
            compared += 1
    assert compared > 80


@pytest.mark.parametrize("border", BORDERS)
def test_borders_are_those_of_onnx(border: str) -> None:
    import numpy
    from onnx import helper

    for n, left, right in product((4, 5, 7), (0, 1, 3), (0, 2, 3)):
        node = helper.make_node("Pad", ["x", "pads"], ["y"], mode=BORDERS[border])
        padded = moved(node, n, {"pads": numpy.array([0, 0, left, 0, 0, right], numpy.int64)})
        layer = Conv(3, dilation=2, padding=(left, right), border=border)
        for y in range(output_size(layer, n)):
            assert reads(layer, y, n, in_bounds=True) == padded[y] | padded[y + 2] | padded[y + 4]
