"""The sizes of the input at which a network is one: in the domain, obeyed by counterexamples, and proved under it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import symrf
from symrf.derivation import domain_of
from symrf.errors import SymrfError
from symrf.oracle import sizes
from symrf.render.json import verdict as verdict_json
from symrf.render.text import answer
from symrf.repeat import concrete
from tests.test_cli import invoke
from tests.test_domain import obeyed
from tests.tools import some

Tree = dict[str, Any]


def unet(depth: int, kernel: Any = "k", padding: Any = "(k-1)/2", size: Any = "n", skip: Tree | None = None) -> Tree:
    """Down and up again, with a skip at every level."""
    layers: list[Tree] = []
    for level in range(depth):
        layers.append({"op": "conv", "kernel": 3, "padding": 1, "name": f"e{level}"})
        layers.append({"op": "pool", "kernel": 2, "stride": 2, "name": f"pool{level}"})
    layers.append({"op": "conv", "kernel": kernel, "padding": padding, "name": "mid"})
    for level in reversed(range(depth)):
        layers.append({"op": "upsample", "factor": 2, "name": f"up{level}"})
        if skip:
            layers.append({**skip, "from": f"e{level}", "name": f"crop{level}"})
        inputs = [f"crop{level}" if skip else f"e{level}", f"up{level}"]
        layers.append({"op": "concat", "from": inputs, "name": f"cat{level}"})
    layers.append({"op": "conv", "kernel": 3, "padding": 1, "name": "out"})
    return {"input": {"size": size}, "layer": layers}


ONE = {"input": {"size": "n"}, "layer": [{"op": "conv", "kernel": 5}]}


@pytest.mark.parametrize(
    ("tree", "claim", "verdict"),
    some([
        (unet(1), "2*floor(n/2) == n", "proved"),
        (unet(1), "n >= 2", "proved"),
        (unet(1), "out.output_size == e0.output_size", "proved"),
        (unet(1), "out.output_size == n", "proved"),
        (unet(1), "4*floor(n/4) == n", "refuted"),
        (unet(1), "n >= 3", "refuted"),
        (unet(2), "4*floor(n/4) == n", "proved"),
        (unet(2), "8*floor(n/8) == n", "refuted"),
        (unet(2), "pool1.output_size == n/4", "proved"),
        (ONE, "n >= 5", "proved"),
        (ONE, "n >= 6", "refuted"),
        (ONE, "conv1.output_size == n - 4", "proved"),
    ], 4, 3),
)  # fmt: skip
def test_a_claim_is_about_the_sizes_for_which_there_is_a_network(tree: Tree, claim: str, verdict: str) -> None:
    network = symrf.read(tree)
    found = symrf.check(claim, network)
    assert found.verdict == verdict, found
    assert found.domain == domain_of(network).conditions
    if verdict == "refuted":
        assert found.counterexample is not None
        assert exists(network, {x: v for x, v in found.counterexample.items() if x in ("n", "k")})


GROWING = {"input": {"size": "n"}, "layer": [{"op": "upsample", "factor": "3/2"}] * 20}
"""Of which the size has more floors in floors than a condition may have."""


@pytest.mark.parametrize(
    ("layers", "size"),
    [
        ([{"op": "upsample", "size": 1}, {"op": "slice", "left": 1, "right": 1, "step": "m"}], "n"),
        ([{"op": "upsample", "factor": "5/3", "mode": "cubic"},
          {"op": "upsample", "factor": "1/2", "rule": "align_corners"}], 1),
    ],
)  # fmt: skip
def test_a_map_without_features_is_refused(layers: list[Tree], size: Any) -> None:
    with pytest.raises(SymrfError, match="no feature"):
        symrf.derive(symrf.read({"input": {"size": size}, "layer": layers}))


def exists(network: symrf.Network, values: dict[str, int]) -> bool:
    """Whether the walk counts features on every map."""
    try:
        plain = concrete(network, values)
        sizes(plain, plain.input_size["x"])
    except SymrfError:
        return False
    return True


@pytest.mark.parametrize(
    ("tree", "conditions"),
    [
        (ONE, ("n >= 5",)),
        (unet(1), ("k is odd", "n is even", "n >= 2")),
        (unet(3, 3, 1), ("n/8 is an integer", "n >= 8")),
        ({"input": {"size": 9}, "layer": [{"op": "conv", "kernel": "k"}]}, ("k <= 9",)),
        ({"input": {"size": "n"}, "layer": [{"op": "conv", "kernel": "k"}]}, ("n >= k",)),
        ({"layer": [{"op": "conv", "kernel": "k"}]}, ()),
        (GROWING, ()),
    ],
)
def test_the_domain_says_for_which_sizes(tree: Tree, conditions: tuple[str, ...]) -> None:
    network = symrf.read(tree)
    assert domain_of(network).conditions == conditions
    assert symrf.derive(network).output.domain == conditions


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Chains of windows and upsamplings, now and then joined with what is below."""
    layers: list[Tree] = []
    for number in range(draw(st.integers(1, 5))):
        op = draw(st.sampled_from(["conv", "pool", "upsample", "conv_transpose", "crop"]))
        layer: Tree = {"op": op, "name": f"l{number}"}
        if op in ("conv", "pool"):
            layer |= {"kernel": draw(st.integers(1, 4)), "stride": draw(st.integers(1, 3))}
            layer |= {"padding": draw(st.integers(0, 1))}
        if op == "pool":
            layer["ceil_mode"] = draw(st.booleans())
        if op == "conv_transpose":
            layer |= {"kernel": draw(st.integers(1, 4)), "stride": 2, "padding": draw(st.integers(0, 1))}
        if op == "upsample":
            layer["factor"] = draw(st.integers(2, 3))
        if op == "crop":
            layer |= {"left": draw(st.integers(0, 3)), "right": draw(st.integers(0, 2))}
        layers.append(layer)
    if draw(st.booleans()):
        below = draw(st.sampled_from(["input", *(layer["name"] for layer in layers)]))
        layers.append({"op": "add", "name": "join", "from": [below, layers[-1]["name"]]})
    return {"input": {"size": "n"}, "layer": layers}


@given(trees())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_conditions_hold_exactly_where_the_walk_finds_a_network(tree: Tree) -> None:
    network = symrf.read(tree)
    there = {n for n in range(1, 50) if exists(network, {"n": n})}
    try:
        conditions: tuple[str, ...] | None = domain_of(network).conditions
    except SymrfError:
        conditions = None
    assert {n for n in range(1, 50) if conditions is not None and all(obeyed(c, {"n": n}) for c in conditions)} == there


def test_a_symbol_that_is_called_n_is_told_from_the_size_of_the_output() -> None:
    note = "n is the symbol of the input size; write conv1.output_size for the output's size"
    network = symrf.read(ONE)
    for where in ([], ["n == 8"]):
        found = symrf.check("n == ceil(n/4)", network, where)
        assert found.note == note
        assert note in str(found)
        assert note in answer(found)
        assert verdict_json(found)["note"] == note
    assert symrf.check("r == 5", network).note is None
    given = symrf.check("n == 5", network.with_input_size(9))
    assert (given.verdict, given.note) == ("proved", None)


def test_a_claim_may_be_given_the_size_of_the_input() -> None:
    without = invoke("check", "n == 7", "--in", "vgg_16")
    assert str(without.exception).endswith("give the size of the input, in the file's [input] or with --input-size")
    for size, verdict in (("224", 0), ("256", 1)):
        assert invoke("check", "n == 7", "--in", "vgg_16", "--input-size", size).return_value == verdict
    assert "with --in" in str(invoke("check", "r[0] == 1", "--input-size", "5").exception)


@pytest.mark.parametrize(
    "call", ["e0.size(1)", "e0.size(k+1)", "e0.x.left (y)", '"e0".right(2)', r"e0.size\left(1\right)"]
)
def test_a_bracket_after_a_quantity_of_a_node_is_no_product(call: str) -> None:
    with pytest.raises(SymrfError, match=r"^claim: .*: single features are asked .* write .*\*\(") as error:
        symrf.check(f"{call} == 6", symrf.read(unet(1)))
    assert "\n" not in str(error.value)
    assert symrf.check("e0.size*(k + 1) == 3*k + 3", symrf.read(unet(1))).verdict == "proved"
