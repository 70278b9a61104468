"""The z3 route cannot be led astray: by contradictions, by what it does not translate, by names."""

from typing import Any

import pytest

from symrf.theorem import Theorem
from symrf.verification.routes import z3 as z3_route
from tests.tools import optional


@pytest.fixture(autouse=True)
def _z3() -> None:
    optional("z3")


def stated(*statement: str, **parts: Any) -> Theorem:
    """A theorem made for one test."""
    return Theorem("made-for-a-test", "", "", statement, **parts)


def verdict(found: Theorem) -> str:
    return str(z3_route.run(found)["verdict"])


@pytest.mark.parametrize(
    ("vacuous", "reason"),
    [
        (stated("r[l] == S[l]", assume=("s[m] == 1", "s[m] == 2")), "z3 finds no network"),
        (stated("r[l] == S[l]", assume=("s[m] == 1/2",)), "z3 finds no network"),
        (stated("r[l] == S[l]", assume=("kbar == 1", "kbar == 2")), "z3 finds no network"),
        (stated("n[l] == 5", domain=("s[l] >= 1 + s[l]",)), "z3 finds no network"),
        (stated("x[l] == 7", define=(("x[L] == 7", "x[l-1] == x[l-1] + 1"),)), "circular"),
        (stated("x[l] == 7", define=(("x[L] == 7", "x[l-1] == x[l] + x[l-2]"),)), "circular"),
        (stated("x[l] == 7", define=(("x[L] == 7", "x[l-1] == Sum(x[i], (i, 0, l))"),)), "circular"),
        (
            stated("x[0] == 1", define=(("x[L] == 0", "x[l-1] == y[l] + 1"), ("y[0] == 0", "y[l] == x[l-1]"))),
            "the definitions of x and y go in a circle",
        ),
        (stated("r[l] == 7", define=(("r[L] == 7", "r[l-1] == r[l]"),)), "r is defined twice"),
        (stated("K[l] == 7", define=(("", "K[l] == 7"),)), "K is defined twice"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)  # fmt: skip
def test_nothing_follows_from_a_contradiction(vacuous: Theorem, reason: str) -> None:
    said = z3_route.run(vacuous)
    assert said["verdict"] in ("open", "inapplicable")
    assert reason in said["reason"]


def test_a_contradiction_is_seen_where_no_small_network_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symrf.verification.smt.search.consistent", lambda *_: True)
    said = z3_route.run(stated("r[l] == S[l]", assume=("s[m] == 1", "s[m] == 2")))
    assert said == {"verdict": "open", "reason": "what is known contradicts itself at: claim 1, from l to l - 1"}


def test_a_fraction_as_first_value_proves_nothing_else() -> None:
    halves = (("h[L] == 1/2", "h[l-1] == s[l]*h[l]"),)
    assert verdict(stated("h[l] == S[l]", define=halves)) == "refuted"
    assert verdict(stated("0*h[l] == 1", define=halves)) == "refuted"


@pytest.mark.parametrize(
    ("unread", "reason"),
    [
        (stated("floor(x/2) + ceil(x/2) == x"), "x: not said to be an integer"),
        (stated("floor(c[l]/1) == c[l]"), "not rounded, in a statement about integers"),
        (stated("2**(L - 1)*2 == 2**L"), "exponents are not negative"),
        (stated("r[l]/s[l] == r[l]/s[l]"), "neither by a number nor rounded"),
        (stated("r[l*l] == r[l*l]"), "l*l is not a linear index"),
        (stated("count[l] == r[l]"), "only the walk knows it"),
        (stated(), "no statement in this notation"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_is_not_translated_is_open(unread: Theorem, reason: str) -> None:
    said = z3_route.run(unread)
    assert said["verdict"] in ("open", "inapplicable")
    assert reason in said["reason"]


def test_a_symbol_called_like_an_index_is_any_integer() -> None:
    """t is an index of maps, so that 0 <= t <= L, but not where the theorem says that it is an integer."""
    assert verdict(stated("floor(t/2) >= 0", integers=("t",))) == "refuted"
    assert verdict(stated("floor(t/2) <= t", domain=("t >= 0",), integers=("t",))) == "proved"


def test_a_condition_on_all_layers_is_not_overlooked_in_counterexamples() -> None:
    assert verdict(stated("n[L] == n[0] + 1", domain=("p[l] - p[l] >= 1",))) == "open"


def test_large_numbers_are_exact() -> None:
    assert verdict(stated("10**30 + 1 == 10**30 + 2")) == "refuted"
    assert verdict(stated("x/(10**30 + 1) == x/(10**30 + 2)")) == "refuted"


@pytest.mark.parametrize(
    "false",
    [
        "Sum(m**L, (m, 1, 2)) == 2*Product(i, (i, 1, L))",
        "Sum(Sum(Sum(i*j, (j, 1, 2)), (i, 1, 2)), (i, 1, 2)) == 10",
        "Sum(Sum(i, (m, 1, 2)), (i, 1, 2)) == Sum(Sum(m, (m, 1, 2)), (i, 1, 3))",
        "Sum(Product(s[i], (i, 1, i)), (i, 1, L)) == Sum(Product(s[i], (i, 1, L)), (i, 1, L))",
    ],
)
def test_bound_indices_are_not_confused(false: str) -> None:
    assert verdict(stated(false)) == "refuted"


def test_symbols_are_not_confused_with_indices() -> None:
    """Lemmas on sums speak of bounds a and b; a symbol that is called so is something else."""
    from symrf.verification.smt.index import variable
    from symrf.verification.smt.writer import Vocabulary

    words = Vocabulary(optional("z3"), whole=True)
    assert not words.scalar("a").eq(words.place(variable("a")))
    assert words.place(variable("a")).eq(words.place(variable("a")))
