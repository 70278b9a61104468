"""A Max that stays is shown case by case: exactly one case holds, and gives what the Max gives."""

from __future__ import annotations

from functools import reduce
from typing import Any

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

import symrf
from symrf.derivation.answers.jsonform import as_tables
from symrf.numbers import cases, greatest, least
from symrf.numbers.cases import by_case
from symrf.numbers.order import at_least
from symrf.numbers.symbols import symbol
from symrf.oracle import walk
from symrf.render import fragment
from symrf.repeat import concrete
from tests import networks
from tests.test_cli import said
from tests.tools import examples

SYMBOLS = [symbol("k"), symbol("j", 3), symbol("m", -1)]
linear = st.tuples(*[st.integers(-2, 2)] * 4).map(
    lambda c: sum((a * s for a, s in zip(c[1:], SYMBOLS, strict=True)), c[0])
)
rounded = linear.map(lambda e: sympy.floor(e / 2) if hasattr(e, "free_symbols") else e)


@examples(12)
@given(
    st.lists(st.one_of(linear, linear, rounded), min_size=2, max_size=3),
    st.lists(linear, min_size=2, max_size=3),
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6)),
)
def test_exactly_one_case_holds_and_gives_the_value(tops: list[Any], lows: list[Any], more: tuple[int, ...]) -> None:
    value = sympy.Add(greatest(tops), -least(lows))
    at = dict(zip(SYMBOLS, (a + b for a, b in zip((1, 3, -1), more, strict=True)), strict=True))
    wanted = max(sympy.Add(t, 0).xreplace(at) for t in tops) - min(sympy.Add(x, 0).xreplace(at) for x in lows)
    assert value.xreplace(at) == wanted
    found = by_case([value])
    if found:
        holding = [case for case in found if all(condition.xreplace(at) >= 0 for condition in case.when)]
        assert len(holding) == 1
        assert sympy.Add(holding[0].values[0], 0).xreplace(at) == wanted


@pytest.mark.parametrize("k", [1, 2, 5, 6, 9])
@pytest.mark.parametrize("p", [1, 2, 3])
def test_the_cases_of_a_network_are_what_the_walk_sees(k: int, p: int) -> None:
    net = networks.either()
    seen = walk(concrete(net, {"k": k, "p": p}), "join", frozenset({0}))["image"]
    at = {symbol("k"): sympy.Integer(k), symbol("p"): sympy.Integer(p)}
    cases = symrf.derive(net).output["x"].cases
    assert len(cases) > 1
    (case,) = [c for c in cases if all(condition.xreplace(at) >= 0 for condition in c.when)]
    size, _, padding, _, left, right, *_ = (sympy.Add(v, 0).xreplace(at) for v in case.values)
    assert (left, right, size, padding) == (min(seen), max(seen), max(seen) - min(seen) + 1, -min(seen))


def test_no_case_without_a_choice_nor_with_too_many() -> None:
    k = symbol("k")
    assert by_case([k + 1, 3]) == ()
    assert by_case([sympy.Max(k, 5) - sympy.Max(k, 5, evaluate=False)]) == ()
    assert by_case([sympy.Max(sympy.Symbol("x", positive=True), 2)]) == (), "what is not 2 or less may be 2.5"
    many = sum((sympy.Max(symbol(f"a{i}"), symbol(f"b{i}")) for i in range(5)), sympy.Integer(0))
    assert by_case([many]) == ()
    assert symrf.derive(networks.symbolic()).output["h"].cases == ()


def test_both_ends_of_a_centred_join_cancel() -> None:
    k = symbol("k")
    net = symrf.Conv(k, padding=(k - 1) / 2) | symrf.Conv(5, padding=2)
    field = symrf.derive(net).output
    assert (field.center, field.padding) == (0, field.right_padding)


def test_cases_in_every_format() -> None:
    net = networks.either()
    text = said("derive", "-", stdin=TOML)
    assert "  r[0] = 15       where k <= 5\n  r[0] = 2*k + 5  where k >= 6\n" in text
    assert r"\begin{cases}" in fragment(net, "latex")
    assert r"\text{where } p \le 2, k \le p + 3" in fragment(net, "markdown")
    assert "<mtext>&#160;where&#160;</mtext>" in fragment(net, "html")


TOML = """
layer = [
  { name = "stem", op = "conv", kernel = 7, stride = 2, padding = 3 },
  { name = "body", op = "conv", kernel = "k", padding = "(k - 1)/2" },
  { name = "wide", op = "conv", kernel = 5, padding = 2, from = "stem" },
  { name = "join", op = "add", from = ["body", "wide"] },
]
"""


@pytest.mark.parametrize("branches", [6, 12])
def test_many_free_branches_keep_their_maximum(branches: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which is the widest of many is not looked for without end: a Max of them is the answer."""
    from symrf.numbers import cases

    asked = []
    monkeypatch.setattr(cases, "at_least", lambda a, b: asked.append((a, b)) or at_least(a, b))
    convs = [symrf.Conv(symbol(f"k{i}"), padding=symbol(f"p{i}", 0)) for i in range(branches)]
    field = symrf.derive(reduce(lambda a, b: a | b, convs)).output
    assert field.cases == ()
    assert field.right.has(sympy.Max, sympy.Min)
    assert 0 < len(asked) <= cases.MAX_COMPARISONS


def free_branches(count: int) -> symrf.Network:
    """Convolutions of kernels and paddings of their own, added."""
    layers = [
        {"name": f"c{i}", "op": "conv", "from": "input", "kernel": f"k{i}", "padding": f"p{i}"} for i in range(count)
    ]
    return symrf.read({"layer": [*layers, {"name": "j", "op": "add", "from": [f"c{i}" for i in range(count)]}]})


@pytest.mark.parametrize("count", [6, 12])
def test_a_maximum_of_many_is_left_and_that_is_said(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def counted(a: Any, b: Any) -> bool:
        nonlocal asked
        asked += 1
        return at_least(a, b)

    monkeypatch.setattr(cases, "at_least", counted)
    cases._divided.cache_clear()
    net = free_branches(count)
    table = as_tables(symrf.derive(net))["nodes"][-1]["axes"]["x"]
    assert table["padding"] == f"Max({', '.join(sorted(f'p{i}' for i in range(count)))})"
    assert "cases" not in table
    assert str(cases.MAX_COMPARISONS) in table["cases_left"]
    page = fragment(net, "markdown")
    assert "is left: it has more than 12 cases" in " ".join(page.split())
    assert asked <= 4 * cases.MAX_COMPARISONS, "one budget for the record and one for each of three numbers"


def test_nothing_is_said_where_the_cases_are_written() -> None:
    table = as_tables(symrf.derive(free_branches(2)))["nodes"][-1]["axes"]["x"]
    assert "cases_left" not in table
    assert "is left" not in fragment(networks.either(), "markdown")
    assert cases.left_open([SYMBOLS[0] + 1, 3]) == ""


def misaligned(count: int) -> symrf.Network:
    """Two strided layers that divide SAME padding unlike, joined with the same two the other way round, and so on."""
    layers, last = [], "input"
    for i in range(count):
        for name, paddings in (("a", ("same", "same_lower")), ("b", ("same_lower", "same"))):
            for j, padding in enumerate(paddings):
                below = f"{name}{i}_0" if j else last
                layers.append({"name": f"{name}{i}_{j}", "op": "conv", "from": below, "kernel": 3, "stride": 2})
                layers[-1]["padding"] = padding
        last = f"x{i}"
        layers.append({"name": last, "op": "add", "from": [f"a{i}_1", f"b{i}_1"]})
    return symrf.read({"layer": layers}).with_input_size(symbol("n"))


def test_extremes_of_many_floors_are_left_and_written_as_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(cases, "at_least", lambda a, b: asked.append(a) or at_least(a, b))
    cases._divided.cache_clear()
    derivation = symrf.derive(misaligned(8))
    (axis,) = as_tables(derivation)["nodes"][-1]["axes"].values()
    assert len(asked) < 1000, "those of two and of three floors only"
    assert "3 floors" in axis["cases_left"]
    n, field = symbol("n"), derivation.output["x"]
    for key in ("left", "right", "right_padding", "size", "start"):
        said, known = sympy.sympify(axis[key], {"n": n}), getattr(field, key)
        assert all(said.xreplace({n: at}) == known.xreplace({n: at}) for at in map(sympy.Integer, (1, 77, 98304)))
        assert axis[key] != str(known)


def test_floors_of_large_steps_are_compared_as_those_of_small_ones() -> None:
    floor = sympy.floor
    for step, n in ((8192, symbol("n")), (3**12, symbol("n", least=3**12 + 1))):
        small, large = floor((n - 1) / step), floor((n - 1) / (5 * step))
        assert at_least(small, 5 * large)
        assert at_least(5 * large, small - 4)
        assert not at_least(5 * large, small - 3)
        assert not at_least(3 * floor(n / step / 4) + 2, floor(n / step))
        assert at_least(small, int(step % 2))
        assert not at_least(small, 1 + int(step % 2))
        assert not at_least(floor(n / step), 5 * large + 1)
        x = symbol("x", least=0)
        assert not at_least(3 * floor(x / 4) + 2, x)
        assert not at_least(floor(-n / step), 5 * floor(-n / 5 / step) + 1)
