"""True claims of kinds that people type, each with a false neighbour: the one is proved, the other refuted."""

from __future__ import annotations

from functools import partial

import pytest

from symrf.claims import check
from symrf.claims.chains import judge as general
from symrf.claims.chains.conditions import by_layer
from symrf.claims.chains.judge import of_whole_numbers
from symrf.claims.chains.restated import of_integers
from symrf.refute.measure import Chain, scope
from symrf.statement import NotExpressible
from symrf.theorem import Theorem, least_depth
from symrf.verification.coq.compiler import available
from symrf.verification.coq.file import text
from symrf.verification.coq.judge import Refusal
from symrf.verification.coq.negation import negation
from symrf.verification.coq.statement import coq_statement
from symrf.verification.routes import coq as coq_route
from symrf.verification.routes import z3 as z3_route
from symrf.verification.verdict import Verdict
from tests.together import together
from tests.tools import some

coq = pytest.mark.skipif(not available(), reason="coqc is not installed")


@pytest.fixture(autouse=True)
def only_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a false claim is true is not asked here; tests/test_where.py does."""
    monkeypatch.setattr(general, "weakest", lambda *_: ())


BY_CERTIFICATE = [
    ("s[l] == s[1]", ("s[l] == s[l-1]",), "s[l] == s[1] + 1"),
    ("S[0] == s[1]**L", ("s[l] == s[l-1]",), "S[0] == s[1]**(L+1)"),
    ("r[0] == 1 + (k[1]-1)*L", ("k[l] == k[l-1]", "s[l] == 1", "d[l] == 1"), "r[0] == (k[1]-1)*L"),
    ("r[0] == 1 + (k[L]-1)*L", ("k[l] == k[L]", "s[l] == 1", "d[l] == 1"), "r[0] == 1 + k[L]*L"),
    ("2**(L-2)*4 == 2**L", ("L >= 2",), "2**(L-2)*8 == 2**L"),
    ("2**(-L)*2**L == 1", (), "2**(-L)*3**L == 1"),
    ("r[0] == R[2]", ("L == 2",), "r[0] == R[1]"),
    ("Product(s[j], (j, 1, l-1))*s[l]*S[l] == Product(s[b], (b, 1, L))", (),
     "Product(s[j], (j, 1, l-1))*s[l]*S[l] == Product(s[b], (b, 2, L))"),
    ("start[l] + Product(s[b], (b, 1, l-2))*s[l-1]*s[l]*c[l] == c[0] + 1/2", (),
     "start[l] + Product(s[b], (b, 1, l-2))*s[l-1]*c[l] == c[0] + 1/2"),
    ("r[0] == 7", ("L == 3", "k[l] == 3", "s[l] == 1", "d[l] == 1"), "r[0] == 9"),
    ("r[0] == K[1] + (K[2]-1)*s[1] + (K[3]-1)*s[1]*s[2]", ("L == 3",), "r[0] == K[1] + (K[2]-1)*s[1]"),
    ("R[L] == 15", ("L == 3", "k[l] == 3", "s[l] == 2", "d[l] == 1"), "R[3] == 16"),
    ("r[l-1]/r[l] == s[l] + (K[l] - s[l])/r[l]", (), "r[l-1]/r[l] == s[l]"),
    ("(K[l] - 1)/K[l] == 1 - 1/K[l]", (), "(k[l] - 1)/K[l] == 1 - 1/K[l]"),
    ("r[0]/R[L] == 1", (), "r[0]/R[L] == 2"),
]  # fmt: skip


@pytest.mark.parametrize(("true", "where", "false"), some(BY_CERTIFICATE, 3, 1))
def test_equal_neighbours_and_exponents(true: str, where: tuple[str, ...], false: str) -> None:
    verdict = check(true, where=where)
    assert verdict.verdict == "proved"
    assert verdict.routes["kernel"]["verdict"] == "proved"
    assert check(false, where=where).verdict == "refuted"


BY_Z3_AND_COQ = [
    ("S[0] >= s[1]", (), "S[0] > s[1]"),
    ("r[0] >= K[1]", (), "r[0] >= K[1] + 1"),
    ("r[l+2] <= r[l]", (), "r[l+2] < r[l]"),
    ("r[l-5] >= r[l]", (), "r[l-5] <= r[l]"),
    ("floor(S[0]/s[1]) == S[1]", (), "floor(S[0]/s[1]) == S[0]"),
    ("2**L >= L", (), "2**L >= 2*L + 1"),
    ("J[L] >= 2**L", ("s[l] >= 2",), "J[L] > 2**L"),
    ("k[l] <= 2", ("k[l] < 3",), "k[l] <= 1"),
    ("k[l] == 1", ("K[l] == 1",), "d[l] == 1"),
    ("s[l] == 1", ("S[l-1] == S[l]",), "k[l] == 1"),
    ("p[l] == q[l]", ("P[l] == Q[l]",), "P[l] == 0"),
    ("d[l] == 1", ("K[l] == k[l]", "k[l] >= 2"), "d[l] == 2"),
    ("s[l] == 1", ("S[0] == 1",), "s[l] == 2"),
    ("ceil(c[l]) + floor(c[l]) == u[l] + v[l]", (), "ceil(c[l]) + floor(c[l]) == u[l] + v[l] + 1"),
    ("2**l <= 2**L", (), "2**l < 2**L"),
    ("s[l]**L >= 1", (), "Product(s[i], (i, 0, L)) >= 1"),
    ("S[0] >= 2**L", ("s[l] >= 2",), "S[0] > 2**L"),
    ("Max(r[0], R[L]) == r[0]", (), "Max(r[0], R[L]) == K[1]"),
    ("k[l] == 1", ("R[L] == 1",), "s[l] == 1"),
]

DIVISORS = [
    ("gcd(k[l], s[l]) <= k[l]", (), "gcd(k[l], s[l]) < k[l]"),
    ("gcd(s[l], d[l]) == gcd(d[l], s[l])", (), "gcd(s[l], d[l]) == gcd(d[l], k[l])"),
    ("k[l] >= s[l]", ("gcd(k[l], s[l]) == s[l]",), "k[l] == s[l]"),
    ("gcd(k[l], s[l]) == 1", ("s[l] == 1",), "gcd(k[l], s[l]) == k[l]"),
]


def integral(true: str, where: tuple[str, ...]) -> Theorem:
    """As a claim is put to z3 and Coq."""
    stated = of_integers(Theorem("claim", "claim", "", (true,), assume=where))
    return of_whole_numbers(stated) if where else stated


@pytest.mark.parametrize(("true", "where", "false"), some(BY_Z3_AND_COQ, 10, 2))
def test_orders_and_conditions_by_z3(true: str, where: tuple[str, ...], false: str) -> None:
    assert z3_route.run(integral(true, where))["verdict"] == "proved"
    assert z3_route.run(integral(false, where))["verdict"] != "proved"


@pytest.mark.parametrize(("true", "where", "false"), DIVISORS)
def test_common_divisors_by_z3(true: str, where: tuple[str, ...], false: str) -> None:
    assert z3_route.run(integral(true, where))["verdict"] == "proved"
    assert z3_route.run(integral(false, where))["verdict"] == "refuted"


@coq
def test_orders_and_conditions_by_coq() -> None:
    """Judged together, as Coq takes longer to start than to check; a check asks z3 and Coq."""
    claims = [(true, where) for true, where, _ in (*some(BY_Z3_AND_COQ, 12), *some(DIVISORS, 2))]
    routes = [partial(coq_route.run, integral(true, where)) for true, where in claims]
    checked, *found = together(partial(check, "r[0] >= 2", where=["k[1] >= 2"]), *routes)
    assert dict(zip(claims, (one.verdict for one in found), strict=True)) == dict.fromkeys(claims, "proved")
    assert isinstance(checked, Verdict)
    assert [checked.verdict, *(checked.routes[route]["verdict"] for route in ("z3", "coq"))] == ["proved"] * 3
    assert check("r[0] >= 3", where=["k[1] >= 2"]).verdict == "refuted"


FALSE = ["r[l+2] < r[l]", "2**L >= 2*L + 1", "gcd(k[l], 2) == 2", "gcd(k[l], s[l]) < k[l]"]


@coq
@pytest.mark.parametrize("false", some(FALSE, 2))
def test_coq_does_not_prove_what_is_false(false: str) -> None:
    assert coq_route.run(integral(false, ()), 5.0)["verdict"] == "open"


DIVIDED = [
    ("(S[0] - 1)/(s[1] - 1) == Sum(s[1]**(i-1), (i, 1, L))", ("s[l] == s[1]",), "proved", ("L >= 1", "s[1] >= 2")),
    ("(S[0] - 1)/(s[1] - 1) == Sum(s[1]**i, (i, 1, L))", ("s[l] == s[1]",), "refuted", ("L >= 1", "s[1] >= 2")),
    ("S[l]/(k[1] - 2) + 1/(k[1] - 2) == (S[l] + 1)/(k[1] - 2)", (), "proved", ("L >= 1", "k[1] - 2 != 0")),
    ("1/(s[1] - 1) == 2/(s[1] - 1)", (), "refuted", ("L >= 1", "s[1] >= 2")),
    ("1/(s[1] - s[1]) == 1/(s[1] - s[1])", (), "open", ("L >= 1", "s[1] - s[1] != 0")),
    ("1/(s[1] - s[1]) == 2/(s[1] - s[1])", (), "open", ("L >= 1", "s[1] - s[1] != 0")),
]


@pytest.mark.parametrize(("claim", "where", "verdict", "domain"), DIVIDED)
def test_what_is_divided_by_is_not_zero(claim: str, where: tuple[str, ...], verdict: str, domain: tuple[str, ...]):
    """Where it is, the claim says nothing; where it always is, nothing is said of the claim."""
    found = check(claim, where=where)
    assert (found.verdict, found.domain) == (verdict, domain)
    assert verdict != "open" or "is 0 on every small network" in str(found.reason)


def test_a_power_in_coq_is_claimed_with_its_exponent() -> None:
    """A product over 1 … exponent is a power only where the exponent is not negative."""
    stated = Theorem("claim", "claim", "", ("2**(L-2) <= 2**L",))
    assert coq_statement(stated).goals[0] == "L - 2 >= 0"
    assert not available() or coq_route.run(stated, 5.0)["verdict"] == "open"
    for reason in (("2**(L-2) >= 1",), ("k[l] >= 2**(l-5)",)):
        with pytest.raises(NotExpressible, match="exponent is no number"):
            text(Theorem("claim", "claim", "", ("k[l] >= 1",), assume=reason))
    with pytest.raises(NotExpressible):
        text(Theorem("claim", "claim", "", ("Sum(2**(L-3)*k[m], (m, 1, L)) >= 0",)))


def test_a_power_is_not_refuted_by_its_exponent() -> None:
    with pytest.raises(NotExpressible, match="to be refuted"):
        negation(Theorem("claim", "claim", "", ("2**(L-2) >= 2**L",)), Chain((), 0, 1), {})


def test_a_condition_on_depth_is_the_depth_claimed() -> None:
    asked = {"L >= 2": 2, "L > 2": 3, "L == 2": 2, "L <= 2": 0, "L >= -1": 0, "L >= 5/2": 0}
    for condition, least in asked.items():
        assert least_depth(Theorem("claim", "claim", "", ("r[0] == 1",), assume=(condition,))) == least
    assert check("r[0] == R[1]", where=["L == 2"]).verdict == "refuted"
    assert check("r[0] == r[L]", where=["L >= 1"]).verdict == "refuted"


def test_numbers_of_layers_are_known_without_a_walk() -> None:
    """Conditions on layers are met number by number, which for deep networks takes a network each if it is made."""
    chain = Chain(((3, 2, 1, 0, 0),))
    assert [scope(chain, "ksdK")[letter](1) for letter in "ksdK"] == [3, 2, 1, 3]
    assert "network" not in vars(chain)
    assert scope(chain, "r")["r"](0) == 3
    assert "network" in vars(chain)


def test_that_no_network_meets_conditions_is_said_only_where_it_is_shown() -> None:
    none = check("s[l] == 1", where=["k[l] >= 3", "k[l] <= 2"])
    assert none.reason == "no network with a layer meets k[l] >= 3 and k[l] <= 2: they contradict each other"
    empty = check("r[0] == 1", where=["L == 0"])  # the network without layers meets it
    assert empty.reason == "no network with a layer was found that meets L == 0"
    for deep in (("L == 50",), ("S[0] == 8", "s[l] == 2"), ("k[l] == L",), ("k[3] == 2",)):
        assert not by_layer(Theorem("claim", "claim", "", ("r[0] == 1",), assume=deep))


def test_reasons_are_plain() -> None:
    for said in ("No applicable tactic.", "Tactic failure: Cannot solve this goal."):
        assert "tactic" not in coq_route.plainly(Refusal(said)).lower()
    assert "Timeout" not in coq_route.plainly(Refusal("Timeout!", late=True))
    assert coq_route.plainly(Refusal("the theorem rests on an assumption")).endswith("rests on an assumption")
