"""Claims about one network under conditions on its symbols."""

import pytest

import symrf
from symrf.claims.conditions import split
from symrf.terms import parse, text
from tests.test_sizes_domain import unet

TWO = {"layer": [
    {"op": "conv", "kernel": "k", "dilation": "D", "name": "a"},
    {"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": "j"}]},
], "symbols": {"j": {"min": 2}}}  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "where", "verdict"),
    [
        ("r == k + B*(j - 1)", [], "refuted"),
        ("r == k + B*(j - 1)", ["D == 1"], "proved"),
        ("r == k*(B + 1) - B", ["D == 1", "k == j"], "proved"),
        ("r == k*(B + 1) - B", ["D == 1", "j == k", "k >= 2"], "proved"),
        ("r == 1 + 2*D*h + B*(j - 1)", ["k == 2*h + 1"], "proved"),
        ("r == 1 + 2*D*h + B*(j - 1)", ["k == 2*h + 1 and h >= 4"], "proved"),
        ("r == 1 + 2*D + B*(j - 1)", ["k == 2*h + 1", "h >= 4"], "refuted"),
        ("r == 1 + 2*B", ["k == 1", "3 == j"], "proved"),
        ("r == k", ["D >= 2"], "refuted"),
        ("r == 4", ["k >= 3", "k == 2"], "open"),
        ("r == 4", ["k == 3", "k == 2"], "open"),
        ("r == 4", ["j == 1"], "open"),
    ],
)
def test_claims_about_one_network_under_conditions(claim, where, verdict):
    found = symrf.check(claim, symrf.read(TWO), where)
    assert found.verdict == verdict
    assert list(found.where) == [text(parse(part)) for part in split(where)]
    if verdict == "open":
        assert found.reason.startswith("no network meets")


def test_a_counterexample_keeps_to_the_least_values_of_what_is_put_in():
    found = symrf.check("r == 1", symrf.read(TWO), ["j == h - 5", "k >= 3"])
    assert found.counterexample["h"] - 5 >= 2
    assert found.counterexample["k"] >= 3


@pytest.mark.parametrize("where", ["k <= 3", "k[l] == 3", "r == 3", "k == S", "k == 2*i", "k == k", "k >= j", "x >= 2"])
def test_conditions_that_a_network_cannot_be_given_are_named(where):
    tree = {"layer": [{**TWO["layer"][0]}, {**TWO["layer"][1], "layers": [{"op": "conv", "kernel": "j*i"}]}]}
    with pytest.raises(symrf.SymrfError, match="where") as error:
        symrf.check("r == 1", symrf.read(tree), [where])
    assert "\n" not in str(error.value)


def test_where_a_claim_about_one_network_is_true_is_proved():
    found = symrf.check("r == k + B*(j - 1)", symrf.read(TWO))
    assert set(found.holds_when) == {"D == 1", "k == 1"}
    for condition in found.holds_when:
        assert symrf.check("r == k + B*(j - 1)", symrf.read(TWO), [condition]).verdict == "proved"


@pytest.mark.parametrize("where", ["n == 9", "n == 1", "k == 4", "n == 2*h + 1", "k == 2*h"])
def test_a_condition_outside_the_domain_is_said_to_contradict_it(where):
    found = symrf.check("r == 2*k + 4", symrf.read(unet(1)), [where])
    assert found.verdict == "open"
    assert found.reason == (f"no network meets {where}: that contradicts the domain (k is odd, n is even, n >= 2)")


def test_a_condition_within_the_domain_is_put_in():
    network = symrf.read(unet(1))
    assert symrf.check("out.output_size == 10", network, ["n == 10"]).verdict == "proved"
    assert symrf.check("out.output_size == 2*h", network, ["n == 2*h"]).verdict == "proved"
    assert symrf.check("r == 10", network, ["k == 3"]).verdict == "proved"
