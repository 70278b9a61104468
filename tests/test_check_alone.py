"""A check compiles its own case and no more; verify compiles together what is asked for."""

from collections.abc import Sequence
from functools import partial

import pytest

import symrf
from symrf.theorem import Theorem
from symrf.verification.coq.judge import CoqCase, Refusal
from symrf.verification.routes import coq as coq_route
from tests.together import together
from tests.tools import optional


class Late(str):
    """Why a case is not made: there was no answer in time, and nothing is wrong with the library."""

    late, library = True, False


ROUNDING = ["floor(floor(r[0]/2)/3) == floor(r[0]/6)", "n[l] == n[l]"]
OUTPUT_SIZE = "n[l] == floor((n[l-1] + p[l] + q[l] - K[l])/s[l]) + 1"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many cases each question to Coq is about; every answer is yes."""
    found: list[int] = []

    def judge(cases: Sequence[CoqCase], seconds: float) -> list[str | None]:
        found.append(len(cases))
        return [None] * len(cases)

    for place in ("symrf.claims.chains.judge", "symrf.claims.evidence.rounding"):
        monkeypatch.setattr(f"{place}.prepare", lambda: None)
    monkeypatch.setattr(coq_route, "judge", judge)
    monkeypatch.setattr(coq_route, "available", lambda: True)
    monkeypatch.setattr(coq_route, "_made", set())
    return found


def test_a_check_never_judges_the_catalogue(asked: list[int]) -> None:
    optional("z3")
    for claim in (*ROUNDING, OUTPUT_SIZE):
        symrf.check(claim)
    assert asked
    assert set(asked) == {1}


def test_verify_judges_what_is_asked_for_together(asked: list[int]) -> None:
    names = ["size", "jump", "refuted-dilation-multiplies"]
    assert all(verdict.ok for verdict in symrf.verify(names, routes=["coq"]))
    assert asked == [5]  # two theorems, a refutation, its difference and its condition
    symrf.verify(["size"], routes=["coq"])
    assert asked == [5, 1]
    symrf.check(OUTPUT_SIZE)
    assert set(asked[1:]) <= {1}


def test_what_took_too_long_once_is_asked_again(asked: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coq_route, "judge", lambda cases, seconds: [Late(f"no answer in {seconds:g} s")])
    assert symrf.verify(["size"], routes=["coq"])[0].routes["coq"]["verdict"] == "open"
    monkeypatch.setattr(coq_route, "judge", lambda cases, seconds: [None])
    assert symrf.verify(["size"], routes=["coq"])[0].routes["coq"]["verdict"] == "proved"


def test_what_is_not_made_together_is_asked_again_alone(asked: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """That questions are put to Coq together in tests does not make an answer of what Coq refuses."""
    claims = [Theorem("claim", "", "", (claim,)) for claim in ("r[l] == 2", OUTPUT_SIZE)]
    refusal, found = Refusal("no"), []
    monkeypatch.setattr("tests.together.judge", lambda cases, seconds: found.append(len(cases)) or [refusal, None])
    monkeypatch.setattr(coq_route, "judge", lambda cases, seconds: asked.append(len(cases)) or [refusal])
    answers = together(*(partial(coq_route.run, claim) for claim in claims))
    assert [answer.verdict for answer in answers] == ["open", "proved"]
    assert (found, asked) == ([2], [1])
