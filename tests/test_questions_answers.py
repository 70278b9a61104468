"""Answers about holes, skips of published networks, one layer with symbols, searches: as tables and by trying."""

from __future__ import annotations

from itertools import product

import pytest

import symrf
from symrf.errors import SymrfError
from symrf.oracle import walk
from symrf.questions.parameters.search import search
from symrf.repeat import concrete
from tests.reverse import conv, network, whole
from tests.test_questions import GROWING, PATCHGAN, STAGE, TCN, repeat
from tests.tools import optional, some

FIVE = network(repeat("B", conv(kernel=2, dilation="5**(i-1)")))


def chain(kernels, dilations):
    """Layers without stride."""
    return network(*[conv(kernel=k, dilation=d) for k, d in zip(kernels, dilations, strict=True)])


def samples(net):
    """(samples read, r) by walking."""
    seen = walk(net, net.output, frozenset({0}))["input"]
    return len(seen), max(seen) - min(seen) + 1


# ---- coverage


@pytest.mark.parametrize(("net", "name"), some([(TCN, "B"), (PATCHGAN, "L"), (STAGE, "B"), (GROWING, "L")], 2))
def test_where_there_are_no_holes_covering_is_reaching(net, name):
    reached, covered = (symrf.solve(net, question, name) for question in ("r >= n", "covers n"))
    assert (covered.verdict, covered.value, covered.note) == ("proved", reached.value, "")
    assert covered.routes["holes"]["theorem"] == "no-holes"


def test_reaching_is_not_covering_where_there_are_holes():
    assert samples(concrete(FIVE, {"B": 3})) == (8, 32)
    reached = symrf.solve(FIVE, "r >= 32", "B")
    assert reached.value == 3
    assert 'ask "covers n"' in reached.note
    covered = symrf.solve(FIVE, "covers 32", "B")
    assert (covered.verdict, covered.exit_code) == ("refuted", 1)
    assert "layer 2" in str(covered)
    assert symrf.solve(FIVE, "covers 2", "B").value == 1
    assert symrf.solve(FIVE, "covers n", "B").verdict == "open"


def test_the_base_of_the_tracker():
    """Base 5 and three blocks of two layers of two taps: r = 63, and 27 samples are read."""
    twice = network(repeat("B", conv(kernel=2, dilation="5**(i-1)"), conv(kernel=2, dilation="5**(i-1)")))
    assert samples(concrete(twice, {"B": 3})) == (27, 63)
    assert symrf.solve(twice, "covers 63", "B").verdict == "refuted"


@pytest.mark.parametrize("levels", [1, 3])
def test_the_largest_dilations_without_holes(levels):
    names = [f"d{i}" for i in range(1, levels + 1)]
    net = network(*[conv(kernel="k", dilation=name) for name in names])
    found = symrf.solve(net, "no holes", *names)
    for k in (2, 3):
        at = found.at(k=k)
        dilations = at if isinstance(at, tuple) else (at,)
        assert dilations == tuple(k**i for i in range(levels))
        assert samples(chain([k] * levels, dilations)) == (k**levels, k**levels)
        best = max(r for ds in product(range(1, 11), repeat=levels)
                   for read, r in [samples(chain([k] * levels, ds))] if read == r)  # fmt: skip
        assert best == k**levels


def test_the_base_without_holes():
    net = network(repeat("L", conv(kernel="k", dilation="b**(i-1)")))
    assert str(symrf.solve(net, "no holes", "b")) == "b = k, with r = k**L, the largest"
    assert symrf.solve(net, "no holes", "L").verdict == "open"


def test_sorted_dilations_by_trying():
    """No holes exactly where each dilation is at most the size below; hybrid dilation is sufficient only."""
    for k, ds in product((2, 3, 5), product(range(1, 9), repeat=3)):
        read, r = samples(chain([k] * 3, ds))
        sizes = [1, 1 + (k - 1) * ds[0], 1 + (k - 1) * (ds[0] + ds[1])]
        if list(ds) == sorted(ds):
            assert (read == r) == all(d <= size for d, size in zip(ds, sizes, strict=True)), (k, ds)
        if k >= 3 and ds[0] == 1 and max(ds[2] - 2 * ds[1], 2 * ds[1] - ds[2], ds[1]) <= k:
            assert read == r, (k, ds)
    assert samples(chain([5] * 3, (1, 1, 8))) == (41, 41)
    assert max(8 - 2 * 1, 2 * 1 - 8, 1) > 5


@pytest.mark.parametrize(
    "layers",
    [
        [conv(kernel=9, name="a"), conv(kernel=2, dilation="d", name="b", **{"from": "input"})],  # a is not below b
        [conv(kernel="d", name="a"), conv(kernel=2, dilation="d")],
        [conv(kernel=3, stride=2), conv(kernel=3, dilation="d")],
        [repeat("L", conv(kernel="i + 1", dilation="d**(i - 1)"))],
        [repeat("d", conv(kernel=3, dilation="d**(i - 1)"))],
    ],
)  # fmt: skip
def test_where_the_largest_is_not_known(layers):
    assert symrf.solve(network(*layers), "no holes", "d").verdict == "open"


def test_what_is_not_in_series_is_not_said_to_be_covered():
    beside = network(conv(kernel=9, name="a"), conv(kernel=2, dilation="w", name="b", **{"from": "input"}))
    found = symrf.solve(beside, "covers 4", "w")
    assert found.verdict == "open"


# ---- skips


def fcn(step):
    """FCN-32s, 16s, 8s (Long et al. 2015), the first layer padded by 100; each skip is cropped by a symbol."""
    layers, below = [], "fc6"
    for stage, count in enumerate((2, 2, 3, 3, 3), 1):
        for i in range(count):
            layers.append(conv(kernel=3, padding=1 if stage + i > 1 else 100, name=f"conv{stage}_{i + 1}"))
        layers.append({"op": "pool", "kernel": 2, "stride": 2, "ceil_mode": True, "name": f"pool{stage}"})
    layers.append(conv(kernel=7, name="fc6"))
    for skip in [4, 3][: {32: 0, 16: 1, 8: 2}[step]]:
        layers += [
            {"op": "conv_transpose", "kernel": 4, "stride": 2, "name": f"up{skip}", "from": below},
            {"op": "crop", "left": f"left{skip}", "right": f"left{skip}", "name": f"crop{skip}", "from": f"pool{skip}"},
            {"op": "add", "name": f"fuse{skip}", "from": [f"up{skip}", f"crop{skip}"]},
        ]
        below = f"fuse{skip}"
    layers += [
        {"op": "conv_transpose", "kernel": 2 * step, "stride": step, "name": "up", "from": below},
        {"op": "crop", "left": "left0", "right": "left0", "name": "cropped"},
        {"op": "add", "name": "score", "from": ["cropped", "input"]},
    ]
    return network(*layers)


@pytest.mark.parametrize(
    ("step", "names", "crops"),
    some([(32, ("left0",), 19), (16, ("left4", "left0"), (5, 27)), (8, ("left4", "left3", "left0"), (5, 9, 31))], 2, 1),
)
def test_the_crops_of_fully_convolutional_networks(step, names, crops):
    """On average over a period; the authors' own numbers."""
    found = symrf.solve(fcn(step), "aligned", *names)
    assert (found.verdict, found.value) == ("proved", crops)


def test_the_crops_of_a_unet():
    layers, crops = [], []
    for level in range(4):
        layers += [conv(kernel=3, name=f"a{level}"), conv(kernel=3, name=f"b{level}"),
                   {"op": "pool", "kernel": 2, "stride": 2}]  # fmt: skip
    layers += [conv(kernel=3), conv(kernel=3, name="middle")]
    below = "middle"
    for level in reversed(range(4)):
        crops.append(f"left{level}")
        layers += [
            {"op": "conv_transpose", "kernel": 2, "stride": 2, "name": f"up{level}", "from": below},
            {"op": "crop", "left": crops[-1], "right": crops[-1], "name": f"crop{level}", "from": f"b{level}"},
            {"op": "concat", "name": f"join{level}", "from": [f"up{level}", f"crop{level}"]},
            conv(kernel=3), conv(kernel=3, name=f"out{level}"),
        ]  # fmt: skip
        below = f"out{level}"
    assert symrf.solve(network(*layers), "aligned", *crops).value == (4, 16, 40, 88)


@pytest.mark.parametrize(("crop", "verdict"), [("k - 1", "proved"), ("k", "refuted"), ("k - 2", "refuted")])
def test_a_wrong_crop_is_refused(crop, verdict):
    skip = {"op": "crop", "left": crop, "right": crop, "name": "skip", "from": "input"}
    net = network(conv(kernel="k", name="a"), conv(kernel="k", name="b"), skip, {"op": "add", "from": ["b", "skip"]})
    assert symrf.check("b.center == skip.center", net).verdict == verdict


@pytest.mark.parametrize("more", [1, -1])
def test_a_wrong_padding_is_refused(more):
    padding = [f"d*(k - 1) - q + {more}", "q"]
    net = network(conv(kernel="k", stride="s", dilation="d", padding=padding), input={"size": "n"})
    assert symrf.check("output_size == ceil(n/s)", net).verdict == "refuted"


def test_a_crop_that_is_half_says_for_which_kernels():
    skip = {"op": "crop", "left": "left", "right": "right", "name": "skip", "from": "input"}
    net = network(*[conv(kernel="k", name=f"c{i}") for i in range(3)], skip, {"op": "add", "from": ["c2", "skip"]})
    found = symrf.solve(net, "aligned", "left", "right")
    assert str(found) == "left = (3*k - 3)/2, right = (3*k - 3)/2 where k is odd"
    assert symrf.check("r >= B + 1", TCN).verdict == "refuted"  # k may be 1


# ---- one layer


@pytest.mark.parametrize(
    ("layer", "answer"),
    [
        ({"kernel": "k", "stride": "s", "padding": ["p", "q"]},
         "(n - k + p + q) mod s <= q, n >= k - p - q where k >= s\nnote: where k < s: k - q <= n + (p mod s) <= k"),
        ({"kernel": "k", "stride": "s"}, "(n - k)/s is an integer, n >= k where k >= s\nnote: where k < s: n = k"),
        ({"kernel": 3, "stride": "s"}, "(n - 3)/s is an integer, n >= 3 where s <= 3\nnote: where 3 < s: n = 3"),
        ({"kernel": "2*j", "stride": "2*j"}, "(n - 2*j)/(2*j) is an integer, n >= 2*j"),
        ({"kernel": "k", "stride": "k + 2", "padding": ["p", "q"]}, "k - q <= n + (p mod (k + 2)) <= k"),
        ({"kernel": 1, "stride": 2, "padding": ["p", 0]}, "n + (p mod 2) = 1"),
        ({"kernel": 2, "stride": "2*s + 1", "padding": [0, "q"]}, "2 - q <= n <= 2"),
    ],
)  # fmt: skip
def test_one_layer_leaves_nothing_over(layer, answer):
    found = symrf.solve(network(conv(**layer)), "unused == 0", "n")
    assert (found.verdict, str(found)) == ("proved", answer)
    assert found.routes["theorem"]["theorem"].startswith("nothing-left-over")
    assert found.routes["walk"]["examples"] > 10


def test_one_window_that_holds_the_map():
    found = symrf.solve(network(conv(kernel="k", stride="k + 2", padding=["p", "q"])), "unused == 0", "n")
    assert [found.at(k=3, p=p, q=1) for p in (0, 1, 5)] == [2, 1, 2]
    with pytest.raises(SymrfError, match="no input size does"):
        found.at(k=1, p=1, q=1)


@pytest.mark.parametrize(
    ("layers", "answer"),
    [
        ([{"kernel": 1, "stride": 2}], "n = 1"), ([{"kernel": 4, "stride": 5, "padding": [1, 2]}], "1 <= n <= 3"),
        ([{"kernel": 2, "stride": 5, "padding": [7, 1]}], "no n: no input size does"),
        ([{"kernel": 5}, {"kernel": 1, "stride": 2}], "n is odd, n >= 5"),
        ([{"kernel": 1, "stride": 2, "padding": "same"}, {"kernel": 3}], "no n: no input size does"),
        ([{"kernel": 3, "padding": 1}, {"kernel": 1, "stride": 3}, {"kernel": 2}], "n mod 3 = 1 or 2, n >= 4"),
        ([{"kernel": 2, "stride": 2, "dilation": 3, "padding": [3, 3]}], "n >= 1"),
        ([{"kernel": 2, "stride": 2, "dilation": 3, "padding": [3, 0]}], "n = 1"),
        ([{"kernel": 3, "stride": 2, "padding": 1, "name": "a"},
          {"kernel": 1, "stride": 2, "from": "input"}, {"op": "add", "from": ["a", "conv2"]}], "n >= 1"),
    ],
)  # fmt: skip
def test_windows_that_stand_apart(layers, answer):
    """Strides that exceed kernels, and dilation with strides: equal to walking every size."""
    optional("z3")
    net = network(*({"op": "conv", **layer} for layer in layers))
    found = symrf.solve(net, "unused == 0", "n")
    assert (found.verdict, str(found)) == ("refuted" if answer.startswith("no") else "proved", answer)
    assert [n for n in range(1, 40) if found.contains(n)] == [n for n in range(1, 40) if whole(net, n)]


@pytest.mark.parametrize(
    "layer",
    [{"kernel": "k", "dilation": 2}, {"kernel": "k", "border": "circular"}, {"kernel": "k", "padding": "same"}],
)
def test_other_layers_with_symbols_are_open(layer):
    assert symrf.solve(network(conv(**layer)), "unused == 0", "n").verdict == "open"


# ---- searches


def test_a_search_finds_every_network():
    found = search("r == 11, S == 4", "k in 1,3,5; s in 1,2; d in 1,2; L <= 3")
    every = [chain for depth in (1, 2, 3) for chain in product(product((1, 3, 5), (1, 2), (1, 2)), repeat=depth)]

    def numbers(chain):
        r, jump = 1, 1
        for k, s, d in chain:
            r, jump = r + (k - 1) * d * jump, jump * s
        return r, jump

    wanted = sorted(one for one in every if numbers(one) == (11, 4))
    assert sorted(found.value) == wanted
    assert f"{len(wanted)} of {len(every)} networks (exhaustive)" in str(found)


def test_a_large_search_is_counted():
    found = search("r == 41, S == 4", "k in 1,3,5; s in 1,2; L <= 9")
    assert str(found).startswith("47426 of 12093234 networks (exhaustive)")
    assert len(found.value) == len(set(found.value)) == 47426
    assert search("r == 40, S == 4", "k in 1,3,5; s in 1,2; L <= 9").exit_code == 1


@pytest.mark.parametrize(
    ("question", "bounds", "said"),
    [
        ("r == 41", "k in 1,3; s in 1,2", "no bound on L"), ("r == 41", "k in 0; L <= 2", "at least 1"),
        ("r = 41", "k in 3; L <= 2", "such as r == 41"), ("r == 41", "k in 3; k in 5; L <= 2", "twice"),
        ("r == 41", "k in 3; L <= 9999", "1000"), ("r == 41", "", "write bounds"),
        ("S >= 1", f"k in {','.join(str(3**i) for i in range(9))}; L <= 99", "too many"),
    ],
)  # fmt: skip
def test_what_cannot_be_searched_is_said_in_one_line(question, bounds, said):
    with pytest.raises(SymrfError, match=said) as error:
        search(question, bounds)
    assert "\n" not in str(error.value)
