"""Orders, telescoping sums, divisions and halves: what is true is proved, its false neighbour is refuted."""

from __future__ import annotations

from functools import partial

import pytest

import symrf
from symrf.claims.chains import judge as chains
from symrf.claims.chains import restated
from symrf.claims.chains.judge import by_certificate, of_whole_numbers
from symrf.prove import reciprocal
from symrf.statement import about_integers
from symrf.theorem import Theorem, theorem_names
from symrf.verification.coq.evidence import proving
from symrf.verification.coq.judge import judge
from symrf.verification.routes import coq as coq_route
from symrf.verification.routes import z3 as z3_route
from symrf.verification.verdict import Verdict
from tests.together import together
from tests.tools import optional, some

PADDED = ("p[m] >= 0", "q[m] >= 0")
TERMWISE = [
    "Product(k[l], (l, 1, L)) <= Product(K[l], (l, 1, L))", "Sum(Max(k[l], s[l]), (l, 1, L)) >= Sum(k[l], (l, 1, L))",
    "Sum(k[l]*J[l-1], (l, 1, L)) <= Sum(K[l]*J[l-1], (l, 1, L))", "r[0] <= Product(K[l], (l, 1, L))*S[0]",
    "Product(s[l] + 1, (l, 1, L)) >= 1 + Sum(s[l], (l, 1, L))", "r[0] <= 1 + Sum((K[l] - 1)*J[L], (l, 1, L))",
]  # fmt: skip
"""Sums term by term, products factor by factor."""
ORDERS = [
    "r[l] >= 1", "K[l] >= k[l]", "r[l-1] >= r[l]", "S[l-1] >= S[l]", "S[l] >= 1", "v[l] >= u[l]", "J[l-1] <= J[l]",
    "r[0] >= 1 + Sum(K[m] - 1, (m, 1, L))", "n[l] <= n[l-1] + p[l] + q[l]", "r[0] >= K[l]", "S[0] >= J[l]",
    "R[l] >= 1 + Sum(K[m] - 1, (m, 1, l))", "Max(r[l], 1) == r[l]", "Max(K[l], k[l]) == K[l]",
    "Product(s[i], (i, 1, l)) >= 1", "n[L]*S[0] <= n[0] + P[0] + Q[0] - r[0] + S[0]",
    "n[l] == floor((n[0] + Sum((p[i] + q[i])*J[i-1], (i, 1, l)) - R[l])/J[l]) + 1",
    "n[l] == floor((n[0] + Sum(p[i]*J[i-1], (i, 1, l)) + Sum(q[i]*J[i-1], (i, 1, l)) - R[l])/J[l]) + 1",
    "n[L] == floor((n[l] + P[l] + Q[l] - r[l])/S[l]) + 1",
]  # fmt: skip
UNCROPPED = ["P[0] >= 0", "Q[l] >= 0", "P[l-1] >= P[l]", "P[0] >= p[l]", "P[0] >= Sum(p[m], (m, 1, L))"]
HALVES = ["floor(2*c[l]) == 2*c[l]", "c[l] >= u[l]", "ceil(c[l]) - floor(c[l]) <= 1", "floor(2*start[l]) == 2*start[l]"]
FALSE_ORDERS = [
    "r[l] >= 2", "r[l] >= r[l-1]", "k[l] >= K[l]", "S[l] >= S[l-1]", "P[0] >= 1", "u[l] >= v[l]", "r[0] >= S[0]",
    "r[0] <= 1 + Sum(K[m] - 1, (m, 1, L))", "r[0] >= 2 + Sum(K[m] - 1, (m, 1, L))", "n[l] <= n[l-1]",
    "n[l] < n[l-1] + p[l] + q[l]", "P[0] >= P[l] + 1", "u[l] >= 0", "Max(r[l], 2) == r[l]", "Max(K[l], k[l]) == k[l]",
    "floor(c[l]) == c[l]", "c[l] >= v[l]", "floor(2*c[l]) == 2*c[l] + 1", "d[l] <= K[l]",
    "Product(K[l], (l, 1, L)) <= Product(k[l], (l, 1, L))", "r[0] <= Sum((K[l] - 1)*J[L], (l, 1, L))",
    "r[0] <= Product(k[l], (l, 1, L))*S[0]", "r[0] <= Sum(r[m], (m, 1, L))",
    "n[l] == floor((n[0] + Sum((p[i] + q[i])*J[i], (i, 1, l)) - R[l])/J[l]) + 1",
]  # fmt: skip
EQUATIONS = [
    "Sum(r[i-1] - r[i], (i, 1, L)) == r[0] - 1",
    "Sum(r[i-1] - r[i], (i, l+1, L)) == r[l] - 1",
    "Sum(r[i] - r[i+1], (i, 0, L-1)) == r[0] - 1",
    "Sum(S[i-1] - S[i], (i, 1, L)) == S[0] - 1",
    "Sum(c[i-1] - c[i], (i, 1, L)) == c[0] - uL",
    "Sum(R[i] - R[i-1], (i, 1, l)) == R[l] - 1",
    "S[0]/S[l] == J[l]",
    "S[l-1]/S[l] == s[l]",
    "1/S[l] == J[l]/S[0]",
    "J[l]/s[l] == J[l-1]",
    "(r[l-1] - K[l])/s[l] == r[l] - 1",
    "(K[l] - 1)/d[l] == k[l] - 1",
    "(r[0] - R[l])/J[l] == r[l] - 1",
    "uL == (u[0] + P[0])/S[0]",
    "r[0] == 1 + Sum((K[m] - 1)*J[m]/s[m], (m, 1, L))",
    "P[0] == Sum(p[m]*J[m]/s[m], (m, 1, L))",
]
FALSE_EQUATIONS = [
    "Sum(r[i-1] - r[i], (i, 1, L)) == r[0]",
    "Sum(r[i] - r[i-1], (i, 1, L)) == r[0] - 1",
    "Sum(S[i-1] - S[i], (i, 2, L)) == S[0] - 1",
    "S[0]/S[l] == J[l+1]",
    "S[l]/S[0] == J[l]",
    "J[l]/s[l] == J[l]",
    "(r[l-1] - K[l])/s[l] == r[l]",
    "(K[l] - 1)/k[l] == d[l]",
    "r[0] == 1 + Sum((K[m] - 1)*J[m]/k[m], (m, 1, L))",
    "r[0] == 1 + Sum((K[m] - 1)*J[m-1]/s[m], (m, 1, L))",
]
ORDER_NAMES = {
    "size-at-least-one", "size-decreases", "stride-decreases", "span-at-least-kernel", "size-at-least-unit-stride",
    "size-at-least-unit-stride-if", "size-at-least-unit-stride-only-if", "edges-ordered", "padding-monotone",
    "map-shrinks", "map-shrinks-if", "map-shrinks-only-if",
}  # fmt: skip


def stated(claim: str, assume: tuple[str, ...] = ()) -> Theorem:
    return restated.of_integers(Theorem("claim", "claim", "", (claim,), assume))


TRUE = [*(stated(c) for c in (*ORDERS, *HALVES)), *(stated(c, PADDED) for c in UNCROPPED)]


@pytest.mark.parametrize("claim", some(TRUE, 6), ids=lambda found: str(found.statement[0]))
def test_orders_are_proved_by_z3(claim: Theorem) -> None:
    optional("z3")
    assert z3_route.run(claim)["verdict"] == "proved"


@pytest.mark.slow
def test_false_orders_are_not_proved_by_z3() -> None:
    optional("z3")
    assert [c for c in some(FALSE_ORDERS, 24, 4) if z3_route.run(stated(c, PADDED), 1.0)["verdict"] == "proved"] == []


@pytest.mark.parametrize("claim", some([*FALSE_ORDERS[:14], *FALSE_EQUATIONS], 4))
def test_false_neighbours_are_refuted_at_a_network(claim: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "weakest", lambda *_: ())  # where else it is true is another question
    verdict = symrf.check(claim)
    assert verdict.verdict == "refuted", verdict
    assert verdict.routes["walk"]["verdict"] == "refuted"
    assert verdict.counterexample is not None
    assert {"left", "right", "L"} <= set(verdict.counterexample)


@pytest.mark.parametrize("claim", some(EQUATIONS, 2))
def test_telescoping_and_division_have_a_certificate(claim: str) -> None:
    assert by_certificate(stated(claim))["verdict"] == "proved"


@pytest.mark.parametrize("claim", some(EQUATIONS, 9))
def test_telescoping_and_division_are_proved_by_the_kernel(claim: str) -> None:
    verdict = symrf.check(claim)
    assert verdict.verdict == "proved", verdict
    assert verdict.routes["kernel"]["verdict"] == "proved"


@pytest.mark.parametrize("claim", some(FALSE_EQUATIONS, 6))
def test_false_equations_have_no_certificate(claim: str) -> None:
    assert by_certificate(stated(claim))["verdict"] == "open"


def test_an_equation_is_claimed_of_networks_that_crop_too() -> None:
    assert symrf.check("Max(P[0], 0) == P[0]").verdict == "refuted"


# ---- what a division may not do


@pytest.mark.parametrize(
    "claim",
    ["P[0]/P[0] == 1", "(K[l] - 1)/(K[l] - 1) == 1", "u[l]/u[l] == 1", "Sum(s[m]/s[m], (m, 0, L)) == L + 1",
     "s[l]/s[l] == inv_s[l]*s[l]", "inv_s[l]*s[l] == 1", "(s[l] - 1)/(s[l] - 1) == 1"],
)  # fmt: skip
def test_what_may_be_0_divides_nothing(claim: str) -> None:
    assert by_certificate(stated(claim))["verdict"] in {"open", "inapplicable"}  # no certificate, or no word for it


def test_a_lie_about_reciprocals_is_not_carried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reciprocal, "FACTS", ("S[l]*inv_S[l] == 2", "J[l]*S[l] == S[0] + 1", *reciprocal.FACTS))
    assert by_certificate(stated("S[l]/S[l] == 2"))["verdict"] == "open"
    assert by_certificate(stated("S[0]/S[l] == J[l]"))["verdict"] == "proved"


def test_what_is_not_the_half_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = ("twice_c[L] == 2*uL", "twice_c[l-1] == s[l]*twice_c[l] - 2*p[l] + K[l]")
    claim = Theorem("claim", "claim", "", ("floor(2*c[l]) == 2*c[l]",))
    assert restated.of_integers(claim) != claim
    monkeypatch.setitem(restated.TWICE, "c", ("twice_c", wrong))
    assert restated.of_integers(claim) == claim


# ---- the catalogue


def test_the_orders_have_names_of_their_own() -> None:
    assert set(theorem_names()) >= ORDER_NAMES


NEEDS_DEPTH = [  # a claim, its conditions, and nearly the same, which is false
    ("2**L >= 4", ("L >= 2",), "2**L >= 5"),
    ("r[0] >= 3", ("L >= 2", "k[l] >= 2"), "r[0] >= 4"),
    ("k[l] == 1", ("R[L] == 1",), "s[l] == 1"),
]


CHECKED = some([("P[0] >= 0", ("p[l] >= 0", "q[l] >= 0")), ("r[0] >= r[l]", ()), ("floor(2*c[l]) == 2*c[l]", ())], 3)
"""Orders, and where the answer says that no layer may crop."""


def test_what_coq_proves() -> None:
    """Together, as Coq takes longer to start; and z3 what needs a depth, or what is compared term by term.

    An induction from the least number of layers on, or layer by layer up to it. What is checked is proved by both.
    """
    made = [Theorem("claim", "", "", (said,), assume=where) for said, where, _ in some(NEEDS_DEPTH, 3)]
    made += [stated(claim) for claim in some(TERMWISE, 6, 4)]
    made = [one if about_integers(one) else of_whole_numbers(one) for one in made]
    optional("z3")
    assert [z3_route.run(one).verdict for one in made] == ["proved"] * len(made)
    optional("coqc")
    made += some(TRUE, 17, 1)
    checks = [partial(symrf.check, claim) for claim, _ in CHECKED]
    found = together(*checks, *(partial(coq_route.run, one) for one in made))
    assert [one.verdict for one in found[len(checks) :]] == ["proved"] * len(made)
    for (claim, domain), verdict in zip(CHECKED, found, strict=False):
        assert isinstance(verdict, Verdict)
        assert verdict.verdict == "proved", claim
        assert {verdict.routes[route]["verdict"] for route in ("z3", "coq")} == {"proved"}
        assert verdict.domain == domain
        assert ("domain: p[l] >= 0" in str(verdict)) == bool(domain)


def test_false_orders_are_not_proved_by_coq() -> None:
    optional("coqc")
    false = [stated(claim, PADDED) for claim in some(FALSE_ORDERS, 24, 4)]
    assert None not in judge([proving(one) for one in false], 20.0)


@pytest.mark.parametrize(("where", "false"), [(where, false) for _, where, false in some(NEEDS_DEPTH, 3)])
def test_and_what_is_nearly_the_same_is_not(where: tuple[str, ...], false: str) -> None:
    optional("z3")
    assert symrf.check(false, where=where).verdict == "refuted"
    assert z3_route.run(of_whole_numbers(Theorem("claim", "", "", (false,), assume=where))).verdict != "proved"
