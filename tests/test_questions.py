"""Questions the other way round: every answer against trying, and wrong answers are refused."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pytest

import symrf
from symrf.kernel import check
from symrf.numbers.symbols import symbol
from symrf.questions.arithmetic.sets import SizeSet
from symrf.questions.arithmetic.threshold import threshold
from symrf.questions.evidence import by_z3, instance
from symrf.questions.sizes.fits import fits, sizes_where
from tests import reverse
from tests.reverse import SHARES, conv, fitting, network, of_threshold, run, size_of, thresholds
from tests.segmentation import TEN
from tests.tools import optional


def repeat(times, *layers, index="i"):
    return {"op": "repeat", "times": times, "index": index, "layers": list(layers)}


TCN = network(repeat("B", conv(kernel="k", dilation="2**(i-1)"), conv(kernel="k", dilation="2**(i-1)")))
WAVENET = network(repeat("B", repeat("L", conv(kernel="k", dilation="2**(i-1)")), index="b"))
FOUR = conv(kernel=4, padding=1)
PATCHGAN = network(repeat("L", {**FOUR, "stride": 2}), FOUR, FOUR)
STAGE = network(conv(kernel=7, stride=2), conv(kernel=3, stride=2), repeat("B", conv(kernel="k"), conv(kernel="k")))
GROWING = network(repeat("L", conv(kernel="2*i+1")))


# ---- sizes that fit, sizes of which nothing is left over


@pytest.mark.parametrize(
    ("name", "question", "answer", "least"),
    [
        ("unet", "fits", "(n - 12)/16 is an integer, n >= 188", 188), ("densenet121", "fits", "n >= 29", 29),
        ("inception_v3", "fits", "n >= 75", 75), ("vgg_16", "fits", "n >= 32", 32),
        ("distill_misaligned", "fits", "n = 8 or 9", 8),
        ("alexnet_v2", "unused == 0", "(n - 3)/8 is an integer, n >= 67", 67),
    ],
)  # fmt: skip
def test_the_zoo(name, question, answer, least):
    optional("z3")
    found = symrf.solve(symrf.read(name), question, "n")
    assert (found.verdict, str(found), found.least) == ("proved", answer, least)
    assert {route["verdict"] for route in found.routes.values()} == {"proved", "passed"}


@pytest.mark.parametrize(
    ("count", "answer"), [(1, "n is odd, n >= 3"), (3, "(n - 7)/8 is an integer, n >= 15")]
)
def test_strided_layers_leave_nothing_over(count, answer):
    optional("z3")
    found = symrf.solve(network(*[conv(kernel=3, stride=2)] * count), "unused == 0", "n")
    assert (found.verdict, str(found)) == ("proved", answer)


@pytest.mark.parametrize(("name", "net"), TEN, ids=[name for name, _ in TEN])
def test_ten_networks_of_which_every_size_below_400_is_tried(name, net):
    found = sizes_where(net, fits)
    assert [n for n in range(1, 400) if found.contains(n)] == [n for n in range(1, 400) if fitting(net, n)]
    depth = int(name.split(",")[0].split()[-1]) if "depth" not in name else int(name.split("depth ")[1][0])
    assert found.modulus == 2**depth
    if name.startswith("padded"):
        assert found.remainders == (0,)


@pytest.mark.parametrize(("name", "net"), TEN[:5], ids=[name for name, _ in TEN[:5]])
def test_z3_refuses_every_other_set(name, net):
    optional("z3")
    right = sizes_where(net, fits)
    assert by_z3.proved(net, right, False, 10.0)["verdict"] == "proved"
    m, (r,), first = right.modulus, right.remainders, right.first
    wrong = [
        SizeSet.of(m, [(r + 1) % m], first), SizeSet.of(2 * m, [r], first), SizeSet.of(m // 2, [r % (m // 2)], first),
        replace(right, since=first + 1), SizeSet.of(m, [r], first - m) if first > m else SizeSet.of(m, [r], first + m),
        replace(right, few=(first - 1,)) if right.since > first - 1 else SizeSet(m, (r,), first, (first - 1,)),
        SizeSet.of(1, [], 1), SizeSet.of(1, [0], 1),
    ]  # fmt: skip
    for sizes in wrong:
        assert by_z3.proved(net, sizes, False, 10.0)["verdict"] == "refuted", sizes


# ---- least counts


@pytest.mark.parametrize(
    ("net", "name", "answer", "domain"),
    [
        (TCN, "B", "Max(1, ceil(log(1 + (n - 1)/(2*(k - 1)), 2)))", ("k >= 2",)),
        (WAVENET, "B", "Max(1, ceil((n - 1)/((2**L - 1)*(k - 1))))", ("k >= 2",)),
        (WAVENET, "L", "Max(1, ceil(log(1 + (n - 1)/(B*(k - 1)), 2)))", ("k >= 2",)),
        (PATCHGAN, "L", "Max(1, ceil(log((n + 2)/9, 2)))", ()),
        (STAGE, "B", "Max(1, ceil((n - 11)/(8*(k - 1))))", ("k >= 2",)),
        (GROWING, "L", "Max(1, ceil((sqrt(4*n - 3) - 1)/2))", ()),
    ],
    ids=["tcn", "wavenet by blocks", "wavenet by levels", "patchgan", "residual stage", "growing kernels"],
)  # fmt: skip
def test_least_counts(net, name, answer, domain):
    found = symrf.solve(net, "r >= n", name)
    assert found.verdict == "proved", found
    assert str(found).splitlines()[0].split(" where ")[0] == f"{name} = {answer}"
    assert found.domain == domain
    assert found.routes["kernel"]["verdict"] == found.routes["growth"]["verdict"] == "proved"
    assert found.routes["walk"]["verdict"] == "passed"
    assert r"\left\lceil" in found.formula
    growth = found.routes["growth"]  # an instance of the theorem, its hypotheses in a certificate
    assert growth["theorem"] == found.routes["theorem"]["theorem"]
    assert len(check(growth["certificate"])["goals"]) == 2


def test_random_instances():
    """As python -m tests.reverse does, of fewer."""
    tried, wrong = run(100)
    assert wrong == []
    assert set(tried) == set(SHARES)


def test_wrong_answers_are_seen_by_trying(monkeypatch):
    """Each kind of comparison finds an answer that is one off."""
    rng = random.Random(1)
    late = {name: replace(one, need=one.need + 9) for name, one in thresholds().items()}
    assert any(of_threshold(rng, late) for _ in range(40))
    monkeypatch.setattr(reverse, "sizes_where", lambda net, holds: SizeSet.of(2, [1], 3))
    assert any(isinstance(reverse.of_sizes(rng), tuple) for _ in range(10))
    monkeypatch.setattr(reverse, "aligned", lambda net, names: {"left": 1, "right": 1})
    assert any(isinstance(reverse.of_crops(rng), tuple) for _ in range(10))
    monkeypatch.setattr(reverse, "_KNOWN", [SimpleNamespace(at=lambda k, s, d: (d * (k - 1), 1))])
    assert all(isinstance(reverse.of_paddings(rng), tuple) for _ in range(10))
    monkeypatch.setattr(reverse, "whole", lambda net, n: n % 2 == 0)
    assert any(isinstance(reverse.of_left_over(rng), tuple) for _ in range(10))


def test_a_wrong_threshold_is_refused():
    k, n, blocks = symbol("k"), symbol("n"), symbol("B")
    difference = (2 * (2**blocks - 1) * (k - 1) + 1 - n).expand()
    right = threshold(difference, blocks)
    assert instance.checked(right, difference)["verdict"] == "proved"
    for wrong in (
        replace(right, need=right.need + 1), replace(right, need=right.need - Fraction(1, 2)),
        replace(right, by=symbol("b", 2)),
        replace(right, kind="line"), replace(right, factor=right.factor * 2), replace(right, factor=-right.factor),
        replace(right, factor=k - 1), replace(right, lowest=-1),
    ):  # fmt: skip
        refused = instance.checked(wrong, difference)
        assert (refused["verdict"], bool(refused["reason"])) == ("open", True), wrong


def test_numbers_are_put_in_without_logarithms():
    """Exactly at powers, where a logarithm in floats is one too large or too small."""
    found = symrf.solve(TCN, "r >= n", "B")
    for b in range(1, 60):
        r = 1 + 4 * (2**b - 1)
        assert [found.at(k=3, n=n) for n in (r, r + 1)] == [b, b + 1]
    assert found.at(k=3, n=1) == 1


def test_pairs_of_which_neither_can_be_less():
    found = symrf.solve(WAVENET, "r >= 16000", "B", "L", at={"k": 2})
    assert found.verdict == "proved"
    assert len(found.value) == 14
    for b, levels in found.value:
        assert size_of("blocks", b, 2, b, levels) >= 16000
        assert b == 1 or size_of("blocks", b - 1, 2, b - 1, levels) < 16000
        assert levels == 1 or size_of("blocks", b, 2, b, levels - 1) < 16000


# ---- alignment and paddings


def test_the_crop_of_a_skip():
    skip = {"op": "crop", "left": "left", "right": "right", "name": "skip", "from": "input"}
    join = {"op": "add", "from": ["b", "skip"]}
    net = network(conv(kernel="k", name="a"), conv(kernel="k", name="b"), skip, join)
    found = symrf.solve(net, "aligned", "left", "right")
    assert (found.verdict, str(found)) == ("proved", "left = k - 1, right = k - 1")
    assert found.at(k=5) == (4, 4)


def test_a_centre_that_no_crop_reaches():
    net = network(conv(kernel=4, stride=2, name="a"), {"op": "crop", "left": "left", "name": "b"},
                  conv(kernel=1, stride=2, name="c", **{"from": "input"}),
                  {"op": "add", "from": ["b", "c"]})  # fmt: skip
    found = symrf.solve(net, "aligned", "left")
    assert found.verdict == "refuted"
    assert "-3/4" in str(found)


@pytest.mark.parametrize(
    ("layer", "question", "answer"),
    [
        ({"kernel": "k", "stride": "s", "dilation": "d"}, "output_size == ceil(n/s)", "p + q = d*(k - 1)"),
        ({"kernel": "2*j + 1", "dilation": "d"}, "output_size == n", "p + q = 2*d*j, such as p = q = d*j"),
        ({"kernel": 4, "stride": "s"}, "output_size == ceil(n/s)", "p + q = 3; no symmetric one"),
    ],
)
def test_paddings_that_keep_a_size(layer, question, answer):
    net = network(conv(padding=["p", "q"], **layer), input={"size": "n"})
    found = symrf.solve(net, question, "p", "q")
    assert found.verdict == "proved"
    assert str(found).startswith(answer)
