"""[expect] files as a regression suite: a directory is checked, and today's formulas are written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symrf.cli import run
from tests.tools import junit

NET = """\
title = "one"  # kept
[symbols]
k = {{ min = 1 }}
[[layer]]
name = "a"
op = "conv"
kernel = "k"
[[layer]]
name = "b"
op = "conv"
kernel = 3
stride = 2
[expect]
# what we promise
"b.size" = {size}   # of the whole
"a.stride" = 1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "right.toml").write_text(NET.format(size='"k + 2"'))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "wrong.toml").write_text(NET.format(size=7))
    (tmp_path / "bare.json").write_text(json.dumps({"layer": [{"op": "conv", "kernel": 5, "name": "c"}]}))
    (tmp_path / "package.json").write_text('{"name": "not ours"}')
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.toml").write_text("broken = ")
    return tmp_path


def test_a_directory_is_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert f"{folder}/right.toml: 2 proved\n" in out
    assert f"{folder}/sub/wrong.toml: 1 proved, 1 refuted\n" in out
    assert "right would be: b.size == k + 2" in out
    assert f"{folder}/bare.json: no [expect]; --update writes one\n" in out
    assert "package.json" not in out
    assert ".hidden" not in out


def test_update_writes_todays_formulas_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(folder), "--update"]) == 0
    assert "right.toml: unchanged" in capsys.readouterr().out
    assert (folder / "sub" / "wrong.toml").read_text() == NET.format(size='"k + 2"')
    made = json.loads((folder / "bare.json").read_text())
    assert made["expect"] == {"c.size": 5, "c.stride": 1, "c.padding": 0, "c.center": 2}
    assert run(["check", str(folder)]) == 0


def test_junit_names_every_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(folder), "--format", "junit"]) == 1
    root = junit(capsys.readouterr().out)
    assert root.attrib == {"name": "symrf check", "tests": "5", "failures": "1", "errors": "0", "skipped": "1"}
    failed = [case.attrib["classname"] for case in root if case.find("failure") is not None]
    assert failed == [f"{folder}/sub/wrong.toml"]


def test_json_holds_every_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(folder), "--format", "json"]) == 1
    files = json.loads(capsys.readouterr().out)["files"]
    assert [(Path(f["path"]).name, [v["verdict"] for v in f["verdicts"]]) for f in files] == [
        ("bare.json", []), ("right.toml", ["proved", "proved"]), ("wrong.toml", ["refuted", "proved"]),
    ]  # fmt: skip


def test_a_broken_file_is_named_and_does_not_stop_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "sub" / "wrong.toml").write_text("[[layer]]\nop = 'konv'\nkernel = 3\n[expect]\n'x.size' = 3")
    assert run(["check", str(folder)]) == 2
    out = capsys.readouterr().out
    assert "wrong.toml: layer 1: unknown op 'konv' (did you mean 'conv'?)" in out
    assert "right.toml: 2 proved" in out
    assert run(["check", str(folder), "--update"]) == 2
    assert "not updated" in capsys.readouterr().err


def test_the_ends_of_lines_stay(tmp_path: Path) -> None:
    path, bare = tmp_path / "net.toml", tmp_path / "bare.toml"
    path.write_bytes(NET.format(size=7).replace("\n", "\r\n").encode())
    bare.write_bytes(b"[[layer]]\r\nname = 'a'\r\nop = 'conv'\r\nkernel = 3\r\n")
    assert run(["check", str(tmp_path), "--update"]) == 0
    assert path.read_bytes() == NET.format(size='"k + 2"').replace("\n", "\r\n").encode()
    assert bare.read_bytes().startswith(b"[[layer]]\r\nname = 'a'\r\nop = 'conv'\r\nkernel = 3\r\n\r\n[expect]\r\n")
    assert bare.read_bytes().count(b"\n") == bare.read_bytes().count(b"\r\n")


@pytest.mark.parametrize("form", [{"indent": 4}, {"indent": "\t"}, {}, {"separators": (",", ":")}])
def test_a_json_file_keeps_its_form(form: dict[str, Any], tmp_path: Path) -> None:
    tree = {"title": "größer", "layer": [{"op": "conv", "kernel": 5, "name": "c"}], "expect": {"c.size": 4}}
    path = tmp_path / "net.json"
    path.write_text(json.dumps(tree, **form))
    assert run(["check", str(path), "--update"]) == 0
    assert path.read_text() == json.dumps({**tree, "expect": {"c.size": 5}}, **form) + "\n"


def test_what_cannot_be_written_line_by_line_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_text("expect = { 'c.size' = 1 }\n[[layer]]\nname = 'c'\nop = 'conv'\nkernel = 3\n")
    before = path.read_text()
    assert run(["check", str(path), "--update"]) == 2
    assert path.read_text() == before


@pytest.mark.parametrize("axes", [["h", "w"], ["x"]])
def test_first_update_of_a_file_is_proved(tmp_path: Path, axes: list[str]) -> None:
    kernel = '{ h = 3, w = "k" }' if len(axes) > 1 else '"k"'
    path = tmp_path / "net.toml"
    path.write_text(
        f"axes = {json.dumps(axes)}\n[[layer]]\nname = 'up'\nop = 'upsample'\nfactor = 2\n"
        f"[[layer]]\nname = 'last'\nop = 'conv'\nkernel = {kernel}\n"
    )
    assert run(["check", str(path), "--update"]) == 0
    assert run(["check", str(path)]) in (0, 3)
    assert "[expect]" in path.read_text()


@pytest.mark.parametrize("arguments", [["check", "r == 1", "--update"], ["check", "r[0] == 1", "--format", "junit"]])
def test_update_and_junit_are_for_files(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert "are for files with [expect]" in capsys.readouterr().err


@pytest.mark.parametrize("more", [[], ["--update"], ["--format", "junit"]])
@pytest.mark.parametrize("name", ["nosuch/", "no/such", "nosuch", "../nosuch", "nosuch.yml"])
def test_a_folder_that_is_not_there_is_told_so(name: str, more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", name, *more]) == 2
    assert capsys.readouterr().err.startswith(f"symrf: '{name}': there is no such folder or file, and a claim has a")


def test_a_file_that_is_not_there_or_holds_no_claims_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "net.yml").write_text("layer: []")
    assert run(["check", str(tmp_path / "net.yml")]) == 2
    assert "claims of a network stand in TOML or JSON files, under [expect]" in capsys.readouterr().err
    for more in ([], ["--update"]):
        assert run(["check", str(tmp_path / "missing.toml"), *more]) == 2
        assert "no such file" in "".join(capsys.readouterr())


def test_a_directory_without_architectures_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(tmp_path)]) == 2
    assert "no architecture files" in capsys.readouterr().err
