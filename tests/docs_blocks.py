"""Fenced code blocks of a Markdown file, and running the shell ones.

A comment right before a fence directs its block: `<!-- file: NAME -->` writes the block to NAME for later
commands (in TOML the block's own first line `# file: NAME` does), `<!-- needs: TOOL -->` leaves it out where
the optional TOOL is not installed.
"""

import contextlib
import io
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from symrf.cli import run
from tests.forked import same_statements
from tests.tools import ROOT

FENCE = re.compile(r"^(?P<indent>\s*)(?P<ticks>`{3,}|~{3,})\s*(?P<language>[\w{}+-]*)")
DIRECTIVE = re.compile(r"^\s*<!--\s*(?P<key>file|needs):\s*(?P<value>\S+)\s*-->\s*$")
FILE_LINE = re.compile(r"#\s*file:\s*(?P<value>\S+)\s*$")
END = "\x1eend of output\x1e"


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, its text, the line its text begins on (from 1), its directives."""

    language: str
    text: str
    line: int
    file: str | None = None
    needs: str | None = None


@dataclass(frozen=True)
class Command:
    """A command of a console block with the output it announces."""

    text: str
    output: tuple[str, ...]
    line: int


def blocks(markdown: str) -> Iterator[Block]:
    """The fenced blocks in order; an unclosed fence is an error, or the rest would go unchecked."""
    lines = iter(enumerate(markdown.splitlines(), start=1))
    before = ""
    for number, line in lines:
        opening = FENCE.match(line)
        if not opening:
            before = line if line.strip() else before
            continue
        body: list[str] = []
        closing = re.compile(rf"\s*{opening['ticks'][0]}{{{len(opening['ticks'])},}}\s*$")
        for _, inner in lines:
            if closing.match(inner):
                break
            body.append(inner.removeprefix(opening["indent"]))
        else:
            raise ValueError(f"line {number}: the fence is never closed")
        directive = DIRECTIVE.match(before)
        said = {directive["key"]: directive["value"]} if directive else {}
        named = FILE_LINE.match(body[0]) if body and opening["language"] == "toml" else None
        if named:
            said["file"] = named["value"]
        text = "".join(f"{inner}\n" for inner in body)
        yield Block(opening["language"], text, number + 1, said.get("file"), said.get("needs"))
        before = ""


def write_file(block: Block, directory: Path) -> None:
    """Write a block that names a file below `directory`."""
    path = (directory / (block.file or "")).resolve()
    if not path.is_relative_to(directory.resolve()):
        raise ValueError(f"line {block.line}: {block.file} is outside the directory")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf-8")


def commands(block: Block) -> list[Command]:
    """The commands of a console block; `> ` continues one that ends in a backslash or opens a <<."""
    found: list[Command] = []
    for number, line in enumerate(block.text.splitlines(), start=block.line):
        last = found[-1] if found else None
        if line.startswith("$ "):
            found.append(Command(line[2:], (), number))
        elif last is None:
            raise ValueError(f"line {number}: a console block begins with '$ ', got {line!r}")
        elif not last.output and line.startswith("> ") and (last.text.endswith("\\") or "<<" in last.text):
            found[-1] = Command(f"{last.text}\n{line[2:]}", (), last.line)
        else:
            found[-1] = Command(last.text, (*last.output, line), last.line)
    return found


def matches(expected: tuple[str, ...], actual: tuple[str, ...]) -> bool:
    """Whether the lines are equal, where an expected line `...` stands for any number of lines."""
    if not expected:
        return not actual
    if expected[0] == "...":
        return any(matches(expected[1:], actual[start:]) for start in range(len(actual) + 1))
    return bool(actual) and expected[0] == actual[0] and matches(expected[1:], actual[1:])


def unrun(command: str) -> str | None:
    """None for a command to run; for one that is only checked, what is wrong with it ('' if nothing).

    Those are the commands of a fresh machine: cloning, installing, and dev.py, which would test the tests.
    """
    try:
        words = shlex.split(command, comments=True)
    except ValueError:  # a line of a here-document
        return None
    if words[:1] == ["sudo"]:
        words = words[1:]
    if words[:2] in (["git", "clone"], ["apt-get", "install"]):
        return ""
    if words[:2] in (["python3", "dev.py"], ["python", "dev.py"]):
        known = words[2:3] and f"\ndef {words[2]}(args:" in (ROOT / "dev.py").read_text(encoding="utf-8")
        return "" if known else f"dev.py has no command {' '.join(words[2:3]) or '(none given)'}"
    if words[1:4] == ["-m", "pip", "install"] or words[:3] == ["uv", "pip", "install"]:
        return wrong_requirement(words[words.index("install") + 1 :])
    return wrong_requirement(words[2:]) if words[:2] == ["pip", "install"] else None


def wrong_requirement(words: list[str]) -> str:
    """What is wrong with an installation of symrf: another package or an extra that there is not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for word in words:
        name, _, extras = word.removesuffix("]").partition("[")
        if not word.startswith("-") and name not in {project["name"], "."}:
            return f"installs {name}, not {project['name']}"
        for extra in filter(None, extras.split(",")):
            if extra not in project["optional-dependencies"]:
                return f"{project['name']} has no extra {extra}"
    return ""


def shell(script: str, directory: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """The exit code and the output, standard error among it, of a bash script run in `directory`."""
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=directory,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout


def alone(command: str) -> list[str] | None:
    """The arguments of a command that starts symrf and asks nothing of the shell but to split it into words."""
    try:
        lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words = list(lexer)
    except ValueError:
        return None
    shells = re.search(r"[$`~\\\n]|(^|\s)#", command) or any(set(word) <= set("();<>|&") for word in words)
    return None if shells or words[:1] != ["symrf"] else shlex.split(command)[1:]


def in_process(arguments: list[str], directory: Path, environment: Mapping[str, str]) -> str:
    """What symrf prints, standard error among it, without a Python of its own, which would take longer to start."""
    said = io.StringIO()
    with (
        mock.patch.dict(os.environ, environment, clear=True),
        contextlib.chdir(directory),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
    ):
        run(arguments)
    return said.getvalue()


def run_console(block: Block, directory: Path, environment: Mapping[str, str]) -> list[str]:
    """Run a console block in one shell, so that cd and $? carry over; a complaint for each wrong output."""
    todo, problems = [], []
    for command in commands(block):
        wrong = unrun(command.text)
        if wrong is None:
            todo.append(command)
        elif wrong:
            problems.append(f"line {command.line}: {wrong}")
    plain = [alone(command.text) for command in todo]
    if all(plain) and same_statements(directory):
        outputs = [*(in_process(words or [], directory, environment) for words in plain), ""]
    else:
        ended = f"__code=$?; printf '%s\\n' '{END}'; (exit $__code)"
        _, output = shell("".join(f"{c.text}\n{ended}\n" for c in todo), directory, environment)
        outputs = output.split(f"{END}\n")
    for command, said in zip(todo, outputs[:-1], strict=False):
        actual = tuple(said.splitlines())
        if not matches(command.output, actual):
            shown = "\n".join(["expected:", *command.output, "got:", *actual])
            problems.append(f"line {command.line}: $ {command.text}\n{shown}")
    if len(outputs) - 1 < len(todo):
        stopped = todo[len(outputs) - 1]
        problems.append(f"line {stopped.line}: $ {stopped.text}\nended the shell: {outputs[-1].strip()}")
    return problems


def run_script(block: Block, directory: Path, environment: Mapping[str, str]) -> list[str]:
    """Run a sh or bash block, which must succeed at every line."""
    problems, kept = [], []
    for number, line in enumerate(block.text.splitlines(), start=block.line):
        wrong = unrun(line)
        if wrong is None:
            kept.append(line)
        elif wrong:
            problems.append(f"line {number}: {wrong}")
    code, output = shell("\n".join(["set -eu", *kept]), directory, environment)
    if code:
        problems.append(f"line {block.line}: exit code {code}\n{output.strip()}")
    return problems
