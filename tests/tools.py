"""What several tests need: optional checkers, and a clean copy of the repository."""

import contextlib
import importlib
import importlib.util
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent


class Tool(NamedTuple):
    """An optional program or Python module, how to get it, and whether CI promises to have it."""

    kind: str
    install: str
    in_ci: bool = True


TOOLS = {
    "pdflatex": Tool("program", "apt-get install texlive-latex-recommended texlive-pictures"),
    "coqc": Tool("program", "apt-get install --no-install-recommends coq"),
    "coqchk": Tool("program", "apt-get install --no-install-recommends coq"),
    "pdftoppm": Tool("program", "apt-get install poppler-utils"),
    "pdftotext": Tool("program", "apt-get install poppler-utils"),
    "node": Tool("program", "apt-get install --no-install-recommends katex"),
    "katex": Tool("program", "apt-get install --no-install-recommends katex"),
    "git": Tool("program", "apt-get install git"),
    "z3": Tool("module", "pip install z3-solver"),
    "onnx": Tool("module", "pip install onnx"),
    "sphinx": Tool("module", "pip install 'symrf[docs]'"),
    "myst_parser": Tool("module", "pip install 'symrf[docs]'"),
    "furo": Tool("module", "pip install 'symrf[docs]'"),
    "chromium": Tool("program", "apt-get install chromium"),
    "chromedriver": Tool("program", "apt-get install chromium-driver"),
    "yaml": Tool("module", "pip install 'symrf[docs]'"),
    "selenium": Tool("module", "pip install selenium"),
    "axe_core_python": Tool("module", "pip install axe-core-python==0.1.0"),
    "onnxruntime": Tool("module", "pip install onnxruntime"),
    "torch": Tool("module", "pip install 'symrf[torch]'"),
    "torchvision": Tool("module", "pip install torchvision, as fits torch"),
    "onnxscript": Tool("module", "pip install onnxscript"),
}


def missing(tool: str) -> str | None:
    """Why `tool` cannot be used, as one line that says what to install; None where it can."""
    kind, install, _ = TOOLS[tool]
    found = shutil.which(tool) if kind == "program" else importlib.util.find_spec(tool)
    return None if found else f"{tool} is not installed: {install}"


def in_ci() -> bool:
    """Whether this is the run that must have every checker."""
    return os.environ.get("CI") == "true"


def optional(tool: str) -> Any:
    """The path of a program, or the module, for a test that only runs where it is installed.

    Elsewhere the test is skipped with a line saying what to install; under CI=true it fails instead, so that
    no check is lost silently.
    """
    reason = missing(tool)
    if reason:
        if in_ci() and TOOLS[tool].in_ci:
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return shutil.which(tool) if TOOLS[tool].kind == "program" else importlib.import_module(tool)


def repository_files() -> list[Path]:
    """The files a commit of everything would hold, relative to the root: tracked, or new and not ignored."""
    command = [optional("git"), "-c", "safe.directory=*", "ls-files", "-coz", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listing.returncode:
        (pytest.fail if in_ci() else pytest.skip)(f"needs a git checkout: {listing.stderr.decode().strip()}")
    paths = {Path(os.fsdecode(name)) for name in listing.stdout.split(b"\0") if name}
    return sorted(path for path in paths if (ROOT / path).is_file())


def copy_repository(target: Path) -> Path:
    """Copy `repository_files` to `target`, for tests that would otherwise leave files behind."""
    for path in repository_files():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, target / path)
    return target


class Ran(NamedTuple):
    """What a command printed and ended with."""

    returncode: int
    stdout: str
    stderr: str


def ran(*arguments: str) -> Ran:
    """`symrf ARGUMENTS` in this process: a Python of its own takes longer to start than most commands."""
    from symrf.cli import run

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    return Ran(code, out.getvalue(), err.getvalue())


def some(every: Sequence[Any], step: int, first: int = 0) -> Sequence[Any]:
    """Every step-th of them, from that one on; all of them where HYPOTHESIS_PROFILE is deep."""
    return every if deep() else every[first::step]


def deep() -> bool:
    """Whether everything is tried of which `some` gives a part."""
    return os.environ.get("HYPOTHESIS_PROFILE") == "deep"


def examples(number: int) -> settings:
    """For a test whose examples take long: so many; as many as in every test where HYPOTHESIS_PROFILE is deep."""
    return settings() if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else settings(max_examples=number)


JUNIT = {
    "testsuite": ({"name", "tests", "failures", "errors"}, {"skipped", "time"}),
    "testcase": ({"name"}, {"classname", "time"}), "failure": (set[str](), {"message"}),
    "skipped": (set[str](), {"message"}),
}  # fmt: skip
"""The attributes that elements must and may have by the schema of JUnit reports (junit-10.xsd), as far as ours go."""


def junit(text: str) -> ElementTree.Element:
    """The suite of a JUnit report; ValueError where the text is none, or does not count its tests right."""
    root = ElementTree.fromstring(text)
    for element in root.iter():
        must, may = JUNIT.get(element.tag, ({"no such element"}, set()))
        if not must <= element.attrib.keys() <= must | may:
            raise ValueError(f"{element.tag} with {', '.join(element.attrib)}")
    if root.tag != "testsuite" or any(case.tag != "testcase" or len(case) > 1 for case in root):
        raise ValueError("no suite of cases")
    counted = {"tests": "*", "failures": "*/failure", "skipped": "*/skipped", "errors": "*/error"}
    for key, path in counted.items():
        if root.attrib[key] != str(len(root.findall(path))):
            raise ValueError(f"{key} is {root.attrib[key]}, and there are {len(root.findall(path))}")
    return root
