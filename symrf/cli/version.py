"""symrf --version: its own version, and the checkers and readers that it finds here."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
from importlib import metadata

from symrf import __version__

PACKAGES = {"z3": "z3-solver", "Hypothesis": "hypothesis", "SymPy": "sympy", "onnx": "onnx", "torch": "torch"}
PROGRAMS = {"Coq": "coqc", "LaTeX": "pdflatex"}
ABSENT, UNSAID = "not installed", "there, but does not say its version"
PATIENCE = 10
"""Seconds that a program has to say its version."""


def found() -> dict[str, str]:
    """What is there, by name, with its version or "not installed"; nothing of it is imported.

    >>> list(found())[:2]
    ['Python', 'kernel']
    """
    here = {"Python": platform.python_version(), "kernel": "built in"}
    packages = {name: _package(package) for name, package in PACKAGES.items()}
    return here | packages | {name: _program(program) for name, program in PROGRAMS.items()}


def _package(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ABSENT


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        return ABSENT
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=PATIENCE, check=False).stdout
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return UNSAID
    version = re.search(r"(?:version |-)(\d+\.\d+\.\d+)", said)
    return version[1] if version else UNSAID


def told() -> str:
    """The version, and below it what is found here, a line each."""
    rows = found()
    width = max(map(len, rows))
    return "\n".join([f"symrf {__version__}", *(f"  {name:<{width}}  {version}" for name, version in rows.items())])
