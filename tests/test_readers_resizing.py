"""Resizing, adaptive pooling and what lies beyond the ends of a map, in architecture files."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest

import symrf
from symrf.errors import SymrfError
from symrf.layers import AdaptivePool, Conv, Upsample


def test_layers_that_resize_and_what_lies_beyond_the_ends() -> None:
    layers = [
        {"op": "conv", "kernel": 3, "padding": 1, "border": "reflect"},
        {"op": "upsample", "factor": "3/2", "mode": "cubic", "rule": "asymmetric"},
        {"op": "upsample", "factor": "2", "rule": "half_pixel", "round": "prefer_ceil"},
        {"op": "upsample", "size": 9, "mode": "linear", "rule": "align_corners"},
        {"op": "adaptive_pool", "size": 7},
    ]
    net = symrf.read({"input": {"size": 20}, "layer": layers})
    assert [node.layer for node in net.nodes] == [
        Conv(3, padding=1, border="reflect"),
        Upsample(Fraction(3, 2), "cubic", "asymmetric"),
        Upsample(2, "nearest", "half_pixel", "prefer_ceil"),
        Upsample(None, "linear", "align_corners", size=9),
        AdaptivePool(7),
    ]
    assert [field.output_size for field in symrf.derive(net).values()] == [20, 30, 60, 9, 7]


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        ({"op": "upsample", "factor": "-3/2"}, "factor of upsample is -3/2; it must be a positive number"),
        ({"op": "upsample", "factor": 1.5}, 'factor is 1.5; write a fraction such as "3/2"'),
        ({"op": "upsample", "factor": "1/0"}, "factor"),
        ({"op": "upsample"}, "upsample takes a factor, such as 2 or 3/2, or else a size"),
        ({"op": "upsample", "factor": 2, "size": 3}, "upsample takes a factor, such as 2 or 3/2, or else a size"),
        ({"op": "upsample", "factor": 2, "mode": "sinc"}, '"nearest", "linear" or "cubic"'),
        ({"op": "upsample", "factor": 2, "round": "up"}, '"floor", "ceil", "prefer_floor" or "prefer_ceil"'),
        ({"op": "conv", "kernel": 3, "border": "mirror"}, 'known are "zeros", "reflect", "replicate", "circular"'),
        ({"op": "pool", "kernel": 3, "border": "circular", "ceil_mode": True}, "do not go together"),
        ({"op": "adaptive_pool", "size": 0}, "size of adaptive_pool is 0"),
        ({"op": "adaptive_pool", "size": 7}, None),
    ],
)
def test_resizing_that_is_refused(layer: dict[str, Any], words: str | None) -> None:
    if words is None:
        reason = symrf.derive(symrf.read({"layer": [layer]})).output.reason
        assert reason == "depends on the input size n, which is not given"
        return
    with pytest.raises(SymrfError, match=re.escape(words)):
        symrf.read({"layer": [layer]})
