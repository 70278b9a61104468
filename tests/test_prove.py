"""The finder proves the catalogue, says what is outside the kernel's language, and is not believed."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

import symrf
from symrf import SymrfError
from symrf.claims.chains.judge import by_certificate, judge
from symrf.kernel import check
from symrf.prove import find
from symrf.prove.find import NotFound, certificate
from symrf.prove.statement import statement
from symrf.refute.compiled import CompiledStatement
from symrf.refute.graded import GradedSearch
from symrf.statement import NotExpressible
from symrf.terms import Rel, parse
from symrf.theorem import Refutation, Theorem, refutation_names, theorem, theorem_names
from tests.tools import ROOT

ROUNDING = {"floor", "ceil", "Min", "Max"}


def stated(*claims: str, **more: Any) -> Theorem:
    return Theorem("claim", "claim", "", claims, **more)


def outside(found: Theorem) -> str | None:
    """Why a theorem is not in the kernel's language, or None."""
    try:
        statement(found)
    except NotExpressible as reason:
        return str(reason)
    return None


EXPRESSIBLE = [name for name in theorem_names() if outside(theorem(name)) is None]
FALSE = [found for name in refutation_names() if isinstance(found := theorem(name), Refutation)]
CONDITIONS = [c for found in FALSE for c in (*found.conditions, found.gap) if c is not None and outside(c) is None]


# ---- the catalogue


def test_what_is_not_expressible_is_about_rounding_order_or_graphs() -> None:
    assert len(EXPRESSIBLE) >= 31
    for name in set(theorem_names()) - set(EXPRESSIBLE):
        reason = outside(theorem(name))
        known = (*ROUNDING, "equations, not", "graphs")
        assert any(word in str(reason) for word in known), f"{name}: {reason}"


@pytest.mark.parametrize("name", EXPRESSIBLE)
def test_finds_a_certificate(name: str) -> None:
    assert check(certificate(theorem(name))) == statement(theorem(name))


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_finds_where_a_refuted_statement_holds(condition: Theorem) -> None:
    assert check(certificate(condition)) == statement(condition)


@pytest.mark.parametrize("name", [name for name in theorem_names() if theorem(name).assume])
def test_the_conditions_of_a_theorem_can_be_met(name: str) -> None:
    """Of what no network meets everything could be proved."""
    compiled = CompiledStatement(theorem(name))
    given = (example for grade in range(9) for example in GradedSearch(compiled).space.of_grade(grade))
    fitted = (compiled.fitted(chain, scalars) for chain, scalars in given)
    assert any(chain is not None and chain.depth >= 2 for chain in fitted)


def test_finds_the_same_certificate_in_every_process() -> None:
    """Names are hashed anew in each process; the order of what is tried must not depend on it."""
    code = "import json, sys; from symrf.prove.find import certificate; from symrf.theorem import theorem\n"
    code += "print(json.dumps([certificate(theorem(name)) for name in ('size', 'start', 'uniform-layers')]))"
    found = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
        found.add(done.stdout)
    assert len(found) == 1
    assert json.loads(found.pop())[0]["statement"]["name"] == "size"


# ---- what is outside the language


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("r[l] == 2**(l - 1)", "the exponent l - 1 may be negative here"),
        ("r[l] == 2**(L - l - 1)", "the exponent L - l - 1 may be negative here"),
        ("r[l-1] == 2**(l - 2)", "the exponent l - 2 may be negative here"),
        ("Sum(2**(m - 2), (m, 1, L)) == 1", "the exponent m - 2 may be negative here"),
        ("Sum(2**(l - m), (m, 1, L)) == l", "the exponent l - m may be negative here"),
        ("Sum(2**L, (L, -1, 0)) == 2", "the exponent L may be negative here"),
        ("l + Sum(2**l, (l, -1, 0)) == l + 2", "the exponent l may be negative here"),
        ("Sum(Sum(2**m, (m, -1, 0)), (m, 1, L)) == 2*L", "the exponent m may be negative here"),
        ("Sum(Sum(2**m, (i, 1, 2)), (m, -1, L)) == 0", "the exponent m may be negative here"),
        ("r[l] == r[l]**(-1)", "a negative exponent"),
        ("r[l] == 2**k[l]", "outside the kernel's language: not a term here"),
        ("r[l] == 2**(l*l)", "outside the kernel's language: not an integer index"),
        ("r[l] == 1/s[l]", "the kernel divides by numbers only"),
        ("r[l] == k[l]/0", "the kernel divides by numbers only"),
        ("r[l] == floor(k[l]/2)", "floor is outside the kernel's language"),
        ("count[l] == count[l]", "count has no recurrence; only the walk knows it"),
        ("r[l] <= r[l]", "the kernel proves equations, not <="),
    ],
)
def test_not_expressible(claim: str, reason: str) -> None:
    assert reason in str(outside(stated(claim)))


@pytest.mark.parametrize(
    "claim",
    [
        "2**l*2**(L - l) == 2**L",
        "r[l-1]*2**(l - 1) == 2**(l - 1)*r[l-1]",
        "Sum(2**(m - 1), (m, 1, L)) == 2**L - 1",
        "Sum(Sum(2**(m - i), (i, 1, m)), (m, 1, L)) == Sum(Sum(2**(i - 1), (i, 1, m)), (m, 1, L))",
        "Sum(Sum(2**m, (m, 0, 1)), (m, -3, -1)) == 9",
    ],
)
def test_exponents_that_are_never_negative(claim: str) -> None:
    """Of the tree: typed claims that use an index twice are refused."""
    tree = parse(claim)
    assert isinstance(tree, Rel)
    assert judge(tree).verdict == "proved"


@pytest.mark.parametrize(
    ("define", "reason"),
    [
        ([("f[L] == 0", "f[l-1] == g[l-1] + 1"), ("g[L] == 0", "g[l-1] == f[l-1]")], "go in a circle"),
        ([("", "f[l] == f[l] + 1")], "is circular"),
        ([("f[L] == f[L] + 1", "f[l-1] == 1")], "not a term here"),
        ([("f[0] == 1", "f[l] == f[l+1]")], "is circular"),
        ([("f[L] == 1", "f[l-2] == f[l]")], "write f[l] == … or f[l-1] == …"),
        ([("f[L] == 1", "f[2*l] == f[l]")], "write f[l] == … or f[l-1] == …"),
        ([("", "f[l-1] == k[l]")], "write f[l] == … or f[l-1] == …"),
        ([("", "f[l] >= k[l]")], "write f[l] == … or f[l-1] == …"),
        ([("g[L] == 1", "f[l-1] == f[l]")], "no first value of f"),
        ([("f[L] == 2**(L - 5)", "f[l-1] == f[l]")], "the exponent L - 5 may be negative here"),
        ([("f[L] == 1", "f[l-1] == 2**l")], "the exponent l may be negative here"),
    ],
)
def test_no_definition(define: list[tuple[str, str]], reason: str) -> None:
    assert reason in str(by_certificate(stated("f[l] == 1", define=tuple(define)))["reason"])


# ---- layers that there are not


def test_layers_outside_hold_anything() -> None:
    """Layers 0 and L + 1 are terms of free sequences like all others: nothing is known of them."""
    assert symrf.check("Sum(k[m], (m, 0, L)) == Sum(k[m], (m, 0, 0)) + Sum(k[m], (m, 1, L))").verdict == "proved"
    assert symrf.check("Product(s[i], (i, 1, L+1)) == S[0]*Product(s[i], (i, L+1, L+1))").verdict == "proved"
    refuted = symrf.check("Sum(k[m], (m, 0, L)) == 1 + Sum(k[m], (m, 1, L))")
    assert refuted.verdict == "refuted"
    assert refuted.counterexample is not None
    assert refuted.counterexample["outside k[0]"] == 2


@pytest.mark.parametrize("claim", ["k[0] == 1", "r[l] == s[L+1]", "r[-1] == r[-1]", "s[1/2] == 1", "n[L+2] == 1"])
def test_a_layer_that_no_network_has_is_named_by_sums_only(claim: str) -> None:
    with pytest.raises(SymrfError, match="that no network has"):
        symrf.check(claim)


def test_a_claim_that_names_a_layer_is_about_the_layers_that_exist() -> None:
    assert statement(stated("r[l-1] == s[l]*r[l] + K[l] - s[l]"))["goals"][0]["for"] == [["l", 1, "L"]]
    assert statement(stated("r[l] == s[l+1]*r[l+1] + K[l+1] - s[l+1]"))["goals"][0]["for"] == [["l", 0, ["+", "L", -1]]]
    assert statement(stated("r[l] == Sum(s[m], (m, l, L))"))["goals"][0]["for"] == [["l", 0, "L"]]


# ---- lemmas


@pytest.mark.parametrize(
    ("claim", "lemmas"),
    [
        ("r[l] == v[l] - u[l] + 1", 0),
        ("Sum(3, (m, 1, L)) == 3*L", 1),
        ("Product(s[i], (i, 1, L)) == Product(s[L+1-i], (i, 1, L))", 0),
        ("Sum(m, (m, 1, L)) == L*(L + 1)/2", 2),
    ],
)
def test_lemmas_stand_in_the_certificate(claim: str, lemmas: int) -> None:
    proof = certificate(stated(claim))
    assert check(proof) == statement(stated(claim))
    assert len(proof["proof"]) == 1 + lemmas


# ---- and is not believed


def test_what_is_carried_is_proved_first() -> None:
    with pytest.raises(NotFound, match="at step 1"):
        certificate(stated("r[l] == 5", carry=("r[l] == 5",)))


def test_a_finder_that_says_yes_to_everything_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "close", lambda *_args, **_more: [])
    with pytest.raises(NotFound):
        certificate(theorem("size"))
    assert by_certificate(stated("r[l] == 5"))["verdict"] == "open"


def test_a_certificate_of_another_statement_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    other = certificate(stated("r[l] == r[l]"))
    monkeypatch.setattr("symrf.claims.chains.judge.certificate", lambda *_: other)
    assert by_certificate(stated("r[l] == r[l]"))["verdict"] == "proved"
    assert by_certificate(stated("r[l] == 5"))["verdict"] == "open"
