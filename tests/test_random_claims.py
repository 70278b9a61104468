"""Random claims about chains: none wrongly proved or refuted, nearly all decided. See tests.random_claims."""

from random import Random

import pytest

import symrf
from symrf.theorem import claim
from symrf.verification import Verdict
from tests.random_claims import LEAST_SEEN, Claim, Tally, chains, claims, instances, wrong_counterexample

COUNT, SEED = 8, 8


@pytest.fixture(scope="module")
def tally() -> Tally:
    found = Tally()
    for one in claims(COUNT, SEED):
        found.judge(one)
    return found


@pytest.mark.slow
def test_none_is_wrongly_proved_or_refuted(tally: Tally) -> None:
    """And every counterexample, rebuilt from what is printed, is one."""
    assert len(tally.seconds) == COUNT
    assert not tally.wrong, tally


@pytest.mark.slow
def test_nearly_all_are_decided_and_the_rest_say_why(tally: Tally) -> None:
    assert tally.share(True, "proved", "equation") >= 0.95, tally
    assert tally.share(False, "refuted") >= 0.99, tally
    assert all(len(line.split(": ", 1)[1]) > 10 for line in tally.open), tally


def test_the_generator_is_not_one_sided() -> None:
    found = list(claims(30, 3))
    assert len({one.text for one in found}) == 30
    assert sum(one.true for one in found) == 15
    assert sum("[1]" in one.text or "[L]" in one.text for one in found) >= 3
    assert sum("Sum" in one.text for one in found) >= 5


def test_truth_is_decided_by_walks() -> None:
    networks = list(chains(Random(1), 60))
    assert instances(claim("r[l-1] == s[l]*r[l] + K[l] - s[l]"), networks)[0] >= LEAST_SEEN
    assert not instances(claim("r[l-1] == s[l]*r[l] + K[l] - s[l]"), networks)[1]
    assert instances(claim("r[l-1] == s[l]*r[l] + k[l] - s[l]"), networks)[1]
    assert not instances(claim("R[1] == K[1]"), networks)[1]
    assert instances(claim("Sum(K[m], (m, 0, L)) == 1 + Sum(K[m], (m, 1, L))"), networks)[1]


def test_a_wrong_verdict_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A symrf that says the opposite, or refutes with what is no counterexample."""
    false = "r[l-1] == s[l]*r[l] + (k[l] - s[l])"
    for verdict, true in (("proved", False), ("refuted", True), ("refuted", False)):
        monkeypatch.setattr(symrf, "check", lambda text, said=verdict: Verdict(text, said))
        found = Tally()
        found.judge(Claim(false, true, "equation"))
        assert found.wrong
    example = {"network": "L = 1: (k=2 s=1 d=2 p=0 q=0)", "L": 1, "l": 1, "left": 3, "right": 2}
    assert not wrong_counterexample(false, example)
    assert wrong_counterexample(false, {**example, "left": 2})
    assert wrong_counterexample("u[l] == uL", {"network": "L = 1: (k=2 s=1 d=2 p=0 q=0)", "L": 1})
