"""What lets tests skip must itself be unable to hide a missing checker from CI."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from _pytest.outcomes import Failed, Skipped

import dev
from tests.tools import ROOT, TOOLS, Tool, copy_repository, junit, optional

ABSENT = {"no-such-program": Tool("program", "get it"), "no_such_module": Tool("module", "get that")}


@pytest.fixture(params=sorted(ABSENT))
def absent(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A tool that is in the table and not on the machine."""
    monkeypatch.setitem(TOOLS, request.param, ABSENT[request.param])
    return str(request.param)


def test_absent_tool_skips_and_says_what_to_install(absent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(Skipped, match=f"{absent} is not installed: {ABSENT[absent].install}"):
        optional(absent)


def test_absent_tool_fails_in_ci(absent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(Failed, match=f"{absent} is not installed"):
        optional(absent)


def test_ci_does_without_what_it_never_installs(absent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setitem(TOOLS, absent, ABSENT[absent]._replace(in_ci=False))
    with pytest.raises(Skipped):
        optional(absent)


@pytest.mark.parametrize("ci", ["true", "false"])
def test_present_tool_is_returned(ci: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setitem(TOOLS, "sh", Tool("program", "-"))
    monkeypatch.setitem(TOOLS, "shutil", Tool("module", "-"))
    assert optional("sh") == shutil.which("sh")
    assert optional("shutil") is shutil


def test_copy_holds_the_sources_and_nothing_else(tmp_path: Path) -> None:
    copied = {path.relative_to(tmp_path) for path in copy_repository(tmp_path).rglob("*") if path.is_file()}
    assert {Path("dev.py"), Path("tests/tools.py"), Path(".ci/run")} <= copied
    assert not {".git", ".venv", "__pycache__"} & {part for path in copied for part in path.parts}
    assert (tmp_path / "dev.py").read_text() == (ROOT / "dev.py").read_text()


@pytest.mark.parametrize(("ci", "code", "said"), [("true", 2, "1 error"), ("false", 5, "1 skipped")])
def test_a_module_that_skips_itself_fails_in_ci(ci: str, code: int, said: str, tmp_path: Path) -> None:
    test = tmp_path / "test_absent.py"
    test.write_text("import pytest\n\npytest.importorskip('no_such_module')\n\ndef test(): pass\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.conftest", str(test)]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"CI": ci, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert (done.returncode, said in done.stdout) == (code, True), done.stdout


def test_the_environment_of_ci_holds_torch_and_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    assert (len(dev.packages()), here := dev.stamp()) == (1, dev.stamp())
    monkeypatch.setenv("CI", "true")
    assert dev.packages()[1:] == dev.CI_PACKAGES
    names = {name.partition("==")[0] for name in dev.CI_PACKAGES}
    assert names == {"torch", "torchvision", "onnxscript"} <= TOOLS.keys()
    assert dev.stamp() != here


SUITE = '<testsuite name="s" tests="1" failures="1" errors="0" skipped="0"><testcase name="c">{}</testcase></testsuite>'
FAILED = '<failure message="m">why</failure>'


def test_a_junit_report_is_one() -> None:
    assert junit(SUITE.format(FAILED)).get("name") == "s"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' errors="0"', ""), (' name="c"', ""), ('tests="1"', 'tests="2"'), ('failures="1"', 'failures="0"'),
        (FAILED, "<failed />"), ('message="m"', 'said="m"'), (FAILED, FAILED + '<skipped message="m"/>'),
    ],
)  # fmt: skip
def test_what_is_no_junit_report_is_refused(old: str, new: str) -> None:
    with pytest.raises(ValueError, match=r"with|suite|there are"):
        junit(SUITE.format(FAILED).replace(old, new))
