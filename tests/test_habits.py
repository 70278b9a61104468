"""The files that other programs read: the workflow calls .ci/run, hooks run what there is, versions are one."""

import json
import re
import tomllib

from symrf import __version__
from tests.tools import ROOT


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def commands(text: str, key: str) -> list[str]:
    """The values of a key in YAML of one line each."""
    return re.findall(rf"^\s*-?\s*{key}: (.+)$", text, re.M)


def test_the_workflow_calls_what_everybody_can_run() -> None:
    assert commands(read(".github/workflows/ci.yml"), "run") == [".ci/run"]
    assert 'CI: "true"' in read(".github/workflows/ci.yml")


def test_hooks_run_what_there_is() -> None:
    entries = commands(read(".pre-commit-config.yaml"), "entry")
    modules = [entry.split()[2] for entry in entries if entry.startswith(".venv/bin/python -m ")]
    assert len(modules) == len(entries) == 3
    dev = " ".join(tomllib.loads(read("pyproject.toml"))["project"]["optional-dependencies"]["dev"])
    assert [module for module in modules if module not in dev] == []
    files = [word for entry in entries for word in entry.split() if word.startswith("tests/")]
    assert [file for file in files if not (ROOT / file).is_file()] == []


def test_the_first_formula_is_that_of_the_size() -> None:
    assert r"r_0 = 1 + \sum_{m=1}^{L} (K_m - 1) \prod_{i=1}^{m-1} s_i" in read("README.md")


def test_one_version() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert project["version"] == __version__
    assert f"version: {__version__}\n" in read("CITATION.cff")
    assert json.dumps(__version__) in read("symrf/__init__.py")
    assert f"## {__version__} " in read("docs/CHANGELOG.md")
    assert f"version = {{{__version__}}}" in read("docs/cite.md")
