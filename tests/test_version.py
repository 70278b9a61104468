"""symrf --version says what is there and what is not, whatever the programs that it asks say."""

import subprocess
import sys
from pathlib import Path

import pytest

from symrf import __version__
from symrf.cli.version import ABSENT, PACKAGES, PROGRAMS, UNSAID, found, told
from tests.tools import ROOT


def test_it_is_said_first_and_at_once() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "symrf", "--version"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    first, *rest = done.stdout.splitlines()
    assert first == f"symrf {__version__}"
    assert [line.split()[0] for line in rest] == ["Python", "kernel", *PACKAGES, *PROGRAMS]
    assert not any(f"| {name}\n" in done.stderr.replace("|  ", "| ") for name in ("sympy", "z3", "onnx"))


@pytest.mark.parametrize(
    ("script", "version"),
    [
        ("echo The Coq Proof Assistant, version 8.16.1", "8.16.1"),
        ("echo 'pdfTeX 3.141592653-2.6-1.40.24 (TeX Live 2022)'", "1.40.24"),
        ("echo hello", UNSAID),
        ("exit 3", UNSAID),
        ("printf '\\377'", UNSAID),
    ],
)
def test_programs(script: str, version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "coqc").write_text(f"#!/bin/sh\n{script}\n")
    (tmp_path / "coqc").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin" if "printf" in script else str(tmp_path))
    assert found()["Coq"] == version
    (tmp_path / "coqc").unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found()["Coq"] == ABSENT


def test_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PACKAGES, "z3", "no-such-package")
    assert f"  z3          {ABSENT}" in told().splitlines()
    assert found()["SymPy"][0].isdigit()
