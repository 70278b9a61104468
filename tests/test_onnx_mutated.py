"""A few changed files of models; python -m tests.mutated_models tries thousands."""

import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("onnx", reason="onnx is not installed; pip install 'symrf[onnx]'")

from onnx import TensorProto, helper

import symrf
from symrf.errors import SymrfError
from tests import mutated_models
from tests.tools import ROOT

EVERY = """
from tests.mutated_models import run
for kind, count in {"onnx": 40, "json": 15, "cfg": 60}.items():
    print(kind, sorted(run(count, 5, kind)))
"""


def test_a_changed_file_is_an_answer_or_one_line() -> None:
    """In a process of its own, as what watches the files that are opened cannot be taken away again."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", EVERY],
        cwd=ROOT, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-300:]
    assert done.stdout.splitlines() == [f"{kind} ['an answer', 'one line']" for kind in mutated_models.KINDS]


@pytest.mark.parametrize("wrong", [ZeroDivisionError("x"), SymrfError("two\nlines")])
def test_what_must_not_happen_is_seen(monkeypatch: pytest.MonkeyPatch, wrong: Exception) -> None:
    def fail(source: object) -> None:
        raise wrong

    monkeypatch.setattr(mutated_models.symrf, "read", fail)
    with pytest.raises(RuntimeError, match="file 0 of seed 0"):
        mutated_models.run(1)


def test_another_file_that_is_opened_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def peek(source: object) -> None:
        with open(ROOT / "pyproject.toml", encoding="utf-8"):
            raise SymrfError("nothing to read")

    monkeypatch.setattr(mutated_models.symrf, "read", peek)
    with pytest.raises(RuntimeError, match="opened"):
        mutated_models.run(1)


def test_graphs_within_graphs(tmp_path: Path) -> None:
    nested = b""
    file = tmp_path / "deep.onnx"
    for _ in range(60):  # graph { node { attribute { g { … } type: GRAPH } } }
        attribute = _field(1, b"then_branch") + _field(6, nested) + b"\xa0\x01\x05"
        nested = _field(1, _field(2, b"y") + _field(4, b"If") + _field(5, attribute))
    file.write_bytes(_field(7, nested))
    with pytest.raises(SymrfError) as caught:
        symrf.read(str(file))
    assert "\n" not in str(caught.value)


def _field(number: int, content: bytes) -> bytes:
    """One field of a protobuf message that holds bytes."""
    size, length = len(content), b""
    while True:
        size, low = size >> 7, size & 127
        length += bytes([low | (128 if size else 0)])
        if not size:
            return bytes([number << 3 | 2]) + length + content


def _doubling() -> Any:
    """Functions that call another twice, 40 deep."""
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("local", 1)]
    model = _model([helper.make_node("F0", ["x"], ["y"], domain="local")])
    for i in range(40):
        nodes = [helper.make_node(f"F{i + 1}", [a], [b], domain="local") for a, b in (("a", "t"), ("t", "b"))]
        model.functions.append(helper.make_function("local", f"F{i}", ["a"], ["b"], nodes, opsets))
    model.opset_import.append(opsets[1])
    return model


def _shapes(*kinds: str) -> list[Any]:
    """A shape that is worked out from the input's again and again."""
    nodes = [helper.make_node("Relu", ["x"], ["y"]), helper.make_node("Shape", ["y"], ["s0"])]
    for i in range(60):
        names = [f"s{i}", *(f"t{i}" for _ in kinds[1:]), f"s{i + 1}"]
        nodes += [
            helper.make_node(kind, [names[j], "two" if kind == "Div" else f"s{i}"], [names[j + 1]])
            for j, kind in enumerate(kinds)
        ]
    return [*nodes, helper.make_node("Reshape", ["y", "s60"], ["z"])]


def _model(nodes: list[Any], shape: Sequence[int | str] = (1, 1, "n")) -> Any:
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    held = [helper.make_tensor("two", TensorProto.INT64, [], [2]), helper.make_tensor("w", 1, [1, 1, 3], [1.0] * 3)]
    return helper.make_model(helper.make_graph(nodes, "g", [x], [y], held), opset_imports=[helper.make_opsetid("", 17)])


def _larger() -> list[Any]:
    """3²⁴ features."""
    names = ["x", *(f"x{i}" for i in range(23)), "y"]
    return [helper.make_node("ConvTranspose", [a, "w"], [b], strides=[3]) for a, b in pairwise(names)]


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (_doubling(), "operations; the most is"),
        (_model([helper.make_node("Relu", ["x"], ["y"])], [2] * 3000), "3000 dimensions"),
        (_model(_shapes("Mul")), "an answer"),
        (_model(_shapes("Div", "Mul")), "an answer"),
        (_model(_larger(), (1, 1, 20)), "an answer"),
    ],
    ids=["functions", "dimensions", "powers", "floors", "features"],
)
def test_a_small_file_that_asks_for_much(model: Any, said: str, tmp_path: Path) -> None:
    file = tmp_path / "model.onnx"
    file.write_bytes(model.SerializeToString())
    if mutated_models.outcome(str(file)) == "an answer":
        assert said == "an answer"
    else:
        with pytest.raises(SymrfError, match=said):
            symrf.read(file)
