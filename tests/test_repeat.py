"""Repetitions: unrolled copies against the closed forms, at every value of the symbols."""

from itertools import product
from typing import Any

import pytest
import sympy

from symrf import SymrfError, check, derive, read
from symrf.derivation.upward.repeat import geometric_proved, total
from symrf.numbers.symbols import symbol
from symrf.oracle import walk
from symrf.paths import path_polynomial
from symrf.repeat import concrete, substitute
from tests.tools import some

CONV = {"op": "conv", "kernel": "k", "dilation": "2**(i-1)", "padding": 1}
FILES = {
    "doubling": [{"op": "repeat", "name": "out", "times": "B", "layers": [CONV]}],
    "nested": [{"op": "repeat", "name": "out", "times": "b", "layers": [
        {"op": "repeat", "times": "B", "layers": [CONV]}]}],
    "growing": [{"op": "repeat", "name": "out", "times": "B", "layers": [
        {"op": "conv", "kernel": "2*i + k", "padding": "i"}]}],
    "strided": [{"op": "repeat", "name": "out", "times": "B", "layers": [
        {"op": "conv", "kernel": "k", "stride": 3, "padding": 2}]}],
    "two layers": [
        {"op": "repeat", "name": "out", "times": "B", "layers": [CONV, {"op": "pool", "kernel": 2, "stride": 2}]},
        {"op": "conv", "name": "head", "kernel": "k"}],
    "residual": [{"op": "repeat", "name": "out", "times": "B", "layers": [
        {"op": "conv", "name": "c", "kernel": 3, "padding": 1},
        {"op": "conv", "name": "d", "kernel": 3, "padding": 1},
        {"op": "add", "from": ["d", "input"]}]}],
}  # fmt: skip
UP = {
    "op": "repeat",
    "name": "up",
    "times": "B",
    "layers": [{"op": "upsample", "factor": 2}, {"op": "conv", "kernel": 3, "padding": 1}],
}
ROUNDED = {
    "decoder": [UP],
    "transposed": [{"op": "repeat", "times": "B", "layers": [{"op": "conv_transpose", "kernel": 4, "stride": 2}]}],
    "a symbolic factor": [{"op": "conv", "kernel": 3, "stride": 2}, {"op": "repeat", "times": "B", "layers": [
        {"op": "conv_transpose", "kernel": "2*s", "stride": "s"}, {"op": "conv", "kernel": 4, "padding": 2}]}],
    "linear": [{"op": "repeat", "times": "B", "layers": [
        {"op": "upsample", "factor": "s", "mode": "linear", "rule": "asymmetric"}]}],
    "linear by two": [{"op": "repeat", "times": "B", "layers": [{"op": "upsample", "factor": 2, "mode": "linear"}]}],
    "hourglass": [{"op": "repeat", "times": "B", "layers": [
        {"op": "conv", "kernel": 3, "padding": 1}, {"op": "pool", "kernel": 2, "stride": 2}]}, UP],
    "hourglass with a skip": [
        {"op": "repeat", "name": "down", "times": "B", "layers": [{"op": "pool", "kernel": 2, "stride": 2}]},
        UP, {"op": "concat", "from": ["up", "input"]}, {"op": "conv", "kernel": 3}],
}  # fmt: skip
"""Repetitions of upsamplings: both ends are formulas in y."""


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("count", some([4, 1, 2, 3], 2))
@pytest.mark.parametrize("k", some([5, 1, 2], 2))
def test_closed_form_equals_the_walk(name, count, k):
    network = read({"layer": FILES[name]})
    values = {"B": count, "b": 2, "k": k}
    field = derive(network).output
    seen = walk(concrete(network, values), network.output, frozenset({0}))["input"]
    for found, truth in ((field.left, min(seen)), (field.right, max(seen)), (field.size, max(seen) - min(seen) + 1)):
        known = found if isinstance(found, int) else found.subs({s: values[s.name] for s in found.free_symbols})
        assert known == truth


@pytest.mark.parametrize("name", ROUNDED)
def test_repeated_upsampling_equals_the_walk(name):
    network = read({"symbols": {"s": {"min": 2}}, "layer": ROUNDED[name]})
    field = derive(network).output
    assert (field.status, field.kind) == ("exact", "periodic")
    regions = [field.region(y) for y in some(range(20), 5)]
    for count, factor in product([1, 2, 3], [2, 3]):
        values = {"B": count, "s": factor}
        known = concrete(network, values)
        for y, region in zip(some(range(20), 5), regions, strict=True):
            seen = walk(known, known.output, frozenset({y}))["input"]
            at = {s: values[s.name] for end in region for s in getattr(end, "free_symbols", ())}
            assert tuple(sympy.Add(end, 0).subs(at) for end in region) == (min(seen), max(seen)), (values, y)


def test_repeated_upsampling_without_a_closed_form():
    def reason(*layers):
        return derive(read({"layer": [{"op": "repeat", "times": "B", "layers": list(layers)}]})).output.reason

    up = {"op": "upsample", "factor": "s"}
    assert not reason(up), "a factor that may be 1 is no obstacle"
    meets = "no closed form of a repetition of which a copy does not read floor((y + a)/D) … floor((y + b)/D)"
    assert reason(up, {"op": "conv", "kernel": 3, "stride": 2}) == meets
    assert reason({"op": "upsample", "factor": 2}, {"op": "conv", "kernel": 3, "padding": "i"}) == meets


def test_a_stride_that_changes_with_the_index_is_not_summed():
    layer = {"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": "k", "stride": "i"}]}
    field = derive(read({"layer": [layer]})).output
    assert field.status == "unsupported"
    assert "copy i gives r[i] = r[i-1] + J[i-1]*(k - 1)" in field.reason
    assert "J[i] = J[i-1]*(i)" in field.reason


def test_a_sum_that_is_not_closed_is_given_as_its_recurrence():
    layer = {"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": "k", "dilation": "g**(i*i)"}]}
    field = derive(read({"layer": [layer]})).output
    assert field.status == "unsupported"
    assert field.reason.startswith("no closed form was proved; copy i gives r[i] = r[i-1] + (g**(i**2)*(k - 1))")


def test_a_stride_that_may_be_one_is_not_divided_by():
    layer = {"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": "k", "stride": "s"}]}
    assert str(derive(read({"layer": [layer]})).output.size) == "(k - 1)*Sum(s**(i - 1), (i, 1, B)) + 1"
    layer["layers"][0]["stride"] = "s + 1"
    field = derive(read({"layer": [layer]})).output
    values = {"B": 3, "k": 4, "s": 2}
    assert field.size.subs({x: values[x.name] for x in field.size.free_symbols}) == 1 + 3 * (1 + 3 + 9)


def test_the_geometric_sum_is_proved():
    assert geometric_proved()


def test_a_dilation_by_the_index_with_strides_has_no_affine_sum():
    layer = {"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": "k", "stride": 2, "dilation": "i"}]}
    assert derive(read({"layer": [layer]})).output.status == "unsupported"


def test_a_sum_without_a_proof_is_not_used():
    i, n, g = (sympy.Symbol(x, integer=True, positive=True) for x in "ing")
    assert total(i * g**i, "i", n) is None
    assert total(i**2, "i", n) is not None


def test_copies_are_named_and_the_node_stays():
    network = read({"layer": [{"op": "repeat", "name": "stage", "times": 2, "layers": [CONV | {"kernel": 3}]}]})
    assert [node.name for node in network.nodes] == ["stage/1/conv1", "stage/2/conv1", "stage"]
    assert derive(network).output.size == 1 + 2 + 4


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        ({"op": "repeat", "layers": []}, "no times"),
        ({"op": "repeat", "times": "B"}, "no layers"),
        ({"op": "repeat", "times": -1, "layers": [CONV]}, "times of repeat is -1"),
        ({"op": "repeat", "times": 10**12, "layers": [CONV]}, "at most 100000 layers"),
        ({"op": "repeat", "times": 2, "layers": [CONV], "index": "1x"}, "index of repeat"),
        ({"op": "repeat", "times": 2, "layers": [CONV], "kernel": 3}, "unknown key 'kernel'"),
    ],
)
def test_bad_repetitions_are_named(layer, words):
    with pytest.raises(SymrfError, match=words) as error:
        read({"layer": [layer]})
    assert "\n" not in str(error.value)


def test_what_causal_copies_of_copies_pad_to_the_right_is_nothing():
    """B (1 - 2**L) and B (2**L - 1) cancel: v is y, as a paper writes it."""
    layer = {"op": "conv", "kernel": 2, "dilation": "2**(i-1)", "padding": {"left": "2**(i-1)", "right": 0}}
    stack = {"op": "repeat", "times": "L", "layers": [layer]}
    field = derive(read({"layer": [{"op": "repeat", "times": "B", "layers": [stack]}]})).output["x"]
    assert (field.right, field.right_padding) == (0, 0)
    assert str(field.padding) == "B*(2**L - 1)"


def test_nesting_is_limited():
    layer = CONV | {"kernel": 3}
    for _ in range(20):
        layer = {"op": "repeat", "times": 1, "layers": [layer]}
    with pytest.raises(SymrfError, match="nested more than"):
        read({"layer": [layer]})


def test_a_known_number_of_copies_inside_an_unknown_one_is_written_out():
    def output(*layers):
        inner = {"op": "repeat", "times": 3, "layers": list(layers)}
        return read({"layer": [{"op": "repeat", "times": "B", "layers": [inner]}]})

    k, b = symbol("k"), symbol("B")
    assert derive(output({"op": "conv", "kernel": 3, "stride": 2})).output.size == 2 * 8**b - 1
    assert derive(output({"op": "conv", "kernel": "k", "stride": 2})).output.size == (8**b - 1) * (k - 1) + 1
    assert derive(output({"op": "conv", "kernel": 3, "dilation": "i"})).output.size == 12 * b + 1
    assert check("r == 2*8**B - 1", output({"op": "conv", "kernel": 3, "stride": 2})).verdict == "proved"
    assert check("r == 2*8**B", output({"op": "conv", "kernel": 3, "stride": 2})).verdict == "refuted"


def test_sizes_rounded_up_in_copies_are_not_made_up():
    pool = {"op": "pool", "kernel": 3, "stride": 2, "ceil_mode": True}
    network = read({"layer": [{"op": "repeat", "times": "B", "layers": [pool]}, {"op": "attention"}]})
    fields = derive(network, input_size=10)
    assert (fields["repeat1"].size, fields["repeat1"].output_size) == (2 * 2 ** symbol("B") - 1, None)
    assert fields.output.reason == "the whole input; how much that is needs its size"


def test_a_gate_goes_through_copies_of_pointwise_layers():
    layers = [
        {"op": "global", "name": "g"},
        {"op": "repeat", "name": "r", "times": "B", "layers": [{"op": "conv", "kernel": 1}]},
        {"op": "add", "from": ["r", "input"]},
    ]
    assert derive(read({"layer": layers}), input_size=9).output.region(3) == (0, 8)


def test_a_stride_inside_of_copies_is_not_overlooked_by_the_path_polynomial():
    for layers in ([{"op": "conv", "kernel": 3}, {"op": "slice", "step": 2}], [FILES["strided"][0] | {"times": 2}]):
        with pytest.raises(SymrfError, match="copies that are not alike"):
            path_polynomial(read({"layer": [{"op": "repeat", "times": "B", "layers": layers}]}))


ATTENTION = {"op": "attention", "name": "a"}


def around(*body: Any, pre: Any = (), size: Any = "n") -> Any:
    after = {"op": "conv", "kernel": 3, "padding": 1}
    layers = [*pre, {"op": "repeat", "times": "B", "layers": list(body), "name": "enc"}, after]
    return read({"input": {"size": size}, "layer": layers})


@pytest.mark.parametrize(
    "body",
    [
        [ATTENTION],
        [ATTENTION, {"op": "conv", "kernel": 3, "padding": 1}],
        [{"op": "conv", "kernel": "2*i + 1", "padding": "i"}, ATTENTION, {"op": "conv", "kernel": 5, "padding": 2}],
        [{"op": "conv", "kernel": "k", "padding": "(k-1)/2"}, ATTENTION],
        [{"op": "conv", "kernel": 3}, ATTENTION, {"op": "conv", "kernel": 3, "padding": 2}],
    ],
)
@pytest.mark.parametrize(
    "pre", [[], [{"op": "conv", "kernel": 4, "stride": 2, "padding": 1}], [{"op": "upsample", "factor": 2}]]
)
def test_above_copies_with_attention_every_feature_sees_the_whole_input(body: Any, pre: Any) -> None:
    net = around(*body, pre=pre)
    field = derive(net).output
    assert field.status == "whole-input"
    for copies, size, kernel in ((1, 6, 3), (2, 9, 5), (3, 7, 3)):
        values = {"B": copies, "n": size, "k": kernel}
        plain = concrete(net, values)
        for y in (0, 2):
            seen = walk(plain, plain.output, frozenset({y}), size)["input"]
            assert substitute(field.size, values) == max(seen) - min(seen) + 1
            assert substitute(field.left, values) == min(seen)


def test_where_something_passes_by_the_attention_the_copies_have_no_field_and_a_claim_is_open() -> None:
    conv = {"op": "conv", "kernel": 3, "padding": 1}
    net = around(ATTENTION, {"op": "add", "name": "sum", "from": ["input", "a"]}, conv)
    field = derive(net)["enc"]
    assert field.status == "unsupported"
    why = "'a' reads all of its map, and what B copies around it see is not worked out"
    assert field.reason == f"{why}; give their number"
    assert check("enc.size >= 1", net).verdict == "open"
    assert "has no size: 'a' reads all of its map" in check("enc.size >= 1", net).reason
    assert check("enc.size == n", net).verdict == "refuted"
    assert derive(around(ATTENTION, {"op": "conv", "kernel": 3})).output.status == "unsupported"  # of another size
    none = read({"input": {"size": "n"}, "symbols": {"B": {"min": 0}}, "layer": [
        {"op": "repeat", "times": "B", "layers": [ATTENTION]}]})  # fmt: skip
    assert derive(none).output.status == "unsupported"  # there may be no copy
    assert derive(around(ATTENTION, size="n").with_input_size({})).output.status == "whole-input"
