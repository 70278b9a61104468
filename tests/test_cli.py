"""The command line as a person meets it: what each command answers."""

import importlib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from symrf.cli import cli
from symrf.verification import Result as Said
from symrf.verification import Verdict
from tests import networks
from tests.tools import junit

NETWORK = 'title = "Two layers"\n[[layer]]\nop = "conv"\nkernel = 3\n[[layer]]\nop = "pool"\nkernel = 2\nstride = 2\n'


def invoke(*args: str, stdin: str | None = None) -> Result:
    """A command's output; errors of symrf are raised as they are."""
    return CliRunner().invoke(cli, args, input=stdin, standalone_mode=False)


def said(*args: str, stdin: str | None = None) -> str:
    """The standard output of a command that ends well."""
    result = invoke(*args, stdin=stdin)
    assert result.exception is None, result.exception
    assert not result.return_value
    return result.stdout


@pytest.fixture
def network_file(tmp_path: Path) -> str:
    path = tmp_path / "net.toml"
    path.write_text(NETWORK)
    return str(path)


# ---- derive


def test_derive_is_a_table_and_a_sentence() -> None:
    text = said("derive", "vgg_16")
    assert "feature y of vgg_16/pool5 sees the input samples 32*y - 90 … 32*y + 121" in text
    assert "receptive-field size r = 212, effective stride S = 32, effective left padding P = 90" in text
    assert len(re.findall(r"^ +[0-9]+  vgg_16/", text, re.MULTILINE)) == 18


def test_derive_one_node_and_one_feature() -> None:
    text = said("derive", "dang_alexnet", "--output", "pool5", "--feature", "3", "--input-size", "227")
    assert len(re.findall(r"^ +[0-9]+  ", text, re.MULTILINE)) == 1
    assert "feature 3 of pool5 sees the input samples 32 … 226; in bounds 32 … 226" in text


def test_derive_as_json(network_file: str) -> None:
    record = json.loads(said("derive", network_file, "--format", "json", "--input-size", "9", "--feature", "1"))
    assert (record["schema"], record["architecture"], record["axes"]) == (1, "Two layers", ["x"])
    conv, pool = record["nodes"]
    assert (conv["name"], conv["op"], conv["inputs"], conv["output_size"]) == ("conv1", "conv", ["input"], {"x": 7})
    field = pool["axes"]["x"]
    assert {key: field[key] for key in ("status", "kind", "size", "stride", "padding", "left", "right")} == {
        "status": "exact", "kind": "affine", "size": 4, "stride": 2, "padding": 0, "left": 0, "right": 3,
    }  # fmt: skip
    assert (field["center"], field["start"]) == ("3/2", 2)
    assert field["region"] == {"u": 2, "v": 5, "center": "7/2", "size": 4}


def test_derive_reads_standard_input() -> None:
    assert "Two layers" in said("derive", "-", stdin=NETWORK)


def test_derive_takes_a_size_for_each_axis() -> None:
    assert "axis h, input size 480" in said("derive", "vgg_16", "--input-size", "h=480,w=640")


def test_derive_for_a_paper() -> None:
    tex = said("derive", "vgg_16", "--format", "latex")
    assert tex.startswith(r"% Needs \usepackage{amsmath,array,booktabs,graphicx}")
    assert tex.count(r"\begin{tabular}") == 1
    assert r"\documentclass" not in tex
    assert "| `pool5` |" in said("derive", "vgg_16", "--format", "markdown")


# ---- files


def test_a_report_is_two_files(tmp_path: Path, network_file: str) -> None:
    folder = tmp_path / "a" / "b"
    listed = said("report", network_file, "-o", str(folder)).split()
    assert listed == [str(folder / "report.tex"), str(folder / "report.md")]
    assert {path.name for path in folder.iterdir()} == {"report.tex", "report.md"}
    assert "Two layers" in (folder / "report.md").read_text()


def test_a_report_in_one_format(tmp_path: Path, network_file: str) -> None:
    said("report", network_file, "--format", "markdown", "-o", str(tmp_path / "out"))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["report.md"]
    assert said("report", network_file).startswith("# Receptive fields")


# ---- verify, show, list, zoo, check


def test_verify_is_a_line_for_each_theorem() -> None:
    result = invoke("verify", "size", "left-edge", "--route", "kernel")
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["statement", "verdict", "kernel"]
    assert [line.split() for line in lines[1:3]] == [["size", "proved", "proved"], ["left-edge", "proved", "proved"]]
    assert lines[-1] == "2 statements: 2 proved; all as expected"
    assert result.return_value == 0


def test_what_is_only_fuzzed_is_open() -> None:
    result = invoke("verify", "size", "--route", "fuzz", "--examples", "10")
    assert result.stdout.splitlines()[1].split() == ["size", "open", "10", "passed"]


def test_a_refutation_is_expected_and_shows_its_counterexample() -> None:
    result = invoke("verify", "refuted-dilation-multiplies", "--route", "kernel")
    assert result.return_value == 0
    assert "  counterexample: L = 1: (k=1 s=1 d=2 p=0 q=0)" in result.stdout


WRONG = Verdict("size", "refuted", {"kernel": Said("refuted", seconds=0.5)}, {"l": 1, "left": 2, "right": 3})
SKIPPED = Verdict("jump", "open", {"coq": Said("skipped", "coqc is absent", seconds=0.0)})


@pytest.fixture
def wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """One verdict that is not the expected one, and one that could not be reached."""
    monkeypatch.setattr(importlib.import_module("symrf.published.judge"), "judged", lambda *_: iter([WRONG, SKIPPED]))


@pytest.mark.usefixtures("wrong")
def test_a_failed_verification_ends_with_1() -> None:
    result = invoke("verify", "size", "jump")
    assert result.return_value == 1
    assert "  counterexample: l = 1; left side 2, right side 3" in result.stdout
    last = "2 statements: 1 refuted, 1 open; not as expected: size; coq was skipped: coqc is absent"
    assert result.stdout.splitlines()[-1] == last


@pytest.mark.usefixtures("wrong")
def test_verify_for_programs() -> None:
    result = invoke("verify", "size", "jump", "--format", "json")
    record = json.loads(result.stdout)
    assert (record["schema"], result.return_value) == (1, 1)
    first, second = record["verdicts"]
    assert {"name", "verdict", "routes", "counterexample", "difference", "holds_when"} <= set(first)
    assert first["counterexample"] == {"l": 1, "left": 2, "right": 3}
    assert second["routes"]["coq"]["reason"] == "coqc is absent"

    suite = junit(invoke("verify", "size", "jump", "--format", "junit").stdout)
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("2", "1", "1")
    assert [(case.get("name"), case[0].tag) for case in suite] == [("size", "failure"), ("jump", "skipped")]


def test_show_in_every_format() -> None:
    assert said("show", "size", "--format", "latex") == (
        "r_l = 1 + \\sum_{m=l+1}^L (K_m - 1) \\prod_{i=l+1}^{m-1} s_i\n"
    )
    text = said("show", "size")
    assert text.startswith("Receptive-field size (size)\n")
    assert "\nVerdict: proved (kernel proved" in text
    assert said("show", "size", "--format", "markdown").startswith("### Receptive-field size\n")
    record = json.loads(said("show", "size", "--format", "json"))
    assert (record["name"], record["kind"], record["verdict"]["verdict"]) == ("size", "theorem", "proved")


def test_several_claims_are_aligned() -> None:
    tex = said("show", "composition-identity", "--format", "latex")
    assert tex.count("&=") > 1
    assert r"\begin{aligned}" in tex


def test_list_and_zoo() -> None:
    entries = json.loads(said("list", "--format", "json"))["entries"]
    assert set(entries[0]) == {"name", "title", "source", "kind", "area", "verdict", "recorded"}
    assert {entry["kind"] for entry in entries} == {"theorem", "refutation"}
    table = said("list").partition("\n\n")[0]
    assert len(table.splitlines()) == len(entries) + 2
    assert "vgg_16" in said("zoo")
    assert {"name", "about"} == set(json.loads(said("zoo", "--format", "json"))["networks"][0])


@pytest.mark.parametrize(
    ("claim", "code", "verdict"),
    [("r[l-1] == s[l]*r[l] + K[l] - s[l]", 0, "proved"), ("r[l-1] == r[l] + k[l] - s[l]", 1, "refuted")],
)
def test_check_ends_with_its_verdict(claim: str, code: int, verdict: str) -> None:
    result = invoke("check", claim)
    assert result.return_value == code
    assert result.stdout.startswith(f"{verdict}: r[l - 1] == ")
    record = json.loads(invoke("check", claim, "--format", "json").stdout)
    assert (record["schema"], record["verdict"]) == (1, verdict)


def test_hostile_networks_harm_no_terminal(tmp_path: Path) -> None:
    from symrf.exposition.architecture import architecture
    from symrf.exposition.view import view
    from symrf.render import text, text_network

    shown = text_network.architecture(view(architecture(networks.hostile())))
    assert all(line.isprintable() for line in shown.splitlines())
    assert text.plain("a\x1b[2J\nb") == "a[2J b"


# ---- features, the exact field


def test_a_feature_and_the_exact_field(network_file: str) -> None:
    text = said("derive", network_file, "--feature", "1", "--exact")
    assert "\nfeature 1 of pool1 sees the input samples 2 … 5\n" in text
    assert text.endswith(
        "  support 4 of 4 samples, density 1, no holes\n"
        "  6 paths, mean 3.5, variance 11/12 (equal weights)\n  sizes of paths (size: paths): 4: 1\n"
    )
    field = json.loads(said("derive", network_file, "--exact", "--format", "json"))["nodes"][1]["axes"]["x"]
    assert (field["exact"]["support"], field["exact"]["path_sizes"]) == (4, {"4": 1})


def test_a_feature_that_a_layer_below_has_not() -> None:
    """A U-Net's bottom has 28 features where its output has 388."""
    args = ("derive", "unet", "--input-size", "572", "--feature", "300", "--format", "json")
    nodes = {node["name"]: node["axes"]["h"] for node in json.loads(said(*args))["nodes"]}
    assert nodes["bottom/conv2"]["region"] is None
    assert nodes["output"]["region"]["u"] == 288
    assert "feature 300 of output sees" in said(*args[:-2])


def test_a_theorem_without_a_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    coq = Verdict("path-region", "proved", {"coq": Said("proved", seconds=1.0)}, needs=("coq",))
    monkeypatch.setattr("symrf.verification.recorded.recorded", lambda _: [coq])
    assert "Statement and proof are in the Coq file proofs/coq/branches.v." in said("show", "path-region")
    assert said("show", "path-region", "--format", "markdown").endswith("Verdict: proved (coq proved).\n")
    record = json.loads(said("show", "path-region", "--format", "json"))
    assert (record["statement"], record["file"]) == ([], "proofs/coq/branches.v")
    assert said("show", "path-region", "--format", "latex").startswith("% path-region has no formula: ")


def test_verify_takes_statements_of_every_sort() -> None:
    result = invoke("verify", "size", "path-region", "refuted-depth-adds-k", "--route", "kernel")
    lines = [line.split() for line in result.stdout.splitlines() if not line.startswith("  ")]
    assert lines[0] == ["statement", "verdict", "walk", "kernel"]
    assert lines[1:4] == [
        ["size", "proved", "proved"],
        ["path-region", "open", "–"],
        ["refuted-depth-adds-k", "refuted", "refuted", "conditions"],
    ]
    assert result.return_value == 0


def test_a_report_about_one_node() -> None:
    text = said("report", "dang_alexnet", "--output", "pool1", "--format", "markdown")
    assert "of `pool1` sees the input samples" in text
    assert "`conv5`" not in text
    assert "--output is for a report about networks" in str(invoke("report", "--output", "x").exception)
