"""The record of published functions: it has the form that is shown, and what it says of others is true today."""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from symrf.readers import read
from symrf.testing.drawn.capabilities import NAMES
from symrf.testing.truth import OneOf, Truth, equal
from symrf.testing.verdicts.runner import VERDICTS, WRONG
from tests.published.__main__ import BASE, BESIDE, RECORD, differences, tried
from tests.published.once import at
from tests.published.page import BEGIN, END, PAGE, shown
from tests.published.targets import TARGETS, Target
from tests.tools import ROOT, deep, in_ci, optional

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
    assert FOUND["base"] == [*BASE, *BESIDE]
    pinned = [*FOUND["base"], *(t.requirement for t in TARGETS if t.requirement)]
    assert all("==" in requirement for requirement in pinned)
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


RECORDED = {target["name"]: target for target in FOUND["targets"]}
SAMPLE = ("pyannote.audio 4.0.7", "torch 2.13.0", "rf-calc 0.0.7")
"""Of each kind of target one: of a package loaded in part, of none but torch, of a package imported as it is."""

TRIED = TARGETS if deep() else tuple(target for name in SAMPLE for target in TARGETS if target.name == name)


@cache
def today() -> dict[str, Any]:
    """What these targets do at the recorded version, which pip puts into a folder of its own, on few networks.

    Each is asked about a third of the capabilities, so that every capability is asked about.
    """
    folder = ROOT / "build" / "published"
    folder.mkdir(parents=True, exist_ok=True)
    return {found["name"]: found for found in tried(folder, TRIED, few=True, python=Path(sys.executable))}


def test_the_sample_is_of_every_kind() -> None:
    """What is asked of it has every verdict, and proofs with symbols; versions are pinned, so that few change."""
    asked = [RECORDED[name]["capabilities"][at::3] for at, name in enumerate(SAMPLE)]
    assert {row["verdict"] for rows in asked for row in rows} == set(VERDICTS)
    assert {row["name"] for rows in asked for row in rows} == set(NAMES)
    assert {proof["verdict"] for name in SAMPLE for proof in RECORDED[name]["symbols"]["proofs"]} >= {"refuted", "open"}
    assert {target.requirement is None for target in TARGETS if target.name in SAMPLE} == {True, False}


@pytest.mark.slow
@pytest.mark.parametrize("target", TRIED, ids=lambda target: target.name)
def test_a_package_still_does_what_is_recorded(target: Target) -> None:
    if not in_ci():
        pytest.skip("downloads packages that are pinned; to compare them run: python3 dev.py published")
    found = today()[target.name]
    assert differences(RECORDED[target.name], found) == []
    assert len(found["capabilities"]) >= len(NAMES) // 3


def test_a_package_that_does_something_else_today_is_seen(tmp_path: Path) -> None:
    """The whole way, with a Python that installs nothing and answers what it is told."""
    target, python, answer = TARGETS[0], tmp_path / "python", tmp_path / "answer"
    python.write_text(f'#!/bin/sh\ncase "$*" in *--target*) mkdir -p "$8";; *) cat {answer};; esac\n')
    python.chmod(0o755)
    recorded = RECORDED[target.name]
    for change, told in (
        ({}, []),
        ({"verdict": "right"}, [f"{target.name}, transposed: verdict was wrong, is right"]),
    ):
        now = json.loads(json.dumps(recorded))
        next(c for c in now["capabilities"] if c["name"] == "transposed").update(change)
        answer.write_text(json.dumps(now) + "\n")
        assert differences(recorded, *tried(tmp_path, [target], python=python)) == told
    answer.write_text("no JSON\n")
    (line,) = differences(recorded, *tried(tmp_path, [target], python=python))
    assert line.startswith(f"{target.name} now could not be run: JSONDecodeError")
    assert (tmp_path / str(target.requirement) / "made-from").read_text() == target.requirement


def test_a_difference_to_the_record_is_seen() -> None:
    then = FOUND["targets"][0]
    for key, value in (("verdict", "error"), ("mistake", "dilation-ignored"), ("true", 99)):
        now = json.loads(json.dumps(then))
        now["capabilities"][3][key] = value
        (told,) = differences(then, now)
        assert told.startswith(f"{then['name']}, {then['capabilities'][3]['name']}: {key} was ")
    assert differences(then, then) == []
    proved = RECORDED["pyannote.audio 4.0.7"]
    now = json.loads(json.dumps(proved))
    now["symbols"]["proofs"][0]["verdict"] = "proved"
    (told,) = differences(proved, now)
    assert told.startswith("pyannote.audio 4.0.7, symbols: were ")
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
