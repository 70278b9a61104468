"""Whoever finds a proof is not believed: each of these parts lies, and nothing false is proved by it."""

from collections.abc import Callable
from typing import Any

import pytest
import sympy

import symrf
from symrf.claims.chains.judge import by_certificate
from symrf.derivation.upward import repeat
from symrf.exposition.instance import Instance
from symrf.prove import accepted, find, statement
from symrf.prove.find import certificate
from symrf.statement import NotExpressible
from symrf.terms import parse_value
from symrf.theorem import Theorem
from symrf.verification.routes import kernel as kernel_route

LIES: list[Callable[..., Any]] = [
    lambda claim, facts: [0],
    lambda claim, facts: ["1/2"],
    lambda claim, facts: [0, *([1, i] for i in range(len(facts)))],
    lambda claim, facts: [-1, [1, 0], [1, 0]],
    lambda claim, facts: [0, [-1, 0]],
    lambda claim, facts: [0, [1, 99]],
    lambda claim, facts: [0, [1, -1]],
    lambda claim, facts: [],
    lambda claim, facts: ["L"],
]


def stated(*claims: str, **more: Any) -> Theorem:
    return Theorem("claim", "claim", "", claims, **more)


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("claim", ["2**(-L) == 1", "Sum(2**(i - 2), (i, 1, L)) == 0", "x**(L - 1) == 1"])
def test_multipliers_of_an_exponent(lie: Callable[..., Any], claim: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power is read as a product, which is 1 where the exponent is negative: the kernel has to see that it is not."""
    monkeypatch.setattr(statement, "why", lie)
    with pytest.raises(NotExpressible, match="may be negative"):
        statement.statement(stated(claim))
    assert by_certificate(stated(claim))["verdict"] in ("open", "inapplicable")
    assert symrf.check("2**(-L) == 1").verdict != "proved"


def test_an_exponent_that_is_not_negative_is_seen() -> None:
    assert by_certificate(stated("2**(2*L) == 4**L"))["verdict"] in ("proved", "open")
    assert statement.statement(stated("Sum(2**(i - 1), (i, 1, L)) == 2**L - 1"))["goals"]


FALSE = "r[0] == 1 + Sum(k[l] - 1, (l, 1, L))"


def of_another(theorem: Theorem, *_: Any) -> Any:
    return certificate(stated("r[l-1] == s[l]*r[l] + K[l] - s[l]"))


def of_nothing(theorem: Theorem, *_: Any) -> Any:
    data = statement.statement(theorem)
    return {"schema": 1, "statement": data, "proof": [{**goal, "proof": []} for goal in data["goals"]]}


def assuming_it(theorem: Theorem, *_: Any) -> Any:
    data = statement.statement(theorem)
    data["assume"] = data["goals"]
    return {"schema": 1, "statement": data, "proof": [
        {**goal, "proof": [[1, "use", i, [q[0] for q in goal["for"]], [[0]] * 2 * len(goal["for"])]]}
        for i, goal in enumerate(data["goals"])]}  # fmt: skip


@pytest.mark.parametrize("finder", [of_another, of_nothing, assuming_it])
def test_certificates(finder: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (find, accepted):
        monkeypatch.setattr(module, "certificate", finder)
    monkeypatch.setattr("symrf.claims.chains.judge.certificate", finder)
    assert by_certificate(stated(FALSE))["verdict"] == "open"
    assert kernel_route.run(stated(FALSE))["verdict"] == "open"
    assert accepted.accepted(stated("x == x + 1")) is None


@pytest.mark.parametrize("wrong", [1, 2])
def test_sums_over_copies(wrong: int, monkeypatch: pytest.MonkeyPatch) -> None:
    n, i = (sympy.Symbol(x, integer=True, positive=True) for x in "ni")
    assert repeat.total(2 * i, "i", n) is not None
    closed = repeat._closed
    monkeypatch.setattr(repeat, "_closed", lambda *given: closed(*given) + (wrong if wrong == 1 else n * (n - 1)))
    assert repeat.total(2 * i, "i", n) is None
    assert repeat.total(2**i, "i", n) is None


def test_a_symbol_that_is_called_as_the_index() -> None:
    n, i = (sympy.Symbol(x, integer=True, positive=True) for x in "ni")
    other = sympy.Symbol("i", integer=True)
    assert repeat.total(i * other, "i", n) is None


def test_a_sequence_defined_twice() -> None:
    twice = (("x[0] == 0", "x[l] == x[l-1]"), ("x[0] == 1", "x[l] == x[l-1]"))
    assert by_certificate(stated("x[l] == 1", define=twice[1:]))["verdict"] == "proved"
    with pytest.raises(NotExpressible, match="x is defined twice"):
        statement.statement(stated("x[l] == 1", define=twice))


def test_a_carried_claim_that_is_false() -> None:
    """What the induction carries along is proved before it is used."""
    assert by_certificate(stated("r[l] == 1", carry=("r[l] == 1",)))["verdict"] == "open"


def test_a_layer_that_is_not_there() -> None:
    """Not the last one, which Python finds at -1."""
    layers = [{"k": 3, "s": 1, "K": 3}, {"k": 5, "s": 2, "K": 5}]
    for formula in ("k[0]", "k[3]"):
        with pytest.raises(ValueError, match="no layer"):
            Instance(layers).chain(parse_value(formula))
