"""Claims about one network under conditions on its symbols."""

from functools import partial

import pytest

import symrf
from symrf.claims.typed.read import split
from symrf.derivation import derive
from symrf.terms import parse, text
from symrf.terms.evaluate import holds
from symrf.verification.routes import coq
from tests.test_sizes_domain import unet
from tests.together import together
from tests.tools import some

TWO = {"layer": [
    {"op": "conv", "kernel": "k", "dilation": "D", "name": "a"},
    {"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": "j"}]},
], "symbols": {"j": {"min": 2}}}  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "where", "verdict"),
    some([
        ("r == k + B*(j - 1)", [], "refuted"),
        ("r == k + B*(j - 1)", ["D == 1"], "proved"),
        ("r == k*(B + 1) - B", ["D == 1", "k == j"], "proved"),
        ("r == k*(B + 1) - B", ["D == 1", "j == k", "k >= 2"], "proved"),
        ("r == 1 + 2*D*h + B*(j - 1)", ["k == 2*h + 1"], "proved"),
        ("r == 1 + 2*D*h + B*(j - 1)", ["k == 2*h + 1 and h >= 4"], "proved"),
        ("r == 1 + 2*D + B*(j - 1)", ["k == 2*h + 1", "h >= 4"], "refuted"),
        ("r == 1 + 2*B", ["k == 1", "3 == j"], "proved"),
        ("r == k", ["D >= 2"], "refuted"),
        ("r <= 1 + 2*D + B*(j - 1)", ["k <= 3"], "proved"),
        ("r <= D + B*(j - 1)", ["k < 3", "k >= 2"], "refuted"),
        ("r == 1 + D + B*(j - 1)", ["k < 3", "k >= 2"], "proved"),
        ("r >= (B + 1)*(j - 1) + 2", ["k >= j"], "refuted"),
        ("r >= (B + 1)*(j - 1) + 2", ["k > j"], "proved"),
        ("r >= 2*B + 1", ["k <= 2", "k > j"], "open"),
        ("r == 4", ["k >= 3", "k == 2"], "open"),
        ("r == 4", ["k == 3", "k == 2"], "open"),
        ("r == 4", ["j == 1"], "open"),
    ], 4),
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


ROUNDED = [
    ("P == 0", "n >= 3*floor((n - 1)/3) + 3", "proved"),
    ("P == 0", "n <= 3*floor((n - 1)/3) + 2", "refuted"),
    ("P == 1", "n == 3*floor(n/3) + 1", "proved"),
    ("2*P == 1", "n is odd", "refuted"),
    ("output_size == n/3", "n/3 is an integer", "proved"),
    ("P == 0", "n >= 4*floor(n/4) + 4", "open"),
]


@pytest.mark.parametrize(("claim", "where", "verdict"), ROUNDED)
def test_conditions_that_round(claim, where, verdict):
    """As they stand in what is derived: by the remainders of the symbol, one by one."""
    layer = {"op": "conv", "kernel": 3, "stride": 3, "padding": "same"}
    found = symrf.check(claim, symrf.read({"input": {"size": "n"}, "layer": [layer]}), [where])
    assert found.verdict == verdict
    if verdict == "refuted":
        by = 2 if "odd" in where else 3
        assert 0 < found.counterexample[f"n - {by}*floor(n/{by})"] == found.counterexample["n"] % by


BY_BOTH = [
    ("P == 1", "floor((k + m)/2) > floor(k/2) + floor(m/2)", {}, "refuted"),
    ("r == 2*floor(k/2) + 1", "floor((k + m)/2) > floor(k/2) + floor(m/2)", {}, "proved"),
    ("r == 2*floor(k/2) + 1", "floor((k + m)/2) >= floor(k/2) + floor(m/2)", {}, "refuted"),
    ("r == 2*floor(k/2) + 1", "floor((k + m)/2) >= floor(k/2) + floor(m/2)", {"k": {"odd": True, "min": 1}}, "proved"),
    ("P == 1", "ceil((k + m)/3) > ceil(k/3) + ceil(m/3)", {}, "open"),
    ("2*P == m", "ceil((k - m)/2) == floor((m - k)/2) + k - m", {}, "refuted"),
]


@pytest.mark.parametrize(("claim", "where", "declared", "verdict"), BY_BOTH)
def test_conditions_that_round_by_several_symbols(claim, where, declared, verdict):
    layer = {"op": "conv", "kernel": "k", "stride": "m", "padding": 2}
    found = symrf.check(claim, symrf.read({"layer": [layer], "symbols": declared}), [where])
    assert (found.verdict, found.where) == (verdict, (where,)), found
    if verdict == "refuted":
        given = {name: value for name, value in found.counterexample.items() if name in ("k", "m")}
        assert holds(parse(where))(given)[0]


def test_too_many_remainders():
    layer, claim = {"op": "conv", "kernel": 3, "stride": 3, "padding": "same"}, "P == 0"
    found = symrf.check(claim, symrf.read({"input": {"size": "n"}, "layer": [layer]}), ["n == 65*floor(n/65)"])
    assert found.verdict == "open", "no multiple of 65 is walked"


@pytest.mark.parametrize(
    "where",
    ["k[l] == 3", "r == 3", "k == S", "k == 2*i", "k >= 2*i", "x >= 2"],
)
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


def test_a_condition_below_the_least_value_of_a_symbol_says_where_that_comes_from():
    tree: dict[str, object] = {"layer": [{"op": "conv", "kernel": 3, "padding": "p"}]}
    reason = symrf.check("P == 0", symrf.read(tree), ["p == 0"]).reason
    assert reason is not None
    assert "(p >= 1); a symbol is at least 1 unless [symbols] p = { min = 0 }" in reason
    assert symrf.check("P == 0", symrf.read({**tree, "symbols": {"p": {"min": 0}}}), ["p == 0"]).verdict == "proved"


def test_a_condition_within_the_domain_is_put_in():
    network = symrf.read(unet(1))
    assert symrf.check("out.output_size == 10", network, ["n == 10"]).verdict == "proved"
    assert symrf.check("out.output_size == 2*h", network, ["n == 2*h"]).verdict == "proved"
    assert symrf.check("r == 10", network, ["k == 3"]).verdict == "proved"
def test_a_bound_keeps_to_the_domain_and_a_counterexample_names_the_symbol_itself():
    tree = {"layer": [{"op": "conv", "kernel": "k", "padding": "(k - 1)/2"}]}
    assert symrf.check("k == 1 + 2*floor(k/2)", symrf.read(tree), ["k <= 9"]).verdict == "proved"
    found = symrf.check("r == j", symrf.read(TWO), ["k > j"])
    assert found.counterexample["k"] > found.counterexample["j"] >= 2
    assert "k_" not in f"{found.counterexample} {found.suggestion} {found.difference}"


@pytest.mark.parametrize("name", ["x", "c1"])
def test_attributes_and_letters_are_understood_alike(name):
    network = symrf.read({"input": {"size": 9}, "layer": [{"op": "conv", "kernel": 3, "padding": 1, "name": name}]})
    for claim in ("size == r", "output_size == n", f"{name}.P == {name}.padding", f"{name}.r == 3", "stride == S"):
        assert symrf.check(claim, network).verdict == "proved", claim
    for claim in ("size == 4", "output_size == 5", f"{name}.P == 2", f"{name}.n == 8"):
        assert symrf.check(claim, network).verdict == "refuted", claim


@pytest.mark.parametrize(
    ("claim", "verdict"),
    some([
        ("r_min >= 0", "proved"), ("r_max <= k", "proved"), ("r_max == ceil(k/s)", "proved"),
        ("u(y) == ceil((y + p - k + 1)/s)", "proved"), ("v(y) == floor((y + p)/s)", "proved"),
        ("r_max == floor(k/s)", "refuted"), ("r_min >= 2", "refuted"), ("v(y) == floor((y + p + 1)/s)", "refuted"),
    ], 10, 5),
)  # fmt: skip
def test_a_transposed_convolution_that_leaves_no_hole(claim, verdict):
    tree = {"layer": [{"op": "conv_transpose", "kernel": "k", "stride": "s", "padding": "p"}]}
    assert symrf.check(claim, symrf.read(tree), ["k >= s"]).verdict == verdict


BOUNDED = partial(symrf.check, network=symrf.read({
    "layer": [{"op": "conv_transpose", "kernel": "k", "stride": "s", "padding": "p"}], "symbols": {"s": {"min": 2}},
}))  # fmt: skip
FOLLOWS = some([
    ("r_max <= k", "proved"), ("ceil(k/s) >= r_max", "proved"), ("u(y) >= ceil((y + p - k + 1)/s)", "proved"),
    ("v(y) <= floor((y + p)/s)", "proved"), ("r_max < k", "refuted"), ("v(y) < floor((y + p)/s)", "refuted"),
    ("u(y) >= ceil((y + p - k)/s) + 1", "refuted"), ("v(y) == floor((y + p)/s)", "open"),
    ("v(y) >= floor((y + p)/s)", "open"), ("r_max - k <= r_min", "open"),
], 7)  # fmt: skip
"""Of what is a bound: what follows from it is proved, and nothing else."""
ODD = partial(symrf.check, "r == 2*floor(k/2) + 1", symrf.read(
    {"symbols": {"k": {"odd": True}}, "layer": [{"op": "conv", "kernel": "k"}]}
))  # fmt: skip
DECLARED = some([["k >= 3"], ["k >= 2"], []], 3)
"""Conditions under which what is declared of a symbol still holds."""


def test_what_follows_from_a_bound_and_from_what_is_declared_of_a_symbol() -> None:
    bounded = [partial(BOUNDED, claim) for claim, _ in FOLLOWS]
    answers = together(*bounded, *(partial(ODD, where) for where in DECLARED))
    for (claim, verdict), found in zip(FOLLOWS, answers, strict=False):
        assert found.verdict == verdict, claim
        assert verdict != "open" or "what a feature sees lies within the derived region" in str(found.reason)
        assert "==" not in (found.suggestion or "")
    assert [found.verdict for found in answers[len(FOLLOWS) :]] == ["proved"] * len(DECLARED)


def test_a_declared_parity_stays():
    network = symrf.read({"symbols": {"k": {"odd": True}}, "layer": [{"op": "conv", "kernel": "k"}]})
    assert symrf.check("r == 3", network, ["k == 2*h"]).verdict == "open"
    assert symrf.check("r == 2*h + 1", network, ["k == 2*h + 1"]).verdict == "proved"
    with pytest.raises(symrf.SymrfError, match="k is declared odd, so write"):
        symrf.check("r == k", network, ["k == h"])


def test_a_network_is_derived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its domain and what is claimed of all its nodes come from one derivation."""
    from symrf.claims.network import derived

    asked = []
    monkeypatch.setattr(derived, "derive", lambda *given: asked.append(given) or derive(*given))
    monkeypatch.setattr(coq, "available", lambda: False)  # what it takes to prove it is another question
    same = {"op": "conv", "kernel": "k", "stride": 2, "padding": "same"}
    net = symrf.read({"layer": [{"name": "a", **same}, {"op": "upsample", "factor": 2}, {"name": "b", **same}]})
    assert symrf.check("r_max >= k", net, where=["k >= 3"]).verdict != "refuted"
    assert len(asked) == 1
