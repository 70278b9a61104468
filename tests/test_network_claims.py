"""Claims about one network: of every feature, at sizes that they need, carried by certificates, beyond polynomials."""

import json
import subprocess
import sys
from itertools import islice
from typing import Any

import pytest

import symrf
from symrf import SymrfError
from symrf.claims.network.expect import judge_expected
from symrf.kernel import Refused
from symrf.kernel import check as kernel_check
from symrf.readers import read_architecture
from symrf.terms.sympy_form import number_text
from tests import network_claims
from tests.tools import ran, some

CONV = {"op": "conv", "kernel": "k", "stride": "s"}
WAV2VEC = {"input": {"size": "n"}, "layer": [
    {"op": "conv", "kernel": k, "stride": s} for k, s in [(10, 5), (3, 2), (3, 2), (3, 2), (3, 2), (2, 2), (2, 2)]
]}  # fmt: skip
HALVED = {"layer": [{"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": 3, "stride": 2}]}]}
GEOMETRIC = {"layer": [{"op": "repeat", "times": "B", "layers": [CONV]}]}
TRANSPOSED = {"layer": [
    {"op": "conv_transpose", "kernel": "s + 2", "stride": "s", "padding": 1}, {"op": "conv", "kernel": 3},
]}  # fmt: skip
SAME = {"input": {"size": "n"}, "layer": [{"op": "conv", "kernel": 5, "stride": 2, "padding": "same"}]}
EITHER = {"layer": [
    {"op": "conv", "name": "a", "kernel": "k"}, {"op": "conv", "name": "b", "kernel": 3, "from": "input"},
    {"op": "add", "from": ["a", "b"]},
]}  # fmt: skip


def said(claim: str, tree: Any) -> Any:
    return symrf.check(claim, symrf.read(tree))


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [("r == 400", "proved"), ("S == 320", "proved"), ("u(y) == 320*y", "proved"),
     ("r == 401", "refuted"), ("S == 321", "refuted"), ("cnn.output_size == 1", "error")],
)  # fmt: skip
def test_input_sizes_are_large_enough_for_the_region(claim: str, verdict: str) -> None:
    if verdict == "error":
        with pytest.raises(SymrfError):
            said(claim, WAV2VEC)
        return
    found = said(claim, WAV2VEC)
    assert found.verdict == verdict
    if verdict == "refuted":
        assert found.counterexample["n"] >= 400
    else:
        assert found.routes["walk"]["examples"] >= 5


def test_a_wrong_kernel_of_a_large_window_is_refuted() -> None:
    one = {"input": {"size": "n"}, "layer": [{"op": "conv", "kernel": 17}]}
    assert said("r == 21", one).counterexample == {"n": 17, "left": "17", "right": "21"}
    assert said("conv1.output_size == n - 16", one).verdict == "proved"
    assert said("conv1.output_size == n - 17", one).verdict == "refuted"


@pytest.mark.parametrize(
    ("tree", "claim", "counterexample"),
    [
        ("distill_misaligned", "r == 7", {"y": 1, "left": "6"}),
        ("distill_misaligned", "add.size == 7", {"y": 1, "left": "6"}),
        ("unet", "r == 188", {"y": 4, "left": "204"}),
        ("unet", "r == 204", {"y": 0, "left": "188"}),
        ("unet", "r_max == 188", {"left": "204"}),
        ("distill_misaligned", "r_min == 6", {"left": "5"}),
        ("distill_misaligned", "u(y) == y - 2", {"y": 1, "left": "0"}),
        ({"layer": [{"op": "upsample", "factor": "f"}, {"op": "conv", "kernel": 3}]}, "r == 3", {"f": 2, "y": 0}),
    ],
)
def test_a_claim_is_about_every_feature(tree: Any, claim: str, counterexample: dict[str, Any]) -> None:
    found = said(claim, tree)
    assert found.verdict == "refuted"
    assert counterexample.items() <= found.counterexample.items()


@pytest.mark.parametrize(
    ("tree", "claim"),
    [
        ("distill_misaligned", "r_min == 5"),
        ("distill_misaligned", "r(1) == 6"),
        ("distill_misaligned", "u(y) == Min(y, 2*y - 2)"),
        ("unet", "r_min == 188"),
        ("unet", "r_max - r_min == 16"),
        ("unet", "r(16*t + 3) == 188"),
        ("unet", "r <= 204"),
        (TRANSPOSED, "r_min == floor(4/s) + 1"),
        (TRANSPOSED, "u(y) == floor((y - 1)/s)"),
        ([[3, 2, 1]], "c(y) == 2*y"),
    ],
)
def test_features_and_their_range_can_be_claimed(tree: Any, claim: str) -> None:
    assert said(claim, tree).verdict == "proved"


def test_the_range_is_what_derive_says() -> None:
    field = symrf.derive(symrf.read("unet")).output
    assert (field["h"].size, field["h"].size_min, field["h"].size_max) == (None, 188, 204)
    for y in range(40):
        u, v = field["h"].region(y)
        assert 188 <= v - u + 1 <= 204


@pytest.mark.parametrize(
    ("key", "value", "verdict"),
    [("out.size_min", 2, "proved"), ("out.size_max", 3, "proved"), ("out.size", 3, "refuted"),
     ("out.size_min", 3, "refuted")],
)  # fmt: skip
def test_ranges_in_a_file(key: str, value: int, verdict: str) -> None:
    layers = [{"op": "upsample", "factor": 2}, {"op": "conv", "name": "out", "kernel": 4}]
    architecture = read_architecture({"layer": layers, "expect": {key: value}})
    assert [v.verdict for v in judge_expected(architecture.network, architecture.expect)] == [verdict]


# ---- what carries a proof


def certificates(found: Any) -> list[Any]:
    kernel = found.routes["kernel"]
    return [kernel["certificate"], *(part["certificate"] for part in kernel.get("certificates", ()))]


def test_a_certificate_is_about_the_layers_of_the_network() -> None:
    found = said("r == 212", "vgg_16")
    (proof,) = certificates(found)
    statement = kernel_check(proof)
    assert statement["goals"] == [{"for": [], "equal": [["at", "r", 0], 212]}]
    assumed = {str(e["equal"][0]): e["equal"][1] for e in statement["assume"]}
    assert sum(assumed[f"['at', 'k', {i}]"] == 3 for i in range(1, 14)) >= 10
    assert found.routes["kernel"]["theorems"] == ["size"]
    for equation in statement["assume"]:  # another layer is another network: the same proof proves nothing of it
        value = equation["equal"][1]
        equation["equal"][1] = value + 1
        with pytest.raises(Refused):
            kernel_check(proof)
        equation["equal"][1] = value


@pytest.mark.parametrize(
    ("tree", "claim", "parts"),
    [
        (HALVED, "r == 2*2**B - 1", 3),
        (HALVED, "S**2 == 4**B", 3),
        ({"layer": [{"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": "k", "dilation": "2**(i-1)"}]},
                    {"op": "conv", "kernel": 3}]}, "r == (k - 1)*(2**B - 1) + 3", 3),
    ],
)  # fmt: skip
def test_sums_over_copies_come_with_their_certificates(tree: Any, claim: str, parts: int) -> None:
    found = said(claim, tree)
    assert found.verdict == found.routes["kernel"]["verdict"] == "proved"
    every = certificates(found)
    assert len(every) == parts
    for certificate in every:
        kernel_check(certificate)
    assert any(certificate["statement"]["name"] == "copies" for certificate in every)


@pytest.mark.parametrize(
    ("tree", "claim", "why"),
    [("unet", "r_max == 204", "of the kind conv_transpose"), (EITHER, "r == Max(3, k)", "paths part or join"),
     ({"layer": [{"op": "upsample", "factor": 2}]}, "S == 1/2", "of the kind upsample")],
)  # fmt: skip
def test_what_rests_on_the_derivation_alone_says_so(tree: Any, claim: str, why: str) -> None:
    kernel = said(claim, tree).routes["kernel"]
    assert kernel["verdict"] == "derived"
    assert why in kernel["note"]
    assert "the walk agreed" in kernel["note"]


def test_the_kernel_alone_checks_what_check_writes(tmp_path: Any) -> None:
    path = tmp_path / "halved.json"
    path.write_text(json.dumps(HALVED))
    written = ran("check", "--in", str(path), "r == 2*2**B - 1", "--certificates", str(tmp_path / "out"))
    assert written.returncode == 0, written.stderr
    files = sorted((tmp_path / "out").glob("*.json"))
    assert len(files) == 3
    again = [sys.executable, "-S", "-m", "symrf.kernel", *map(str, files)]
    checked = subprocess.run(again, capture_output=True, text=True, timeout=60)
    assert (checked.returncode, checked.stdout.count("proved: ")) == (0, 3)


# ---- beyond polynomials


@pytest.mark.parametrize(
    ("tree", "claim", "verdict"),
    some([
        (HALVED, "r == 1 + Sum(2*2**(i-1), (i, 1, B))", "proved"),
        (HALVED, "S == Product(2, (i, 1, B))", "proved"),
        (HALVED, "S == Product(2, (i, 1, B + 1))", "refuted"),
        (HALVED, "r >= 2*B + 1", "proved"),
        (HALVED, "r >= 2*B + 2", "refuted"),
        (SAME, "conv1.output_size == ceil(n/2)", "proved"),
        (SAME, "conv1.output_size == floor(n/2)", "refuted"),
        (EITHER, "r == Max(k, 3)", "proved"),
        (EITHER, "r == Max(k, 4)", "refuted"),
        (EITHER, "r + Min(k, 3) == k + 3", "proved"),
        (TRANSPOSED, "r(y) == floor((y + 3)/s) - floor((y - 1)/s) + 1", "proved"),
    ], 4),
)
def test_rounding_order_sums_and_powers(tree: Any, claim: str, verdict: str) -> None:
    found = said(claim, tree)
    assert found.verdict == verdict
    if verdict == "proved" and "kernel" not in _proving(found):
        assert {"z3", "coq"} <= _proving(found)


def _proving(found: Any) -> set[str]:
    return {name for name, route in found.routes.items() if route["verdict"] in ("proved", "derived")}


def test_a_quotient_is_claimed_where_it_has_a_value() -> None:
    found = said("r == 1 + (k - 1)*(s**B - 1)/(s - 1)", GEOMETRIC)
    assert found.verdict == "proved"
    assert "s >= 2" in found.domain
    assert said("r == 1 + (k - 1)*(s**B - 1)/(s + 1)", GEOMETRIC).verdict == "refuted"


@pytest.mark.parametrize(
    ("claim", "words"),
    [("r(a) == r(b)", "one feature may be free"), ("u(y**2) == 0", "write a number"), ("r[1] == 3", "write r"),
     ("sizes == 3", "unknown name"), ("RF == 3", "did you mean r"), ("r(r) == 3", "a feature is a number")],
)  # fmt: skip
def test_claims_that_mean_nothing_here(claim: str, words: str) -> None:
    with pytest.raises(SymrfError, match=words) as error:
        said(claim, "unet")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("claim", "verdict"), [("Q == p + 2", "proved"), ("Q == p + 3", "refuted")])
def test_a_window_that_ceil_mode_adds_is_not_counted_as_padding(claim: str, verdict: str) -> None:
    """By the walk as by the law: the right padding is that of windows that fit."""
    pool = {"op": "pool", "kernel": 5, "stride": 2, "padding": 2, "ceil_mode": True}
    assert said(claim, {"layer": [{"op": "conv", "kernel": 3, "padding": "p"}, pool]}).verdict == verdict


def test_a_feature_is_no_factor_in_a_file() -> None:
    with pytest.raises(SymrfError, match="for claims about a network"):
        symrf.read({"layer": [{"op": "conv", "kernel": "r(3)"}]})
    assert symrf.check("r(y) == 3", symrf.read([[3, 1, 1]])).verdict == "proved"


# ---- many


def test_random_claims_are_judged_right() -> None:
    """A sample of what `python -m tests.network_claims` goes through."""
    counts = {True: [0, 0], False: [0, 0]}
    for case in islice(network_claims.cases(11, orders=0.02), 24):
        found = symrf.check(case.claim, symrf.read(case.tree))
        right, wrong = ("proved", "refuted") if case.true else ("refuted", "proved")
        assert found.verdict != wrong, (case, str(found))
        assert found.verdict == right or found.reason, case
        counts[case.true][found.verdict == right] += 1
    assert counts[True][1] >= 0.95 * sum(counts[True])
    assert counts[False][1] >= 0.99 * sum(counts[False]) - 1
    assert min(sum(counts[True]), sum(counts[False])) >= 6


def test_of_a_feature_with_a_number_the_walk_takes_sizes_that_have_it() -> None:
    halved = {"op": "conv", "kernel": 3, "stride": 4, "padding": "same"}
    tree = {"input": {"size": "n"}, "layer": [halved, halved]}
    first, _ = symrf.derive(symrf.read(tree)).output.region(40)
    found = said(f"u(40) == {number_text(first)}", tree)
    assert (found.verdict, found.routes["walk"]["verdict"]) == ("proved", "passed")
    wrong = said(f"u(40) == {number_text(first)} + 1", tree)
    assert wrong.verdict == "refuted"
    assert wrong.counterexample["n"] == 641
