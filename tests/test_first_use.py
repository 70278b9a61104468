"""Claims about all networks as somebody types them who has not read the manual."""

import json

import pytest

import symrf
from symrf.claims.general import _rounding
from symrf.refute.graded import has_maps
from symrf.refute.measure import Chain, scope
from symrf.terms.evaluate import Undefined
from symrf.theorem import Theorem

EMPTY = Chain(((1, 1, 1, 0, 0), (2, 1, 1, 0, 0)), 0, 1)


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        ("n_out = floor((n_in - k)/s) + 1", ["p=0", "q=0", "d=1"]),
        ("n[L] <= n[0]", ["p[l]==0", "q[l]==0"]),
        ("n[l] <= n[l-1]", ["p[l]+q[l] <= K[l]-1"]),
        ("n_out = floor((n_in + p + q - K)/s + 1)", []),
        ("H_out = floor((H_in + 2*padding - dilation*(kernel_size-1) - 1)/stride + 1)", ["p=q"]),
        ("n_out = ceil(n_in/s)", ["p=(k-1)/2", "p=q", "d=1"]),
    ],
)
def test_sizes_are_proved(claim, where):
    verdict = symrf.check(claim, where=where)
    assert (verdict.verdict, verdict.reason) == ("proved", None)
    assert {verdict.routes[route]["verdict"] for route in ("z3", "coq")} == {"proved"}


def test_a_map_without_features_has_no_size():
    assert not has_maps(EMPTY)
    with pytest.raises(Undefined):
        scope(EMPTY, "n")["n"](2)


@pytest.mark.parametrize(
    ("claim", "where"),
    [("n_out = floor((n_in + p + q - K)/s + 2)", []), ("n_out = ceil(n_in/s)", ["p=(k-1)/2", "p=q", "k=3"]),
     ("n[l] < n[l-1]", ["p[l]==0", "q[l]==0"]), ("n_out = floor((n_in - k)/s) + 1", ["p=0", "q=0"])],
)  # fmt: skip
def test_sizes_that_are_wrong_are_refuted(claim, where):
    verdict = symrf.check(claim, where=where)
    assert verdict.verdict == "refuted"
    assert {"network", "n0", "left", "right"} <= verdict.counterexample.keys()


def test_the_condition_of_a_size_is_found():
    assert symrf.check("n_out = floor((n_in+2*p-k)/s + 1)").holds_when == ("d[l] == 1 and p[l] == q[l]",)


@pytest.mark.parametrize(
    ("right", "proved"),
    [
        ("floor(k[l]/s[l]) + p[l]", True), ("floor(k[l]/s[l]) + p[l] + 1", False),
    ],
)  # fmt: skip
def test_an_integer_is_taken_out_of_what_is_rounded(right, proved):
    for op in ("floor", "ceil"):
        stated = Theorem("claim", "", "", (f"{op}(k[l]/s[l] + p[l]) == {right.replace('floor', op)}",))
        assert all(route["verdict"] == "proved" for route in _rounding(stated).values()) is proved


@pytest.mark.parametrize("half", ["p[l]/2", "1/2"])
def test_a_fraction_is_not(half):
    """floor(k/2 + 1/2) is not floor(k/2) + 1/2, nor without it."""
    stated = Theorem("claim", "", "", (f"floor(k[l]/2 + {half}) == floor(k[l]/2)",))
    assert {route["verdict"] for route in _rounding(stated).values()} <= {"refuted", "open", "inapplicable"}
