"""The exact field in text and JSON: support, holes, paths; and a reason wherever one of them is missing."""

import json
import re
from fractions import Fraction
from typing import Any

import pytest

import symrf
from symrf.network import Network
from symrf.render import exact_field
from symrf.render import json as records
from tests.goldens import of_kind


def test_the_exact_field_for_people() -> None:
    shown = exact_field.lines(symrf.derive(symrf.read("aspp")))
    assert shown.startswith("exact field of feature 0 of aspp, axes h, w:\n  support 7 of 37 samples, density 7/37, ")
    assert "holes: -17 … -13, -11 … -7, " in shown
    assert "  10 paths, mean 0, variance 504/5 (equal weights)\n" in shown
    assert shown.endswith("  sizes of paths (size: paths): 1: 1, 13: 1, 25: 1, 37: 1\n")


def test_the_exact_field_of_a_deep_residual_network() -> None:
    shown = exact_field.lines(symrf.derive(symrf.read("resnet18")))
    assert "52 sizes, the most frequent 171 (8)" in shown
    assert len(max(shown.splitlines(), key=len)) < 200


def test_what_is_missing_has_a_reason() -> None:
    assert "reads nothing" in exact_field.lines(symrf.derive(of_kind("phases")), 1)
    for name in ("same", "whole_input", "upper_bound", "unsupported"):
        shown = exact_field.lines(symrf.derive(of_kind(name)))
        assert re.search("exact field of .*: not known, .", shown), name
    symbolic = exact_field.lines(symrf.derive(of_chain()))
    assert "variance (k**2 - 1)/12" in symbolic


def of_chain() -> Network:
    return symrf.read({"layer": [{"op": "conv", "kernel": "k"}, {"op": "conv", "kernel": 1}]})


def record(network: Network, feature: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(records.dumps(records.derivation(symrf.derive(network), feature, exact=True)))
    return found


def test_the_exact_field_for_programs() -> None:
    network = symrf.read([[2, 1, 0], [3, 2, 1]])
    node = record(network)["nodes"][-1]["axes"]["x"]
    assert node["exact"] == {
        "feature": 0, "support": 4, "size": 4, "holes": [], "density": 1, "paths": 6, "mean": "1/2",
        "variance": "11/12", "path_sizes": {"4": 1},
    }  # fmt: skip
    assert Fraction(node["exact"]["mean"]) == Fraction(node["center"])
    phases = record(of_kind("phases"), 1)["nodes"]
    assert phases[-1]["axes"]["x"]["exact"]["paths"] == 0
    assert phases[-1]["axes"]["x"]["exact"]["mean"] is None
    assert phases[-1]["axes"]["x"]["exact"]["path_sizes"] is None
    assert phases[-1]["axes"]["x"]["exact"]["path_sizes_reason"]
    assert record(of_kind("same"))["nodes"][0]["axes"]["x"]["exact"]["reason"]


def test_a_large_network_has_the_exact_field_of_its_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact_field, "NODES", 5)
    nodes = record(symrf.read("vgg_16"))["nodes"]
    assert "--output" in nodes[0]["axes"]["h"]["exact"]["reason"]
    assert nodes[-1]["axes"]["w"]["exact"]["support"] == 212
