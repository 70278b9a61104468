"""Claims under conditions, and the conditions under which a refuted claim is said to be true."""

import json
from random import Random

import pytest

import symrf
from symrf.claims import read_claim
from symrf.claims.chains import judge as general
from symrf.claims.typed.read import split
from symrf.kernel import check as kernel_check
from symrf.kernel.__main__ import load
from symrf.refute.compiled import CompiledStatement
from symrf.refute.fitted import Condition, fitted
from symrf.refute.graded import has_maps
from symrf.refute.measure import Chain
from symrf.statement import read
from symrf.terms import text
from symrf.theorem import Theorem
from symrf.words import words
from tests.tools import missing, ran, some

START = "start[l] == start[l-1] + ((k[l]-1)/2 - p[l])*J[l-1]"
FORWARD = "R[l] == R[l-1] + (k[l]-1)*J[l-1]"
OUTPUT = "n[l] == floor((n[l-1] + 2*p[l] - K[l])/s[l]) + 1"

TRUE_WHERE = [
    (FORWARD, ["d[l] == 1"]),
    (START, ["d[l] == 1"]),
    ("r[l-1] == r[l] + k[l] - s[l]", ["s[l] == 1", "1 == d[l]"]),
    ("r[0] == 1 + Sum(K[l] - 1, (l, 1, L))", ["s[l] == 1"]),
    ("r[0] == 1 + 2*L", ["k[l] == 3", "d[l] == 1", "s[l] == 1"]),
    ("r[0] == 1 + L*(k[1] - 1)", ["k[l] == k[1]", "d[m] == 1 and s[m] == 1"]),
    ("(s[1] - 1)*(r[0] - 1) == (K[1] - 1)*(s[1]**L - 1)", ["k[l] == k[1]", "d[l] == d[1]", "s[l] == s[1]"]),
    ("P[l] == Q[l]", ["p[l] == q[l]"]),
    ("c[0] == uL*S[0]", ["K[l] == 2*p[l] + 1"]),
    ("c[0] == uL*S[0]", ["p[l] == (K[l] - 1)/2"]),
    ("R[l] == 2**(l+1) - 1", ["k[l] == 3", "s[l] == 1", "d[l] == 2**(l-1)"]),
    ("u[0] == -P[0]", ["uL == 0"]),
    (FORWARD, ["K[l] == k[l]"]),
    ("r[l] == 1", ["k[l] == 1"]),
    ("r[l-1] == s[l]*r[l]", ["K[l] == s[l]"]),
]


@pytest.mark.parametrize(("claim", "where"), some(TRUE_WHERE, 6))
def test_true_under_a_condition_is_proved_by_a_certificate_that_states_it(claim, where, tmp_path, monkeypatch):
    monkeypatch.setattr(general, "weakest", lambda *_: ())  # where else it is true is another question
    verdict = symrf.check(claim, where=where)
    assert verdict.verdict == "proved"
    conditions = split(where)
    assert len(verdict.where) == len(conditions)
    certificate = verdict.routes["kernel"]["certificate"]
    assert len(kernel_check(certificate)["assume"]) == len(conditions)
    path = tmp_path / "claim.json"
    path.write_text(json.dumps(certificate))
    stated = words(kernel_check(load(path)))
    assert stated.count("  provided ") == len(conditions)
    assert symrf.check(claim).verdict == "refuted"


FALSE_WHERE = [
    (FORWARD, ["k[l] == 3"]),
    (FORWARD, ["s[l] == 1", "k[l] == k[1]"]),
    (FORWARD, ["k[l] >= 40", "d[l] >= 3"]),
    (START, ["p[l] == q[l]", "K[l] == 2*p[l] + 1"]),
    ("r[0] == 1 + L*(k[1] - 1)", ["d[l] == 1", "s[l] == 1"]),
    ("r[0] == 1 + L*(k[1] - 1)", ["k[l] == k[1]", "d[l] == 1"]),
    ("n[l] == n[l-1]", ["s[l] == 1", "p[l] == q[l]"]),
    ("c[0] == 0", ["p[l] == (K[l] - 1)/2"]),
    ("u[0] == -P[0]", ["uL >= 5"]),
    (OUTPUT, ["q[l] >= p[l]", "n0 >= 30"]),
    ("r[0] == s[1]*S[0] + 1", ["k[l] >= s[l]", "L >= 1"]),
    ("K[l] == k[l]", ["d[l] <= 2"]),
]


@pytest.mark.parametrize(("claim", "where"), some(FALSE_WHERE, 6))
def test_false_under_a_condition_is_refuted_by_a_network_that_meets_it(claim, where, monkeypatch):
    monkeypatch.setattr(general, "weakest", lambda *_: ())  # where else it is true is another question
    verdict = symrf.check(claim, where=where)
    assert verdict.verdict == "refuted"
    assert {route["verdict"] for route in verdict.routes.values()} <= {"refuted", "passed", "open"}
    found = verdict.counterexample
    chain = drawn_from(found)
    for condition in conditions(verdict.where):
        assert condition.met(chain, {}), (found, condition)
    assert not holds(claim, chain)


def conditions(texts):
    """The conditions, as they are assumed of a network."""
    assume = tuple(text(read_claim(said)) for said in texts)
    return [Condition(said) for said in read(Theorem("claim", "claim", "", (), assume=assume)).assumed]


def drawn_from(found):
    """The network of a counterexample."""
    rows = [part.strip(" ),") for part in found["network"].partition(": ")[2].split("(") if part.strip()]
    layers = tuple(tuple(int(pair.partition("=")[2]) for pair in row.split()) for row in rows)
    return Chain(layers, found.get("uL", 0), found.get("n0", 1), (found.get("outside", 1),))


def holds(claim, chain, where=()):
    """Whether the claim is true of one network, measured by the walk."""
    compiled = CompiledStatement(Theorem("claim", "claim", "", (claim,), assume=where))
    return compiled.check(chain, {})[1] is None


CONTRADICTIONS = [
    ["d[l] == 1", "d[l] == 2"], ["k[l] >= 3 and k[l] <= 2"], ["k[l] == 0"], ["K[l] == 2", "k[l] == 3"],
    ["s[l] == 1", "S[0] == 2*S[L]"], ["r[l] <= 0"], ["2*k[l] == 3"],
]  # fmt: skip


FALSE = ["1 == 2", "r[0] == 7"]


@pytest.mark.parametrize(
    ("claim", "where"),
    some([*((FORWARD, where) for where in CONTRADICTIONS), *((claim, CONTRADICTIONS[0]) for claim in FALSE)], 2),
)
def test_of_no_network_nothing_is_said(claim, where):
    """Everything follows from conditions that no network meets; and a network without layers meets them."""
    verdict = symrf.check(claim, where=where)
    assert verdict.verdict == "open"
    assert verdict.reason.startswith("no network with a layer")
    assert not verdict.holds_when


def test_an_inequality_that_the_kernel_need_not_know_is_left_out():
    verdict = symrf.check(FORWARD, where=["d[l] == 1", "k[l] >= s[l]", "n[l] >= 3"])
    assert verdict.verdict == "proved"
    assert len(kernel_check(verdict.routes["kernel"]["certificate"])["assume"]) == 1


@pytest.mark.parametrize("where", [["x[l] == 1"], ["foo == 1"], ["d[l]"], [""], ["d[l] == 1 and "], [3]])
def test_conditions_that_say_nothing_are_named(where):
    with pytest.raises(symrf.SymrfError) as error:
        symrf.check(FORWARD, where=where)
    assert "\n" not in str(error.value)


# ---- where a refuted claim is true

HOLDS = {
    "r[l-1] == s[l]*r[l] + k[l] - s[l]": {"d[l] == 1"},
    "r[l-1] == r[l] + k[l] - s[l]": {"d[l] == 1 and s[l] == 1"},
    "r[l-1] == r[l] + k[l] - 1": {"d[l] == 1 and s[l] == 1"},
    "r[l-1] == s[l]*(r[l] - 1) + k[l]": {"d[l] == 1"},
    "r[l-1] == (r[l] - 1)*s[l] + d[l]*k[l]": {"d[l] == 1"},
    "r[0] == 1 + Sum((k[l]-1)*Product(s[i], (i, 1, l-1)), (l, 1, L))": {"d[l] == 1"},
    "r[0] == Sum((k[l]-1)*Product(s[i], (i, 1, l-1)), (l, 1, L)) + 1": {"d[l] == 1"},
    "r[0] == 1 + Sum((k[l]-1)*J[l-1], (l, 1, L))": {"d[l] == 1"},
    "r[0] == 1 + Sum(k[l] - 1, (l, 1, L))": {"d[l] == 1 and s[l] == 1"},
    "r[0] == 1 + Sum(K[l] - 1, (l, 1, L))": {"s[l] == 1"},
    "r[0] == 1 + Sum(d[l]*(k[l] - 1), (l, 1, L))": {"s[l] == 1"},
    "r[0] == 1 + L*(k[1]-1)": {"d[l] == 1 and s[l] == 1 and k[l] == k[1]"},
    "r[0] == 1 + (k[1] - 1)*Sum(s[1]**(l-1), (l, 1, L))": {"d[l] == 1 and s[l] == s[1] and k[l] == k[1]"},
    FORWARD: {"d[l] == 1"},
    "R[l] == R[l-1] + (K[l]-1)": {"s[l] == 1"},
    "R[l] == (R[l-1]-1)*s[l] + k[l]": {
        "d[l] == 1 and s[l] == 1", "d[l] == 1 and s[l] == s[1] and k[l] == k[1]",
    },
    "R[L] == 1 + Sum((k[m]-1)*Product(s[i], (i, 1, m-1)), (m, 1, L))": {"d[l] == 1"},
    START: {"d[l] == 1"},
    "start[l] == 1/2": {"K[l] == 2*p[l] + 1"},
    "start[l] == start[l-1]": {"K[l] == 2*p[l] + 1"},
    "c[l-1] == s[l]*c[l] + (k[l]-1)/2 - p[l]": {"d[l] == 1"},
    "c[l-1] == s[l]*c[l]": {"K[l] == 2*p[l] + 1"},
    "c[0] == uL*S[0]": {"K[l] == 2*p[l] + 1"},
    "c[0] == start[L] - 1/2": {"uL == 0"},
    "u[0] == -P[0]": {"uL == 0"},
    "v[l-1] == s[l]*v[l] - p[l] + k[l] - 1": {"d[l] == 1"},
    "v[0] == r[0] - P[0] - 1": {"uL == 0"},
    "P[l] == Q[l]": {"p[l] == q[l]"},
    "P[0] == Sum(q[m]*J[m-1], (m, 1, L))": {"p[l] == q[l]"},
    "2*P[0] == r[0] - 1": {"K[l] == 2*p[l] + 1"},
    "K[l] == d[l]*k[l]": {"d[l] == 1"},
    "K[l] == k[l]": {"d[l] == 1"},
    "J[l] == s[1]**l": {"s[l] == s[1]"},
    "S[0] == s[1]**L": {"s[l] == s[1]"},
    "S[l] == 1": {"s[l] == 1"},
    "r[l] == 1": set(),
    "r[l] == r[l-1]": set(),
    "R[l] == R[l-1] + k[l]": set(),
    "R[L] == r[1]": set(),
    "v[0] == u[0] + r[0]": set(),
}  # fmt: skip


@pytest.mark.parametrize("claim", some(list(HOLDS), 12))
def test_a_refuted_claim_comes_with_the_weakest_usual_conditions_and_these_are_right(claim):
    """Each is right on random networks that meet it, asked for it is proved; and without it the claim is false."""
    verdict = symrf.check(claim)
    assert verdict.verdict == "refuted"
    assert set(verdict.holds_when) == HOLDS[claim]
    for condition in verdict.holds_when:
        assert networks_that_meet(condition, claim) >= 40
        assert symrf.check(claim, where=[condition]).verdict == "proved"


def networks_that_meet(condition, claim):
    """How many random networks meet the condition; the claim is true of each of them."""
    random, count = Random(claim), 0
    parsed = conditions(split([condition]))
    for _ in range(60):
        least, most = (1, 1, 1, 0, 0), (6, 4, 3, 4, 4)
        layers = tuple(tuple(map(random.randint, least, most)) for _ in range(random.randint(1, 4)))
        chain = fitted(parsed, Chain(layers, random.randint(0, 3), 200), {})
        if chain is not None and has_maps(chain):
            count += 1
            assert holds(claim, chain), (condition, chain)
    return count


@pytest.mark.parametrize(
    ("claim", "conditions"),
    some([
        ("n[l] == floor((n[l-1] + 2*p[l] - k[l])/s[l]) + 1", "d[l] == 1 and p[l] == q[l]"),
        ("n[l] == n[l-1]", "s[l] == 1 and p[l] == q[l] and K[l] == 2*p[l] + 1"),
    ], 4),
)
def test_conditions_of_rounding_claims(claim, conditions):
    """What is said needs a proof by z3 and one by Coq."""
    verdict = symrf.check(claim)
    assert verdict.verdict == "refuted"
    assert verdict.holds_when == (() if missing("coqc") or missing("z3") else (conditions,))
    assert networks_that_meet(conditions, claim) >= 40


def test_conditions_asked_for_and_found_do_not_contradict_each_other():
    verdict = symrf.check(FORWARD, where=["d[l] == 2"])
    assert verdict.verdict == "refuted"
    assert verdict.holds_when == ()


def test_what_is_right_with_dilation_is_proved():
    verdict = symrf.check("r[l-1] == s[l]*(r[l] - 1) + k[l]")
    assert verdict.suggestion == "r[l - 1] == s[l]*(r[l] - 1) + K[l]"
    assert symrf.check(verdict.suggestion).verdict == "proved"


# ---- the command


def run(*args):
    return ran("check", *args)


def test_the_command():
    asked = run(FORWARD, "--where", "d[l] == 1", "--where", "k[l] == 3", "--format", "json")
    assert asked.returncode == 0
    assert json.loads(asked.stdout)["where"] == ["d[l] == 1", "k[l] == 3"]
    plain = run(FORWARD)
    assert plain.returncode == 1
    headline = plain.stdout.splitlines()[:2]
    assert headline[0].startswith("refuted: ")
    assert headline[1].strip() == "false in general; true where d[l] == 1 (proved)"
    assert "with dilation write: R[l] == R[l - 1] + (K[l] - 1)*J[l - 1]" in plain.stdout
    refuted = run(FORWARD, "--format", "json")
    assert json.loads(refuted.stdout)["holds_when"] == ["d[l] == 1"]
    nothing = run(FORWARD, "--where", "d[l] == 1", "--where", "d[l] == 2")
    assert nothing.returncode == 3
    assert "no network with a layer meets d[l] == 1 and d[l] == 2" in nothing.stdout
    wrong = run(FORWARD, "--where", "d[l]")
    assert wrong.returncode == 2
    assert wrong.stderr.count("\n") == 1
