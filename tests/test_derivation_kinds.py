"""Unequal strides, upsampling, whole inputs, and SAME padding as a function of the input size."""

from __future__ import annotations

from typing import Any

import pytest
import sympy

import symrf
from symrf.derivation import derive
from symrf.derivation.answers.jsonform import as_tables, record
from symrf.derivation.shapes.lines import ExtremeLines
from symrf.errors import SymrfError
from symrf.field import Field
from symrf.layers import Conv, ConvTranspose, Elementwise, Global, Layer, Pool, Upsample
from symrf.network import Network
from symrf.oracle import walk
from symrf.terms import parse_value
from symrf.zoo import zoo
from tests.goldens import derived as derivation_text

k = sympy.Symbol("k", integer=True, positive=True)
n = sympy.Symbol("n", integer=True, positive=True)


def of(net: Network | Layer, size: Any = None) -> Any:
    """The field of a network's output on its one axis."""
    return derive(net, input_size=size).output["x"]


# ---- paths of unequal strides


def test_the_published_figure_of_unequal_strides() -> None:
    """Araujo, Norris and Sim 2019: the size depends on the feature."""
    field = of(zoo("distill_misaligned"))
    spans = [v - u + 1 for u, v in (field.region(y) for y in range(5))]
    assert spans == [7, 6, 5, 6, 7]
    assert (field.kind, field.stride, field.size, field.aligned) == ("envelope", None, None, False)
    assert (field.size_min, field.size_max) == (5, None)  # of any number of features
    assert field.envelope == ExtremeLines(left=((1, 0), (2, -2)), right=((1, 4), (2, 2)))
    y = sympy.Symbol("y", integer=True, nonnegative=True)
    assert field.region(y) == (sympy.Min(y, 2 * y - 2), sympy.Max(y + 4, 2 * y + 2))
    assert (field.misalignment.what, field.misalignment.difference) == ("stride", -1)


def test_an_envelope_has_a_line_per_stride_and_not_per_path() -> None:
    """Twenty joins of strides 1 and 2: 2^20 paths, 21 strides."""
    net = Network.of(Elementwise())
    for _ in range(20):
        net = net >> (Conv(3, stride=2) | Conv(5, padding=(1, 0)))
    assert len(of(net).envelope.left) == 21


# ---- upsampling


@pytest.mark.parametrize(
    ("layer", "phases"),
    [
        (Upsample(2), [(0, 0), (0, 0)]),
        (Upsample(2, "linear"), [(-1, 0), (0, 1)]),
        (Upsample(3, "linear"), [(-1, 0), (0, 0), (0, 1)]),
        (Upsample(2, "linear", "asymmetric"), [(0, 0), (0, 1)]),
        (ConvTranspose(4, stride=2, padding=1), [(-1, 0), (0, 1)]),
        (ConvTranspose(2, stride=3), [(0, 0), (0, 0), None]),
        (ConvTranspose(3, stride=2, dilation=2), [(-2, 0), None]),
        (ConvTranspose(2, stride=3, dilation=2), [(0, 0), None, (0, 0)]),
    ],
)
def test_one_affine_field_per_phase(layer: Layer, phases: list[tuple[int, int] | None]) -> None:
    field = of(layer)
    assert (field.kind, field.period, field.stride) == ("periodic", len(phases), sympy.Rational(1, len(phases)))
    assert [p and (p.stride, p.left, p.right) for p in field.phases] == [p and (1, *p) for p in phases]
    assert [field.region(len(phases) + i) for i in range(len(phases))] == [p and (p[0] + 1, p[1] + 1) for p in phases]


def test_the_period_is_the_least() -> None:
    down = Pool(2, stride=2)
    assert of(Upsample(2) >> down).kind == "affine"
    assert of(down >> Upsample(4) >> down).period == 2
    assert of(Upsample(2) >> Upsample(3)).period == 6
    assert of(ConvTranspose(1, stride=1)).kind == "affine"
    assert of(Upsample(1, "linear")).kind == "affine"


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_a_unet_has_two_to_the_depth_phases(depth: int) -> None:
    from symrf.zoo.dense import unet

    assert derive(unet(depth)).output.period == 2**depth


def test_what_lies_above_a_gap_is_not_the_image_of_the_hull() -> None:
    """Kernel 1, stride 3: of three outputs one reads something, and pooling three of them reads exactly that one."""
    net = ConvTranspose(1, stride=3) >> Pool(3, stride=3)
    assert [of(net).region(y) for y in range(3)] == [(0, 0), (1, 1), (2, 2)]
    assert of(net).kind == "affine"


def test_a_phase_that_reads_nothing_has_no_center() -> None:
    field = of(ConvTranspose(1, stride=2, padding=1))
    assert (field.left, field.size, field.center, field.start) == (None, None, None, None)
    assert (field.region(0), field.region(1), field.reason) == (None, (1, 1), "output 0 reads nothing")


def test_strides_and_unequal_strides_below_an_upsampling() -> None:
    """Phases that are envelopes themselves."""
    net = (Conv(3, stride=2) | Conv(5)) >> Upsample(2)
    field = of(net)
    assert (field.kind, field.period) == ("periodic", 2)
    assert field.phases[1] == ExtremeLines(left=((1, 0), (2, 0)), right=((1, 4), (2, 2)))
    assert field.region(7) == (3, 8)
    assert record(field)["phases"][0] == {"envelope": {"left": [[1, 0], [2, 0]], "right": [[1, 4], [2, 2]]}}


def test_a_symbolic_kernel_of_a_transposed_convolution() -> None:
    at_least_two = of(ConvTranspose(k + 1, stride=2))
    assert (at_least_two.status, at_least_two.right) == ("exact", 0)
    assert at_least_two.left.subs(k, 4) == -2
    bound = of(ConvTranspose(k, stride=2))
    assert bound.status == "upper-bound"
    assert bound.reason == "some outputs may read less unless k >= 2"
    assert of(ConvTranspose(k, stride=2) >> ConvTranspose(3, stride=k)).exact_where == ("k >= 2", "3 >= k")
    assert of(ConvTranspose(k, stride=2, dilation=2)).exact_where == ()


def test_what_has_no_formula_says_why() -> None:
    net = Upsample(k) | Conv(3)
    field = of(net)
    assert (field.status, field.size) == ("unsupported", None)
    assert field.reason == "paths of different strides, through an upsampling by a symbol"
    with pytest.raises(SymrfError, match=r"^node 'add1', axis x: paths of different strides, through an upsampling "):
        field.region(0)
    assert of(net >> Conv(3)).status == "unsupported"


def test_aligned_corners_depend_on_the_input_size() -> None:
    resize = Upsample(2, "linear", "align_corners")
    n = sympy.Symbol("n", integer=True, positive=True)
    assert (of(resize).status, of(resize).period, of(resize).stride) == ("exact", 2 * n - 1, (n - 1) / (2 * n - 1))
    assert of(resize).reason == "depends on the input size n, which is not given"
    assert (of(resize, 4).period, of(resize, 4).stride) == (7, sympy.Rational(3, 7))
    assert of(resize, 4).region_in_bounds(7) == (3, 3)


# ---- the whole input


def test_a_gate_sees_the_whole_input() -> None:
    """Squeeze and excite: a global branch beside the trunk."""
    net = Conv(3, padding=1) >> (Elementwise() | Global())
    field = of(net, 10)
    assert (field.status, field.kind, field.stride) == ("whole-input", "affine", 0), "the trunk sees a part of it"
    assert field.region(4) == (-1, 10)
    assert field.region_in_bounds(4) == (0, 9)
    assert of(net).size == n + 2
    assert field.aligned
    wider = of(Global() | Conv(3, padding=1), 10)
    assert wider.envelope == ExtremeLines(left=((0, 0), (1, -1)), right=((0, 9), (1, 1)))


def test_gates_take_no_part_in_alignment() -> None:
    """A gated residual block: the trunk's two paths are what is compared."""
    for padding, aligned in ((1, True), ((0, 2), False)):
        gated = Conv(3, padding=padding) >> (Global() | Elementwise())
        field = of(Conv(7, padding=3) >> (gated | Elementwise()), 20)
        assert field.aligned is aligned
    gated_path = ("conv1", "conv2", "elementwise1", "add1", "add2")
    assert field.misalignment.paths == (gated_path, ("conv1", "elementwise2", "add2"))


def test_an_operation_that_is_not_known_is_not_the_identity() -> None:
    class Shuffle(Layer):
        op = "shuffle"

    field = of(Network.of(Conv(3)) >> Shuffle() >> Conv(3), 9)
    assert (field.status, field.size, field.output_size) == ("unsupported", None, None)
    assert field.reason == "the operation shuffle has no formula here"


# ---- SAME padding without an input size


def test_same_padding_of_mobilenet() -> None:
    """The published padding of 126 is that of 224; it falls by one as n grows by one, and begins again after 32."""
    found = derive(zoo("mobilenet_v1")).output
    assert (found.size, found.stride, found.status) == (315, 32, "exact")
    assert str(found.padding) == "-n + 32*floor(n/32 - 1/32) + 158"
    for size in range(1, 100):
        assert found.padding.subs(n, size) == derive(zoo("mobilenet_v1"), input_size=size).output.padding
    assert found.padding.subs(n, 224) == 126
    assert found.reason == "depends on the input size n, which is not given"
    assert found.output_size is None


def test_alignment_for_some_input_sizes_only() -> None:
    net = Conv(3, stride=2, padding="same") | Conv(3, stride=2, padding=1)
    field = of(net)
    assert not field.aligned
    assert str(field.aligned_for) == "n mod 2 = 1"
    assert str(field.misalignment).endswith("but 0 by input → conv2 → add1 (equal for n mod 2 = 1)")
    assert [of(net, size).aligned for size in (7, 8)] == [True, False]
    assert record(field)["misalignment"]["aligned_for"] == "n mod 2 = 1"
    assert (of(net, 7).aligned_for, of(net, 8).aligned_for) == (None, None)


@pytest.mark.parametrize("stride", [3, 10**9])
def test_a_stride_beyond_two_keeps_its_floor(stride: int) -> None:
    net = Conv(4, stride=stride, padding="same")
    assert [of(net).padding.subs(n, size) for size in range(1, 7)] == [of(net, size).padding for size in range(1, 7)]


def test_a_symbolic_kernel_with_same_padding() -> None:
    field = of(Conv(k, stride=3, padding="same"))
    for kernel in range(1, 7):
        for size in range(1, 9):
            known = of(Conv(kernel, stride=3, padding="same_lower"), size), of(Conv(kernel, 3, padding="same"), size)
            assert field.padding.subs({k: kernel, n: size}) == known[1].padding == known[0].right_padding


def test_padding_is_the_same_of_a_size_that_leaves_one_rest_as_of_its_numbers() -> None:
    """9 n samples: nothing is left of the stride, and the halves are those of an odd number beyond 2**53."""
    net = Conv(2**60 + 4, stride=3, padding="same")
    here, known = of(net, 9 * n), of(net, 9)
    assert (here.padding, here.right_padding) == (known.padding, known.right_padding) == (2**59, 2**59 + 1)


def test_no_maximum_where_the_kernel_covers_the_stride() -> None:
    for kernel, lacking in ((3, False), (4, False), (2, True)):
        assert of(Conv(kernel, stride=3, padding="same")).right_padding.has(sympy.Max) == lacking


def test_fields_of_phases_are_fields() -> None:
    (first, second) = of(Conv(3) >> Upsample(2)).phases
    assert first == second == Field(1, 0, 2)


# ---- as tables


def test_tables_of_a_feature() -> None:
    net = Conv(3, stride=2, padding=1) >> Conv(4, stride=2)
    table = as_tables(derive(net, input_size=16), feature=4)
    first, second = (node["axes"]["x"] for node in table["nodes"])
    assert first["region"] == {"u": 7, "v": 9, "center": 8, "size": 3}
    assert first["region_in_bounds"] == {"u": 7, "v": 9, "center": 8, "size": 3}
    assert second["region"] is None  # it has three features
    with pytest.raises(SymrfError, match="no feature 4; there are 0 to 2"):
        as_tables(derive(net, "conv2", input_size=16), feature=4)


def test_tables_are_read_back() -> None:
    """Every number is an int or a formula that the parser reads."""
    net = Network.of(Conv(k, stride=3, padding="same"))
    for i in range(8):
        s = sympy.Symbol(f"s{i}", integer=True, positive=True)
        net = net >> Conv(k, s, 2, (k - 1, 0))
    table = as_tables(derive(net, input_size=n))
    assert table["terms"]
    last = table["nodes"][-1]
    for value in [*table["terms"].values(), *last["output_size"].values(), last["axes"]["x"]["center"]]:
        assert isinstance(value, int) or parse_value(value)


def test_alignment_where_a_difference_turns_out_to_be_a_number() -> None:
    layers = [
        {"op": "conv_transpose", "kernel": "2*k - 1", "padding": "floor((2*k - 1)/2)", "from": "input", "name": "a"},
        {"op": "crop", "left": 1, "from": "input", "name": "b"},
        {"op": "add", "from": ["a", "b"], "name": "c"},
        {"op": "concat", "from": ["c", "a"]},
    ]
    assert symrf.derive(symrf.read({"layer": layers})).output.aligned is False


def test_same_padding_on_the_whole_input_has_a_picture() -> None:
    net = Global() >> Conv(3, padding="same")
    for size in (None, 8):
        assert derivation_text(net if size is None else net.with_input_size(size))


def test_more_phases_than_are_listed_are_one_formula() -> None:
    net = Upsample(2)
    for _ in range(10):
        net = net >> ConvTranspose(4, stride=2, padding=1)
    field = of(net)
    assert (field.status, field.kind, field.period) == ("exact", "periodic", 2048)
    for y in (0, 1, 1023, 1024, 5000):
        seen = walk(net, net.output, frozenset({y}))["input"]
        assert field.region(y) == (min(seen), max(seen))
    assert of(Upsample(10**6)).region(10**6 + 1) == (1, 1)
