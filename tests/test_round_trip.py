"""What `derive` and `report` print is accepted by `check` as proved: of every node, and every quantity of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

import symrf
from symrf.derivation.answers.records import NUMBERS
from symrf.zoo import zoo, zoo_names
from tests import round_trip
from tests.round_trip import About, Typed
from tests.tools import deep, some

OF_EACH = 3
"""So many claims, about so many nodes, of each network of the zoo that is sampled."""


def wrong(every: list[Typed]) -> list[str]:
    return [f"{one.where} {said}" for one in every for said in one.unproved]


@pytest.mark.parametrize("name", some(zoo_names(), 5))
def test_what_is_said_of_the_zoo_is_proved(name: str) -> None:
    network = zoo(name)
    nodes = [node.name for node in network.nodes]
    every = [*round_trip.claims(network, tuple(some(nodes, -(-len(nodes) // OF_EACH), len(nodes) % 3)))]
    assert not wrong([*some(every, -(-len(every) // OF_EACH), len(every) % 7)])


def test_what_is_said_of_random_networks_is_proved() -> None:
    every = [*round_trip.random_claims(16, 5)]
    assert sum(bool(one.where) for one in every) >= 5
    assert not wrong([*some(every, 47)])


def test_every_number_of_the_record_is_claimed() -> None:
    """Of every node and axis: what JSON says of the features of a map, but for what is the layer's own."""
    tree = {"axes": ["h", "w"], "input": {"size": {"h": 64, "w": "n"}}, "layer": [
        {"name": "a", "op": "conv", "kernel": {"h": 3, "w": "k"}, "stride": 2},
        {"name": "b", "op": "conv", "kernel": 3, "padding": 1}, {"name": "c", "op": "add", "from": ["a", "b"]},
    ]}  # fmt: skip
    network = symrf.read(tree)
    found = {one.claim for one in round_trip.claims(network)}
    for node in "abc":
        for axis in "hw":
            for quantity in (*NUMBERS, "output_size"):
                named = f'"{node}".{axis}.{quantity} == '
                assert any(claim.startswith(named) for claim in found), named
    assert {"u(y) == 2*y - 2", "v(1) == 6", "r == 1 + 2 + 4"} <= found
    assert not wrong([*some([*round_trip.claims(network)], 7)])
    assert "S == s[1]*s[2]*s[3]" in {one.claim for one in round_trip.claims(zoo("patchgan"))}
    of_unet = {one.claim for one in round_trip.claims(zoo("unet"))}
    assert {'"up3/conv1".h.size_max == 188', "r_max == 204", "v(16*t + 5) == (16)*t + (203)"} <= of_unet


def test_what_is_said_of_bounds_is_proved_where_they_are_exact() -> None:
    """A transposed convolution reads both ends where k >= s; where nothing is known of that, bounds are claimed."""
    up = {"op": "conv_transpose", "kernel": "k", "stride": "s"}
    every = [*round_trip.claims(symrf.read({"layer": [up]}))]
    assert {one.where for one in every} == {("k >= s",)}
    assert '"conv_transpose1".size_min == floor(k/s)' in {one.claim for one in every}
    assert not wrong(every if deep() else [])
    alone = symrf.check("r_min == floor(k/s)", symrf.read({"layer": [up]}))
    assert (alone.verdict, alone.holds_when) == ("refuted", ("k >= s",)), "where that holds it is proved"
    assert alone.counterexample == {"k": 1, "s": 2, "left": "1", "right": "0"}
    (bound,) = round_trip.claims(symrf.read({"layer": [{**up, "stride": 2, "dilation": 2}]}))
    assert bound.claim.startswith("r_max <=")
    assert not wrong([bound] if deep() else [])


def test_what_is_not_so_is_not_accepted() -> None:
    """One more than what is said of each quantity."""
    about = About(zoo("dang_alexnet"))
    false = [replace(one, claim=f"{one.claim} + 1") for one in round_trip.claims(about.network, ("pool5",))]
    assert len(false) > 10
    assert all(one.unproved for one in some(false, 3))
