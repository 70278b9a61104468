"""A constant layer index means: for every depth that has the layer. By every route, and in the answer."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

import symrf
from symrf.claims.chains.difference import difference
from symrf.kernel import Refused
from symrf.kernel import check as kernel_check
from symrf.prove.statement import statement
from symrf.refute.compiled import CompiledStatement
from symrf.refute.graded import GradedSearch
from symrf.refute.measure import Chain
from symrf.render import json as records
from symrf.render import text
from symrf.theorem import Theorem, depths, least_depth
from symrf.verification import Result
from symrf.verification.coq.file import text as coq_text
from symrf.verification.routes import coq as coq_route
from symrf.verification.routes import z3 as z3_route
from symrf.verification.routes.fuzz import fuzz
from symrf.words import words
from tests.counterexamples import fails
from tests.tools import optional, some


def stated(*claims: str, **more: Any) -> Theorem:
    return Theorem("made-for-a-test", "", "", claims, **more)


@pytest.mark.parametrize(
    ("claim", "least"),
    [
        ("r[0] == r[0]", 0),
        ("r[L] == 1", 0),
        ("s[1] == 1", 1),
        ("s[L] == 1", 1),
        ("r[1] == r[L-1]", 1),
        ("S[L-2] == s[L-1]*s[L]", 2),
        ("r[l] == s[3]*r[l+1]", 3),
        ("n[2] == n[L-3]", 3),
        ("r[0] == Sum(s[1]*k[m], (m, 1, L))", 0),
        ("r[0] == Sum(k[m], (m, -3, L+4))", 0),
        ("Sum(k[m], (m, s[2], L)) == 1", 2),
        ("r[l-1] == s[l]*r[l]", 0),
        ("s[5 - 3] == 1", 2),
    ],
)
def test_the_least_depth(claim: str, least: int) -> None:
    assert least_depth(stated(claim)) == least
    if "n[" not in claim and "s[2]," not in claim:
        assert statement(stated(claim))["for"] == [["L", least, None]]
    assert depths(stated(claim)) == ((f"L >= {least}",) if least else ())


def test_a_condition_names_layers_too() -> None:
    assert least_depth(stated("r[0] == 1", domain=("s[2] >= 2",))) == 2
    assert least_depth(stated("r[0] == 1", assume=("s[m] == s[1]",))) == 1


TRUE = [
    ("R[1] == K[1]", 1), ("S[L-1] == s[L]", 1), ("S[0] == s[1]*Product(s[i], (i, 2, L))", 1),
    ("S[0] == Product(s[i], (i, 1, L-1))*s[L]", 1), ("r[0] == K[1] + s[1]*(r[1] - 1)", 1),
    ("r[L-2] == K[L-1] + s[L-1]*(K[L] - 1)", 2),
    ("start[3] == start[2] + ((K[3] - 1)/2 - p[3])*J[2]", 3), ("P[1] == s[2]*(uL*S[2] - u[2]) + p[2]", 2),
    ("Sum(k[m], (m, 1, L)) == k[1] + k[2] + Sum(k[m], (m, 3, L))", 2), ("2**(L - 1)*s[L]*2 == s[L]*2**L", 1),
    ("r[0] == K[1] + Sum((K[m] - 1)*Product(s[i], (i, 1, m-1)), (m, 2, L))", 1),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "least"), some(TRUE, 4))
def test_what_needs_layers_is_proved_where_they_are(claim: str, least: int) -> None:
    verdict = symrf.check(claim)
    assert verdict.verdict == "proved", verdict
    assert verdict.domain == (f"L >= {least}",)
    assert f"  domain: L >= {least}" in text.answer(verdict).splitlines()
    assert f"  domain: L >= {least}" in str(verdict).splitlines()
    assert json.loads(json.dumps(records.verdict(verdict)))["domain"] == [f"L >= {least}"]
    proof = verdict.routes["kernel"]["certificate"]
    assert f"for all L >= {least}" in words(kernel_check(proof))


def test_the_certificate_says_so_too() -> None:
    """A proof for L >= 1 is none for L >= 0: the same certificate with another range is refused."""
    proof = symrf.check("Sum(k[m], (m, 1, L)) == k[1] + Sum(k[m], (m, 2, L))").routes["kernel"]["certificate"]
    for_all = {**proof, "statement": {**proof["statement"], "for": [["L", 0, None]]}}
    assert kernel_check(proof)["for"] == [["L", 1, None]]
    with pytest.raises(Refused):
        kernel_check(for_all)


@pytest.mark.parametrize("claim", some(["n[1] >= 1", "s[1] >= 1", "K[1] >= k[1]"], 3))
def test_no_value_outside_the_network_refutes(claim: str) -> None:
    verdict = symrf.check(claim)
    assert verdict.verdict in ("proved", "open"), verdict
    assert "refuted" not in {route["verdict"] for route in verdict.routes.values()}


FALSE = [
    "s[1] == 1", "K[L] == k[L]", "r[0] == K[1] + r[1] - 1", "s[3] == s[2]", "r[l] == s[2]*r[l+1]",
    "S[0]*(s[1] - s[L]) == 0", "n[1] == floor((n[0] + p[1] + q[1] - k[1])/s[1]) + 1", "R[L-1] == K[1]",
    "u[2] == -p[3]", "uL == 0", "n0 == 1",
    "r[L-2*l] == r[l]", "s[2*l+1] == 1", "Sum(k[m], (m, 0, 1)) == k[1]",
]  # fmt: skip


@pytest.mark.parametrize("claim", some(FALSE, 6, 1))
def test_what_is_false_is_false_of_a_network_that_has_the_layers(claim: str) -> None:
    verdict = symrf.check(claim)
    assert verdict.verdict == "refuted", verdict
    example = dict(verdict.counterexample or {})
    assert fails(stated(claim), example), example
    assert example.get("L", 0) >= least_depth(stated(claim))
    reaches = any(name.startswith("outside ") for name in example)
    assert reaches == claim.startswith("Sum")


@pytest.mark.parametrize("claim", some(FALSE, 14))
def test_random_networks_say_the_same_and_say_all(claim: str) -> None:
    found = fuzz([stated(claim), stated("s[1] == s[1]")], 60)["made-for-a-test"]
    alone = fuzz([stated(claim)], 60)["made-for-a-test"]
    assert found.checked
    assert alone.failure is not None, claim
    assert fails(stated(claim), alone.failure), alone.failure


def test_a_route_counts_the_same_instances() -> None:
    """No instance on networks that are too shallow, one on each other."""
    compiled = CompiledStatement(stated("s[2] == s[2]"))
    rows = ((2, 1, 1, 0, 0),)
    assert [compiled.check(Chain(rows * depth), {})[0] for depth in range(4)] == [0, 0, 1, 1]
    compiled = CompiledStatement(stated("s[2]*r[l] == s[2]*r[l]"))
    assert [compiled.check(Chain(rows * depth), {})[0] for depth in range(4)] == [0, 0, 3, 4]
    compiled = CompiledStatement(stated("s[2*l] == s[2*l]"))
    assert [compiled.check(Chain(rows * depth), {})[0] for depth in range(5)] == [0, 0, 1, 1, 2]


def test_the_first_network_tried_is_the_shallowest_that_is_claimed() -> None:
    chain, _ = next(GradedSearch(CompiledStatement(stated("s[7] == 1")))._examples)
    assert chain.depth == 7
    assert symrf.check("s[7] == 1").verdict == "refuted"
    deep = symrf.check("S[1000] == s[1001]*S[1001]")
    assert deep.verdict == "proved"
    assert deep.domain == ("L >= 1001",)


def test_z3_and_coq_say_the_same() -> None:
    optional("z3")
    optional("coqc")
    first = stated("n[1] == floor((n[0] + p[1] + q[1] - K[1])/s[1]) + 1")
    last = stated("S[L-1] == s[L]")
    assert z3_route.run(first)["verdict"] == z3_route.run(last)["verdict"] == "proved"
    assert coq_route.run(first)["verdict"] == "proved"
    assert "1 <= L" in coq_text(first)
    assert "1 <= L" in coq_text(last)
    wrong = stated("n[1] == floor((n[0] + p[1] + q[1] - k[1])/s[1]) + 1")
    said = z3_route.run(wrong)
    assert said["verdict"] == "refuted"
    assert fails(wrong, said["counterexample"])


def test_z3_names_no_layer_that_is_not_there() -> None:
    optional("z3")
    assert z3_route.run(stated("K[1] >= k[1]"))["verdict"] == "proved"
    assert z3_route.run(stated("s[2*l] >= 1"))["verdict"] != "refuted"
    reaches = stated("Sum(k[m], (m, 0, L)) >= Sum(k[m], (m, 1, L))")
    said = z3_route.run(reaches)
    assert said["verdict"] == "refuted"
    assert said["counterexample"]["outside k[0]"] < 0 or fails(reaches, said["counterexample"])


def test_the_difference_is_of_a_network_that_has_the_layers() -> None:
    claim = stated("r[0] == k[1] + s[1]*(r[1] - 1)")
    example = GradedSearch(CompiledStatement(claim)).run(1000)
    assert example is not None
    found = difference(claim.claims()[0], example)
    assert found is not None
    assert found == "-(d1 - 1)*(k1 - 1) (for L = 1)"


def test_a_refutation_by_z3_alone_has_its_counterexample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the walk has no time: what z3 says is walked through, printed, and complete."""
    optional("z3")
    from symrf.claims.chains import judge as general

    monkeypatch.setattr(GradedSearch, "first", lambda *_: None)
    monkeypatch.setattr(general, "_fuzz", lambda *_: Result("passed", evidence={"examples": 0}))
    claim = "n[l] == floor((n[l-1] + p[l] + q[l] - K[l])/s[l])"
    verdict = symrf.check(claim)
    assert [name for name, route in verdict.routes.items() if route["verdict"] == "refuted"] == ["z3"]
    assert fails(stated(claim), verdict.counterexample or {})
    monkeypatch.setattr(z3_route, "walked", lambda *_: None)
    assert symrf.check(claim).verdict == "open"


def test_a_counterexample_with_a_number_changed_is_seen() -> None:
    """The reader of counterexamples can fail: what it is given here is none."""
    claim = stated("r[l-1] == r[l] + (K[l] - s[l])")
    example = dict(symrf.check(claim.statement[0]).counterexample or {})
    assert fails(claim, example)
    assert not fails(claim, {**example, "left": "7"})
    assert not fails(claim, {**example, "network": example["network"].replace("s=2", "s=1")})
    assert not fails(replace(claim, statement=("r[l-1] == s[l]*r[l] + (K[l] - s[l])",)), example)
