"""Verdicts are never merged, a route that is absent is no proof, and every route refuses something."""

from dataclasses import replace

import pytest

import symrf
from symrf import SymrfError
from symrf.theorem import Refutation, Theorem, refutation_names, theorem, theorem_names
from symrf.verification import Result, Verdict
from symrf.verification.routes import kernel as kernel_route
from symrf.verification.routes.fuzz import FuzzRoute, fuzz
from symrf.verification.verdict import combined, needed
from tests.tools import some

NEEDED = {
    "size", "left-edge", "right-edge", "effective-stride", "effective-padding", "effective-right-padding", "center",
    "size-from-edges", "right-edge-from-size", "left-edge-affine", "center-affine", "center-midpoint", "center-spacing",
    "centered-padding", "symmetric-same-stride-one", "size-without-kernels", "size-unit-strides",
    "size-ignores-padding", "order-matters", "dilated-kernel-span", "jump", "forward-size", "start",
    "forward-backward-bridge", "uniform-layers", "doubling-dilation", "residual-stage", "composition-associative",
    "composition-identity", "fold-direction-irrelevant", "path-mean-is-center", "uniform-weight-variance",
}  # fmt: skip


def said(**verdicts):
    return {name: Result(verdict) for name, verdict in verdicts.items()}


def test_every_statement_for_all_depths_is_proved_by_the_kernel():
    assert set(theorem_names()) >= NEEDED
    verdicts = symrf.verify(sorted(NEEDED), routes=["kernel"])
    assert [v.name for v in verdicts if v.routes["kernel"]["verdict"] != "proved" or not v.ok] == []


@pytest.mark.parametrize(
    ("routes", "floors", "verdict"),
    [
        (said(kernel="proved", fuzz="passed"), False, "proved"),
        (said(kernel="open", fuzz="passed"), False, "open"),
        (said(fuzz="passed"), False, "open"),
        (said(z3="proved"), False, "open"),
        (said(z3="proved", fuzz="passed"), True, "open"),
        (said(z3="proved", coq="skipped"), True, "open"),
        (said(z3="proved", coq="proved"), True, "proved"),
        (said(kernel="proved", fuzz="refuted"), False, "open"),
        (said(kernel="open", fuzz="refuted"), False, "refuted"),
        ({}, False, "open"),
    ],
)
def test_how_routes_combine(routes, floors, verdict):
    assert combined(routes, needed(floors))[0] == verdict


def test_routes_that_disagree_are_not_as_expected():
    routes = said(kernel="proved", fuzz="refuted")
    verdict, reason = combined(routes, needed(False))
    assert "disagree" in reason
    assert not Verdict("x", verdict, routes).ok


def test_an_open_verdict_is_as_expected_only_where_a_tool_is_missing():
    assert not Verdict("x", "open", said(kernel="open", fuzz="passed")).ok
    both = ("z3", "coq")
    assert Verdict("x", "open", said(z3="proved", coq="skipped", fuzz="passed"), needs=both).ok
    assert Verdict("x", "open", said(z3="proved", fuzz="passed"), needs=both).ok
    assert not Verdict("x", "open", said(z3="open", coq="skipped", fuzz="passed"), needs=both).ok
    assert not Verdict("x", "refuted", said(fuzz="refuted")).ok


FALSE = [
    "r[l] == 1 + Sum((K[m] - 1)*Product(s[i], (i, l+1, m)), (m, l+1, L))",
    "u[l] == -P[l] + uL*S[l] + 1",
    "Q[l] == P[l]",
    "start[l] == start[l-1] + ((k[l] - 1)/2 - p[l])*J[l-1]",
    "J[l] == Product(s[i], (i, 1, l - 1))",
    "c[l] == u[l] + r[l]/2",
]


@pytest.mark.parametrize("claim", FALSE)
def test_fuzzing_refutes_and_the_kernel_does_not_prove(claim):
    false = Theorem("false", "", "", (claim,))
    assert fuzz([false], 200)["false"].failure is not None
    assert kernel_route.run(false)["verdict"] == "open"


def test_fuzzing_counts_what_it_checked():
    impossible = Theorem("vacuous", "", "", ("r[0] == 7",), domain=("r[0] >= 10**9",))
    assert fuzz([impossible], 50)["vacuous"].checked == 0
    assert FuzzRoute([impossible], {"vacuous": 50}).run(impossible).verdict == "open"


def test_a_claim_that_is_seldom_made_is_tried_on_more_networks():
    """Whether or not others share its networks, as many as are asked fit each, and more where few meet its domain."""
    often = Theorem("often", "", "", ("s[l] >= 1",))
    seldom = Theorem("seldom", "", "", ("r[0] >= 9",), domain=("r[0] >= 9",))
    found = fuzz([often, seldom], 40)
    assert found["often"].examples == 40 <= found["often"].checked
    assert found["seldom"].examples > 40 <= found["seldom"].checked
    rare = fuzz([Theorem("rare", "", "", ("r[0] == 7",), domain=("r[0] - 7 >= 0", "1 - L >= 0"))], 300)["rare"]
    assert rare.failure is not None


def test_evidence_of_another_statement_is_not_accepted(monkeypatch):
    changed = replace(
        theorem("size"), statement=("r[l] == 1 + Sum((K[m] - 1)*Product(s[i], (i, l+1, m)), (m, l+1, L))",)
    )
    result = kernel_route.run(changed)
    assert result["verdict"] == "failed"
    assert "size.json proves another statement: goals" in result["reason"]


PROVED_WHERE = {
    "refuted-dilation-multiplies": ("d[m] == 1",),
    "refuted-product-index": ("s[m] == 1",),
    "refuted-size-adds-k-minus-s": ("s[m] == 1 and d[m] == 1", "s[m] == 1 and k[m] == 1"),
    "refuted-start-ignores-dilation": ("d[m] == 1", "k[m] == 1"),
}
"""Conditions under which a false statement is proved by the kernel; those on rounding are proved by other routes."""


@pytest.mark.parametrize("name", some(refutation_names(), 4))
def test_refutations(name):
    (verdict,) = symrf.verify([name], routes=["kernel", "fuzz"], examples=200)
    assert verdict.verdict == "refuted"
    assert verdict.ok
    assert verdict.counterexample
    assert verdict.holds_when == PROVED_WHERE.get(name, ())
    assert verdict.routes["fuzz"]["verdict"] == "refuted"


@pytest.mark.parametrize("name", some(refutation_names(), 4, 2))
def test_the_conditions_of_refutations_hold(name):
    found = theorem(name)
    assert isinstance(found, Refutation)
    for condition in (found.gap, *found.conditions):
        if condition is not None:
            result = fuzz([condition], 200)[condition.name]
            assert result.failure is None
            assert result.checked > 0


def test_bad_questions_are_named():
    for names, routes, words in (
        (["nope"], None, "no theorem"),
        (None, ["magic"], "no route"),
        (["../x"], None, "no theorem"),
    ):
        with pytest.raises(SymrfError, match=words):
            symrf.verify(names, routes=routes)
    with pytest.raises(SymrfError, match="examples"):
        symrf.verify(["size"], examples=0)
