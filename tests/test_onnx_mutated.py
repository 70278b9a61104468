"""A few changed files of models; python -m tests.mutated_models tries thousands."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("onnx", reason="onnx is not installed; pip install 'symrf[onnx]'")

import symrf
from symrf.errors import SymrfError
from tests import mutated_models
from tests.tools import ROOT


@pytest.mark.parametrize(("kind", "count"), [("onnx", "120"), ("json", "40"), ("cfg", "300")])
def test_a_changed_file_is_an_answer_or_one_line(kind: str, count: str) -> None:
    """In a process of its own, as what watches the files that are opened cannot be taken away again."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.mutated_models", count, "5", kind],
        cwd=ROOT, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-300:]
    assert "an answer" in done.stdout
    assert "one line" in done.stdout


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
