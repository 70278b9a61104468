"""Errors of the command line: one line that says what was given and what would be right, and the exit code."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from symrf.cli import cli, run
from symrf.cli.output import one_line
from tests.tools import ROOT


def process(*args: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """The command as the shell runs it."""
    command = [sys.executable, "-m", "symrf", *args]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cwd / "cache")}
    return subprocess.run(command, cwd=cwd, env=environment, input=stdin, capture_output=True, text=True, check=False)


ERRORS: list[tuple[Sequence[str], str]] = [
    (["frobnicate"], "No such command 'frobnicate'; symrf --help shows how"),
    (["derive"], "Missing argument 'ARCH'; symrf derive --help shows how"),
    (["derive", "vgg_16", "--format", "xml"], "'xml' is not one of 'text', 'latex', 'markdown', 'json'"),
    (
        ["diff", "vgg_16", "vgg_16", "--notation", "dang"],
        "symrf diff prints no letters that --notation changes; it is for derive, report, bundle",
    ),
    (["check", "-p", "--in", "vgg_16"], "No such option '-p'"),
    (["derive", "vgg_17"], "did you mean 'vgg_16'?"),
    (["derive", "../../etc/passwd\n\x1b[31m"], "no such file"),
    (["derive", "vgg_16", "--output", "nope"], "no node 'nope' in this network; nodes: vgg_16/conv1/conv1_1"),
    (["figure", "vgg_16", "--values", "=3"], "--values '=3': give a name and an integer, such as k=3"),
    (["figure", "vgg_16", "--values", "k=3,k=4"], "--values gives 'k' twice"),
    (["derive", "vgg_16", "--feature", "-1"], "no feature -1"),
    (["derive", "vgg_16", "--feature", "-1", "--format", "json"], "no feature -1"),
    (
        ["derive", "vgg_16", "--feature", "9", "--input-size", "224", "--format", "latex"],
        "no feature 9; there are 0 to 6",
    ),
    (["derive", "vgg_16", "--exact", "--format", "latex"], "--exact is for the formats text and json, not latex"),
    (["derive", "vgg_16", "--input-size", "h=2,3"], "input size 'h=2,3'; give a number such as 224, or h=480,w=640"),
    (["derive", "vgg_16", "--input-size", "open('x')"], "unknown function 'open'"),
    (["derive", "vgg_16", "--input-size", "0"], "it must be an integer of at least 1"),
    (["derive", "vgg_16", "--input-size", "z=3"], "input size names axis 'z'; the axes are h, w"),
    (["derive", "vgg_16", "-o", "/"], "'/' is a directory; name a file in it"),
    (["derive", "vgg_16", "-o", "/no/such/place"], "no directory '/no/such' to write 'place' in"),
    (["derive", "vgg_16", "-o", "a\x00b"], "cannot write 'a\\x00b'"),
    (["report", "vgg_16", "-o", "dev.py"], "'dev.py' is a file; give a directory"),
    (["show", "../size"], "no theorem '../size'; did you mean 'size'? symrf list shows them all"),
    (["verify", "sise"], "no theorem 'sise'; did you mean 'size'?"),
    (["verify", "size", "--route", "magic"], "no route 'magic'; routes are kernel, z3, coq, fuzz"),
    (["verify", "size", "--examples", "0"], "examples is 0"),
    (["check", "__import__('os').system('id')"], "a full stop inside the formula (character 17)"),
]


@pytest.mark.parametrize(("args", "words"), ERRORS, ids=lambda value: " ".join(value)[:30] if value else "")
def test_an_error_is_one_line(args: Sequence[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(args)
    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert err.startswith("symrf: ")
    assert err.count("\n") == 1
    assert err.rstrip("\n").isprintable()
    assert words in err


def test_an_error_of_our_own_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command("zoo")
    def broken() -> None:
        raise ZeroDivisionError("a\nb")

    monkeypatch.setitem(cli.commands, "zoo", broken)
    assert run(["zoo"]) == 2
    assert "ZeroDivisionError: a b; this is an error in symrf, please report it" in capsys.readouterr().err
    monkeypatch.setenv("SYMRF_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        run(["zoo"])


@pytest.mark.parametrize(("problem", "code"), [(KeyboardInterrupt(), 130), (click.Abort(), 130), (RecursionError(), 2)])
def test_other_ends(problem: BaseException, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command("zoo")
    def broken() -> None:
        raise problem

    monkeypatch.setitem(cli.commands, "zoo", broken)
    assert run(["zoo"]) == code


def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m symrf derive vgg_16 | head -1"
    done = subprocess.run(command, cwd=ROOT, shell=True, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("VGG-16\n", "")


def test_the_shell_sees_codes_and_words(tmp_path: Path) -> None:
    done = process("derive", "nope", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"symrf: .*no such file.*\n", done.stderr)
    done = process("derive", "-", stdin='[[layer]]\nop = "conv"\nkernel = 3\n', cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_fuzzing_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    done = process("verify", "size", "--route", "fuzz", "--examples", "5", cwd=tmp_path / "work")
    assert done.returncode in (0, 1), done.stderr
    assert {path.name for path in (tmp_path / "work").iterdir()} <= {"cache"}


def test_alone_it_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert capsys.readouterr().out.startswith("Usage: symrf")


def test_messages_are_short_and_clean() -> None:
    assert one_line("a\nb\x1b[31m") == "a b?[31m"
    assert len(one_line("x" * 10_000)) == 400
