"""symrf conformance and symrf vectors: tables, records, exit codes, and nothing imported without trust."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from symrf.cli import run
from symrf.readers import read
from symrf.testing.drawn.capabilities import NAMES
from symrf.testing.truth import Truth
from tests.tools import junit

MODULE = """
print("imported")

def ignores_dilation(layers):
    size = jump = 1
    for k, s, p, d in layers:
        size, jump = size + (k - 1) * jump, jump * s
    return size

def nothing(layers):
    raise NotImplementedError

def right(layers):
    jump = 1
    for k, s, p in layers:
        jump *= s
    return jump
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "mine_to_test.py").write_text(MODULE)
    (tmp_path / "script_to_test.py").write_text("raise SystemExit(0)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    return "mine_to_test"


WRONG = ["--adapter", "kspd:r", "--trust", "--examples", "10"]
FEW = [*WRONG, "--supports", "sizes,dilation"]


def test_a_table_and_1_where_something_is_wrong(module: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["conformance", f"{module}:ignores_dilation", *WRONG]) == 1
    out = capsys.readouterr().out
    assert "dilation             wrong        size on 10 of 10 networks" in out
    assert "agrees with dilation-ignored on all 10 networks" in out
    assert "size: refuted at depth 1" in out


def test_2_where_nothing_could_be_compared(module: str, capsys: pytest.CaptureFixture[str]) -> None:
    few = ["--trust", "--examples", "5", "--supports", "sizes"]
    assert run(["conformance", f"{module}:nothing", "--adapter", "ksp:r", "--trust", "--examples", "5"]) == 2
    assert "nothing was compared" in capsys.readouterr().err
    assert run(["conformance", f"{module}:right", "--seconds", "nan", *few]) == 2
    assert "seconds is nan; give a positive number" in capsys.readouterr().err


def test_the_record_holds_the_network_and_what_is_true_of_it(module: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["conformance", f"{module}:ignores_dilation", *FEW, "--format", "json"])
    record = json.loads(capsys.readouterr().out)
    assert record["schema"] == 1
    assert [capability["name"] for capability in record["capabilities"]] == list(NAMES)
    found = next(c for c in record["capabilities"] if c["verdict"] == "wrong")
    assert found["mistake"] == "dilation-ignored"
    assert Truth(read(found["network"]))[found["quantity"]] == found["true"] != found["returned"]


def test_junit_and_markdown(module: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["conformance", f"{module}:ignores_dilation", *FEW, "--format", "junit"])
    root = junit(capsys.readouterr().out)
    assert root.attrib["tests"] == str(len(NAMES) + 1)
    failed = [case.attrib["name"] for case in root if case.find("failure") is not None]
    assert failed == ["dilation", "symbols"]
    run(["conformance", f"{module}:ignores_dilation", *FEW, "--format", "markdown"])
    assert "![receptive fields: 1/2 right](https://img.shields.io/badge/" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["{m}:right"], "add --trust"),
        (["{m}", "--trust"], "write package.module:function"),
        (["{m}:wright", "--trust"], "did you mean 'right'?"),
        (["no_such_module:f", "--trust"], "ModuleNotFoundError"),
        (["script_to_test:f", "--trust"], "importing it raised SystemExit: 0"),
        (["{m}:right", "--trust", "--adapter", "ksp"], "write INPUT:OUTPUT"),
        (["{m}:right", "--trust", "--supports", "size"], "did you mean 'sizes'?"),
    ],
)
def test_wrong_usage_is_2(
    module: str, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["conformance", *(a.format(m=module) for a in arguments)]) == 2
    assert words in capsys.readouterr().err


def test_nothing_is_imported_without_trust(module: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(["conformance", f"{module}:right"])
    assert "imported\n" not in "".join(capsys.readouterr())


def test_vectors_are_written(tmp_path: Path) -> None:
    assert run(["vectors", "--each", "1", "-o", str(tmp_path / "v.json")]) == 0
    assert json.loads((tmp_path / "v.json").read_text())["schema"] == 1
