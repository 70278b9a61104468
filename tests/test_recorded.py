"""Recorded verdicts: of this statement, this evidence and this checker, or there is none; said to be recorded."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import symrf
from symrf.cli import cli
from symrf.theorem import refutation_names, theorem_names
from symrf.verification import recorded as module
from symrf.verification.recorded import ABSENT, CHECKER, PACKAGE, checker, path, recorded
from tests.floors import DATA, part_graph, reachable
from tests.tampering import Copy, copy
from tests.test_house import modules, sources
from tests.tools import ROOT, optional, some

__all__ = ["copy"]

NAMES = (*theorem_names(), *refutation_names())
STAGE = {"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": "k", "dilation": "2**(i-1)"}]}


def why_not(name: str) -> str:
    """Why there is no recorded verdict."""
    (verdict,) = recorded([name])
    assert (verdict.verdict, verdict.recorded, dict(verdict.routes)) == ("open", None, {})
    assert verdict.reason is not None
    assert verdict.reason.startswith(ABSENT)
    return verdict.reason


def test_every_statement_is_recorded_as_expected() -> None:
    """Where this fails something that proves has been changed since: python -m symrf.verification.recorded."""
    found = recorded(NAMES)
    assert [verdict.reason for verdict in found if not verdict.recorded] == []
    assert all(verdict.ok and verdict.verdict == verdict.expected for verdict in found)
    assert {verdict.name for verdict in found if verdict.verdict == "refuted"} == set(refutation_names())
    assert all(verdict.routes["coq"]["verdict"] != "skipped" for verdict in found)


def test_the_code_that_checks_is_all_that_it_imports() -> None:
    packages = {name for name, path in modules().items() if path.name == "__init__.py"}
    parts = reachable("verification", part_graph(sources(), packages)) | {"verification"}
    assert {part.removesuffix(".py") for part in CHECKER} == parts - DATA
    assert all((PACKAGE / part).exists() for part in CHECKER)


# ---- refused: another statement, other evidence, another checker


def test_refused_of_another_statement(copy: Copy) -> None:
    copy.change("jump.py", "J[l]", "2*J[l]")
    assert "statement" in why_not("jump")
    assert recorded(["size"])[0].recorded


def test_refused_of_another_statement_of_a_condition(copy: Copy) -> None:
    copy.change("refuted/refuted_dilation_multiplies.py", "d[m] == 1", "d[m] == 2")
    assert "statement" in why_not("refuted-dilation-multiplies")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("size", "evidence/size.json"),
        ("size", "evidence/coq/size.v"),
        ("size", "evidence/coq/SymrfTactics.v"),
        ("path-region", "coq/branches.v"),
        ("path-region", "coq/Networks.v"),
        ("refuted-depth-adds-k", "evidence/coq/refuted_depth_adds_k_difference.v"),
    ],
)
def test_refused_of_other_evidence(copy: Copy, name: str, file: str) -> None:
    assert recorded([name])[0].recorded
    copy.path(file).write_bytes(copy.path(file).read_bytes() + b" ")
    assert "evidence" in why_not(name)
    copy.path(file).unlink()
    assert "evidence" in why_not(name)


@pytest.mark.parametrize("file", some(["kernel/check.py", "verification/coq/judge.py", "oracle.py", "terms/new.py"], 3))
def test_refused_of_another_checker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    package = tmp_path / "symrf"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "templates"))
    assert checker(package) == checker()
    with (package / file).open("a") as changed:
        changed.write("# another\n")
    checker.cache_clear()
    changed_hash = checker(package)
    monkeypatch.setattr(module, "checker", lambda: changed_hash)
    assert "code that checks" in why_not("size")
    page = symrf.report(symrf.read("patchgan"), "markdown")
    assert page.count(ABSENT) == 1
    assert "| proved |" not in page


def test_refused_where_it_is_gone_unreadable_or_contradicts_itself(copy: Copy) -> None:
    copy.change("evidence/recorded/verdicts.json", '"jump"', '"jum"')
    assert "there is none of it" in why_not("jump")
    text = path().read_text()
    kept = json.loads(text)
    kept["verdicts"]["size"]["routes"]["kernel"]["verdict"] = "open"
    path().write_text(json.dumps(kept))
    assert "contradicts itself" in why_not("size")
    for broken in ("", "[]", text[:-20], '{"verdicts": {"size": 1}, "checker": "", "with": {}}'):
        path().write_text(broken)
        assert "unreadable" in why_not("size")
    path().unlink()
    assert "there are none" in why_not("size")


# ---- written


def test_there_are_no_times_in_it() -> None:
    def numbers(value: object) -> list[object]:
        if isinstance(value, dict):
            assert "seconds" not in value
            return [n for part in value.values() for n in numbers(part)]
        return [n for part in value for n in numbers(part)] if isinstance(value, list) else [value]

    kept = json.loads(path().read_text("utf-8"))
    assert not any(isinstance(n, float) for n in numbers(kept))
    assert list(kept["verdicts"]) == list(NAMES)
    assert module.written(kept) == path().read_text("utf-8")


def test_the_day_is_that_on_which_it_was_first_said(copy: Copy) -> None:
    kept = json.loads(path().read_text("utf-8")) | {"date": "2026-05-01"}
    path().write_text(module.written(kept))
    assert module.recorded_on(path()) == "2026-05-01"
    same = {name: value for name, value in kept.items() if name != "date"}
    assert module.dated(same, path()) == kept
    assert module.dated({**same, "checker": "another"}, path())["date"] > "2026-05-01"
    path().unlink()
    assert module.recorded_on(path()) == ""
    assert module.dated(same, path())["date"] > "2026-05-01"


def test_what_is_not_proved_is_not_recorded() -> None:
    with pytest.raises(symrf.SymrfError, match="size is open"):
        module.record(symrf.verify(["size"], ["fuzz"], 5))
    with pytest.raises(symrf.SymrfError, match="no theorem"):
        recorded(["sise"])


def test_proving_again_says_what_is_recorded() -> None:
    optional("z3")
    names = ["jump", "refuted-depth-adds-k"]
    kept = json.loads(path().read_text("utf-8"))["verdicts"]
    for name, made in module.record(symrf.verify(names, ["kernel", "z3"]))["verdicts"].items():
        routes = json.loads(json.dumps(made.pop("routes")))
        assert routes == {route: kept[name]["routes"][route] for route in routes}
        assert json.loads(json.dumps(made)) == {k: v for k, v in kept[name].items() if k != "routes"}


# ---- said


def said(*args: str) -> str:
    result = CliRunner().invoke(cli, [*args], prog_name="symrf")
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_answer_says_that_it_is_recorded_and_with_what() -> None:
    tools = recorded(["size"])[0].recorded
    assert tools is not None
    assert all(name in tools for name in ("symrf ", "z3 ", "Coq ", "Hypothesis "))
    told = f"As recorded with {tools}; nothing of it was proved again here"
    assert told in said("list")
    every = json.loads(said("list", "--format", "json"))["entries"]
    assert {entry["recorded"] for entry in every if entry["verdict"] != "open"} == {tools}
    assert f"as recorded with: {tools}" in said("show", "size")
    assert json.loads(said("show", "size", "--format", "json"))["verdict"]["recorded"] == tools
    assert f"Verdict: proved, as recorded with {tools}" in said("show", "size", "--format", "markdown")
    for format in ("markdown", "latex", "html"):
        assert told in " ".join(symrf.report(symrf.read("patchgan"), format).split())


def test_asked_to_verify_it_is_proved_now() -> None:
    optional("z3")
    text = said("show", "jump", "--verify")
    assert "Verdict: proved (kernel proved, z3 proved, fuzz 200 passed)" in text
    assert "recorded" not in text


QUIET = """
import subprocess, sys
def refused(*args, **named): raise SystemExit(f"started {args}")
subprocess.Popen.__init__ = refused
from symrf.cli import run
codes = [run(args) for args in (["list"], ["show", "path-region"], ["report", "distill_misaligned"], ["report"])]
assert codes == [0, 0, 0, 0], codes
assert not {"z3", "hypothesis"} & set(sys.modules), sorted(sys.modules)
"""


def test_nothing_is_proved_or_started_for_a_report() -> None:
    done = subprocess.run([sys.executable, "-c", QUIET], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "What is proved" in done.stdout


# ---- a network's own sums


def proofs_of(layers: list[dict[str, object]]) -> str:
    page = symrf.report(symrf.read({"layer": layers}), "markdown")
    return page.partition("proved just now")[2]


def test_a_networks_own_sums_are_proved_now_and_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = {"op": "repeat", "times": "N", "layers": [{"op": "conv", "kernel": 3, "stride": "s"}]}
    shown = proofs_of([STAGE, wide])
    assert r"\sum_{i=1}^B 2^{i-1} (k - 1) &= \left(2^{B} - 1\right) (k - 1)" in shown
    assert r"(s - 1) \sum_{i=1}^N s^{i-1} &= s^{N} - 1" in shown
    assert proofs_of([{"op": "conv", "kernel": "k"}]) == ""


def test_a_sum_that_the_kernel_does_not_accept_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = {"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": 3}]}
    assert r"\sum_{i=1}^B 2 &= 2 B" in proofs_of([plain])
    monkeypatch.setattr("symrf.derivation.upward.repeat.proved", lambda *_: False)
    assert proofs_of([plain]) == ""
