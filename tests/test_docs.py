"""Whatever README.md and docs/ show is run: commands with their output, scripts, Python, doctests."""

import contextlib
import doctest
import io
import os
import shutil
import sys
import traceback
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.coq_library import quick_coq
from tests.docs_blocks import Block, blocks, run_console, run_script, write_file
from tests.forked import forked
from tests.tools import ROOT, TOOLS, copy_repository, in_ci, missing

PAGES = [path for path in sorted((ROOT / "docs").rglob("*.md")) if "_build" not in path.parts]
DOCUMENTS = [ROOT / "README.md", *PAGES]
LANGUAGES = ("console", "sh", "bash", "python")
"""What is run."""


LARGE = ("symrf", "proofs", "tests")
"""Folders that a copy of the repository has as links, unless its document writes a file there."""


def state(folder: Path) -> dict[Path, tuple[int, int]]:
    """When each file of the large folders was changed, and its size; what Python compiles is none of them."""
    files = [path for part in LARGE for path in (folder / part).rglob("*") if "__pycache__" not in path.parts]
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in files if path.is_file()}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Generator[Path]:
    """A copy of the repository, with what is compiled, from which the others are made; nothing may change it."""
    copy = copy_repository(tmp_path_factory.mktemp("docs") / "repository")
    for cache in (ROOT / "symrf").rglob("__pycache__"):
        shutil.copytree(cache, copy / cache.relative_to(ROOT), dirs_exist_ok=True)
    before = state(copy)
    yield copy
    assert state(copy) == before


def own_copy(repository: Path, directory: Path, markdown: str) -> None:
    """A copy for one document: whole where it writes a file into a large folder, which else are links."""
    written = {Path(block.file).parts[0] for block in blocks(markdown) if block.file}
    linked = () if written & {*LARGE} else LARGE
    directory.mkdir()
    for part in repository.iterdir():
        if part.name in linked:
            (directory / part.name).symlink_to(part)
        else:
            (shutil.copytree if part.is_dir() else shutil.copy2)(part, directory / part.name)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Where `symrf` is the copy's, run by this interpreter, and output does not depend on the terminal."""
    shims = tmp_path / "bin"
    shims.mkdir()
    for name, arguments in {"python": "", "python3": "", "pytest": "-m pytest"}.items():
        (shims / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments} "$@"\n')
    (shims / "symrf").write_text(forked())
    for shim in shims.iterdir():
        shim.chmod(0o755)
    paths = {"PATH": f"{shims}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(tmp_path / "repository")}
    return {**os.environ, **paths, "COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}


def run_python(block: Block, namespace: dict[str, object]) -> list[str]:
    """Run a Python block, a session as a doctest; complain of what it raises or prints wrongly."""
    report = io.StringIO()
    if ">>>" in block.text:
        test = doctest.DocTestParser().get_doctest(block.text, {}, "block", None, block.line - 1)
        test.globs = namespace
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
        runner.run(test, out=report.write, clear_globs=False)
    else:
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile("\n" * (block.line - 1) + block.text, "block", "exec"), namespace)
        except (Exception, SystemExit):
            report.write(traceback.format_exc(limit=-3))
    return [f"line {block.line}: {report.getvalue().strip()}"] if report.getvalue() else []


def run_document(markdown: str, directory: Path, environment: dict[str, str]) -> list[str]:
    """Everything wrong with a document, its blocks run in order in `directory` and one Python namespace."""
    problems: list[str] = []
    namespace: dict[str, object] = {"__name__": "__main__"}
    with contextlib.chdir(directory):
        for block in blocks(markdown):
            reason = missing(block.needs) if block.needs else None
            if reason and in_ci() and TOOLS[block.needs or ""].in_ci:
                problems.append(f"line {block.line}: {reason}")
            if reason:
                continue
            if block.file:
                write_file(block, directory)
            elif block.language == "console":
                problems += run_console(block, directory, environment)
            elif block.language in {"sh", "bash"}:
                problems += run_script(block, directory, environment)
            elif block.language == "python":
                problems += run_python(block, namespace)
    return problems


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_document(path: Path, repository: Path, environment: dict[str, str], tmp_path: Path) -> None:
    """Tutorials begin in an empty folder, everything else in a copy of the repository: commands write files."""
    markdown, directory = path.read_text(encoding="utf-8"), tmp_path / "repository"
    if not [block for block in blocks(markdown) if block.file or block.language in LANGUAGES]:
        return
    own_copy(repository, directory, markdown)
    if path.parent.name == "tutorials":
        directory = tmp_path / "empty"
        directory.mkdir()
    if "coqc -q" in markdown and not missing("coqc"):
        quick_coq(tmp_path / "bin", "Symrf")
    problems = run_document(markdown, directory, environment)
    if problems:
        pytest.fail("\n\n".join([path.name, *problems]), pytrace=False)


# ---- and what a wrong document would do


def test_what_is_written_into_a_linked_folder_is_seen(tmp_path: Path) -> None:
    (tmp_path / "whole" / "proofs").mkdir(parents=True)
    (tmp_path / "whole" / "proofs" / "a.py").write_text("a")
    before = state(tmp_path / "whole")
    own_copy(tmp_path / "whole", tmp_path / "copied", "<!-- file: proofs/b.py -->\n```python\n```\n")
    (tmp_path / "copied" / "proofs" / "a.py").write_text("else")
    assert state(tmp_path / "whole") == before
    own_copy(tmp_path / "whole", tmp_path / "linked", "")
    (tmp_path / "linked" / "proofs" / "a.py").write_text("else")
    assert state(tmp_path / "whole") != before


def test_right_document(tmp_path: Path, environment: dict[str, str]) -> None:
    markdown = """
```toml
# file: net.toml
title = "t"
```
```console
$ cat net.toml
# file: net.toml
...
$ python3 -c 'print(1 + 1)'
2
```
```python
x = 1
```
Text.
```python
>>> x + 1
2
```
```text
not run
```
"""
    assert run_document(markdown, tmp_path, environment) == []


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("```console\n$ echo a\nb\n```", "line 2: $ echo a"),
        ("```sh\nfalse\n```", "line 2: exit code 1"),
        ("```bash\nfalse\n```", "line 2: exit code 1"),
        ("```python\n\n1 / 0\n```", 'File "block", line 3'),
        ("```python\n>>> 1 + 1\n3\n```", "Expected:\n    3\nGot:\n    2"),
        ("```python\n>>> 1 / 0\n```", "ZeroDivisionError"),
    ],
)
def test_wrong_document(block: str, words: str, tmp_path: Path, environment: dict[str, str]) -> None:
    (problem,) = run_document(block, tmp_path, environment)
    assert words in problem


def test_a_block_that_needs_an_absent_tool(
    tmp_path: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    markdown = "<!-- needs: z3 -->\n```sh\nfalse\n```"
    monkeypatch.setitem(TOOLS, "z3", TOOLS["z3"]._replace(kind="program"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CI", raising=False)
    assert run_document(markdown, tmp_path, environment) == []
    monkeypatch.setenv("CI", "true")
    (problem,) = run_document(markdown, tmp_path, environment)
    assert "z3 is not installed" in problem
