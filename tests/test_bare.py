"""Without PyTorch, which dev.py installs on CI alone, every file of the tests is collected: what needs it skips."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.tools import ROOT

EXTRAS = {"torch", "torchvision"}
COMMANDS = {"torchvision_models.py"}
"""Collected only where their extra is installed (tests/conftest.py)."""


def unguarded(source: str) -> list[str]:
    """What of it a module imports as it is imported itself, before it asks whether it is there."""
    found: list[str] = []
    for statement in ast.parse(source).body:
        if "skip" in ast.unparse(statement).split("(")[0] or "allow_module_level" in ast.unparse(statement):
            return found
        names = [alias.name for alias in statement.names] if isinstance(statement, ast.Import) else []
        names += [statement.module or ""] if isinstance(statement, ast.ImportFrom) else []
        found += [name for name in names if name.split(".")[0] in EXTRAS]
    return found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import torch", ["torch"]),
        ("from torch import nn\nimport pytest\npytest.importorskip('torch')", ["torch"]),
        ("import pytest\npytest.importorskip('torch')\nimport torch", []),
        ("def f():\n    import torch", []),
    ],
)
def test_what_is_imported_unasked_is_seen(source: str, found: list[str]) -> None:
    assert unguarded(source) == found


def test_no_file_of_the_tests_needs_it_to_be_collected() -> None:
    files = [path for path in (ROOT / "tests").rglob("*.py") if path.name not in COMMANDS]
    found = {path.name: names for path in files if (names := unguarded(Path(path).read_text("utf-8")))}
    assert found == {}
