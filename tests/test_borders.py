"""The ends of the input: which features reach beyond it, and which samples no feature reads."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

import symrf
from symrf.derivation.downward.descent import Unused
from symrf.derivation.shapes.border import Border
from symrf.derivation.upward.state import BOUND, UNSUPPORTED
from symrf.exposition.of_network import border
from symrf.layers import Conv, ConvTranspose, Layer, Pool, Upsample
from symrf.network import Network
from symrf.oracle import sizes, walk
from symrf.render import fragment
from symrf.render.text import TEXT
from tests.strategies import every_layer, sized
from tests.test_cli import said


@given(sized(every_layer))
def test_borders_and_unused_samples_are_those_of_the_walk(net: Network) -> None:
    n = net.input_size["x"]
    counts = sizes(net, n)
    for name, node in symrf.derive(net).items():
        field = node["x"]
        regions = [field.region(y) for y in range(counts[name])]
        within = [y for y, seen in enumerate(regions) if seen is not None and seen[0] >= 0 and seen[1] < n]
        if field.status in (BOUND, UNSUPPORTED):
            assert field.border is None
        elif any(regions):
            ends = (within[0], within[-1]) if within else (None, None)
            assert field.border == Border(*ends, len(within), len(list(filter(None, regions))) - len(within))
        read = walk(net, name, frozenset(range(counts[name])), n, in_bounds=True)[net.source]
        before, after = (min(read), n - 1 - max(read)) if read else (n, 0)
        assert field.unused == Unused(before, after, n - len(read))


@pytest.mark.parametrize(
    ("layer", "n", "border", "unused"),
    [
        (Conv(3, stride=2), 8, Border(0, 2, 3, 0), Unused(0, 1, 1)),
        (Conv(3, padding=1), 5, Border(1, 3, 3, 2), Unused(0, 0, 0)),
        (Conv(7, padding=3), 4, Border(None, None, 0, 4), Unused(0, 0, 0)),
        (Conv(1, stride=3), 9, Border(0, 2, 3, 0), Unused(0, 2, 6)),
        (ConvTranspose(4, stride=2, padding=1), 3, Border(1, 4, 4, 2), Unused(0, 0, 0)),
        (ConvTranspose(3, stride=2, dilation=2, padding=1), 8, Border(3, 13, 6, 2), Unused(0, 0, 0)),
    ],
)
def test_by_hand(layer: Layer, n: int, border: Border, unused: Unused) -> None:
    field = symrf.derive(layer, input_size=n).output
    assert (field.border, field.unused) == (border, unused)


def test_without_numbers_there_is_no_answer() -> None:
    n = symrf.symbol("n")
    for net in (Network.of(Conv(3)), Network.of(Conv(3)).with_input_size(n)):
        assert symrf.derive(net).output.border is None
        assert symrf.derive(net).output.unused is None
    symbolic = symrf.derive(Conv(symrf.symbol("k"), padding=1), input_size=9).output
    assert (symbolic.border, symbolic.unused) == (None, None)


def test_borders_in_every_format() -> None:
    net = Conv(3, padding=1) >> Pool(2, stride=2)
    text = said("derive", "-", "--input-size", "9", stdin="[[3, 1, 1], [2, 2, 0]]")
    assert "the regions of features 1 … 3 lie within the input, one other reaches beyond it\n" in text
    text = said("derive", "-", "--input-size", "8", stdin="[[3, 2, 0], [1, 2, 0]]")
    assert "2 samples are read by no feature: 0 at the start, 1 at the end" in text
    record = json.loads(said("derive", "-", "--input-size", "9", "--format", "json", stdin="[[3, 1, 1], [2, 2, 0]]"))
    conv, pool = (node["axes"]["x"] for node in record["nodes"])
    assert conv["border"] == {"first": 1, "last": 7, "within": 7, "beyond": 2}
    assert "unused" not in conv, "one pass down the network for every node would be quadratic"
    assert pool["unused"] == {"before": 0, "after": 0, "total": 0}
    for format in ("markdown", "html"):
        words = " ".join(fragment(net.with_input_size(9), format).split())
        said_of = (
            "The regions of features 1 to 3 lie within the input, one other reaches beyond it."
        )
        assert said_of in words
    gaps = ConvTranspose(3, stride=2, dilation=2, padding=1)
    (sentence,) = border(symrf.derive(gaps, input_size=8).output.border)
    words = "the regions of 6 of the features 3 … 13 lie within the input, 2 others reach beyond it"
    assert TEXT.said(sentence) == words


def test_borders_of_more_phases_than_are_listed() -> None:
    net = (Upsample(3) >> Upsample(4, "linear", "align_corners")).with_input_size(29)
    field = symrf.derive(net).output["x"]
    assert (not field.shape.listed, field.border) == (True, Border(0, 347, 348, 0))
    wide = (Upsample(3) >> Upsample(4, "linear", "align_corners") >> Conv(5, padding=4)).with_input_size(29)
    seen = [walk(wide, wide.output, frozenset({y}), 29)["input"] for y in range(352)]
    within = [y for y, indices in enumerate(seen) if min(indices) >= 0 and max(indices) < 29]
    assert symrf.derive(wide).output["x"].border == Border(within[0], within[-1], len(within), 352 - len(within))


@pytest.mark.parametrize("below", [Conv(1), Pool(1, stride=3), Conv(2, dilation=4, stride=5)])
@pytest.mark.parametrize(("factor", "n"), [(2, 5000), (3, 2000)])
def test_unused_is_exact_where_aligned_corners_have_thousands_of_phases(below: Layer, factor: int, n: int) -> None:
    net = below >> Upsample(factor, "linear", "align_corners") >> Conv(1, stride=2)
    seen = walk(net, net.output, frozenset(range(sizes(net, n)[net.output])), n, in_bounds=True)[net.source]
    unused = Unused(min(seen), n - 1 - max(seen), n - len(seen))
    assert symrf.derive(net, input_size=n).output.unused == unused
