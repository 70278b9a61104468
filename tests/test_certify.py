"""symrf certify: what Coq proves of one network, and what it refuses."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from symrf.certified.folder import files
from symrf.certified.network import Certificate, certificates, judged
from symrf.certified.stated import Stated
from symrf.cli import run
from symrf.network import Network
from symrf.readers import read
from symrf.verification.coq.judge import judge
from tests.coq_library import quick_coq
from tests.random_tables import envelopes, network, reach_too_far, through_coq
from tests.test_certify_repeats import NETWORKS, WRONG
from tests.tools import optional, some

KINDS = ["aspp", "distill_misaligned"]
KINDS += some(["tcn", "vgg_16", "unet", "resnet18", "highresnet", "patchgan", "mobilenet_v1"], 7)
"""Chains, skips, phases, dilations, dense joins, several scales, unequal strides."""


CONV, POOL = {"op": "conv", "kernel": 3, "padding": 1}, {"op": "pool", "kernel": 2, "stride": 2}
UP = {"op": "upsample", "factor": 2}
CHAIN = {"axes": ["h", "w"], "layer": [CONV, POOL, CONV, POOL]}
SKIPS = {"layer": [
    {**CONV, "name": "a"}, POOL, {**CONV, "name": "b"}, POOL, CONV,
    {**UP, "name": "c"}, {"op": "concat", "from": ["c", "b"]}, CONV,
    {**UP, "name": "d"}, {"op": "concat", "from": ["d", "a"]}, {**CONV, "name": "g"},
]}  # fmt: skip
"""VGG and U-Net of two levels: Coq takes the longer, the larger the network."""


SAME = {
    "layer": [
        {"name": "first", "op": "conv", "kernel": 3, "stride": 2, "padding": "same"},
        {"name": "body", "op": "conv", "kernel": 3, "padding": "same"},
        {"name": "less", "op": "conv", "kernel": 5, "stride": 2, "padding": "same"},
        {"name": "short", "op": "conv", "kernel": 1, "stride": 2, "padding": "same", "from": "first"},
        {"name": "join", "op": "add", "from": ["less", "short"]},
    ],
}


BOTTLENECK = {
    "symbols": {"k": {"min": 1, "odd": True}},
    "layer": [
        {"name": "stem", "op": "conv", "kernel": 7, "stride": "s", "padding": 3},
        {"name": "body", "op": "conv", "kernel": "k", "padding": "(k - 1)/2"},
        {"name": "wide", "op": "conv", "kernel": 3, "dilation": "d", "padding": "d"},
        {"name": "join", "op": "add", "from": ["wide", "stem"]},
        {"name": "pool", "op": "pool", "kernel": 3, "stride": 2},
    ],
}


FLOORS = {
    "layer": [
        {"name": "a", "op": "conv", "kernel": "k", "padding": "p"},
        {"name": "wide", "op": "conv", "kernel": "j", "padding": "m", "from": "input"},
        {"name": "join", "op": "add", "from": ["a", "wide"]},
        {"name": "down", "op": "pool", "kernel": "f", "stride": "f", "from": "input"},
        {"name": "up", "op": "upsample", "factor": "f"},
        {"name": "skip", "op": "concat", "from": ["input", "up"]},
        {"name": "last", "op": "conv", "kernel": 3, "padding": 1},
    ],
}


TWO = {
    "input": [{"name": "image", "size": 32}, {"name": "mask", "size": 16}],
    "layer": [
        {"name": "halved", "op": "conv", "kernel": 3, "stride": 2, "padding": 1, "from": "image"},
        {"name": "smooth", "op": "conv", "kernel": 5, "padding": 2, "from": "mask"},
        {"name": "both", "op": "concat", "from": ["halved", "smooth"]},
    ],
}


@pytest.fixture(scope="module")
def made() -> dict[str, Certificate]:
    """Certificates of networks of many kinds, judged in one session of Coq."""
    optional("coqc")
    optional("coqchk")
    found = {name: certificates(read(name))[0] for name in KINDS}
    found |= {f"random {seed}": certificates(network(seed))[0] for seed in some((3, 10, 17), 3)}
    found["envelope"] = certificates(envelopes(2))[0]
    found |= {f"seen from {name}": certificates(network(20).seen_from(name))[0] for name in some(network(20).inputs, 2)}
    found |= {f"seen from {one.source}": certificates(one)[0] for one in read(TWO).by_source()}
    found |= {name: certificates(read(tree))[0] for name, tree in (("chain", CHAIN), ("skips", SKIPS))}
    found["same"] = certificates(read(SAME))[0]
    found["sized"] = certificates(read(SAME).with_input_size(64))[0]
    found["symbols"] = certificates(read(BOTTLENECK))[0]
    found["floors"] = certificates(read(FLOORS))[0]
    found |= {name: certificates(read(tree))[0] for name, (tree, _) in some([*NETWORKS.items()], 4)}
    judged([*found.values()], 60.0)
    return found


def test_networks_of_many_kinds_are_certified(made: dict[str, Certificate]) -> None:
    assert {name: (one.verdict, one.reason) for name, one in made.items()} == dict.fromkeys(made, ("certified", ""))
    assert made["chain"].axes == ("h", "w")
    said = {name: one.stated.said for name, one in made.items() if one.stated}
    assert said["chain"] == [
        "feature m of pool2 sees from 4 m - 3 to 4 m + 6, both ends and none beyond, for every integer m",
        "of pool2 the theorem lists the samples that features are computed from, all between the ends",
        "all paths to pool2 agree on stride and centre",
    ]
    many = certificates(read("resnet_v1_50").with_input_size(64))[0]
    assert [one.lacking for one in (made["chain"], many, made["sized"])] == [
        ["output sizes", "regions in bounds", "unused samples"],
        ["samples between the ends"],
        [],
    ]
    assert made["sized"].alone == ["regions in bounds", "unused samples", "alignment", "samples between the ends"]
    assert said["skips"][1] == (
        "feature 4 m + 1 of g sees from 4 m - 11 to 4 m + 14, both ends and none beyond, for every integer m"
    )
    assert len(said["skips"]) == 5
    assert len(said["same"]) == 4
    assert said["same"][1] == (
        "feature m of join sees from 4 m - 7 to 4 m + 7, both ends and none beyond, for every "
        "integer m and input size n >= 1, n mod 4 = 1"
    )


def test_sizes_of_maps_are_stated_where_the_input_has_one(made: dict[str, Certificate]) -> None:
    one = stated(made["sized"])
    assert "on inputs of 64 samples join has 16 features" in one.said
    assert re.search(r"sizes_on \[.*\] 64 = \[64; 32; 32; 16; 16; 16\]", one.case.statement, re.DOTALL)
    assert "output sizes" in made["chain"].lacking
    assert "output sizes" not in made["sized"].lacking


def test_symbols_are_stated_for_all_their_values(made: dict[str, Certificate]) -> None:
    statement = stated(made["symbols"]).case.statement
    assert statement.startswith("forall x1 x2 x3, 1 <= x1 -> 0 <= x2 -> 1 <= x3 -> let net := [[Edge 0 ")
    assert statement.count("(forall m, exactly net ") == 5
    assert (
        stated(made["symbols"])
        .said[0]
        .endswith("for every integer m and integer s >= 1, odd integer k >= 1, integer d >= 1")
    )


@pytest.mark.parametrize(
    ("layers", "why"),
    [
        ([{"op": "upsample", "factor": "f", "mode": "cubic"}], "some outputs read less, as the sample at a"),
        ([{"op": "conv", "kernel": "k", "dilation": "2**(k*j)"}], "2**(j*k)*(k - 1) + m has no word"),
        ([{"op": "repeat", "times": "B", "layers": [{"op": "upsample", "factor": 2}]}], "'upsample1' has phases"),
        ([{"op": "global"}], "'global1' reads depends on the size of its input"),
        ([{"op": "upsample", "factor": 2, "rule": "align_corners", "mode": "linear"}], "reads depends on the size"),
    ],
)  # fmt: skip
def test_what_has_no_rule_says_which(layers: list[dict[str, Any]], why: str) -> None:
    (one,) = certificates(read({"layer": layers}))
    assert (one.verdict, one.stated) == ("open", None)
    assert why in one.reason


def test_ends_that_are_no_lines_are_stated(made: dict[str, Certificate]) -> None:
    """A maximum, and a factor of upsampling that is a symbol; one is called m, and so the feature is not."""
    one = stated(made["floors"])
    assert one.said[0].startswith("feature y of last sees from f*floor((y - 1)/f) to f*floor((y + 1)/f) + f - 1, both")
    assert "(Z.max x" in one.case.statement
    assert " / x" in one.case.statement
    assert "_m" not in one.case.statement.replace("(forall _m", "")


def stated(one: Certificate) -> Stated:
    """What it states."""
    assert one.stated is not None
    return one.stated


def test_the_statement_is_what_is_printed(made: dict[str, Certificate]) -> None:
    assert "(forall m, exactly net 4 m (4 * m + -3) (4 * m + 6))" in stated(made["chain"]).case.statement
    assert "least (1 * m + 0) [(2 * m + -2)]" in stated(made["distill_misaligned"]).case.statement


def test_what_is_wrong_is_refused_with_its_node(made: dict[str, Certificate]) -> None:
    """File and statement agree, and both are wrong: Coq computes the check."""
    found = []
    for name, right in (("chain", "Line 2 (-3) 4"), ("same", "Line 4 (-7) 7")):
        true, wrong = stated(made[name]), right.replace("Line ", "Line 1")
        source, statement, which = (
            x.replace(right, wrong) for x in (true.case.source, true.case.statement, true.which)
        )
        assert source != true.case.source
        made_wrong = replace(true, case=replace(true.case, source=source, statement=statement), which=which)
        found.append(replace(made[name], stated=made_wrong, verdict="open"))
    judged(found, 60.0)
    assert [one.verdict for one in found] == ["refused"] * 2
    assert all(one.reason.endswith("does not see what is said") for one in found)


def test_another_statement_is_refused(made: dict[str, Certificate]) -> None:
    wrong = []
    changed = some([
        ("aspp", "(1 * m + 18)", "(1 * m + 19)"), ("aspp", "Edge 0 1", "Edge 0 2"),
        ("sized", "16; 16])", "16; 17])"), ("TCN", ") x1)", ") (x1 + 1))"),
    ], 2, 1)  # fmt: skip
    for name, right, other in changed:
        case = stated(made[name]).case
        wrong.append(replace(case, statement=case.statement.replace(right, other, 1)))
        assert wrong[-1] != case
    for name, old, new in some(WRONG, 4):  # the file is wrong, and the statement
        case = stated(made[name]).case
        wrong.append(replace(case, source=case.source.replace(old, new), statement=case.statement.replace(old, new)))
        assert wrong[-1] != case
    problems = judge(wrong, 20.0)
    assert ["another statement" in str(problem) for problem in problems[: len(changed)]] == [True] * len(changed)
    assert all(problems)


def test_the_checker_and_coq_decide_alike() -> None:
    """A sample; python -m tests.random_tables coq judges 500."""
    optional("coqc")
    assert through_coq(15) == (30, [])


def test_a_folder_is_checked_by_coq_alone(made: dict[str, Certificate], tmp_path: Path) -> None:
    """The definitions and lemmas are compiled and checked but once in all the tests, as long as they are the same."""
    for name, text in files([made["distill_misaligned"]]).items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "bin").mkdir()
    quick_coq(tmp_path / "bin", "Tables")
    found = {**os.environ, "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    command = ["sh", str(tmp_path / "check.sh")]
    done = subprocess.run(command, env=found, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Closed under the global context\n")
    proved, script = tmp_path / "net_x.v", tmp_path / "check.sh"
    proved.write_text("Admitted.".join(proved.read_text("utf-8").rsplit("Qed.", 1)), "utf-8")
    script.write_text(script.read_text("utf-8").replace("Tables TablesSound TablesExact net_x_stated", ""), "utf-8")
    done = subprocess.run(["sh", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "not proved: it rests on these axioms\n")
    (tmp_path / "net_x.v").write_text(files([made["aspp"]])["net_h_w.v"], "utf-8")
    again = [["coqc", "-q", "-Q", ".", "", name] for name in ("net_x.v", "net_x_proved.v")]
    codes = [subprocess.run(one, cwd=tmp_path, capture_output=True, check=False).returncode for one in again]
    assert codes[0] == 0
    assert codes[1] != 0


def certify(*arguments: str) -> tuple[int, str]:
    """Exit code and output of the command."""
    with CliRunner().isolation() as (out, *_):
        code = run(["certify", *arguments])
        return code, out.getvalue().decode()


def test_the_command(tmp_path: Path) -> None:
    optional("coqc")
    optional("coqchk")
    code, said = certify("aspp", "--axis", "h", "-o", str(tmp_path))
    assert code == 0
    assert said.startswith("certified: h: 6 nodes, 6 lines (coq ")
    assert "  without a statement: " in said
    assert {"Tables.v", "TablesSound.v", "net_h.v", "check.sh"} <= {path.name for path in tmp_path.iterdir()}


def test_what_is_open_and_what_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("symrf.certified.network.available", lambda: False)
    assert certify("aspp") == (3, "open: h, w: coqc is not installed; apt-get install coq\n")
    assert certify("aspp", "--axis", "z")[0] == 2
    assert certify("nothing_of_that_name")[0] == 2
    assert [certify("aspp", "--time-limit", limit)[0] for limit in ("0", "nan", "inf", "1e400", "x")] == [2] * 5
    assert [one.reason for one in certificates(Network())] == ["no rule for input: there is no layer"]
    code, said = certify("-o", str(tmp_path), str(symbolic(tmp_path)))
    assert code == 3
    assert said.startswith("open: x: no rule for ")


def symbolic(folder: Path) -> Path:
    """A network with a symbol."""
    path = folder / "net.toml"
    path.write_text('[[layer]]\nop = "repeat"\ntimes = "B"\nlayers = [{ op = "upsample", factor = 2 }]\n', "utf-8")
    return path


def test_a_derivation_that_is_wrong_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    reach_too_far(monkeypatch)
    code, said = certify("aspp")
    assert code == 1
    assert said.startswith("refused: 'aspp/conv': the derivation and its check disagree: node ")
