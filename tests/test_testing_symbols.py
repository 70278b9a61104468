"""Symbols through somebody's code: proved, refuted, or said to be impossible; never proved past a case for a number."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy

from symrf.testing import conformance
from symrf.testing.functions.unseen import Looked, Unseen
from symrf.testing.verdicts.report import proof_line
from symrf.testing.verdicts.symbolic import DEPTH, Symbolic

Rows = list[Any]


def plain(rows: Rows, case: Callable[[Any], bool] = lambda k: False) -> Any:
    """Right, but one more where a kernel is a case of its own."""
    size = jump = 1
    for k, s in rows:
        size, jump = size + (k - 1) * jump + case(k), jump * s
    return size


def found(fn: Callable[[Rows], Any], adapter: str = "ks:r") -> Symbolic:
    """What symbols show, in this process."""
    return conformance(fn, adapt=adapter, isolate=False).symbols()


def test_plain_arithmetic_is_proved_for_each_depth_with_what_was_held() -> None:
    (proof,) = found(plain).proofs
    assert (proof.quantity, proof.verdict, proof.depth, proof.of) == ("size", "proved", DEPTH, "ks")
    assert proof_line(proof) == "size: proved for every k, s at depths 1 to 6, with p = q = 0, d = 1"


def test_what_is_refuted_says_where() -> None:
    (proof,) = found(lambda rows: sum(k for k, _ in rows)).proofs
    assert (proof.verdict, proof.depth) == ("refuted", 2)
    at = {name: int(value) for name, value in proof.at.items()}
    assert at["true"] == 1 + at["k1"] - 1 + (at["k2"] - 1) * at["s1"] != at["k1"] + at["k2"]


CASES: dict[str, Callable[[Any], Any]] = {
    "equal": lambda k: k == 6,
    "unequal": lambda k: k != 6 and 0,
    "below": lambda k: k < 2,
    "at least": lambda k: k >= 9,
    "one of": lambda k: k in (6, 8),
    "looked up": lambda k: {6: 1}.get(k, 0),
    "truth": lambda k: 0 if k else 1,
    "text": lambda k: str(k) == "6",
    "format": lambda k: f"{k}" == "6",
    "whole": lambda k: int(k) == 6,
    "largest": lambda k: max(k - 40, 0),
    "rounded": lambda k: round(k) == 6,
    "match": lambda k: sympy.sympify(k) == 6 if isinstance(k, Unseen) else k == 6,
}


@pytest.mark.parametrize("case", CASES)
def test_a_case_for_one_number_is_never_proved_away(case: str) -> None:
    result = found(lambda rows: plain(rows, CASES[case]))
    assert not any(proof.verdict == "proved" for proof in result.proofs)
    assert result.reason.startswith("no symbols go through this code: it ")


def test_code_that_tells_symbols_from_numbers_is_open() -> None:
    (proof,) = found(lambda rows: plain(rows, lambda k: isinstance(k, int))).proofs
    assert (proof.verdict, proof.depth) == ("open", 1)
    assert "with numbers it returns something else" in proof_line(proof)


def test_networks_are_hidden_too() -> None:
    def sees(network: Any) -> Any:
        (node, *_) = network.nodes
        return {"size": 7 if node.layer.kernel == 7 else node.layer.kernel}

    result = conformance(sees, isolate=False).symbols()
    assert (result.proofs, result.reason[:48]) == ((), "no symbols go through this code: it compares k1,")


def test_why_no_symbols_go_through_is_said() -> None:
    looks = found(lambda rows: max(k for k, _ in rows))
    assert looks.reason == "at depth 2 it compares k2, which is a symbol; only arithmetic goes through"
    numbers = found(lambda rows: int(rows[0][0]))
    assert numbers.reason.endswith("it asks for the value of k1, which is a symbol; only arithmetic goes through")


def test_arithmetic_on_symbols_is_that_of_numbers() -> None:
    k = sympy.Symbol("k", integer=True)
    x = Unseen(k)
    for compute in (
        lambda a: (a - 1) // 2, lambda a: 7 // a, lambda a: a % 3, lambda a: 7 % a, lambda a: -(-a // 2),
        lambda a: math.floor(a / 2), lambda a: math.ceil(a / 2), lambda a: Fraction(1, 2) * a - a / 4, lambda a: 2**a,
        lambda a: +a**2 - (3 - a),
    ):  # fmt: skip
        for number in (1, 2, 5, 8):
            assert compute(x).expression.xreplace({k: sympy.Integer(number)}) == compute(Fraction(number))
    with pytest.raises(Looked, match=r"^asks for the truth of k, which is a symbol"):
        bool(x)
    with pytest.raises(TypeError):
        x + "text"
