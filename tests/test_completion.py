"""What a shell is offered, as click asks for it; and that asking runs nothing."""

from pathlib import Path

import pytest
from click.shell_completion import BashComplete

from symrf.cli import cli
from symrf.theorem import refutation_names, theorem_names
from symrf.zoo import zoo_names


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
