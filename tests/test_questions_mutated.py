"""Wrong answers of every row are refused by what proves the right ones."""

from __future__ import annotations

from itertools import product

import pytest

import symrf
from symrf.layers import Conv
from symrf.numbers.symbols import symbol
from symrf.questions.arithmetic.lines import period
from symrf.questions.arithmetic.sets import SizeSet
from symrf.questions.evidence import by_z3
from symrf.questions.parameters import centers, holes, paddings
from symrf.questions.parameters.counts import staircase
from symrf.questions.sizes import left_over
from symrf.questions.sizes.fits import fits, missed, none_left_over, sizes_where
from tests.reverse import network
from tests.test_questions import WAVENET
from tests.tools import optional, some


def test_wrong_pairs_are_refused():
    difference = symbol("B") * (2 ** symbol("L") - 1) + 1 - 16000
    names, lows = (symbol("B"), symbol("L")), {symbol("B"): 1, symbol("L"): 1}
    right = symrf.solve(WAVENET, "r >= 16000", "B", "L", at={"k": 2}).value
    assert staircase(difference, names, right, lows).verdict == "proved"
    for i, (a, b) in some([*enumerate(right)], 4):
        for wrong in ([(a + 1, b)], [(a - 1, b)], [(a, b + 1)], [(a, b - 1)], []):
            assert staircase(difference, names, [*right[:i], *wrong, *right[i + 1 :]], lows).verdict == "open"


@pytest.mark.parametrize("off", [-1, 1, symbol("d"), symbol("k")])
def test_wrong_paddings_are_refused(off):
    p, q, k, d = (symbol(name) for name in "pqkd")
    equation = p + q - d * (k - 1)
    assert paddings.proved(equation, {p: d * (k - 1) - q}).verdict == "proved"
    assert paddings.proved(equation, {p: d * (k - 1) - q + off}).verdict == "open"


@pytest.mark.parametrize("wrong", [{"d1": 2}, {"d2": 4}, {"d2": 2}, {"d3": 8}, {"d3": 10}])
def test_wrong_dilations_are_refused(wrong):
    layers = [Conv(3, dilation=symbol(name)) for name in ("d1", "d2", "d3")]
    right = {"d1": 1, "d2": 3, "d3": 9}
    assert holes.stacked(layers, right).verdict == "proved"
    assert holes.stacked(layers, {**right, **wrong}).verdict == "open"


def test_a_wrong_remainder_is_refused(monkeypatch):
    n, k, s, p, q = (symbol(name) for name in "nkspq")
    layer, right = Conv(k, stride=s, padding=(p, q)), (k, s, p, q)
    assert left_over.stated(layer, n, right, "").verdict == "proved"
    for i, off in product(range(4), (-1, 1)):
        wrong = [part + off * (i == j) for j, part in enumerate(right)]
        assert left_over.stated(layer, n, tuple(wrong), "").verdict == "open"
    net, holds = network({"op": "conv", "kernel": "k", "stride": "s", "padding": ["p", "q"]}), left_over._holds
    assert left_over._walked(net, "n", right).verdict == "passed"
    for off in product((-1, 0, 1), repeat=2):
        monkeypatch.setattr(left_over, "_holds", lambda n, k, s, p, q, off=off: holds(n, k, s, p + off[0], q + off[1]))
        assert left_over._walked(net, "n", right).verdict == ("refuted" if any(off) else "passed")


@pytest.mark.parametrize(
    ("layers", "wrong"),
    [([{"kernel": 2, "stride": 3}], {1: (1, 1)}), ([{"kernel": 1, "stride": 2}], {0: (2, 0), 1: (2, 0)}),
     ([{"kernel": 5}, {"kernel": 1, "stride": 2}], {1: (36, 3)}),
     ([{"kernel": 2, "stride": 2, "dilation": 3}], {0: (4, -1)})],
)  # fmt: skip
def test_a_sample_that_is_read_is_refused(layers, wrong):
    """z3 finds the feature that reads what is said to be left over, and other sets of sizes."""
    optional("z3")
    net = network(*({"op": "conv", **layer} for layer in layers))
    right, gaps, modulus = sizes_where(net, none_left_over), missed(net), period(net)
    since = max((right.since, *(least for least, _ in gaps.values())))
    assert by_z3.proved(net, right, True, 10.0, since=since, missed=(modulus, gaps)).verdict == "proved"
    assert by_z3.proved(net, right, True, 10.0, since=since, missed=(modulus, wrong)).verdict == "open"
    other = SizeSet(modulus, tuple(r for r in range(modulus) if r not in right.remainders), since)
    assert by_z3.proved(net, other, True, 10.0, since=since, missed=(modulus, gaps)).verdict == "refuted"


@pytest.mark.parametrize("i", range(4))
def test_wrong_crops_are_refused(i):
    """Of U-Net: one sample more or less, on either side, and the centres differ or no size fits."""
    layers = [{"op": "conv", "kernel": "k", "name": "a"}, {"op": "conv", "kernel": "k", "name": "b"},
              {"op": "crop", "left": "left", "right": "right", "name": "skip", "from": "input"},
              {"op": "add", "from": ["b", "skip"]}]  # fmt: skip
    net, k = network(*layers), symbol("k")
    assert centers.checked(net, {"left": k - 1, "right": k - 1}).verdict == "proved"
    off = [(0, 1), (0, -1), (1, 0), (-1, 0)][i]
    assert centers.checked(net, {"left": k - 1 + off[0], "right": k - 1 + off[1]}).verdict == "open"


@pytest.mark.parametrize(
    ("name", "question"),
    [("vgg_16", "fits"), ("densenet121", "fits"), ("alexnet_v2", "unused == 0"), ("dang_alexnet", "unused == 0")],
)
def test_wrong_sets_of_sizes_are_refused(name, question):
    """One remainder further, twice the modulus, one size more or less at the beginning."""
    optional("z3")
    net, left_over = symrf.read(name).on("h"), question != "fits"
    right = sizes_where(net, none_left_over if left_over else fits)
    m, first = right.modulus, right.first
    assert by_z3.proved(net, right, left_over, 10.0).verdict == "proved"
    wrong = [SizeSet(m, tuple((r + off) % m for r in right.remainders), right.since) for off in (1, -1) if m > 1]
    wrong += [SizeSet(2 * m, right.remainders, right.since), SizeSet(m, right.remainders, first + 1)]
    wrong += [SizeSet(m, right.remainders, right.since, (first - m,)), SizeSet(1, (0,), 1)]
    for sizes in wrong:
        assert by_z3.proved(net, sizes, left_over, 10.0).verdict == "refuted", sizes
