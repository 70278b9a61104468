"""What generated pages give to copy: formulas that read back, commands that run."""

import contextlib
import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from docs.pages import catalogue, commands, gallery, letters, library
from docs.pages.known import known, printed
from symrf.claims.typed.read import read
from symrf.cli import cli
from symrf.exposition.catalogue import Entry
from symrf.formulas import LETTERS
from symrf.formulas.quantities import PARAMETERS
from symrf.published.entries import published_names
from symrf.published.judge import network
from symrf.repeat import free_symbols
from symrf.tables import check
from symrf.terms import parse, text
from symrf.theorem import refutation_names, theorem_names
from symrf.zoo import zoo, zoo_names
from tests.docs_blocks import blocks
from tests.tools import some


def to_run(page: str) -> list[str]:
    """The commands of a page."""
    return [line for block in blocks(page) if block.language == "sh" for line in block.text.splitlines()]


def entry_of(name: str) -> Entry:
    """The entry of that name."""
    return next(entry for entry in known() if entry.name == name)


def failed(lines: list[str], folder: Path) -> list[str]:
    """Those that do not end with 0."""
    with contextlib.chdir(folder):
        found = {line: CliRunner().invoke(cli, shlex.split(line)[1:]) for line in lines}
    return [f"{line}: {result.output}" for line, result in found.items() if result.exit_code]


EVERY = (*theorem_names(), *refutation_names(), *published_names())


def test_every_entry_is_named() -> None:
    assert sorted(entry.name for entry in known()) == sorted(EVERY)


@pytest.mark.parametrize("name", some(EVERY, 3))
def test_statements_read_back(name: str) -> None:
    entry = entry_of(name)
    page = catalogue.entry_page(entry, "")
    (typed,) = [block.text for block in blocks(page) if block.language == "text"] or [""]
    assert typed.splitlines() == [text(claim) for claim in entry.statement]
    found = printed(entry.name)
    if found and found.network:
        read_back = [tree for line in typed.splitlines() for tree in read(line, network(found.network)).claims]
    else:
        read_back = [parse(line, "claim") for line in typed.splitlines()]
    assert list(map(type, read_back)) == list(map(type, entry.statement))
    assert to_run(page) == [f"symrf verify {entry.name}"]


def test_commands_of_the_catalogue_run(tmp_path: Path) -> None:
    for entry in some(known(), 1000, first=[entry.name for entry in known()].index("twice-less-one")):  # soon proved
        assert failed(to_run(catalogue.entry_page(entry, "")), tmp_path) == []
    assert failed(to_run(catalogue.index()), tmp_path) == []


@pytest.mark.parametrize("name", some(zoo_names(), 14, first=2))
def test_commands_of_the_gallery_run(name: str, tmp_path: Path) -> None:
    shown = gallery.shown(name, zoo(name))
    assert len(shown.commands) >= 4
    assert failed(list(shown.commands), tmp_path) == []
    for table in shown.tables.values():
        check(json.loads(table))
    fields = [axis.report.field for axis in shown.view.axes]
    assert len(shown.tables) == sum(field.checked is not None and not free_symbols(zoo(name)) for field in fields)
    assert ("checked again by a program" in shown.table) is any(field.checked for field in fields)
    drawn = [figure for _, figure in shown.figures]
    written = sorted(path.read_text("utf-8").rstrip() for path in tmp_path.glob("*.svg"))
    assert written == sorted(figure.rstrip() for figure in drawn)


def test_a_wrong_command_is_seen(tmp_path: Path) -> None:
    assert len(failed(["symrf show sise", "symrf zoo"], tmp_path)) == 1


def test_every_letter_has_meaning_direction_and_unit() -> None:
    listed = {letter.letter: letter for letter in letters.glossary()}
    assert {*LETTERS, *(one.letter for one in PARAMETERS), "K"} <= set(listed)
    assert [letter for letter in listed.values() if not (letter.meaning and letter.direction and letter.unit)] == []
    assert listed["r"].direction == listed["c"].direction == letters.FROM_OUTPUT
    assert listed["R"].direction == listed["n"].direction == letters.FROM_INPUT


def test_every_command_and_option_is_described() -> None:
    page = commands.pages()["commands.md"]
    for name, command in cli.commands.items():
        assert f"\n## symrf {name}\n" in page
        section = page.partition(f"\n## symrf {name}\n")[2].partition("\n## ")[0]
        options = [option for one in command.params for option in one.opts if option.startswith("-")]
        assert [option for option in options if option not in section] == []


def test_every_public_name_is_in_the_library() -> None:
    import symrf

    page = library.pages()["library.md"]
    public = [name for name in symrf.__all__ if name not in ("formulas", "__version__")]
    assert [name for name in public if f":: symrf.{name}\n" not in page] == []
