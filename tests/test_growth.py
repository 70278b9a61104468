"""Orders of symbolic repetitions: facts on powers and geometric sums, proved before they are told to z3 and Coq."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest
import sympy

import symrf
from symrf.claims.evidence import growth
from symrf.claims.evidence.rounding import by_z3_and_coq, cases
from symrf.numbers.symbols import symbol
from symrf.terms.geometric import Geometric
from symrf.verification.result import Result
from symrf.verification.routes import coq as coq_route
from symrf.verification.routes import z3 as z3_route
from tests.together import together
from tests.tools import optional, some

k, m, s, L = map(symbol, "kmsL")
STRIDED = {"layer": [
    {"op": "repeat", "times": "L", "layers": [{"op": "conv", "kernel": "k", "stride": "s", "padding": "p"}]},
]}  # fmt: skip
FEWER = {"layer": [
    {"op": "conv", "kernel": "k", "stride": "s", "padding": "(k-1)/2"},
    {"op": "repeat", "times": "B - 2", "layers": [{"op": "conv", "kernel": "m - 3", "stride": "s"}]},
]}  # fmt: skip


CLAIMS = some([
    (STRIDED, "r >= k", "proved"),
    (STRIDED, "r >= L*(k-1) + 1", "proved"),
    (STRIDED, "r >= L*(k-1) + 2", "refuted"),
    (STRIDED, "r >= L*k", "refuted"),
    (FEWER, "r >= k", "proved"),
    (FEWER, "r >= k + 1", "refuted"),
    (FEWER, "r >= k + s*(m - 4)", "refuted"),
    (FEWER, "(s-1)*(r-k) == s*(m-4)*(s**(B-2)-1)", "proved"),
    (FEWER, "(s-1)*(r-k) == s*(m-4)*(s**(B-1)-1)", "refuted"),
], 8)  # fmt: skip


def test_orders_and_sums_of_symbolic_repetitions_and_what_is_told_of_them() -> None:
    """In one session of Coq; the facts that are told are proved by Coq too."""
    optional("coqc")
    claims = [partial(symrf.check, claim, symrf.read(tree)) for tree, claim, _ in CLAIMS]
    facts = [partial(coq_route.run, growth.stated(name)) for name in growth.FACTS]
    found = [one.verdict for one in together(*claims, *facts)]
    assert found == [verdict for *_, verdict in CLAIMS] + ["proved"] * len(facts)


@pytest.mark.parametrize("name", growth.FACTS)
def test_what_is_told_of_powers_and_sums_is_proved_by_z3(name: str) -> None:
    stated = growth.stated(name)
    assert growth.known(name)
    more = replace(stated, statement=(stated.statement[0] + " + 1",))
    assert z3_route.run(more)["verdict"] != "proved"


def test_a_fact_that_is_not_proved_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    relation = (Geometric(s, L), ">=", L)
    monkeypatch.setattr(coq_route, "run", lambda *_: Result("proved"))
    assert by_z3_and_coq([relation], [])["z3"]["verdict"] == "proved"
    monkeypatch.setattr("symrf.claims.evidence.rounding.known", lambda name: False)
    assert by_z3_and_coq([relation], [])["z3"]["verdict"] == "open"


@pytest.mark.parametrize(
    "relation",
    [
        (Geometric(s, L), ">=", L + 1),
        (Geometric(k - 1, L), ">=", L),
        ((k - 1) ** L, ">=", L - L + 1),
        ((s + 1) ** L, ">=", L + 2),
    ],
)
def test_false_orders_of_powers_and_sums_stay_unproved(relation: Any) -> None:
    assert by_z3_and_coq([relation], [])["z3"]["verdict"] == "open"


def test_without_a_copy_nothing_is_known_of_what_only_copies_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coq_route, "run", lambda *_: Result("proved"))
    count = symbol("B", 2)
    assert cases([(m, ">=", sympy.Integer(4))], ["m >= 4 where B >= 3"]) == [(m, ">=", 4)]
    (without, some) = cases([(m * count, ">=", 4 * count)], ["m >= 4 where B >= 3"])
    assert by_z3_and_coq([some], [])["z3"]["verdict"] == "proved"
    assert by_z3_and_coq([without, some], [])["z3"]["verdict"] == "open"
