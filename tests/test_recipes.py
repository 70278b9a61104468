"""The recipes of docs/conformance.md: files as their tools want them, whose command passes and fails as it should."""

from __future__ import annotations

import re
import shlex
import sys
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest

from symrf.cli import run
from tests.docs_blocks import blocks, wrong_requirement
from tests.tools import ROOT, optional

PAGE = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
YAML = [block.text for block in blocks(PAGE) if block.language == "yaml"]
INI = [block.text for block in blocks(PAGE) if block.language == "ini"]

WORKFLOW = {"name", "on", "jobs", "env", "permissions", "defaults", "concurrency", "run-name"}
JOB = {"name", "runs-on", "steps", "needs", "env", "strategy", "timeout-minutes", "if", "permissions", "container"}
STEP = {"name", "id", "if", "uses", "with", "run", "env", "shell", "working-directory", "timeout-minutes"}
HOOK = {"id", "name", "entry", "language", "additional_dependencies", "pass_filenames", "files", "types", "args"}


def loaded(text: str) -> Any:
    """The tree, in which `on` is a word: YAML 1.1 takes it for true, GitHub for what it is."""
    tree = optional("yaml").safe_load(text)
    return {{True: "on"}.get(key, key): value for key, value in tree.items()}


def workflow(text: str) -> tuple[list[str], list[str]]:
    """What is wrong with a workflow of GitHub Actions, by the rules of its schema; and the commands that it runs."""
    tree = loaded(text)
    wrong = [f"unknown key {key}" for key in tree.keys() - WORKFLOW]
    wrong += [f"no {key}" for key in ("on", "jobs") if not tree.get(key)]
    runs = []
    for job in tree.get("jobs", {}).values():
        wrong += [f"unknown key {key}" for key in job.keys() - JOB]
        wrong += [f"a job without {key}" for key in ("runs-on", "steps") if not job.get(key)]
        for step in job.get("steps", ()):
            wrong += [f"unknown key {key}" for key in step.keys() - STEP]
            if ("uses" in step) == ("run" in step):
                wrong.append("a step that does not either use or run something")
            if not re.fullmatch(r"[\w.-]+/[\w.-]+@v\d+", step.get("uses", "a/b@v1")):
                wrong.append(f"uses {step['uses']}, without a version")
            runs += step.get("run", "").splitlines()
    return wrong, runs


def test_the_workflow_is_one() -> None:
    wrong, runs = workflow(YAML[0])
    assert wrong == []
    install, command = runs
    assert install.startswith("pip install ")
    assert wrong_requirement(shlex.split(install)[2:]) == ""
    assert plain(command) == COMMAND


def test_our_own_workflow_is_one() -> None:
    assert workflow((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))[0] == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("on: [push, pull_request]\n", "", "no on"),
        ("    runs-on: ubuntu-latest\n", "", "a job without runs-on"),
        ("steps:", "step:", "unknown key step"),
        ("@v4", "", "uses actions/checkout, without a version"),
        ("- uses: actions/checkout@v4", "- name: nothing", "a step that does not either use or run something"),
    ],
)
def test_a_wrong_workflow_is_refused(old: str, new: str, told: str) -> None:
    assert old in YAML[0]
    assert told in workflow(YAML[0].replace(old, new, 1))[0]


def test_the_hook_of_pre_commit_is_one() -> None:
    ((repo,),) = loaded(YAML[1]).values()
    (hook,) = repo["hooks"]
    assert repo["repo"] == "local"
    assert {"id", "name", "entry", "language"} <= hook.keys() <= HOOK
    assert wrong_requirement(hook["additional_dependencies"]) == ""
    assert re.search(hook["files"], "mylib/rf.py")
    assert not re.search(hook["files"], "mylib/rfxpy")
    assert plain(hook["entry"]) == COMMAND


def test_the_environment_of_tox_is_one() -> None:
    ini = ConfigParser()
    ini.read_string(INI[0])
    (name,) = ini.sections()
    assert name.startswith("testenv:")
    assert wrong_requirement(ini[name]["deps"].split()) == ""
    assert plain(ini[name]["commands"]) == COMMAND


COMMAND = shlex.split("symrf conformance mylib.rf:receptive_field --adapter ksp:r --trust")
"""What all of them run."""


def plain(command: str) -> list[str]:
    """The words of a command but for how many networks it tries."""
    return shlex.split(re.sub(r" --examples \d+$", "", command))


@pytest.mark.parametrize(("grows", "code"), [("(k - 1) * jump", 0), ("(k - 1)", 1)])
def test_the_command_passes_what_is_right_and_fails_what_is_wrong(
    grows: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mylib").mkdir()
    (tmp_path / "mylib" / "__init__.py").touch()  # else any other mylib on the path is found before it
    (tmp_path / "mylib" / "rf.py").write_text(
        "def receptive_field(layers):\n    size = jump = 1\n    for k, s, p in layers:\n"
        f"        size, jump = size + {grows}, jump * s\n    return size\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    for name in ("mylib", "mylib.rf"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    assert run([*COMMAND[1:], "--examples", "20"]) == code
    said = capsys.readouterr().out
    if code:
        assert "agrees with strides-ignored on all 20 networks" in said
    else:
        assert "size: proved for every k, s, p at depths 1 to 6, with q = p, d = 1" in said
        assert "3 right, 14 unsupported" in said
    for name in ("mylib", "mylib.rf"):
        sys.modules.pop(name, None)
