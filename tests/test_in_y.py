"""Formulas in y, of upsampling by symbols and of symbols above upsampling by numbers: exact for every value."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy import Rational

import symrf
from symrf.derivation import AxisField
from symrf.derivation.answers.jsonform import record
from symrf.layers import PYTORCH, Attention, Concat, Conv, ConvTranspose, Crop, Elementwise, Global, Pool, Upsample
from symrf.network import Network, Node
from symrf.numbers.floors import floor
from symrf.numbers.symbols import symbol
from symrf.oracle import sizes, walk
from symrf.repeat import substituted
from tests.goldens import of_kind
from tests.networks import accepted
from tests.tools import some

s, k, t, p = symbol("s"), symbol("k"), symbol("t"), symbol("p", 0)
y = sympy.Symbol("y", integer=True)


def of(net: Any, n: Any = None) -> AxisField:
    field: AxisField = symrf.derive(net, input_size=n).output["x"]
    return field


@pytest.mark.parametrize(
    ("net", "left", "right"),
    [
        (Upsample(s), sympy.floor(y / s), sympy.floor(y / s)),
        (Upsample(s, "linear", "asymmetric"), sympy.floor(y / s), sympy.floor((y - 1) / s) + 1),
        (ConvTranspose(2 * s, stride=s), sympy.floor(y / s) - 1, sympy.floor(y / s)),
        (
            Upsample(s) >> Conv(3, padding=1) >> Upsample(2),
            sympy.floor((y - 2) / (2 * s)),
            sympy.floor((y + 2) / (2 * s)),
        ),
        (Pool(s, stride=s) >> Upsample(s), s * sympy.floor(y / s), s * sympy.floor(y / s) + s - 1),
    ],
)
def test_formulas_by_hand(net: Network, left: Any, right: Any) -> None:
    assert of(net).region(y) == (left, right)


def test_a_kernel_of_twice_the_stride_reads_two_on_every_phase() -> None:
    field = of(ConvTranspose(2 * s, stride=s))
    assert (field.status, field.kind, field.period, field.size, field.stride) == ("exact", "periodic", s, 2, 1 / s)
    assert record(field)["phases"] == [
        {"phase": "phi", "stride": 1, "left": "floor(phi/s) - 1", "right": "floor(phi/s)", "size": 2}
    ]


def test_down_again_by_the_same_factor_is_affine() -> None:
    field = of(Upsample(s) >> Conv(1, stride=s))
    assert (field.kind, field.region(y), field.right_padding) == ("affine", (y, y), None)


def test_symbols_above_listed_phases_give_listed_phases() -> None:
    field = of(Upsample(2) >> Conv(k, padding=p))
    assert (field.kind, field.period, field.status) == ("periodic", 2, "exact")
    assert [phase.left for phase in field.phases] == [floor(-p, 2), floor(1 - p, 2)]


two, residual = Upsample(2), Conv(3, padding=1) | Elementwise()


def test_a_symbolic_kernel_on_every_level_is_one_line() -> None:
    field = of(two >> Conv(k) >> two >> Conv(k) >> two >> Conv(k))
    assert field.region(y) == (floor(y, 8), floor(y + 7 * k - 7, 8))
    assert (field.kind, field.status, field.period, field.stride) == ("periodic", "exact", 8, Rational(1, 8))
    assert [phase.right for phase in field.phases] == [floor(7 * k - 7 + phase, 8) for phase in range(8)]
    assert (record(field)["period"], len(record(field)["phases"])) == (8, 8)


@pytest.mark.parametrize("kernel", some(range(1, 12), 3))
def test_the_least_and_the_greatest_size_of_such_phases_are_met(kernel: int) -> None:
    net = two >> Conv(k) >> two >> Conv(k) >> two >> Conv(k)
    known, field = substituted(Network.of(net), {"k": kernel}), of(net)
    sizes = [len(walk(known, known.output, frozenset({y}))["input"]) for y in range(8)]
    assert [int(end.xreplace({k: sympy.Integer(kernel)})) for end in (field.size_min, field.size_max)] == [
        min(sizes),
        max(sizes),
    ]


def test_of_many_phases_with_symbols_one_formula_is_said() -> None:
    net: Any = two
    for _ in range(4):
        net = net >> Conv(k) >> two
    found = record(of(net))
    assert (found["period"], [phase["phase"] for phase in found["phases"]]) == (32, ["phi"])


@pytest.mark.parametrize(
    "net",
    [
        two >> Conv(k, padding=1) >> two >> Conv(t) >> two >> Conv(k, stride=t),
        Upsample(3) >> Conv(k) >> two >> Conv(t, stride=2) >> two >> Conv(2, dilation=k),
        two >> Conv(k) >> residual >> two >> Conv(k),
        two >> Conv(k) >> (Conv(t) | Crop(t - 1, 0)) >> two >> Conv(k),
        two >> Conv(k) >> ConvTranspose(1, stride=2) >> Conv(3),
        two >> Conv(k) >> ConvTranspose(4, stride=2) >> Conv(k, stride=3) >> two >> Conv(3),
        two >> Conv(k) >> Upsample(2, "cubic", "half_pixel") >> Conv(3) >> two >> Conv(t),
    ],
)
def test_symbols_above_upsamplings_by_numbers_are_what_the_walk_sees(net: Network) -> None:
    field = of(net)
    assert field.status == "exact"
    for kernel, other in some([(1, 1), (1, 3), (2, 1), (3, 2), (6, 5)], 2, 1):
        known, at = substituted(net, {"k": kernel, "t": other}), {k: sympy.Integer(kernel), t: sympy.Integer(other)}
        for feature in range(17):
            seen = walk(known, known.output, frozenset({feature}))["input"]
            ends = (sympy.Add(end, 0).xreplace(at) for end in field.region(feature))
            assert tuple(ends) == (min(seen), max(seen))


def test_the_whole_input_through_it_is_the_whole_input() -> None:
    field = of(Upsample(s) >> Attention(), 5)
    assert (field.status, field.region(3), field.kind) == ("whole-input", (0, 4), "affine")


def test_paths_that_disagree_through_it() -> None:
    shifted = Crop(1, -1) >> Pool(s, stride=s)
    found = of((Pool(s, stride=s) | shifted) >> Upsample(s)).misalignment
    assert found is not None
    net = Network(
        (
            Node("up", Upsample(s)),
            Node("a", Conv(3, padding=1), ("up",)),
            Node("b", Conv(3, padding=(2, 0)), ("up",)),
            Node("c", Conv(5, padding=2), ("up",)),
            Node("good", Concat(), ("a", "c")),
            Node("bad", Concat(), ("a", "b")),
        )
    )
    fields = symrf.derive(net)
    assert fields["bad"].aligned is False
    assert fields["bad"].misalignment.join == "bad"
    strides = symrf.derive(
        Network((Node("up", Upsample(s)), Node("down", Pool(2, stride=2)), Node("j", Concat(), ("up", "down"))))
    )
    assert strides["j"].status == "unsupported"


def test_equal_paths_are_aligned() -> None:
    up = Conv(3, padding=1) >> Upsample(s)
    assert of(up | up).aligned is True


RULES = [*product(["nearest", "linear"], ["half_pixel", "asymmetric", "align_corners"])]


@pytest.mark.parametrize(("mode", "rule"), RULES)
@pytest.mark.parametrize(("factor", "n"), some([(2, 3), (3, 4), (5, 2)], 3))
def test_every_rule_at_numbers(mode: str, rule: str, factor: int, n: int) -> None:
    f, m = symbol("f", 2), symbol("m")
    layers = Conv(3, padding=1) >> Upsample(f, mode, rule) >> Conv(2)
    field = of(layers, m)
    known = substituted(layers.with_input_size(n), {"f": factor})
    for feature in range(factor * n - 1):
        seen = walk(known, known.output, frozenset({feature}), n)["input"]
        at = {f: sympy.Integer(factor), m: sympy.Integer(n)}
        ends = (sympy.Add(end, 0).xreplace(at) for end in field.region(feature))
        assert tuple(ends) == (min(seen), max(seen))


def test_what_stays_out_of_reach_says_why() -> None:
    assert of(Upsample(s, "linear", "align_corners"), 1).reason == "align_corners from 1 to s samples, which may be one"
    gaps = of(ConvTranspose(1, stride=2) >> Conv(k))
    assert gaps.reason == "a layer with symbols on a field whose features do not follow one another"
    assert of(Upsample(s) >> Global()).reason == "depends on the input size n, which is not given"
    assert of(Elementwise() | Upsample(s)).status == "unsupported"
    ends = Upsample(2, "nearest", "align_corners")
    many = of(ends >> Upsample(None, "nearest", "half_pixel", "floor", 9) >> ends, 4)
    assert many.reason == "a period of 1071 phases; at most 1024 are written out"


def test_pytorch_half_pixel_is_another_rule_where_one_sample_is_made() -> None:
    half, wide, small = Upsample(Fraction(1, 2), "linear", PYTORCH), symbol("m", 4), symbol("n")
    assert walk(Network.of(half), "upsample1", frozenset({0}), 3)["input"] == {0} != {0, 1}
    assert of(half, small).reason == "pytorch_half_pixel from n to floor(n/2) samples, which may be one"
    assert of(half).reason == of(half, small).reason
    assert of(Upsample(size=s, mode="linear", rule=PYTORCH), 9).status == "unsupported"
    assert (of(half, wide).region(0), of(half, 3).region(0)) == ((0, 1), (0, 0))
    assert of(Upsample(size=wide, rule=PYTORCH), 9).status == "exact"
    assert of(Upsample(Fraction(3, 2), rule=PYTORCH)).status == "exact"


def test_one_formula_where_the_list_of_phases_would_be_longer() -> None:
    layers = Upsample(size=7, mode="linear", rule="asymmetric") >> Pool(2, stride=s, dilation=2)
    layers = layers >> ConvTranspose(k + 1, 2)
    field = of(layers, 18)
    assert (field.period, field.size, len(field.phases)) == (14, None, 1)
    known = substituted(layers.with_input_size(18), {"s": 2, "k": 3})
    for feature in (0, sizes(known, 18)[known.output] - 1):
        seen = walk(known, known.output, frozenset({feature}), 18)["input"]
        ends = [sympy.Add(end, 0).subs({s: 2, k: 3}) for end in field.region(feature)]
        assert ends == [min(seen), max(seen)]


def test_a_maximum_is_not_worked_out_anew_to_see_whether_features_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    field = of(Upsample(Fraction(3, 2), "linear") >> Conv(3, stride=2, padding="same"), symbol("n"))
    monkeypatch.setattr("symrf.derivation.answers.records.same", lambda low, high: 1 / 0)
    assert (field.size_max.has(sympy.Max), field.size) == (True, None)


@pytest.mark.parametrize("right", [0, 1])
def test_paths_are_compared_where_a_symbol_is_called_as_the_feature(right: int) -> None:
    up = Upsample(symbol("y")) >> Conv(k)
    joined = (up >> Conv(3, padding=1)) | (up >> Conv(3, padding=(2 - right, right)))
    assert of(joined).aligned is (right == 1)


@given(st.integers(-20, 20), st.integers(-9, 9), st.integers(1, 5), st.integers(1, 5))
def test_floors_of_floors(x: int, b: int, a: int, c: int) -> None:
    w, u, v = symbol("w", None), symbol("u"), symbol("v")
    at = {w: sympy.Integer(x), u: sympy.Integer(a), v: sympy.Integer(c)}
    assert floor(floor(w, u) + b, v).xreplace(at) == (x // a + b) // c
    assert floor(u * floor(w, u) + b, v).xreplace(at) == (a * (x // a) + b) // c
    assert len(floor(floor(w, u) + b, v).atoms(sympy.floor)) == 1


def test_its_kind_has_a_picture() -> None:
    assert of(of_kind("any_factor")).region(y) == (
        s * sympy.floor((y - 1) / s) - s,
        s * sympy.floor((y + 1) / s) + 2 * s - 1,
    )


def test_phases_too_many_to_list_of_which_some_read_nothing() -> None:
    field = of(ConvTranspose(3, stride=1000003, dilation=2))
    assert (field.status, field.size) == ("unsupported", None)
    assert field.reason.startswith("at stride 1000003 and dilation 2 some of 1000003 phases may read nothing; ")
    assert (field.region(4), field.region(5), field.region(1000003 + 2)) == ((0, 0), None, (1, 1))


def test_the_report_rests_on_the_theorems_that_were_used() -> None:
    text = symrf.report(of_kind("any_factor"), "markdown", verdicts=accepted)
    assert "`ends-suffice`" in text
    assert "`nested-floor`" in text
    assert "`ends-suffice`" not in symrf.report(of_kind("phases"), "markdown", verdicts=accepted)


def test_what_is_not_decided_is_neither_aligned_nor_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symrf.derivation.shapes.in_y._nonzero", lambda apart: None)
    nodes = (
        Node("up", Upsample(s)),
        Node("a", Conv(3, padding=1), ("up",)),
        Node("b", Conv(3, padding=(2, 0)), ("up",)),
        Node("doubtful", Concat(), ("a", "b")),
        Node("above", Conv(1), ("doubtful",)),
        Node("good", Concat(), ("a", "a")),
        Node("both", Concat(), ("good", "above")),
    )
    fields = symrf.derive(Network(nodes))
    assert [fields[name].aligned for name in ("doubtful", "above", "good", "both")] == [None, None, True, None]
    assert record(fields["both"]["x"])["aligned"] is None
