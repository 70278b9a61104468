"""Fewer features than phases: tables and ranges are of those there are; and what an answer rests on, in words."""

from __future__ import annotations

from typing import Any

import pytest

import symrf
from symrf.derivation import derive
from symrf.derivation.answers.jsonform import record
from symrf.layers import Conv, Pool, Upsample
from symrf.render.text import answer
from tests.goldens import derived as derivation_text
from tests.tools import some

CONV = {"op": "conv", "kernel": "k", "stride": "s"}


def judged(claim: str, tree: Any) -> Any:
    return symrf.check(claim, symrf.read(tree))


@pytest.mark.parametrize(("size", "features"), [(20, 6), (10, 3), (4, 1)])
def test_of_fewer_features_than_phases_only_those_there_are(size: int, features: int) -> None:
    net = Upsample(3, mode="linear", rule="align_corners") >> Conv(3, padding=1) >> Pool(9, stride=9)
    field = derive(net, input_size=size).output
    assert (field.output_size, field.period > features) == (features, True)
    assert len(field.phases) == len(record(field["x"])["phases"]) == features
    seen = [v - u + 1 for u, v in map(field.region, range(features))]
    assert (field.size_min, field.size_max) == (min(seen), max(seen))
    lines = derivation_text(net.with_input_size(size))
    assert features == 1 or f"\n{features - 1:5}  " in lines
    assert f"\n{features:5}  " not in lines


@pytest.mark.parametrize("size", some([20_000, 30_000], 2))
def test_the_range_of_few_features_of_phases_that_cannot_be_listed(size: int) -> None:
    net = Upsample(7, mode="linear", rule="align_corners") >> Pool(9 * size // 10, stride=9 * size // 100)
    field = derive(net, input_size=size).output
    assert field.period > field.output_size
    assert field.phases is None or len(field.phases) in (1, field.output_size)
    seen = [v - u + 1 for u, v in map(field.region, range(field.output_size))]
    assert (field.size_min, field.size_max) == (min(seen), max(seen))


def test_what_a_claim_rests_on_is_a_sentence_and_what_was_not_walked_says_so() -> None:
    joined = [
        {"op": "conv", "kernel": 5, "name": "a"},
        {"op": "conv", "kernel": 3, "from": "input", "name": "b"},
        {"op": "add", "from": ["a", "b"]},
    ]
    found = judged("r == 5", {"layer": joined})
    assert found.rests_on.startswith("the derivation; the walk agreed ")
    assert "; no theorem carries it, as " in found.rests_on
    large = judged("r == 100000*k - 99999", {"layer": [{"op": "conv", "kernel": "k", "dilation": 100_000}],
                                           "symbols": {"k": {"min": 2}}})  # fmt: skip
    assert (large.verdict, large.routes["walk"]["verdict"]) == ("proved", "skipped")
    assert "routes: not walked: too large to walk, kernel proved" in answer(large)
