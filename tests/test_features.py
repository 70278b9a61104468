"""Features of several axes: --feature 3, 3,5 and h=3,w=5, in every format."""

from __future__ import annotations

import json

import pytest

import symrf
from symrf.derivation.answers.features import feature_of
from symrf.errors import SymrfError
from symrf.render import fragment
from tests.test_cli import invoke, said

ALIKE = {"axes": ["h", "w"], "input": {"size": 32}, "layer": [{"op": "conv", "kernel": 3, "stride": 2, "padding": 1}]}
UNEQUAL = {**ALIKE, "layer": [{"op": "conv", "kernel": {"h": 3, "w": 7}, "stride": {"h": 2, "w": 1}}]}


@pytest.mark.parametrize("written", ["h=3,w=5", "3,5", " w=5 , h=3"])
@pytest.mark.parametrize("tree", [ALIKE, UNEQUAL])
def test_each_axis_has_the_region_of_its_feature(written: str, tree: dict[str, object]) -> None:
    found = symrf.derive(symrf.read(tree)).output
    record = json.loads(
        said("derive", "-", "--feature", written, "--format", "json", "--exact", stdin=json.dumps(tree))
    )
    for axis, y in (("h", 3), ("w", 5)):
        u, v = found[axis].region(y)
        region = record["nodes"][0]["axes"][axis]["region"]
        assert (region["u"], region["v"]) == (u, v)
        assert record["nodes"][0]["axes"][axis]["exact"]["feature"] == y
    text = said("derive", "-", "--feature", written, "--exact", stdin=json.dumps(tree))
    for axis, y in (("h", 3), ("w", 5)):
        u, v = found[axis].region(y)
        assert f"feature {y} of conv1, axis {axis} sees the input samples {u} … {v}" in text
        assert f"exact field of feature {y} of conv1, axis {axis}" in text


@pytest.mark.parametrize("format", ["latex", "markdown", "html"])
def test_documents_say_which_axis(format: str) -> None:
    page = fragment(symrf.read(ALIKE), format, feature={"h": 3, "w": 5})
    assert page.count(", axis h") == page.count(", axis w") == 1
    assert ", axes h, w" in fragment(symrf.read(ALIKE), format, feature={"h": 4, "w": 4})


def test_one_number_is_for_every_axis() -> None:
    text = said("derive", "-", "--feature", "3", stdin=json.dumps(ALIKE))
    assert text.count("feature 3 of conv1 sees the input samples 5 … 7") == 1


@pytest.mark.parametrize("wrong", ["h=3", "3,5,7", "h=3,5", "h=3,h=5", "h=3,z=5", "three", "", "h=,w=3", "9" * 40])
def test_a_feature_that_is_none_is_refused_in_one_line(wrong: str) -> None:
    with pytest.raises(SymrfError) as error:
        feature_of(wrong, ("h", "w"))
    assert "the axes are h, w; write 3, or 3,5, or h=3,w=5" in str(error.value)
    assert "the axes are" in str(invoke("derive", "-", "--feature", wrong, stdin=json.dumps(ALIKE)).exception)


def test_a_feature_that_is_not_there_names_its_axis() -> None:
    for format in ("text", "json", "latex"):
        failed = invoke("derive", "-", "--feature", "3,16", "--format", format, stdin=json.dumps(ALIKE))
        assert "no feature 16; there are 0 to 15" in str(failed.exception)
