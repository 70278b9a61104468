"""The record of published functions: it has the form that is shown, and what it says of others is true today."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from symrf.readers import read
from symrf.testing import conformance
from symrf.testing.capabilities import NAMES
from symrf.testing.report import result_record
from symrf.testing.runner import VERDICTS, WRONG
from symrf.testing.truth import OneOf, Truth, equal
from tests.published.__main__ import BASE, RECORD, differences
from tests.published.once import at
from tests.published.page import BEGIN, END, PAGE, shown
from tests.published.targets import TARGETS
from tests.tools import optional

FOUND = json.loads(RECORD.read_text(encoding="utf-8"))
ACCUSED = [
    (target["name"], c) for target in FOUND["targets"] for c in target.get("capabilities", ()) if c["verdict"] == WRONG
]
IDS = [f"{name} {c['name']}" for name, c in ACCUSED]


def test_the_page_shows_the_record() -> None:
    _, _, made = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    assert made.partition(END)[0].strip() == shown(FOUND).strip()


def test_every_target_is_recorded_with_pinned_versions() -> None:
    assert [target["name"] for target in FOUND["targets"]] == [target.name for target in TARGETS]
    assert FOUND["base"] == list(BASE)
    assert all("==" in requirement for requirement in (*BASE, *(t.requirement for t in TARGETS if t.requirement)))
    for target in FOUND["targets"]:
        assert "not_run" in target or [c["name"] for c in target["capabilities"]] == list(NAMES)
        assert {c["verdict"] for c in target.get("capabilities", ())} <= set(VERDICTS)


def test_correct_implementations_are_right_wherever_they_answer() -> None:
    for name in ("gradients in torch 2.13.0", "torch 2.13.0"):
        target = next(target for target in FOUND["targets"] if target["name"] == name)
        verdicts = [c["verdict"] for c in target["capabilities"]]
        assert set(verdicts) == {"right", "unsupported"}
        assert verdicts.count("right") >= 10


@pytest.mark.parametrize("accused", [c for _, c in ACCUSED], ids=IDS)
def test_an_accusation_holds_by_the_walk(accused: dict[str, Any]) -> None:
    truth = Truth(read(accused["network"]))
    true = truth[accused["quantity"]]
    assert str(true) == str(accused["true"]) or equal(_number(accused["true"]), true)
    assert not equal(_number(accused["returned"]), true)
    assert accused["confirmed"]["agrees"] is True


@pytest.mark.parametrize("accused", [c for _, c in ACCUSED], ids=IDS)
def test_an_accusation_holds_where_the_operations_run(accused: dict[str, Any]) -> None:
    optional("onnxruntime")
    from tests.published.onnx_model import measured

    network = read(accused["network"])
    seen, true = measured(network, accused["quantity"]), Truth(network)[accused["quantity"]]
    if accused["quantity"] == "size":
        assert seen == (sorted(true.values) if isinstance(true, OneOf) else [true])
    else:
        assert equal(seen, true)


def test_what_symbols_refute_is_refuted_by_the_walk_and_by_the_operation() -> None:
    refuted = [
        (target["name"], proof) for target in FOUND["targets"] for proof in target["symbols"]["proofs"]
        if proof["verdict"] == "refuted"
    ]  # fmt: skip
    assert refuted
    for name, proof in refuted:
        assert proof["confirmed"]["agrees"] is True, name
        assert equal(Fraction(proof["at"]["true"]), Truth(at(proof))[proof["quantity"]]), name
        assert f"returned {proof['at']['true']}," not in proof["detail"]


RERUN = {"onnx 1.19.1": "onnx", "torch 2.13.0": "torch", "gradients in torch 2.13.0": "torch"}


@pytest.mark.parametrize("name", RERUN)
def test_what_can_be_run_here_still_does_what_is_recorded(name: str) -> None:
    """The rest needs environments of its own: `python -m tests.published --compare` does the same for all."""
    pytest.importorskip(RERUN[name])
    target = next(t for t in TARGETS if t.name == name)
    recorded = next(t for t in FOUND["targets"] if t["name"] == name)
    suite = conformance(target.call, seconds=60, isolate=False)
    names = NAMES if RERUN[name] == "onnx" else NAMES[::3]
    results = [suite.result(capability, 20 if capability == "ceil_mode" else 5) for capability in names]
    found = json.loads(json.dumps({"name": name, "capabilities": [result_record(result) for result in results]}))
    then = {**recorded, "capabilities": [c for c in recorded["capabilities"] if c["name"] in names]}
    assert differences(then, found) == []


def test_a_difference_to_the_record_is_seen() -> None:
    then = FOUND["targets"][0]
    for key, value in (("verdict", "error"), ("mistake", "dilation-ignored"), ("true", 99)):
        now = json.loads(json.dumps(then))
        now["capabilities"][3][key] = value
        (told,) = differences(then, now)
        assert told.startswith(f"{then['name']}, {then['capabilities'][3]['name']}: {key} was ")
    assert differences(then, then) == []
    assert differences(then, {**then, "not_run": "no network"}) == [f"{then['name']} now could not be run: no network"]


def test_running_the_operations_can_disagree() -> None:
    """The measure is one: it tells a network from another."""
    optional("onnxruntime")
    from tests.published.onnx_model import measured

    tree = {"input": {"size": 9}, "layer": [{"op": "conv", "kernel": 3, "dilation": 2, "padding": 1}]}
    network = read(tree)
    assert (measured(network, "size"), measured(network, "left"), measured(network, "output_size")) == ([5], -1, 7)


def _number(value: Any) -> Any:
    return Fraction(value) if isinstance(value, str) else value
