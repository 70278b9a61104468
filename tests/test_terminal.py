"""Text as wide as the terminal: nothing beyond its edge, nothing broken that is one thing."""

import re
import shutil
from dataclasses import replace
from os import terminal_size

import pytest
from click.testing import CliRunner

import symrf
from symrf.cli import cli
from symrf.exposition.architecture import architecture
from symrf.exposition.catalogue import entry
from symrf.exposition.view import view
from symrf.render import exact_field, text, text_network
from tests import networks


@pytest.mark.parametrize("columns", [40, 97, 200])
@pytest.mark.parametrize("name", ["distill_misaligned", "vgg_16"])
def test_text_follows_the_terminal(name: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_: terminal_size((columns, 24)))
    said = text_network.architecture(view(architecture(symrf.read(name))))
    widest = max(map(len, said.splitlines()))
    assert widest <= max(columns, 60)
    assert columns < 200 or widest > 97, "it is used, too"
    lines = text.grid(["name", "title"], [["size", "words " * 40], ["a-name-of-one-word", "word"]]).splitlines()
    assert max(map(len, lines)) <= max(columns, 60)
    assert sum(line.count("words") for line in lines) == 40


def test_names_in_a_narrow_terminal_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_: terminal_size((60, 24)))
    said = text_network.architecture(view(architecture(symrf.read("resnet_v1_50"))))
    names = re.findall(r"^ *(?:\d+)? +(\S+) +(?:conv|pool|add) ", said, re.MULTILINE)
    assert len({*names}) == len(names) > 60
    found = exact_field.lines(symrf.derive(symrf.read("aspp")))
    assert max(map(len, found.splitlines())) <= 60


GATED = """
input = { size = "height" }
layer = [
  { name = "c1", op = "conv", kernel = 3, stride = 2, padding = 1 }, { name = "all", op = "global" },
  { name = "gate", op = "add", from = ["c1", "all"] }, { name = "c2", op = "conv", kernel = 5, padding = 2 },
]
"""


def test_a_greatest_size_alone_is_called_so_and_its_cases_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a gate on an input of unknown size the least size is not known, and the conditions are long."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_: terminal_size((60, 24)))
    said = text_network.architecture(view(architecture(symrf.read(GATED))))
    assert "receptive-field size r_max = " in " ".join(said.split())
    assert "size r = " not in said
    assert "case by case" in said
    assert max(map(len, said.splitlines())) <= 60


@pytest.mark.parametrize("columns", [60, 80])
def test_help_is_as_wide_as_the_terminal(columns: int) -> None:
    """Words of a second column stand below each other; what is to be typed is never broken."""
    for command in ([], ["solve"]):
        said = CliRunner().invoke(cli, [*command, "--help"], prog_name="symrf", terminal_width=columns).output
        assert max(map(len, said.splitlines())) <= columns
        assert "symrf derive model.onnx --changes" in said or "output_size == ceil(n/s)" in said


@pytest.mark.parametrize("columns", [60, 97])
def test_a_verdict_in_a_narrow_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is wrapped with its routes; of what is said above no second line stays; short formulas are not broken."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_: terminal_size((columns, 24)))
    [proved] = networks.accepted(["refuted-size-adds-k-minus-s"])
    conditions = ("s[m] == 1 and k[m] == 1",) * 3
    difference = "-(s[l] - 1)*r[l] - (d[l] - 1)*(k[l] - 1) where this is long"
    routes = dict.fromkeys(("kernel", "z3", "coq", "fuzz"), proved.routes["kernel"])
    verdict = replace(proved, verdict="refuted", routes=routes, difference=difference, holds_when=conditions)
    said = text.entry(replace(entry(proved.name), verdict=verdict)).splitlines()
    assert max(map(len, said)) <= columns
    below = said[next(i for i, line in enumerate(said) if line.startswith("Verdict: refuted")) :]
    assert " ".join(" ".join(below).split()).endswith("z3 proved, coq proved, fuzz proved)")
    assert "k[l] - s[l]" in "".join(said[2:6])
    assert " ".join(text.filled("(p = 0, q = 0) and a - b " * 9)).count("a - b") == 9


def test_text_without_a_terminal_keeps_its_lines() -> None:
    said = text_network.architecture(view(architecture(symrf.read("distill_misaligned"))))
    assert any(len(line) > 110 for line in said.splitlines())
    assert said.index("kernel size k") < said.index("operation"), "letters are said before they are used"
