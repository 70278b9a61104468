"""The reading and running of documented commands, above all that a wrong document is caught."""

import os
from pathlib import Path

import pytest

from tests.docs_blocks import Block, blocks, commands, matches, run_console, run_script, unrun, write_file

ENVIRONMENT = {"PATH": os.environ["PATH"]}


def console(text: str, directory: Path) -> list[str]:
    """What is wrong with a console block that begins on line 1."""
    return run_console(Block("console", text, 1), directory, ENVIRONMENT)


def script(text: str, directory: Path) -> list[str]:
    """What is wrong with a bash block that begins on line 1."""
    return run_script(Block("bash", text, 1), directory, ENVIRONMENT)


# ---- reading


def test_blocks_are_found_with_language_and_line() -> None:
    first, second = blocks("# T\n\n```python\nx = 1\n```\n\n- item\n\n  ~~~sh\n  true\n    more\n  ~~~\n")
    assert first == Block("python", "x = 1\n", 4)
    assert second == Block("sh", "true\n  more\n", 10)


def test_a_longer_fence_holds_shorter_ones() -> None:
    (block,) = blocks("````markdown\n```sh\nfalse\n```\n````\n")
    assert block == Block("markdown", "```sh\nfalse\n```\n", 2)


def test_text_without_blocks_has_none() -> None:
    assert list(blocks("# Title\n\nInline `code` and ``more``.\n")) == []


def test_an_open_fence_is_an_error() -> None:
    with pytest.raises(ValueError, match="line 3: the fence is never closed"):
        list(blocks("text\n\n```sh\nfalse\n"))


@pytest.mark.parametrize(
    "markdown",
    ["```toml\n# file: a/net\nx = 1\n```", "<!-- file: a/net -->\n\n```json\n# file: a/net\nx = 1\n```"],
)
def test_named_files_are_written(markdown: str, tmp_path: Path) -> None:
    (block,) = blocks(markdown)
    write_file(block, tmp_path)
    assert (tmp_path / "a/net").read_text() == "# file: a/net\nx = 1\n"


def test_files_stay_inside_the_directory(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside the directory"):
        write_file(Block("toml", "", 1, file="../net.toml"), tmp_path)


def test_a_directive_holds_for_the_next_block_only() -> None:
    first, second = blocks("<!-- needs: torch -->\n```python\n```\n```python\n```\n")
    assert (first.needs, second.needs) == ("torch", None)
    (other,) = blocks("<!-- needs: torch -->\nText between.\n```python\n```\n")
    assert other.needs is None


def test_commands_take_the_lines_below_as_output() -> None:
    one, two = commands(Block("console", "$ echo a \\\n> b\na b\n\n$ true\n", 5))
    assert (one.text, one.output, one.line) == ("echo a \\\nb", ("a b", ""), 5)
    assert (two.text, two.output, two.line) == ("true", (), 9)


def test_output_without_a_command_is_an_error() -> None:
    with pytest.raises(ValueError, match="line 7: a console block begins with"):
        commands(Block("console", "output\n", 7))


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        ("a b", "a b", True),
        ("a", "a b", False),
        ("a b", "a", False),
        ("", "a", False),
        ("a ... d", "a b c d", True),
        ("a ... d", "a d", True),
        ("...", "", True),
        ("... d", "a b", False),
        ("a ... b ... c", "a b x b c", True),
    ],
)
def test_dots_stand_for_lines(expected: str, actual: str, same: bool) -> None:
    assert matches(tuple(expected.split()), tuple(actual.split())) is same


# ---- running


def test_right_output_is_accepted(tmp_path: Path) -> None:
    text = "$ mkdir d && cd d\n$ basename $PWD\nd\n$ sh -c 'echo no >&2; exit 3'\nno\n$ echo $?\n3\n"
    assert console(text, tmp_path) == []


def test_wrong_output_is_reported(tmp_path: Path) -> None:
    (problem,) = console("$ echo one\none\n$ echo two\nthree\n", tmp_path)
    assert problem == "line 3: $ echo two\nexpected:\nthree\ngot:\ntwo"


def test_missing_and_unannounced_output_are_reported(tmp_path: Path) -> None:
    assert len(console("$ true\nsomething\n", tmp_path)) == 1
    assert len(console("$ echo something\n", tmp_path)) == 1


@pytest.mark.parametrize("text", ["$ exit 0\n$ echo a\na\n", "$ echo 'open\n$ echo a\na\n"])
def test_a_shell_that_ends_early_is_reported(text: str, tmp_path: Path) -> None:
    (problem,) = console(text, tmp_path)
    assert "ended the shell" in problem


def test_scripts_must_succeed_at_every_line(tmp_path: Path) -> None:
    assert script("touch made\ntest -e made\n", tmp_path) == []
    (problem,) = script("echo before\nfalse\ntrue\n", tmp_path)
    assert problem == "line 1: exit code 1\nbefore"


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("echo a", None),
        ("python3 dev.py test -k x", ""),
        ("python3 dev.py party", "dev.py has no command party"),
        ("python3 dev.py", "dev.py has no command (none given)"),
        ("git clone somewhere", ""),
        ("pip install symrf", ""),
        ("pip install 'symrf[smt,onnx]'", ""),
        ("python3 -m pip install -e .", ""),
        ("pip install simrf", "installs simrf, not symrf"),
        ("pip install 'symrf[z3]'", "symrf has no extra z3"),
    ],
)
def test_commands_of_a_fresh_machine_are_not_run(command: str, wrong: str | None, tmp_path: Path) -> None:
    assert unrun(command) == wrong
    if wrong is not None:
        expected = [f"line 1: {wrong}"] if wrong else []
        assert console(f"$ {command}\nwhatever it says\n", tmp_path) == expected
        assert script(f"{command}\n", tmp_path) == expected
