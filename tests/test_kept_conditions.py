"""Conditions that cannot be solved for a symbol, as k*d <= 6: assumed as they are written, and nothing more."""

from __future__ import annotations

import pytest

import symrf
from symrf.claims import check
from symrf.errors import SymrfError
from symrf.oracle import walk
from symrf.repeat import concrete
from symrf.terms import Rel, parse
from symrf.terms.evaluate import holds
from tests.tools import some

DILATED = {"layer": [{"op": "conv", "kernel": "k", "dilation": "d"}]}
PADDED = {
    "symbols": {"p": {"integer": True}},
    "layer": [{"op": "conv", "kernel": 3, "padding": {"left": "p", "right": 0}}],
}
JOINED = {
    "layer": [
        {"op": "conv", "name": "one", "kernel": "k"},
        {"op": "conv", "name": "two", "from": "input", "kernel": "m", "dilation": 2},
        {"op": "add", "from": ["one", "two"]},
    ]
}
SAME = {"input": {"size": "n"}, "layer": [{"op": "conv", "kernel": "k", "stride": "s", "padding": "same"}]}

CASES = [
    (DILATED, "r <= 6", ["k*d <= 6"], "proved"), (DILATED, "r <= 5", ["k*d <= 6"], "refuted"),
    (DILATED, "r == 7", ["k*d == 6 + d"], "proved"), (DILATED, "r == 8", ["k*d == 6 + d"], "refuted"),
    (DILATED, "r >= 100", ["k*d >= 99 + d"], "proved"), (DILATED, "r <= 200", ["k*d >= 99 + d"], "refuted"),
    (DILATED, "r <= 200", ["k <= 200", "d <= 1"], "proved"), (DILATED, "r <= 100", ["k <= 200", "d <= 1"], "refuted"),
    (DILATED, "r >= 100*d", ["floor(k/100) >= d"], "proved"), (DILATED, "r <= 200", ["floor(k/100) >= d"], "refuted"),
    (JOINED, "r == k", ["2*k + 3 >= 1 + 4*m"], "proved"), (JOINED, "r == k", ["2*k + 7 >= 1 + 4*m"], "refuted"),
    (JOINED, "r == 2*m - 1", ["k + 1 <= 2*m"], "proved"), (JOINED, "r == 2*m - 1", ["k <= 2*m"], "refuted"),
    (SAME, "P == 0", ["n >= k + s*floor((n - 1)/s)"], "proved"), (SAME, "Q == 0", ["n >= s*floor(n/s) + 1"], "refuted"),
    (SAME, "P == 0", ["n >= k + s*floor(n/s - 1/s)"], "proved"),
]  # fmt: skip


def met(condition: str, values: dict[str, int]) -> bool:
    tree = parse(condition)
    return isinstance(tree, Rel) and holds(tree)(values)[0]


@pytest.mark.parametrize(("tree", "claim", "where", "verdict"), some(CASES, 4))
def test_conditions_are_assumed(tree: object, claim: str, where: list[str], verdict: str) -> None:
    found = check(claim, symrf.read(tree), where)
    assert found.verdict == verdict, found
    if found.counterexample:
        values = {name: x for name, x in found.counterexample.items() if isinstance(x, int)}
        assert all(met(one, values) for one in where), "the counterexample meets the conditions"


def test_nothing_follows_from_what_never_holds() -> None:
    """Also where the claim would be true without conditions: no network is spoken of."""
    for claim in ("r == 7", "r == (k - 1)*d + 1"):
        for where in (["k*d <= 0"], ["k*d >= 6 + 2*k*d"], ["k*d <= 6", "k*d >= 7"]):
            assert check(claim, symrf.read(DILATED), where).verdict == "open", (claim, where)


def test_what_is_no_condition_on_symbols() -> None:
    for wrong in ("u(0) <= 3", "k[1] <= 3", "k*d <= foo", "r*d <= 3"):
        with pytest.raises(SymrfError, match="about a network a condition"):
            check("r == 7", symrf.read(DILATED), [wrong])


def test_a_symbol_without_a_least_value_has_a_greatest() -> None:
    network = symrf.read(PADDED)
    cases = [("P <= -2", "p <= -2"), ("P >= -2", "p <= -2"), ("P <= 2", "p < 3"), ("P <= 1", "p < 3")]
    assert [check(claim, network, [where]).verdict for claim, where in cases] == ["proved", "refuted"] * 2


def test_the_size_that_a_padding_asks_for_is_a_symbol() -> None:
    """n stands in conditions where it is not given, as it does in what is printed."""
    network = symrf.read({"layer": SAME["layer"]})
    assert check("P == 0", network, ["n >= k + s*floor((n - 1)/s)"]).verdict == "proved"
    assert check("P == 1", network, ["n >= k + s*floor((n - 1)/s)"]).verdict == "refuted"


@pytest.mark.parametrize("where", some(["k*d <= 9", "2*k >= 3*d + 1", "k**2 <= d + 3", "d*floor(k/d) >= k - 1"], 4))
def test_bounds_are_those_of_all_small_networks(where: str) -> None:
    """The greatest k + d at each size, by the walk alone; one less is refuted, whatever it is."""
    network = symrf.read(DILATED)
    all_of_them = [{"k": k, "d": d} for k in range(1, 7) for d in range(1, 7)]
    gaps = []
    for values in (one for one in all_of_them if met(where, one)):
        at = concrete(network, values)
        seen = walk(at, at.output, frozenset({0}), None)[at.source]
        gaps.append(max(seen) - min(seen) + 1 - values["k"])
    said = check(f"r - k >= {min(gaps)}", network, [where]).verdict
    assert said != "refuted"
    assert check(f"r - k >= {min(gaps) + 1}", network, [where]).verdict == "refuted"


def test_what_may_be_zero_is_not_cancelled() -> None:
    """(k**2 - 1)/(k - 1) is k + 1 but where k is 1; (k**2 + k)/(k + 1) is k everywhere."""
    network = symrf.read({"layer": [{"op": "conv", "kernel": "k"}]})
    assert check("r == floor((k**2 - 1)/(k - 1)) - 1", network).verdict == "open"
    assert check("r == floor((k**2 + k)/(k + 1))", network).verdict == "proved"
