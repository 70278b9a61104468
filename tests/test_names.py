"""Dotted names in claims and in [expect]: which quantity each means, on which axis, and what is near a wrong one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import symrf
from symrf import SymrfError
from symrf.claims.network.expect import judge_expected
from symrf.claims.typed.names import DottedName, dotted, place
from symrf.formulas import FIELD
from symrf.layers import Conv
from symrf.network import Network, Node
from tests.test_cli import invoke, said

UNEQUAL = {
    "axes": ["h", "w"],
    "layer": [
        {"op": "conv", "name": "a/b", "kernel": {"h": 3, "w": "k"}, "padding": {"h": 1, "w": 0}},
        {"op": "conv", "name": "c.d e", "kernel": 3, "stride": "s"},
    ],
}
TWO_INPUTS = {
    "axes": ["h", "w"],
    "input": [{"name": "image", "size": 32}, {"name": "mask", "size": 32}],
    "layer": [
        {"name": "m", "op": "conv", "kernel": {"h": 3, "w": 5}, "padding": {"h": 1, "w": 2}, "from": "mask"},
        {"name": "join", "op": "concat", "from": ["image", "m"]},
    ],
}
REPEATED = {
    "axes": ["h", "w"],
    "layer": [{"op": "repeat", "name": "stage", "times": "B", "layers": [
        {"op": "conv", "kernel": "k", "padding": {"h": "p", "w": "p"}}, {"op": "conv", "kernel": 3, "stride": 2}]}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("a/b.h.size == 3", "proved"),
        ("a/b.h.size == 4", "refuted"),
        ("b.w.size == k", "proved"),
        ('"a/b".w.size - 2*"b".h.size == k - 6', "proved"),
        ("c.d e.w.size == k + 2", "proved"),
        ("c.d e.w.size == k + 1", "refuted"),
        ("a/b.w.size + c.d e.h.stride == k + s", "proved"),
        ("c.d e.stride == s", "proved"),
        ("c.d e.stride == s + 1", "refuted"),
        ("S == s", "proved"),
        ("S == a/b.stride*s", "proved"),
        ("input.size == 1", "proved"),
        ("k*a/b.h.size == 3*k", "proved"),
        ("1.5*a/b.h.left == -1.5", "proved"),
    ],
)
def test_any_node_and_axis_can_be_named(claim: str, verdict: str) -> None:
    assert symrf.check(claim, symrf.read(UNEQUAL)).verdict == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("join.mask.h.size == 3", "proved"), ("join.mask.w.size == 5", "proved"), ("join.h.mask.size == 3", "proved"),
        ("join.mask.w.size == 3", "refuted"), ("join.image.size == 1", "proved"), ("join.image.size == 2", "refuted"),
        ("m.w.size == join.mask.w.size", "proved"), ("join.mask.output_size == 32", "proved"),
    ],
)  # fmt: skip
def test_several_inputs_are_named_too(claim: str, verdict: str) -> None:
    assert symrf.check(claim, symrf.read(TWO_INPUTS)).verdict == verdict


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("a/b.size == 3", 'axes h, w of this network differ; write for example "a/b.h.size"'),
        ("r == 3", 'write for example "c.d e.h.size"'),
        ("a/b.z.size == 3", "no axis or input 'z'; known are h, w"),
        ("a/b.h.sise == 3", "no quantity 'sise'; did you mean 'size'"),
        ("a/c.h.size == 3", "no node 'a/c'; did you mean 'a/b'"),
        ('"nowhere at all".h.size == 3', "no node 'nowhere at all'"),
        (".size == 3", "a full stop inside the formula"),
        ("a/b.h.size.real == 3", "no quantity 'real'"),
    ],
)
def test_what_is_near_a_wrong_name_is_said(claim: str, words: str) -> None:
    with pytest.raises(SymrfError) as error:
        symrf.check(claim, symrf.read(UNEQUAL))
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_the_longest_name_wins_and_quotes_decide() -> None:
    net = Network((Node("a", Conv(3)), Node("b", Conv(5)), Node("a/b", Conv(7)), Node("b.x", Conv(9), ("b",))))
    assert place(net, "a/b.size") == DottedName("a/b", "size")
    assert place(net, "b.x.size") == DottedName("b.x", "size")
    assert place(net, '"b".x.size') == DottedName("b", "size", "x")
    assert dotted("12/a/b.size", net)[1] == {"dotted1": "a/b.size"}
    assert dotted('12/a/"b".size', net) == ("12/a/dotted1", {"dotted1": '"b".size'})
    assert dotted("dotted1 + b.size + a.size + b.size", net)[0] == "dotted1 + dotted2 + dotted3 + dotted2"


def test_an_end_of_a_name_that_two_nodes_have_names_neither() -> None:
    net = Network((Node("one/conv", Conv(3)), Node("two/conv", Conv(5))))
    with pytest.raises(SymrfError, match="the name of several nodes: one/conv, two/conv"):
        symrf.check("conv.size == 3", net)
    assert symrf.check("two/conv.size == 5 + one/conv.left", net).verdict == "proved"


@pytest.mark.parametrize("tree", [REPEATED, {**REPEATED, "input": {"size": {"h": 99, "w": 120}}}])
def test_axes_of_a_repetition_that_agree_count_as_one(tree: dict[str, Any]) -> None:
    claim = "r == 1 + (2**B - 1)*(k + 1)"
    assert symrf.check(claim, symrf.read(tree)).verdict == "proved"
    assert symrf.check(claim.replace("r", "stage.size"), symrf.read(tree)).verdict == "proved"
    assert symrf.check(claim.replace("k + 1", "k + 2"), symrf.read(tree)).verdict == "refuted"
    assert symrf.derive(symrf.read(tree)).output.size == symrf.derive(symrf.read(tree)).output["w"].size


def test_axes_of_a_repetition_that_differ_are_not_taken_for_one() -> None:
    layers = [{**REPEATED["layer"][0], "layers": [{"op": "conv", "kernel": {"h": "k", "w": 3}}]}]  # type: ignore[index]
    net = symrf.read({**REPEATED, "layer": layers})
    with pytest.raises(SymrfError, match="differ"):
        symrf.check("r == 1 + B*(k - 1)", net)
    assert symrf.check("stage.h.size == 1 + B*(k - 1)", net).verdict == "proved"
    assert symrf.check("stage.w.size == 1 + 2*B", net).verdict == "proved"
    assert symrf.check("S == 1", net).verdict == "proved"


def test_axes_with_named_terms_agree_where_the_terms_do() -> None:
    layers = [{"op": "conv", "kernel": f"k{i}", "stride": f"s{i}"} for i in range(10)]
    alike = symrf.derive(symrf.read({"axes": ["h", "w"], "input": {"size": {"h": 480, "w": 640}}, "layer": layers}))
    assert alike.terms
    assert alike.output.size == alike.output["h"].size
    assert alike.output.stride == alike.output["h"].stride
    layers[0] = {"op": "conv", "kernel": "k0", "stride": {"h": "s0", "w": 2}}
    differ = symrf.derive(symrf.read({"axes": ["h", "w"], "layer": layers}))
    with pytest.raises(SymrfError, match="differ"):
        _ = differ.output.stride
    layers[0] = {"op": "conv", "kernel": "k0", "stride": {"h": "s0*(s0 + 1)", "w": "s0**2 + s0"}}
    written = symrf.derive(symrf.read({"axes": ["h", "w"], "layer": layers}))
    assert str(written.output["w"].stride) != str(written.output["h"].stride), "each axis has names of its own"
    assert written.output.stride == written.output["h"].stride
    assert written.output.size == written.output["h"].size


@pytest.mark.parametrize(
    ("tree", "expect"),
    [
        (UNEQUAL, {"a/b.h.size": 3, "b.w.size": "k", "c.d e.stride": "s", '"a/b".w.left': 0}),
        (TWO_INPUTS, {"join.mask.w.size": 5, "join.image.size": 1, "m.h.size": 3}),
        (REPEATED, {"stage.size": "1 + (2**B - 1)*(k + 1)"}),
    ],
)
def test_what_expect_prints_can_be_typed(tree: dict[str, Any], expect: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    path.write_text(json.dumps({**tree, "expect": expect}))
    lines = [line for line in said("check", str(path)).splitlines() if line.startswith("proved: ")]
    assert len(lines) == len(expect)
    for line in lines:
        assert said("check", line.removeprefix("proved: "), "--in", str(path)).splitlines()[0] == line


def test_expectations_name_what_is_wrong() -> None:
    net = symrf.read(UNEQUAL)
    with pytest.raises(SymrfError, match=r"\[expect\].*no node 'a/c'.*did you mean 'a/b'"):
        judge_expected(net, {"a/c.h.size": 3})
    with pytest.raises(SymrfError, match=r'\[expect\].*write "node.quantity"'):
        judge_expected(net, {"size": 3})
    typed = invoke("check", "b.h.sise == 3", "--in", "-", stdin=json.dumps(UNEQUAL))
    assert "no quantity 'sise'" in str(typed.exception)


def test_a_letter_and_its_attribute_are_one_quantity() -> None:
    """The slot of a quantity names an attribute of every field, and both spellings ask for the same number."""
    net = symrf.read([[3, 2, 1], [5, 1, [2, 0]]]).with_input_size(30)
    field = symrf.derive(net)["conv2"]["x"]
    assert set(FIELD) == {"r", "u", "v", "S", "P", "Q", "c", "start", "n"}
    for letter, attribute in FIELD.items():
        value = getattr(field, attribute)
        assert [symrf.check(f"{x} == {value}", net).verdict for x in (letter, attribute)] == ["proved"] * 2


def test_long_names_are_shown_in_short_and_found_in_full() -> None:
    long = ("a" + "x" * 9_999, "b" + "x" * 9_999)
    network = symrf.read({"layer": [
        {"name": long[0], "op": "conv", "kernel": 3}, {"name": long[1], "op": "conv", "kernel": 5, "from": long[0]},
        {"name": "sum", "op": "concat", "from": list(long)},
    ]})  # fmt: skip
    found = [network.node(name) for name in long]
    assert [node.layer.kernel for node in found] == [3, 5]  # type: ignore[attr-defined]
    assert all(len(node.name) <= 510 for node in found)
    assert found[0].name != found[1].name
    assert symrf.derive(network, output=long[1]).output.axes["x"].size == 7
    with pytest.raises(SymrfError, match="1 to 20000 printable"):
        symrf.read({"layer": [{"name": "x" * 20_001, "op": "conv", "kernel": 3}]})
