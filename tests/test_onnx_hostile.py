"""Hostile ONNX graphs, each a way to be read wrong: what is said of them is so, or there is a frontier."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

pytest.importorskip("onnx", reason="onnx is not installed; pip install 'symrf[onnx]'")
pytest.importorskip("onnxruntime", reason="onnxruntime is not installed; pip install onnxruntime")

from onnx import TensorProto, helper

import symrf
from symrf.errors import SymrfError
from tests import onnx_cases, random_onnx
from tests.onnx_small import PAD1, inputs, ints, model, weight
from tests.tools import some

W = {"w": weight(2, 2, 3, 3)}
CONV = ("Conv", "x w", "c", PAD1)
BACKWARD = {"start": ints(-1, 1), "stop": ints(-9, 6), "ax": ints(3, 2), "step": ints(-2, 1)}


def branch(*nodes: Any) -> Any:
    """A graph within a node, whose output is that of its last node."""
    made = helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.FLOAT, None)
    return helper.make_graph(list(nodes), "branch", [], [made])


def either(*nodes: Any) -> dict[str, Any]:
    """The attributes of an If, both branches alike."""
    return {"then_branch": branch(*nodes), "else_branch": branch(*nodes)}


KERNEL = either(
    helper.make_node("ReduceMean", ["c"], ["mean"], keepdims=0), helper.make_node("Mul", ["mean", "v"], ["weight"])
)

HOSTILE: dict[str, tuple[str, Any]] = {
    "one row": (
        "right", model((1, 2, 6, 5), [CONV, ("Gather", "c one", "y", {"axis": 2})], {**W, "one": np.array(4)}),
    ),
    "a grid of rows": (
        "refused",
        model((1, 2, 6, 5), [CONV, ("Gather", "c i", "y", {"axis": 2})], {**W, "i": np.array([[0, 1], [1, 2]])}),
    ),
    "backward along one axis, a crop along the other": (
        "refused", model((1, 2, 6, 5), [CONV, ("Slice", "c start stop ax step", "y")], {**W, **BACKWARD}),
    ),
    "channels backward": (
        "right",
        model(
            (1, 2, 6, 5), [CONV, ("Slice", "c s e ax st", "d"), ("Concat", "d x", "y", {"axis": 1})],
            {**W, "s": ints(9), "e": ints(-9), "ax": ints(1), "st": ints(-1)},
        ),
    ),
    "a dense layer along the columns, beside its map": (
        "right",
        model((1, 2, 6, 4), [("MatMul", "x m", "d"), ("Concat", "x d", "y", {"axis": 1})], {"m": weight(4, 4)}),
    ),
    "some columns of a product": (
        "right",
        model(
            (1, 2, 6),
            [("Transpose", "x", "t", {"perm": [0, 2, 1]}), ("MatMul", "t x", "p"), ("Gather", "p i", "y", {"axis": 2})],
            {"i": ints(1, 4)},
        ),
    ),
    "rounded up before version 11": (
        "right", model((1, 2, 6, 8), [("Resize", "x s", "y")], {"s": np.array([1, 1, 0.75, 0.4], np.float32)}, 10),
    ),
    "the means of a normalisation": (
        "right", model((1, 2, 6, 5), [("LayerNormalization", "x s", "n m v"), ("Relu", "m", "y")], {"s": weight(5)}),
    ),
    "a weight that a branch makes of the map": (
        "refused",
        model(
            (1, 2, 6, 5), [CONV, ("If", "yes", "k", KERNEL), ("Conv", "x k", "y", {"kernel_shape": [1, 1]})],
            {**W, "yes": np.array(True), "v": weight(1, 2, 1, 1)},
        ),
    ),
    "a branch that takes the map from outside": (
        "refused",
        model(
            (1, 2, 6, 5),
            [CONV, ("If", "yes", "b", either(helper.make_node("Neg", ["c"], ["n"]))), ("Add", "b c", "y")],
            {**W, "yes": np.array(True)},
        ),
    ),
    "gaps that auto_pad fills or not": (
        "refused",
        model(
            (1, 2, 6, 5), [("ConvTranspose", "x k", "y", {"strides": [3, 2], "auto_pad": "SAME_UPPER"})],
            {"k": weight(2, 1, 2, 3)},
        ),
    ),
    "a circle around what is left": (
        "right",
        model((1, 2, 6, 5), [CONV, ("Pad", "c p", "y", {"mode": "wrap"})], {**W, "p": ints(0, 0, -2, 1, 0, 0, 3, -2)}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_said_is_so(name: str) -> None:
    expected, made = HOSTILE[name]
    shape = [dim.dim_value for dim in made.graph.input[0].type.tensor_type.shape.dim]
    verdict, why = onnx_cases.judged(made, inputs(shape))
    assert verdict == expected, why


@pytest.mark.parametrize("seed", some([1, 38, 54, 74, *range(100, 130)], 7))
def test_no_random_graph_is_read_wrong(seed: int) -> None:
    verdicts = list(random_onnx.judged(seed))
    assert [why for verdict, why, _ in verdicts if verdict == "wrong"] == []
    assert verdicts


def test_an_axis_goes_on_beside_one_that_ends() -> None:
    rows, backward = (symrf.derive(symrf.read(HOSTILE[name][1])) for name in ("a grid of rows", list(HOSTILE)[2]))
    assert (rows["y"]["w"].size, rows["y"]["h"].status) == (3, "unsupported")
    assert (backward["y"]["h"].output_size, backward["y"]["w"].status) == (5, "unsupported")
    assert [len(found.network.layout["y"]) for found in (rows, backward)] == [5, 4]  # type: ignore[attr-defined]


def test_what_lies_behind_a_frontier_is_never_another_node() -> None:
    """Where the frontier of one axis runs through a node that goes on along the other."""
    steps = [
        CONV, ("Slice", "c far near rows back", "a"), ("NoSuchOp", "a", "behind"),
        ("Slice", "c far near columns back", "b"), ("Add", "a b", "both"),
    ]  # fmt: skip
    held = {**W, "far": ints(9), "near": ints(-9), "rows": ints(2), "columns": ints(3), "back": ints(-1)}
    network = symrf.read(model((1, 2, 6, 5), steps, held))
    for name, said in (("behind", "operation is not known"), ("both", "no axis goes on in all that it joins")):
        with pytest.raises(SymrfError, match=f"'{name}' lies (at|behind) the frontier: .*{said}"):
            network.node(name)


def test_neighbouring_channels_that_are_an_axis() -> None:
    steps = [CONV, ("Transpose", "c", "t", {"perm": [0, 2, 1, 3]}), ("LRN", "t", "y", {"size": 4})]
    field = symrf.derive(symrf.read(model((1, 2, 6, 5), steps, W))).output
    assert (field["h"].size, field["h"].left, field["w"].size) == (6, -2, 3)


def test_the_means_of_a_normalisation_while_training() -> None:
    steps = [CONV, ("BatchNormalization", "c s s s s", "n m v", {"training_mode": 1}), ("Relu", "n", "y")]
    found = symrf.derive(symrf.read(model((1, 2, 6, 5), steps, {**W, "s": weight(2)})))
    assert [found[name]["h"].status for name in ("n", "m")] == ["whole-input"] * 2
    assert found.network.layout["m"] == ("",)  # type: ignore[attr-defined]


def test_a_name_of_two_operations_is_the_name_of_neither() -> None:
    made = model((1, 2, 6, 5), [CONV, ("Relu", "c", "r"), ("MaxPool", "r", "y", {"kernel_shape": [2, 2]})], W)
    for i, name in enumerate(("twice", "once", "twice")):
        made.graph.node[i].name = name
    network = symrf.read(made)
    assert network.node("once").name == "r"
    with pytest.raises(SymrfError, match=r"no node 'twice'.*nodes: c, r, y"):
        network.node("twice")
