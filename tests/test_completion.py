"""What a shell is offered, as click asks for it and as bash shows it; and that asking runs nothing."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from symrf.cli import cli
from symrf.theorem import refutation_names, theorem_names
from symrf.zoo import zoo_names
from tests.docs_blocks import blocks
from tests.tools import ROOT


def offered(*words: str) -> list[str]:
    """The values offered for the last of the words."""
    *before, begun = words
    return [item.value for item in BashComplete(cli, {}, "symrf", "_SYMRF_COMPLETE").get_completions(before, begun)]


@pytest.mark.parametrize("command", ["derive", "report", "bundle", "figure", "solve", "certify", "diff"])
def test_networks(command: str) -> None:
    assert set(zoo_names()) <= set(offered(command, ""))
    assert {name for name in zoo_names() if name.startswith("resnet")} == set(offered(command, "resnet")) - {"resnet"}


@pytest.mark.parametrize("command", ["show", "verify"])
def test_statements(command: str) -> None:
    assert {*theorem_names(), *refutation_names()} <= set(offered(command, ""))
    assert "center-midpoint" in offered(command, "center-m")


def test_nodes() -> None:
    assert "vgg_16/conv1/conv1_1" in offered("derive", "vgg_16", "--output", "vgg_16/conv1")
    assert offered("derive", "nosuch", "--output", "c") == []
    assert set(zoo_names()) <= set(offered("check", "r == 1", "--in", ""))


def test_formats_and_kinds() -> None:
    assert {"text", "json", "latex"} <= set(offered("derive", "vgg_16", "--format", ""))
    assert "growth" in offered("figure", "vgg_16", "--kind", "gr")


def test_code_is_not_run(tmp_path: Path) -> None:
    made = tmp_path / "made"
    (tmp_path / "evil.py").write_text(f"open({str(made)!r}, 'w')\nnet = 1\n")
    assert offered("derive", str(tmp_path / "evil.py") + ":net", "--output", "") == []
    assert not made.exists()


# ---- in a shell that somebody types into


class Typing:
    """An interactive bash, with what `docs/howto/completion.md` says of bash done."""

    def __init__(self, folder: Path) -> None:
        """In that folder, where `symrf` is this one."""
        (folder / "symrf").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m symrf "$@"\n')
        (folder / "symrf").chmod(0o755)
        page = (ROOT / "docs" / "howto" / "completion.md").read_text("utf-8")
        (line,) = [block.text.strip() for block in blocks(page)]
        given = {"PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "TERM": "dumb", "INPUTRC": "/"}
        self.terminal, end = pty.openpty()
        self.process = subprocess.Popen(
            ["bash", "--norc", "--noprofile", "-i"], cwd=folder, env={**os.environ, **given, "PS1": "> "},
            stdin=end, stdout=end, stderr=end, start_new_session=True,
        )  # fmt: skip
        os.close(end)
        self.typed(f"{line}; echo re''ady\n", "ready")

    def typed(self, keys: str, until: str) -> str:
        """What the shell says to the keys, up to those words; what takes it longer than a minute is not said."""
        os.write(self.terminal, keys.encode())
        said = ""
        while until not in said and select.select([self.terminal], [], [], 60)[0]:
            said += re.sub("\x1b\\[[^a-zA-Z]*[a-zA-Z]|\a", "", os.read(self.terminal, 4096).decode())
        return said


@pytest.fixture
def bash(tmp_path: Path) -> Iterator[Typing]:
    """A bash to type into."""
    if not shutil.which("bash"):
        pytest.skip("bash is not installed")
    shell = Typing(tmp_path)
    yield shell
    shell.process.kill()
    shell.process.wait()
    os.close(shell.terminal)


def test_bash_completes_what_is_typed(bash: Typing, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("")
    for begun, whole in {
        "symrf derive inception_r": "inception_resnet_v2",
        "symrf derive mi": "mine.toml",
        "symrf show center-m": "center-midpoint",
        "symrf derive vgg_16 --output vgg_16/conv5/conv5_3": "vgg_16/conv5/conv5_3 ",
        "symrf derive vgg_16 --format la": "latex",
    }.items():
        assert whole in bash.typed(f"\x15{begun}\t", whole), begun  # ^U: what was on the line is gone
