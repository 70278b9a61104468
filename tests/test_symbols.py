"""Symbols with a least value: what is decided by it, and that no counterexample lies below it."""

import copy
import sys
from math import prod

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

import symrf
from symrf.layers import Conv
from symrf.network import Network
from symrf.numbers.order import at_least, zeros
from symrf.numbers.symbols import least_of, symbol


def joined(least: int, padding: object) -> dict[str, object]:
    layers = [
        {"op": "conv", "kernel": "k", "name": "a", "padding": padding},
        {"op": "conv", "kernel": 3, "name": "b", "from": "input", "padding": padding},
        {"op": "add", "from": ["a", "b"]},
    ]
    return {"symbols": {"k": {"min": least}}, "layer": layers}


@pytest.mark.parametrize("padding", [0, "same"])
def test_a_declared_minimum_decides_a_maximum(padding: object) -> None:
    assert symrf.derive(symrf.read(joined(3, padding))).output.size == symbol("k", 3)
    assert symrf.derive(symrf.read(joined(2, padding))).output.size.has(sympy.Max, sympy.Min)


def test_no_counterexample_below_a_declared_minimum() -> None:
    assert symrf.check("r == k", symrf.read(joined(3, "same"))).verdict == "proved"
    refuted = symrf.check("r == k", symrf.read(joined(2, "same")))
    assert refuted.verdict == "refuted"
    assert refuted.counterexample is not None
    assert refuted.counterexample["k"] == 2


def test_a_gap_with_a_maximum_in_it_is_said_and_no_condition_that_is_not_proved() -> None:
    verdict = symrf.check("r == k", symrf.read(joined(1, "same")))
    assert verdict.verdict == "refuted"
    assert "Max" in str(verdict.difference)
    assert verdict.holds_when == ()


def test_negative_bounds_and_none() -> None:
    a, b, free = symbol("a", -2), symbol("b", 5), symbol("x", None)
    assert [least_of(s) for s in (a, b, free, symbol("z", 0))] == [-2, 5, None, 0]
    assert at_least(b, 5)
    assert not at_least(b, 6)
    assert at_least(a + 2, 0)
    assert not at_least(a + 1, 0)
    assert not at_least(free, 0)
    assert at_least(sympy.floor(b / 2), 2)
    assert not at_least(sympy.floor(b / 2), 3)
    assert zeros(b - 3 * sympy.floor(b / 3)) == (3, [0])


def test_bounds_tell_symbols_apart_and_survive_copies() -> None:
    assert symbol("k", 3) != symbol("k", 4) != symbol("k")
    assert copy.deepcopy(symbol("k", 3)) == symbol("k", 3)
    assert symbol("k") == sympy.Symbol("k", integer=True, positive=True)


def test_a_kernel_of_a_bounded_symbol_and_one_that_may_be_too_small() -> None:
    assert symrf.derive(Conv(symbol("k", 4) - 3)).output.size == symbol("k", 4) - 3
    with pytest.raises(symrf.SymrfError, match="kernel"):
        Conv(-symbol("k", 2))


def test_floors_are_bounded_by_what_they_round() -> None:
    y, s, b = symbol("y", None), symbol("s"), symbol("b", 0)
    down = s * sympy.floor(y / s)
    assert at_least(y, down)
    assert at_least(down + s - 1, y)
    assert not at_least(down + s - 2, y)
    assert not at_least(down, y)
    assert at_least(sympy.floor((y + b) / s), sympy.floor((y - s + 1) / s))
    assert not at_least(sympy.floor((y + b) / s), sympy.floor(y / s)), "true, but the bounds alone do not say it"
    assert at_least(2 * sympy.floor(y / 2) + 1, y)
    assert not at_least(y * sympy.floor(y / 2), 0)


@given(st.lists(st.integers(-3, 3), min_size=5, max_size=5), st.integers(1, 3), st.integers(-8, 8), st.integers(1, 4))
def test_a_decided_order_holds_for_all_values(c: list[int], d: int, y: int, s: int) -> None:
    a, b = symbol("a", None), symbol("b")
    difference = c[0] * a + c[1] * b + c[2] + c[3] * b * sympy.floor((a + c[4]) / b) + sympy.floor((a - c[0]) / d)
    if at_least(difference, 0):
        assert difference.xreplace({a: sympy.Integer(y), b: sympy.Integer(s)}) >= 0


def test_a_gap_that_is_no_polynomial_still_gets_a_verdict() -> None:
    crop = {"op": "crop", "left": "2**k", "step": "k + s - 2"}
    layers = [{"op": "repeat", "times": 2, "layers": [crop]}, crop]
    tree = {"symbols": {"k": {"min": 0}}, "input": {"size": 64}, "layer": layers}
    assert symrf.check("c == 0", symrf.read(tree)).verdict == "refuted"


def test_halves_of_even_numbers_are_integers_and_sixths_are_not_known() -> None:
    """SymPy alone takes n (k - 1)/6 for an integer for every odd k, and k/3 and k/s for none for an even k."""
    k, n, even = symbol("k", 3, odd=True), symbol("n"), symbol("e", odd=False)
    assert (n * (k - 1) / 2).is_integer
    assert [one.is_integer for one in (n * (k - 1) / 6, even / 3, even / k, 6 * even / k)] == [None] * 4
    layer = {"op": "conv", "kernel": "k", "padding": "(k - 1)*m/6"}
    net = symrf.read({"symbols": {"k": {"odd": True}, "m": {}}, "layer": [layer]})
    assert any("/6" in one for one in symrf.derive(net).domain.conditions)


def test_the_sign_of_a_quotient_by_two_symbols_and_a_number_is_left_open() -> None:
    """SymPy alone takes the value at the least values of the symbols for the least."""
    n, s, half = symbol("n"), symbol("s"), sympy.Rational(1, 2)
    gap = 1 / (n * s) - half
    other, sum_ = half - 1 / (n * s), 1 / (n + s) - half / 4
    assert [gap.is_positive, gap.is_zero, other.is_negative, sum_.is_positive] == [None] * 4
    assert sympy.Max(1 / (n * s), half).has(half)
    g, h = symbol("g"), symbol("h")
    found = symrf.check("r/(1/(g*h) - 1/2) == (g + h - 1)/(1/(g*h) - 1/2)", Network.of(Conv(g) >> Conv(h)))
    assert "-1/2 + 1/(g*h) != 0" in str(found)
    assert [(n * s + 1).is_positive, (1 / (n * s) + 1).is_positive, (-1 - 1 / (n * s)).is_negative] == [True] * 3


def test_sympy_is_set_right_before_it_is_asked_about_a_users_expression(monkeypatch: pytest.MonkeyPatch) -> None:
    """Symbols may be SymPy's own, so that nothing of symrf has asked SymPy when the first layer is made."""
    products = sys.modules["symrf.numbers.sound_sympy"]
    monkeypatch.setitem(sympy.Mul._prop_handler, "integer", products._SAID)
    monkeypatch.setattr("sympy.core.exprtools._monotonic_sign", products._CLOSEST)
    monkeypatch.delitem(sys.modules, products.__name__)
    k, m = sympy.Symbol("k", odd=True, positive=True), sympy.Symbol("m_of_a_user", integer=True, positive=True)
    assert ((k + 1) * m / 6).is_integer  # SymPy's own answer, which is wrong for k = m = 1
    net = Network.of(Conv(k, padding=(k - 1) * m / 6))
    assert symrf.derive(net).domain.conditions == ("k is odd", "m_of_a_user*(k - 1)/6 is an integer")


def test_products_of_many_symbols_are_left_open() -> None:
    """Multiplied out about their least values they have twice as many terms with each symbol."""
    few, many = (prod(symbol(f"s{i}") for i in range(count)) for count in (7, 40))
    assert at_least(few * symbol("k"), symbol("k"))
    assert not at_least(many * symbol("k"), symbol("k"))
