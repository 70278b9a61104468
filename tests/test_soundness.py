"""False claims near the truth are refuted and never proved; true ones, however written, are never refuted."""

from collections.abc import Sequence

import pytest

import symrf
from symrf.claims.chains import judge as general
from symrf.claims.chains.judge import by_certificate, judge
from symrf.terms import Rel, parse, text
from symrf.theorem import Theorem
from symrf.verification import Verdict
from symrf.verification.routes import coq
from symrf.verification.routes import z3 as z3_route
from tests.soundness_false import FALSE
from tests.soundness_true import OPEN, REWRITTEN, ROUNDED
from tests.tools import deep, optional, some


def ids(claims: Sequence[tuple[str, str]]) -> list[str]:
    """What was done to the truth, numbered, as the name of a test."""
    return [f"{number}: {what}" for number, (_, what) in enumerate(claims, 1)]


def stated(claim: str) -> Theorem:
    return Theorem("claim", "claim", "", (claim,))


def values(verdict: Verdict) -> dict[str, object]:
    return dict(verdict.counterexample or {})


@pytest.fixture(autouse=True)
def only_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a false claim is true is not asked here, hundreds of times; tests/test_where.py does."""
    monkeypatch.setattr(general, "weakest", lambda *_: ())


def test_there_are_many_and_no_claim_is_both() -> None:
    false, true = [claim for claim, _ in FALSE], [claim for claim, _ in (*REWRITTEN, *ROUNDED, *OPEN)]
    assert len(false) == len(set(false)) >= 200
    assert len(true) == len(set(true)) >= 80
    assert not set(false) & set(true)


@pytest.mark.parametrize(("claim", "what"), some(FALSE, 16), ids=ids(some(FALSE, 16)))
def test_false_claims_are_refuted(claim: str, what: str) -> None:
    """By a network that was walked through, with what the two sides are there."""
    tree = parse(claim)
    assert isinstance(tree, Rel)
    verdict = judge(tree)
    assert verdict.verdict == "refuted", verdict
    assert verdict.routes["walk"]["verdict"] == "refuted", verdict
    assert "proved" not in {route["verdict"] for route in verdict.routes.values()}
    assert values(verdict)["left"] != values(verdict)["right"]


@pytest.mark.slow
@pytest.mark.parametrize(("claim", "what"), some(FALSE, 64, 1), ids=ids(some(FALSE, 64, 1)))
def test_false_claims_have_no_certificate(claim: str, what: str) -> None:
    """The finder and the kernel alone, which symrf.check does not ask where a network refutes: nothing saves them."""
    assert by_certificate(stated(claim))["verdict"] in ("open", "inapplicable")


@pytest.mark.slow
def test_false_claims_are_not_proved_by_z3() -> None:
    optional("z3")
    claims = [claim for claim, _ in some(FALSE, 76)]
    assert [claim for claim in claims if z3_route.run(stated(claim), seconds=1.0).verdict == "proved"] == []


@pytest.mark.parametrize(("claim", "how"), some(REWRITTEN, 8), ids=ids(some(REWRITTEN, 8)))
def test_true_claims_have_a_certificate_however_they_are_written(claim: str, how: str) -> None:
    assert by_certificate(stated(text(parse(claim))))["verdict"] == "proved"


@pytest.mark.parametrize(("claim", "how"), some(REWRITTEN, 24), ids=ids(some(REWRITTEN, 24)))
def test_true_claims_are_proved_however_they_are_written(claim: str, how: str) -> None:
    verdict = symrf.check(claim)
    assert verdict.verdict == "proved", verdict
    assert verdict.routes["kernel"]["verdict"] == "proved"


@pytest.mark.parametrize(("claim", "how"), some(ROUNDED, 16), ids=ids(some(ROUNDED, 16)))
def test_true_claims_about_rounding_are_never_refuted(claim: str, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proved or open; most are proved by Coq too, which is asked in the deep profile."""
    if not deep():
        monkeypatch.setattr(coq, "available", lambda: False)
    verdict = symrf.check(claim)
    assert verdict.verdict in ("proved", "open"), verdict
    assert "refuted" not in {route["verdict"] for route in verdict.routes.values()}


@pytest.mark.parametrize(("claim", "reason"), some(OPEN, 2), ids=ids(some(OPEN, 2)))
def test_what_is_open_says_why(claim: str, reason: str) -> None:
    verdict = symrf.check(claim)
    assert verdict.verdict == "open", verdict
    assert reason in str(verdict.reason)
    assert verdict.counterexample is None


def test_a_disagreement_is_never_a_proof() -> None:
    """Layers outside 1 … L are a matter of definition: what the routes read differently stays open."""
    verdict = symrf.check("Sum(K[m] - 1, (m, 0, L)) == Sum(d[m]*(k[m] - 1), (m, 0, L))")
    assert verdict.verdict in ("proved", "open")
